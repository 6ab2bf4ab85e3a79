<?php
/**
 * Stands in for All in One SEO. Its own routes take title, description and keyphrases: from 4.5.8
 * for every role that writes posts, before that for administrators alone; only from 4.8.7.1 it asks
 * whether that post may be edited. From 4.9.8 posts have the field aioseo_meta_data, which keeps
 * what it is not told; 4.9.8 itself takes the canonical under its second name only.
 */

/** What AIOSEO keeps in a table of its own, where neither core routes nor XML-RPC reach it. */
const STAND_IN_AIOSEO = '_stand_in_aioseo';

const STAND_IN_AIOSEO_EMPTY = [
    'title' => null,
    'description' => null,
    'keyphrases' => null,
    'canonical_url' => null,
    'og_title' => null,
    'og_description' => null,
    'twitter_use_og' => false,
    'twitter_title' => null,
    'twitter_description' => null,
    'robots_default' => true,
    'robots_noindex' => false,
    'robots_nofollow' => false,
];

function stand_in_aioseo_row(int $id): array
{
    return (array) get_post_meta($id, STAND_IN_AIOSEO, true) + STAND_IN_AIOSEO_EMPTY;
}

function stand_in_aioseo_store(int $id, array $changes): void
{
    foreach ($changes as $name => &$value) {
        if (is_string($value)) {
            $value = stand_in_clean($value);
        }
        $value = $value === '' ? null : $value;
    }
    update_post_meta($id, STAND_IN_AIOSEO, wp_slash($changes + stand_in_aioseo_row($id)));
}

function stand_in_aioseo_expand(string $template, WP_Post $post): string
{
    $decode = static fn (string $text) => html_entity_decode($text, ENT_QUOTES, 'UTF-8');
    return trim(preg_replace('/ {2,}/', ' ', strtr($template, [
        // The post's title with the quotes that the theme shows, not those that were written.
        '#post_title' => $decode(wptexturize($post->post_title)),
        '#separator_sa' => '-',
        '#site_title' => $decode(get_bloginfo('name')),
        '#tagline' => $decode(get_bloginfo('description')),
        '#post_excerpt_only' => wp_strip_all_tags($post->post_excerpt),
        '#post_excerpt' => stand_in_excerpt($post),
        '#current_year' => gmdate('Y'),
    ])));
}

function stand_in_aioseo_head(WP_Post $post): StandInHead
{
    $row = stand_in_aioseo_row($post->ID);
    $value = static fn (?string $template) => stand_in_aioseo_expand((string) $template, $post);
    $head = new StandInHead();
    $head->title = $value($row['title'] ?? '#post_title #separator_sa #site_title');
    $head->description = $value($row['description'] ?? '#post_excerpt');
    // noindex takes no canonical away.
    $head->canonical = $row['canonical_url'] ?? get_permalink($post);
    $head->og_title = $value($row['og_title']) ?: $head->title;
    $head->og_description = $value($row['og_description']) ?: $head->description;
    if ($row['twitter_use_og']) {
        $head->twitter_title = $head->og_title;
        $head->twitter_description = $head->og_description;
    } else {
        $head->twitter_title = $value($row['twitter_title']) ?: $head->title;
        $head->twitter_description = $value($row['twitter_description']) ?: $head->description;
    }
    $head->noindex = !$row['robots_default'] && $row['robots_noindex'];
    $head->robots = implode(', ', array_keys(array_filter([
        'noindex' => $head->noindex,
        'nofollow' => !$row['robots_default'] && $row['robots_nofollow'],
        'max-image-preview:large' => true,
    ])));
    return $head;
}

function stand_in_aioseo_print(StandInHead $head, string $version): void
{
    echo "<!-- All in One SEO $version - aioseo.com -->\n";
    stand_in_tag('description', $head->description);
    stand_in_tag('robots', $head->robots);
    stand_in_canonical($head->canonical);
    stand_in_tag('generator', "All in One SEO (AIOSEO) $version");
    stand_in_social($head);
    echo "<!-- All in One SEO -->\n";
}

/** aioseo_head_json: the social texts are escaped in it, the others are not. */
function stand_in_aioseo_json(StandInHead $head): array
{
    return [
        'title' => $head->title,
        'description' => $head->description,
        'canonical_url' => $head->canonical,
        'robots' => $head->robots,
        'keywords' => '',
    ] + array_map('esc_attr', [
        'og:title' => $head->og_title,
        'og:description' => $head->og_description,
        'twitter:title' => $head->twitter_title,
        'twitter:description' => $head->twitter_description,
    ]);
}

/** From 4.9.8. Robots are written under the names of the editor and read under those of the table. */
function stand_in_aioseo_fields(string $version): void
{
    $same = ['title', 'description', 'keyphrases', 'og_title', 'og_description', 'twitter_use_og',
        'twitter_title', 'twitter_description'];
    $names = array_combine($same, $same) + [
        'canonicalUrl' => 'canonical_url',
        'default' => 'robots_default',
        'noindex' => 'robots_noindex',
        'nofollow' => 'robots_nofollow',
    ];
    if (version_compare($version, '4.9.9', '>=')) {
        $names['canonical_url'] = 'canonical_url';
    }
    foreach (get_post_types(['public' => true, 'show_in_rest' => true]) as $type) {
        register_rest_field($type, 'aioseo_meta_data', [
            'get_callback' => static fn ($post) => ['post_id' => (string) $post['id']]
                + stand_in_aioseo_row($post['id']),
            'update_callback' => static function ($value, $post) use ($names) {
                // Without the right nothing is stored, and nothing is said.
                if (!current_user_can('aioseo_page_general_settings')) {
                    return;
                }
                $known = array_intersect_key($value, $names);
                $columns = array_map(static fn ($name) => $names[$name], array_keys($known));
                stand_in_aioseo_store($post->ID, array_combine($columns, $known));
            },
        ]);
        register_rest_field($type, 'aioseo_head_json', [
            'get_callback' => static fn ($post) =>
                stand_in_aioseo_json(stand_in_aioseo_head(get_post($post['id']))),
        ]);
        register_rest_field($type, 'aioseo_head', [
            'get_callback' => static function ($post) use ($version) {
                ob_start();
                stand_in_aioseo_print(stand_in_aioseo_head(get_post($post['id'])), $version);
                return ob_get_clean();
            },
        ]);
    }
}

