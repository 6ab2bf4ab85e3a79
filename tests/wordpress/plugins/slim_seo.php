<?php
/**
 * Stands in for Slim SEO. One meta key of posts, pages and terms holds all. Below 4.0 nothing resolves
 * variables and the namespace slim-seo is missing; from 4.3 the answer tells rendered values, also
 * where none were written.
 */

const STAND_IN_SLIM_SEO = 'slim_seo';

function stand_in_slim_seo_stored(string $kind, int $id): array
{
    return (array) get_metadata($kind, $id, STAND_IN_SLIM_SEO, true) ?: [];
}

function stand_in_slim_seo_expand(string $template, $subject): string
{
    $known = [
        '{{ sep }}' => '-',
        '{{ site.title }}' => get_bloginfo('name'),
        '{{ site.description }}' => get_bloginfo('description'),
    ] + ($subject instanceof WP_Term ? [
        '{{ term.name }}' => $subject->name,
        '{{ term.description }}' => wp_strip_all_tags($subject->description),
    ] : [
        '{{ post.title }}' => $subject->post_title,
        '{{ post.excerpt }}' => wp_strip_all_tags($subject->post_excerpt),
    ]);
    return trim(preg_replace('/ {2,}/', ' ', strtr($template, $known)));
}

function stand_in_slim_seo_head($subject, string $version): StandInHead
{
    $is_term = $subject instanceof WP_Term;
    $stored = array_filter($is_term ? stand_in_slim_seo_stored('term', $subject->term_id)
        : stand_in_slim_seo_stored('post', $subject->ID));
    $value = static function (string $name) use ($stored, $subject, $version): string {
        $text = stand_in_clean($stored[$name] ?? '');
        return version_compare($version, '4.0', '<')
            ? $text : stand_in_slim_seo_expand($text, $subject);
    };
    $head = new StandInHead();
    // Without a title of its own the page has the one that the theme gives it.
    $head->title = $value('title');
    $head->description = $value('description')
        ?: ($is_term ? wp_strip_all_tags($subject->description) : stand_in_excerpt($subject));
    $head->noindex = !empty($stored['noindex']);
    $head->canonical = $stored['canonical']
        ?? ($is_term ? get_term_link($subject) : get_permalink($subject));
    $head->og_title = $head->title;
    $head->og_description = $head->description;
    return $head;
}

/** No comment and no generator tells whose tags these are. */
function stand_in_slim_seo_print(StandInHead $head): void
{
    stand_in_tag('description', $head->description);
    if (!$head->noindex) {
        stand_in_canonical($head->canonical);
    }
    stand_in_social($head);
}

/** What answers from 4.3 on show of a post: effective texts instead of those that were written. */
function stand_in_slim_seo_rendered(WP_Post $post, string $version): array
{
    $head = stand_in_slim_seo_head($post, $version);
    $stored = array_filter(stand_in_slim_seo_stored('post', $post->ID));
    if (isset($stored['noindex'])) {
        $stored['noindex'] = '1';
    }
    $default = stand_in_slim_seo_expand('{{ post.title }} {{ sep }} {{ site.title }}', $post);
    return ['title' => $head->title ?: $default, 'description' => $head->description] + $stored;
}

function stand_in_slim_seo_meta(): void
{
    $text = ['type' => 'string'];
    $schema = ['type' => 'object', 'additionalProperties' => false, 'properties' => [
        'title' => $text,
        'description' => $text,
        'facebook_image' => $text,
        'twitter_image' => $text,
        'canonical' => $text,
        'noindex' => ['type' => 'boolean'],
    ]];
    // The object that arrives replaces the stored one: what it leaves out is gone.
    foreach (['post', 'term'] as $kind) {
        register_meta($kind, STAND_IN_SLIM_SEO, [
            'type' => 'object',
            'single' => true,
            'default' => [],
            'show_in_rest' => ['schema' => $schema],
            'auth_callback' => static fn ($allowed, $key, $id) => current_user_can("edit_$kind", $id),
        ]);
    }
}

return static function (string $version): void {
    add_action('init', 'stand_in_slim_seo_meta');
    add_action('rest_api_init', static function () use ($version) {
        $namespaces = ['slim-seo-redirection'];
        if (version_compare($version, '4.0', '>=')) {
            $namespaces[] = 'slim-seo';
        }
        foreach ($namespaces as $namespace) {
            register_rest_route($namespace, '/option', [
                'methods' => 'GET',
                'permission_callback' => static fn () => current_user_can('manage_options'),
                'callback' => '__return_empty_array',
            ]);
        }
    });
    if (version_compare($version, '4.3', '>=')) {
        $render = static function ($response, $post) use ($version) {
            $data = $response->get_data();
            if (isset($data['meta'])) {
                $data['meta'][STAND_IN_SLIM_SEO] = stand_in_slim_seo_rendered($post, $version);
                $response->set_data($data);
            }
            return $response;
        };
        add_filter('rest_prepare_post', $render, 10, 2);
        add_filter('rest_prepare_page', $render, 10, 2);
    }
    add_filter('wp_robots', static function ($robots) use ($version) {
        $subject = stand_in_subject();
        return $subject && stand_in_slim_seo_head($subject, $version)->noindex
            ? ['noindex' => true, 'follow' => true] + $robots
            : $robots + ['max-snippet' => '-1', 'max-video-preview' => '-1'];
    });
    stand_in_front(
        14,
        static fn ($subject) => stand_in_slim_seo_head($subject, $version),
        'stand_in_slim_seo_print'
    );
};
