<?php
/**
 * Stands in for Rank Math. Its own route takes all keys, for posts and terms, in every version; the
 * ability that tells the effective values came with 1.0.272 and needs WordPress 6.9. Without the
 * set-up wizard (rank_math_registration_skip=0) the plugin is active and does next to nothing.
 */

const STAND_IN_RANK_MATH = 'rank_math_';

function stand_in_rank_math_kind($subject): string
{
    return $subject instanceof WP_Term ? 'term' : 'post';
}

function stand_in_rank_math_head($subject): StandInHead
{
    $kind = stand_in_rank_math_kind($subject);
    $id = $kind === 'term' ? $subject->term_id : $subject->ID;
    $known = [
        '%sep%' => '-',
        '%sitename%' => get_bloginfo('name'),
        '%sitedesc%' => get_bloginfo('description'),
        '%currentyear%' => gmdate('Y'),
    ] + ($kind === 'term' ? [
        '%term%' => $subject->name,
        '%term_description%' => wp_strip_all_tags($subject->description),
    ] : [
        '%title%' => $subject->post_title,
        '%excerpt%' => stand_in_excerpt($subject),
        '%excerpt_only%' => wp_strip_all_tags($subject->post_excerpt),
    ]);
    $value = static function (string $key) use ($kind, $id, $known): string {
        $template = (string) get_metadata($kind, $id, STAND_IN_RANK_MATH . $key, true);
        $text = preg_replace('/%[a-z_]+%/i', '', strtr($template, $known));
        return trim(preg_replace('/ {2,}/', ' ', $text));
    };

    $head = new StandInHead();
    $default = $kind === 'term' ? "$subject->name - " : "$subject->post_title - ";
    $head->title = $value('title') ?: $default . get_bloginfo('name');
    $head->description = $value('description')
        ?: ($kind === 'term' ? $known['%term_description%'] : $known['%excerpt%']);
    $robots = get_metadata($kind, $id, 'rank_math_robots', true) ?: [];
    $head->noindex = in_array('noindex', $robots, true);
    $head->robots = implode(', ', array_unique([
        ...$robots,
        ...($head->noindex ? [] : ['index']),
        ...(in_array('nofollow', $robots, true) ? [] : ['follow']),
        ...($head->noindex ? [] : ['max-snippet:-1', 'max-video-preview:-1', 'max-image-preview:large']),
    ]));
    $head->canonical = $value('canonical_url')
        ?: ($kind === 'term' ? get_term_link($subject) : get_permalink($subject));
    $head->og_title = $value('facebook_title') ?: $head->title;
    $head->og_description = $value('facebook_description') ?: $head->description;
    // Unless told otherwise, Twitter gets what Facebook gets.
    $own = $value('twitter_use_facebook') === 'off';
    $head->twitter_title = $own ? $value('twitter_title') ?: $head->title : $head->og_title;
    $head->twitter_description = $own
        ? $value('twitter_description') ?: $head->description : $head->og_description;
    return $head;
}

function stand_in_rank_math_print(StandInHead $head): void
{
    echo "<!-- Search Engine Optimization by Rank Math - https://rankmath.com/ -->\n";
    stand_in_tag('description', $head->description);
    stand_in_tag('robots', $head->robots);
    if (!$head->noindex) {
        stand_in_canonical($head->canonical);
    }
    stand_in_social($head);
    echo "<!-- /Rank Math WordPress SEO plugin -->\n";
}

/**
 * Tags go. In text, "&" is stored as "&amp;" and backslashes get lost; a keyphrase keeps its "&".
 * Robots are a list.
 */
function stand_in_rank_math_clean(string $key, $value)
{
    if (is_array($value)) {
        return array_map('sanitize_key', $value);
    }
    if ($key === 'rank_math_canonical_url') {
        return esc_url_raw($value);
    }
    $text = str_replace('\\', '', stand_in_clean((string) $value));
    return $key === 'rank_math_focus_keyword' ? $text : preg_replace('/&(?!\w+;|#)/', '&amp;', $text);
}

function stand_in_rank_math_store(string $kind, int $id, array $meta): void
{
    foreach ($meta as $key => $value) {
        // Keys of others are dropped, and the answer is 200 all the same.
        if (!str_starts_with($key, STAND_IN_RANK_MATH)) {
            continue;
        }
        $value = stand_in_rank_math_clean($key, $value);
        if ($value === '' || $value === []) {
            delete_metadata($kind, $id, $key);
        } else {
            update_metadata($kind, $id, $key, wp_slash($value));
        }
    }
}

function stand_in_rank_math_may_write(WP_REST_Request $request)
{
    $id = (int) $request['objectID'];
    if ($request['objectType'] === 'post') {
        $there = get_post($id) !== null;
        $may = stand_in_may_edit($id);
    } elseif ($request['objectType'] === 'term') {
        $there = get_term($id) instanceof WP_Term;
        $may = current_user_can('edit_term', $id);
    } else {
        return false;
    }
    $kind = $request['objectType'];
    if (!$there) {
        return new WP_Error("rest_{$kind}_invalid_id", "Invalid $kind ID.", ['status' => 404]);
    }
    return $may ?: stand_in_forbidden('rest_cannot_edit', "Sorry, you are not allowed to edit this $kind.");
}

