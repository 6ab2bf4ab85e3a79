<?php
/**
 * Stands in for Yoast SEO. Cut-overs: below 27.7 no meta key takes part in REST; from 27.7 title,
 * metadesc and focuskw do, on posts only; from 28.1 the bulk editor's routes are there.
 */

const STAND_IN_YOAST = '_yoast_wpseo_';

function stand_in_yoast_value(int $id, string $key): string
{
    return (string) get_post_meta($id, STAND_IN_YOAST . $key, true);
}

/** Yoast keeps a copy of what is in the <head>, which it makes anew when the post is saved. */
function stand_in_yoast_head(WP_Post $post): StandInHead
{
    $resolve = static function (string $template) use ($post): string {
        $known = [
            '%%title%%' => $post->post_title,
            '%%sep%%' => '-',
            '%%sitename%%' => get_bloginfo('name'),
            '%%sitedesc%%' => get_bloginfo('description'),
            '%%excerpt%%' => stand_in_excerpt($post),
            '%%excerpt_only%%' => wp_strip_all_tags($post->post_excerpt),
            '%%currentyear%%' => gmdate('Y'),
        ];
        // A variable that Yoast does not know leaves nothing, and spaces never stand in pairs.
        $text = preg_replace('/%%[a-z0-9_]+%%/i', '', strtr($template, $known));
        return trim(preg_replace('/ {2,}/', ' ', $text));
    };
    $value = static fn (string $key) => $resolve(stand_in_yoast_value($post->ID, $key));

    $head = new StandInHead();
    $head->title = $value('title') ?: $resolve('%%title%% %%page%% %%sep%% %%sitename%%');
    // Backslashes get lost on the way from the description to the page, and not from the title.
    $head->description = str_replace('\\', '', $value('metadesc'));
    $head->noindex = stand_in_yoast_value($post->ID, 'meta-robots-noindex') === '1';
    $head->canonical = stand_in_yoast_value($post->ID, 'canonical') ?: get_permalink($post);
    $head->og_title = $value('opengraph-title') ?: $head->title;
    $head->og_description = $value('opengraph-description') ?: $head->description ?: stand_in_excerpt($post);
    $head->twitter_title = $value('twitter-title');
    $head->twitter_description = $value('twitter-description');
    return $head;
}

function stand_in_yoast_print(StandInHead $head, string $version): void
{
    echo "<!-- This site is optimized with the Yoast SEO plugin v$version"
        . " - https://yoast.com/product/yoast-seo-wordpress/ -->\n";
    stand_in_tag('description', $head->description);
    if (!$head->noindex) {
        stand_in_canonical($head->canonical);
    }
    stand_in_social($head);
    echo "<!-- / Yoast SEO plugin. -->\n";
}

/** yoast_head_json. A key without a value is left out; the canonical is, where noindex is set. */
function stand_in_yoast_json(StandInHead $head): array
{
    $robots = $head->noindex ? ['index' => 'noindex', 'follow' => 'follow'] : [
        'index' => 'index',
        'follow' => 'follow',
        'max-snippet' => 'max-snippet:-1',
        'max-image-preview' => 'max-image-preview:large',
        'max-video-preview' => 'max-video-preview:-1',
    ];
    return array_filter([
        'title' => $head->title,
        'description' => $head->description,
        'robots' => $robots,
        'canonical' => $head->noindex ? '' : $head->canonical,
        'og_title' => $head->og_title,
        'og_description' => $head->og_description,
        'og_url' => $head->canonical,
        'twitter_title' => $head->twitter_title,
        'twitter_description' => $head->twitter_description,
    ], static fn ($value) => $value !== '');
}

