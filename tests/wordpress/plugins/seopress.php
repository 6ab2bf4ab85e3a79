<?php
/**
 * Stands in for SEOPress. Title, description and noindex are meta that all post types show in REST,
 * in every version; the keyphrase from 9.8.5, canonical and social texts from 9.9. Its own routes are
 * there in every version, and ask from 8.2 on who may edit the post.
 */

const STAND_IN_SEOPRESS = '_seopress_';

function stand_in_seopress_value(int $id, string $key): string
{
    return (string) get_post_meta($id, STAND_IN_SEOPRESS . $key, true);
}

function stand_in_seopress_expand(string $template, WP_Post $post): string
{
    // The post's title comes escaped, what stands around it as it was written.
    $text = strtr($template, [
        '%%post_title%%' => esc_attr($post->post_title),
        '%%sep%%' => '-',
        '%%sitetitle%%' => get_bloginfo('name'),
        '%%tagline%%' => get_bloginfo('description'),
        '%%post_excerpt%%' => stand_in_excerpt($post),
    ]);
    return trim(preg_replace('/ {2,}/', ' ', $text));
}

function stand_in_seopress_head(WP_Post $post): StandInHead
{
    $value = static fn (string $key) =>
        stand_in_seopress_expand(stand_in_seopress_value($post->ID, $key), $post);
    $head = new StandInHead();
    $head->title = $value('titles_title')
        ?: stand_in_seopress_expand('%%post_title%% %%sep%% %%sitetitle%%', $post);
    $head->description = $value('titles_desc') ?: stand_in_excerpt($post);
    $head->noindex = stand_in_seopress_value($post->ID, 'robots_index') === 'yes';
    $head->robots = $head->noindex ? 'noindex, follow'
        : 'index, follow, max-snippet:-1, max-image-preview:large, max-video-preview:-1';
    $head->canonical = $value('robots_canonical') ?: get_permalink($post);
    $head->og_title = $value('social_fb_title') ?: $head->title;
    $head->og_description = $value('social_fb_desc') ?: $head->description;
    $head->twitter_title = $value('social_twitter_title') ?: $head->title;
    $head->twitter_description = $value('social_twitter_desc') ?: $head->description;
    return $head;
}

/** No comment and no generator tells whose tags these are. */
function stand_in_seopress_print(StandInHead $head): void
{
    stand_in_tag('description', $head->description);
    stand_in_tag('robots', $head->robots);
    if (!$head->noindex) {
        stand_in_canonical($head->canonical);
    }
    stand_in_social($head);
}

function stand_in_seopress_meta(string $version): void
{
    $keys = ['titles_title', 'titles_desc', 'robots_index'];
    if (version_compare($version, '9.8.5', '>=')) {
        $keys[] = 'analysis_target_kw';
    }
    $strips = version_compare($version, '9.9', '>=');
    if ($strips) {
        array_push($keys, 'robots_canonical', 'social_fb_title', 'social_fb_desc');
        array_push($keys, 'social_twitter_title', 'social_twitter_desc');
    }
    foreach ($keys as $key) {
        register_post_meta('', STAND_IN_SEOPRESS . $key, [
            'show_in_rest' => true,
            'single' => true,
            'type' => 'string',
            'auth_callback' => static fn ($allowed, $key, $id) => stand_in_may_edit($id),
            // Below 9.9 tags stay in the text.
            'sanitize_callback' => $strips ? 'stand_in_clean' : null,
        ]);
    }
}

/** What a published post's head has, to anybody; of other posts nothing but success. */
function stand_in_seopress_effective(int $id): array
{
    $post = get_post($id);
    if (!$post || $post->post_status !== 'publish') {
        return ['success' => true];
    }
    $head = stand_in_seopress_head($post);
    // Where none is written it tells another description than the head has: never the excerpt.
    $description = stand_in_seopress_value($id, 'titles_desc') !== ''
        ? $head->description : stand_in_clean($post->post_content);
    return ['success' => true, 'data' => [
        'title' => $head->title,
        'description' => $description,
        'canonical' => stand_in_seopress_value($id, 'robots_canonical'),
        'og' => ['title' => $head->og_title],
        'twitter' => ['title' => $head->twitter_title],
        'robots' => ['noindex' => $head->noindex],
    ]];
}

function stand_in_seopress_routes(string $version): void
{
    $may = static fn ($request) => version_compare($version, '8.2', '<')
        ? current_user_can('edit_posts') : stand_in_may_edit((int) $request['id']);
    // Only what is in the request is written, and backslashes get lost.
    $put = static fn (array $names) => static function ($request) use ($names) {
        foreach ($names as $name => $key) {
            if (isset($request[$name])) {
                update_post_meta((int) $request['id'], STAND_IN_SEOPRESS . $key,
                    stand_in_clean(str_replace('\\', '', $request[$name])));
            }
        }
        return ['code' => 'success'];
    };
    $route = static fn (string $path, array ...$endpoints) =>
        register_rest_route('seopress/v1', '/posts/(?P<id>\d+)' . $path, $endpoints);
    $route('', [
        'methods' => 'GET',
        'permission_callback' => '__return_true',
        'callback' => static fn ($request) => stand_in_seopress_effective((int) $request['id']),
    ]);
    $texts = ['title' => 'titles_title', 'description' => 'titles_desc'];
    $route('/title-description-metas', [
        'methods' => 'PUT',
        'permission_callback' => $may,
        'callback' => $put($texts),
    ], [
        'methods' => 'GET',
        'permission_callback' => $may,
        'callback' => static fn ($request) => array_map(static fn ($key) =>
            stand_in_seopress_value((int) $request['id'], $key), $texts),
    ]);
    $route('/target-keywords', [
        'methods' => 'PUT',
        'permission_callback' => $may,
        'callback' => $put([STAND_IN_SEOPRESS . 'analysis_target_kw' => 'analysis_target_kw']),
    ], [
        'methods' => 'GET',
        'permission_callback' => $may,
        'callback' => static fn ($request) => ['value' => array_filter(explode(
            ',',
            stand_in_seopress_value((int) $request['id'], 'analysis_target_kw')
        ))],
    ]);
}

return static function (string $version): void {
    add_action('init', static fn () => stand_in_seopress_meta($version));
    add_action('rest_api_init', static fn () => stand_in_seopress_routes($version));
    add_filter('wp_robots', static function ($robots) {
        if (stand_in_subject() instanceof WP_Post) {
            unset($robots['max-image-preview']);
        }
        return $robots;
    }, 11);
    stand_in_front(
        15,
        static fn ($subject) => $subject instanceof WP_Post ? stand_in_seopress_head($subject) : null,
        'stand_in_seopress_print'
    );
};