/** Refusals have a shape of their own, without a code. */
function stand_in_aioseo_refuse(int $status, string $message): WP_REST_Response
{
    return new WP_REST_Response(['success' => false, 'message' => $message], $status);
}

/** The refusal of a write to `$id`, else null. */
function stand_in_aioseo_refusal(int $id, string $version): ?WP_REST_Response
{
    if (!$id) {
        return stand_in_aioseo_refuse(400, 'Post ID is missing.');
    }
    return version_compare($version, '4.8.7.1', '<') || stand_in_may_edit($id)
        ? null : stand_in_aioseo_refuse(403, 'You are not allowed to update the post settings.');
}

function stand_in_aioseo_update_details(WP_REST_Request $request, string $version): WP_REST_Response
{
    $id = (int) $request['postId'];
    if ($refusal = stand_in_aioseo_refusal($id, $version)) {
        return $refusal;
    }
    $given = $request->get_json_params();
    stand_in_aioseo_store($id, array_intersect_key($given, ['title' => 1, 'description' => 1]));
    $head = stand_in_aioseo_head(get_post($id));
    return new WP_REST_Response([
        'success' => true,
        'posts' => $id,
        'title' => $head->title,
        'description' => $head->description,
    ]);
}

function stand_in_aioseo_details(array $ids): array
{
    return array_map(static function ($id) {
        // Of what the user may not read the values are empty.
        $head = current_user_can('read_post', $id)
            ? stand_in_aioseo_head(get_post($id)) : new StandInHead();
        return ['id' => $id, 'titleParsed' => $head->title, 'descriptionParsed' => $head->description];
    }, $ids);
}

function stand_in_aioseo_current_post(int $id): WP_REST_Response
{
    if (!stand_in_may_edit($id)) {
        $message = 'You are not allowed to access the data for this post.';
        return stand_in_aioseo_refuse(403, $message);
    }
    $row = stand_in_aioseo_row($id);
    return new WP_REST_Response(['success' => true, 'data' => ['currentPost' => [
        'title' => $row['title'] ?? '#post_title #separator_sa #site_title',
        'description' => $row['description'] ?? '#post_excerpt',
        'keyphrases' => $row['keyphrases'],
        'canonicalUrl' => $row['canonical_url'],
        'default' => $row['robots_default'],
        'noindex' => $row['robots_noindex'],
        'og_title' => $row['og_title'],
    ]]]);
}

function stand_in_aioseo_routes(string $version): void
{
    $writers = version_compare($version, '4.5.8', '<')
        ? 'aioseo_manage_seo' : 'aioseo_page_general_settings';
    $route = static fn (string $path, string $method, callable $callback) =>
        register_rest_route('aioseo/v1', $path, [
            'methods' => $method,
            'permission_callback' => static fn () => current_user_can($writers),
            'callback' => $callback,
        ]);
    $route('/posts-list/update-details-column', 'POST', static fn ($request) =>
        stand_in_aioseo_update_details($request, $version));
    $route('/posts-list/load-details-column', 'POST', static fn ($request) => $request['ids']
        ? ['success' => true, 'posts' => stand_in_aioseo_details($request['ids'])]
        : stand_in_aioseo_refuse(400, 'Post IDs are missing.'));
    $route('/keyphrases', 'POST', static function ($request) use ($version) {
        $id = (int) $request['postId'];
        if ($refusal = stand_in_aioseo_refusal($id, $version)) {
            return $refusal;
        }
        stand_in_aioseo_store($id, ['keyphrases' => $request['keyphrases']]);
        return ['success' => true, 'post' => $id];
    });
    $route('/post', 'GET', static fn ($request) =>
        stand_in_aioseo_current_post((int) $request['postId']));
    // It came with the field, and the index shows it to strangers.
    if (version_compare($version, '4.9.8', '>=')) {
        $route('/ai-agents/install-mcp-adapter', 'POST', static fn () =>
            stand_in_aioseo_refuse(400, 'Not in this stand-in.'));
    }
}

return static function (string $version): void {
    $page = ['aioseo_page_general_settings', 'aioseo_page_analysis'];
    stand_in_capabilities(['administrator' => ['aioseo_manage_seo', ...$page], 'editor' => $page,
        'author' => $page, 'contributor' => $page]);
    add_action('rest_api_init', static function () use ($version) {
        stand_in_aioseo_routes($version);
        if (version_compare($version, '4.9.8', '>=')) {
            stand_in_aioseo_fields($version);
        }
    });
    // It takes WordPress's robots away, but leaves those of other plugins.
    add_filter('wp_robots', static function ($robots) {
        return stand_in_subject() instanceof WP_Post ? [] : $robots;
    }, 99);
    // Category SEO is for sale only.
    stand_in_front(
        99,
        static fn ($subject) => $subject instanceof WP_Post ? stand_in_aioseo_head($subject) : null,
        static fn ($head) => stand_in_aioseo_print($head, $version)
    );
};