function stand_in_yoast_meta(string $version): void
{
    $social = ['opengraph-title', 'opengraph-description', 'twitter-title', 'twitter-description'];
    $own = ['title', 'metadesc', 'focuskw', 'canonical', 'meta-robots-noindex', ...$social];
    foreach ($own as $key) {
        register_meta('post', STAND_IN_YOAST . $key, [
            'single' => true,
            'type' => 'string',
            'sanitize_callback' => static fn ($value) => stand_in_clean((string) $value),
        ]);
    }
    // Below 27.7 none of the keys is registered for REST: WordPress drops them without a word.
    if (version_compare($version, '27.7', '>=')) {
        // From 27.7 three of them are, and for the post type "post" alone: pages still drop them.
        foreach (['title', 'metadesc', 'focuskw'] as $key) {
            register_meta('post', STAND_IN_YOAST . $key, [
                'object_subtype' => 'post',
                'single' => true,
                'type' => 'string',
                'show_in_rest' => true,
                'sanitize_callback' => static fn ($value) => stand_in_clean((string) $value),
                'auth_callback' => static fn ($allowed, $key, $id) => stand_in_may_edit($id),
            ]);
        }
        // Who may not edit the post does not see the three keys in the answer.
        add_filter('rest_prepare_post', static function ($response, $post) {
            $data = $response->get_data();
            if (isset($data['meta']) && !stand_in_may_edit($post->ID)) {
                foreach (['title', 'metadesc', 'focuskw'] as $key) {
                    unset($data['meta'][STAND_IN_YOAST . $key]);
                }
                $response->set_data($data);
            }
            return $response;
        }, 10, 2);
    }
    // A value that is empty is not stored but its row deleted.
    $no_empty = static function ($result, $id, $key, $value) {
        if (!str_starts_with($key, STAND_IN_YOAST) || $value !== '') {
            return $result;
        }
        delete_post_meta($id, $key);
        return true;
    };
    add_filter('update_post_metadata', $no_empty, 10, 4);
    add_filter('add_post_metadata', $no_empty, 10, 4);
}

/**
 * Whoever may edit a post may write all keys of Yoast over XML-RPC, in every version. WordPress then
 * adds a row for an entry without an id, and the first row is the one that counts.
 */
function stand_in_yoast_xmlrpc(): void
{
    add_filter('user_has_cap', static function ($all, $required, $arguments) {
        [$capability, , $id, $key] = $arguments + [null, null, null, null];
        if (
            in_array($capability, ['add_post_meta', 'edit_post_meta'], true)
            && is_string($key) && str_starts_with($key, STAND_IN_YOAST) && stand_in_may_edit((int) $id)
        ) {
            $all[$capability] = true;
        }
        return $all;
    }, 10, 3);
}

function stand_in_yoast_fields(string $version): void
{
    // yoast_head of a post that was just written is as old as its last save, and a save comes
    // before the meta of the same request.
    $saved = [];
    add_action('save_post', static function ($id, $post) use (&$saved) {
        $saved[$id] = stand_in_yoast_head($post);
    }, 10, 2);
    $head_of = static function (int $id) use (&$saved): StandInHead {
        return $saved[$id] ?? stand_in_yoast_head(get_post($id));
    };
    foreach (get_post_types(['public' => true, 'show_in_rest' => true]) as $type) {
        register_rest_field($type, 'yoast_head_json', [
            'get_callback' => static fn ($post) => stand_in_yoast_json($head_of($post['id'])),
        ]);
        register_rest_field($type, 'yoast_head', [
            'get_callback' => static function ($post) use ($head_of, $version) {
                ob_start();
                stand_in_yoast_print($head_of($post['id']), $version);
                return ob_get_clean();
            },
        ]);
    }
}