function stand_in_rank_math_routes(): void
{
    $required = static fn (string $type) => ['type' => $type, 'required' => true];
    $not_empty = static fn ($meta) => $meta
        ? true : new WP_Error('param_value_empty', 'Sorry, field is empty which is not allowed.');
    register_rest_route('rankmath/v1', '/updateMeta', [
        'methods' => 'POST',
        'permission_callback' => 'stand_in_rank_math_may_write',
        'args' => [
            'objectType' => $required('string'),
            'objectID' => $required('integer'),
            'meta' => ['required' => true, 'validate_callback' => $not_empty],
        ],
        'callback' => static function ($request) {
            $id = (int) $request['objectID'];
            stand_in_rank_math_store($request['objectType'], $id, $request['meta']);
            $slug = $request['meta']['permalink'] ?? null;
            if ($slug !== null) {
                wp_update_post(['ID' => $id, 'post_name' => $slug]);
            }
            return ['slug' => $slug === null ? true : get_post($id)->post_name, 'schemas' => []];
        },
    ]);
}

/** What get-post-seo-meta tells: text as it is escaped in the page. */
function stand_in_rank_math_effective(int $id): array
{
    $post = get_post($id);
    $head = stand_in_rank_math_head($post);
    $own = get_post_meta($id, 'rank_math_twitter_use_facebook', true) === 'off';
    // The social descriptions it tells are not those of the page: the SEO description is left out.
    $social = static fn (string $network) => (string)
        get_post_meta($id, "rank_math_{$network}_description", true) ?: stand_in_excerpt($post);
    return array_map(static fn ($text) => stand_in_attribute($text), [
        'title' => $head->title,
        'description' => $head->description,
        'og_title' => $head->og_title,
        'og_description' => $social('facebook'),
        'twitter_title' => $head->twitter_title,
        'twitter_description' => $social($own ? 'twitter' : 'facebook'),
    ]) + [
        'post_id' => $id,
        'focus_keyword' => (string) get_post_meta($id, 'rank_math_focus_keyword', true),
        'robots' => array_values(array_filter(
            explode(', ', $head->robots),
            static fn ($word) => !str_contains($word, ':')
        )),
        'canonical' => $head->canonical,
        'seo_score' => 0,
    ];
}

function stand_in_rank_math_ability(): void
{
    add_action('wp_abilities_api_categories_init', static function () {
        $texts = ['label' => 'Post SEO', 'description' => 'Post SEO'];
        wp_register_ability_category('rank-math-post-seo', $texts);
    });
    add_action('wp_abilities_api_init', static fn () => wp_register_ability('rank-math/get-post-seo-meta', [
        'label' => 'Get post SEO metadata',
        'description' => 'Returns the SEO metadata of a post.',
        'category' => 'rank-math-post-seo',
        'input_schema' => [
            'type' => 'object',
            'default' => [],
            'required' => ['post_id'],
            'properties' => ['post_id' => ['type' => 'integer']],
            'additionalProperties' => false,
        ],
        'execute_callback' => static fn ($input) => stand_in_rank_math_effective($input['post_id']),
        'permission_callback' => static fn () => current_user_can('rank_math_onpage_general'),
        'meta' => ['show_in_rest' => true, 'annotations' => ['readonly' => true]],
    ]));
}

return static function (string $version): void {
    $page = ['rank_math_onpage_analysis', 'rank_math_onpage_general', 'rank_math_onpage_social'];
    stand_in_capabilities(['administrator' => $page, 'editor' => $page, 'author' => $page]);
    // It bundles this namespace, which is there before the set-up too.
    if (version_compare($version, '1.0.271', '>=')) {
        add_action('rest_api_init', static fn () => register_rest_route('mcp', '/server', [
            'methods' => 'POST',
            'permission_callback' => 'is_user_logged_in',
            'callback' => '__return_empty_array',
        ]));
    }
    // Neither finished nor skipped, the set-up leaves all else away.
    if (!get_option('rank_math_registration_skip', '1')) {
        return;
    }
    // XML-RPC neither shows these keys nor takes them, and says that all went well.
    add_filter('is_protected_meta', static fn ($protected, $key) => $protected
        || str_starts_with($key, STAND_IN_RANK_MATH), 10, 2);
    add_action('rest_api_init', 'stand_in_rank_math_routes');
    if (version_compare($version, '1.0.272', '>=')) {
        stand_in_rank_math_ability();
    }
    // Beside Yoast its title is the one of the page with a block theme, and Yoast's with others.
    add_action('setup_theme', static fn () => stand_in_front(
        function_exists('wp_is_block_theme') && wp_is_block_theme() ? 17 : 15,
        'stand_in_rank_math_head',
        'stand_in_rank_math_print'
    ));
    // It prints the robots itself and takes WordPress's own away, with what others added to them.
    add_action('wp_head', static fn () => remove_all_filters('wp_robots'), 0);
};