/** Items of the bulk editor: `$fields` maps what an item may hold to the key it is stored under. */
function stand_in_yoast_bulk(string $route, array $fields, string $expected): void
{
    $error = static fn (string $code, string $message) => new WP_Error($code, $message, ['status' => 400]);
    $validate = static function ($items) use ($fields, $expected, $error) {
        if (!is_array($items) || !$items) {
            return $error('rest_no_items', 'A batch must contain at least one item.');
        }
        foreach ($items as $item) {
            if (!is_int($item['id'] ?? null)) {
                return $error('rest_invalid_item_id', 'Each item must contain an integer id.');
            }
            if (!array_intersect_key($item, $fields)) {
                return $error('rest_no_fields_to_update', "Each item must contain at least $expected.");
            }
        }
        return true;
    };
    $write = static function (array $item) use ($fields): array {
        $refuse = static fn (string $error) => ['id' => $item['id'], 'success' => false, 'error' => $error];
        if (!get_post($item['id'])) {
            return $refuse('not_found');
        }
        if (!stand_in_may_edit($item['id'])) {
            return $refuse('forbidden');
        }
        foreach (array_intersect_key($fields, $item) as $name => $key) {
            update_post_meta($item['id'], STAND_IN_YOAST . $key, wp_slash($item[$name]));
        }
        return ['id' => $item['id'], 'success' => true];
    };
    register_rest_route('yoast/v1', "/bulk_editor/$route", [
        'methods' => 'POST',
        'permission_callback' => static fn () => current_user_can('wpseo_manage_options'),
        'args' => ['items' => ['required' => true, 'validate_callback' => $validate]],
        'callback' => static fn ($request) => ['results' => array_map($write, $request['items'])],
    ]);
}

/** From 28.1: title, description and keyphrase of all public post types, for administrators. */
function stand_in_yoast_bulk_editor(): void
{
    $search = ['focus_keyphrase' => 'focuskw', 'seo_title' => 'title', 'meta_description' => 'metadesc'];
    $social = ['social_title' => 'opengraph-title', 'social_description' => 'opengraph-description'];
    stand_in_yoast_bulk('update_search', $search, 'a seo_title, a meta_description or a focus_keyphrase');
    stand_in_yoast_bulk('update_social', $social, 'a social_title or a social_description');
    register_rest_route('yoast/v1', '/bulk_editor/posts', [
        'methods' => 'GET',
        'permission_callback' => static fn () => current_user_can('wpseo_manage_options'),
        'callback' => static function ($request) use ($search, $social) {
            $posts = get_posts(['post_type' => $request['content_type'] ?? 'post', 'numberposts' => 20]);
            return ['posts' => array_map(static fn ($post) => [
                'id' => $post->ID,
                'title' => $post->post_title,
                'status' => $post->post_status,
                'editable' => true,
            ] + array_map(
                static fn ($key) => stand_in_yoast_value($post->ID, $key),
                $search + $social
            ), $posts), 'total' => count($posts), 'page' => 1, 'per_page' => 20];
        },
    ]);
}

return static function (string $version): void {
    stand_in_capabilities([
        'administrator' => ['wpseo_manage_options'],
        'editor' => ['wpseo_bulk_edit', 'wpseo_edit_advanced_metadata'],
    ]);
    stand_in_yoast_xmlrpc();
    add_action('init', static fn () => stand_in_yoast_meta($version));
    add_action('rest_api_init', static function () use ($version) {
        // The switch "REST API endpoint" among Yoast's site features takes the fields away.
        if (get_option('wpseo', [])['enable_headless_rest_endpoints'] ?? true) {
            stand_in_yoast_fields($version);
        }
        register_rest_route('yoast/v1', '/file_size', [
            'methods' => 'GET',
            'permission_callback' => static fn () => current_user_can('manage_options'),
            'callback' => static fn () => ['size' => 0],
        ]);
        if (version_compare($version, '28.1', '>=')) {
            stand_in_yoast_bulk_editor();
        }
    });
    add_filter('wp_robots', static function ($robots) {
        $subject = stand_in_subject();
        $noindex = $subject instanceof WP_Post && stand_in_yoast_head($subject)->noindex;
        return $noindex ? ['noindex' => true, 'follow' => true]
            : ['index' => true, 'follow' => true] + $robots
            + ['max-snippet' => '-1', 'max-video-preview' => '-1'];
    });
    // Categories keep WordPress's own values: presslink cannot write them.
    stand_in_front(
        16,
        static fn ($subject) => $subject instanceof WP_Post ? stand_in_yoast_head($subject) : null,
        static fn ($head) => stand_in_yoast_print($head, $version)
    );
};
