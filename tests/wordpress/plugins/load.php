<?php
/**
 * Stand-ins for SEO plugins: each behaves as the real one does over REST, over XML-RPC and in the
 * <head> of a page, as far as presslink meets it. The option stand_in_NAME holds the version that
 * NAME.php plays; without the option that plugin is not there. tests/wordpress/test_seo_surface.py
 * holds the stand-ins and the real plugins to the same tests.
 */

/** Values in the <head>, '' where the plugin prints nothing. */
final class StandInHead
{
    public string $title = '';
    public string $description = '';
    public string $canonical = '';
    public string $og_title = '';
    public string $og_description = '';
    public string $twitter_title = '';
    public string $twitter_description = '';
    public bool $noindex = false;
    public string $robots = '';
}

function stand_in_tag(string $name, string $content): void
{
    $attribute = str_starts_with($name, 'og:') ? 'property' : 'name';
    if ($content !== '') {
        printf("<meta %s=\"%s\" content=\"%s\" />\n", $attribute, $name, stand_in_attribute($content));
    }
}

/** Escapes text that may hold entities: "&amp;" stays what it is, "&" becomes it. */
function stand_in_attribute(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES, 'UTF-8', false);
}

function stand_in_canonical(string $url): void
{
    if ($url !== '') {
        printf("<link rel=\"canonical\" href=\"%s\" />\n", esc_url($url));
    }
}

function stand_in_social(StandInHead $head): void
{
    stand_in_tag('og:title', $head->og_title);
    stand_in_tag('og:description', $head->og_description);
    stand_in_tag('twitter:title', $head->twitter_title);
    stand_in_tag('twitter:description', $head->twitter_description);
}

/** The post or term that this page is about, else null. */
function stand_in_subject()
{
    $subject = is_singular() || is_category() ? get_queried_object() : null;
    return $subject instanceof WP_Post || $subject instanceof WP_Term ? $subject : null;
}

/**
 * Prints $print($head) high in the <head> of posts and categories and takes over the title, where
 * $head_of(subject) gives values. Of several plugins the one with the highest $rank has the title.
 */
function stand_in_front(int $rank, callable $head_of, callable $print): void
{
    $current = static fn () => stand_in_subject() ? $head_of(stand_in_subject()) : null;
    add_filter('pre_get_document_title', static function ($title) use ($current) {
        $head = $current();
        return $head && $head->title !== '' ? stand_in_attribute($head->title) : $title;
    }, $rank);
    add_action('wp_head', static function () use ($current, $print) {
        if ($head = $current()) {
            remove_action('wp_head', 'rel_canonical');
            $print($head);
        }
    }, 1);
}

/** The written excerpt, else the beginning of the text, cut at a word. */
function stand_in_excerpt(WP_Post $post, int $length = 156): string
{
    $text = trim(preg_replace('/\s+/', ' ', wp_strip_all_tags($post->post_excerpt ?: $post->post_content)));
    if ($post->post_excerpt !== '' || mb_strlen($text) <= $length) {
        return $text;
    }
    return preg_replace('/\s\S*$/u', '', mb_substr($text, 0, $length));
}

/** Tags and line breaks go, and the spaces around. */
function stand_in_clean(string $text): string
{
    return trim(preg_replace('/\s+/u', ' ', wp_strip_all_tags($text)));
}

/** Gives roles more capabilities: [role => [capability, …]]. */
function stand_in_capabilities(array $by_role): void
{
    add_filter('option_' . $GLOBALS['wpdb']->prefix . 'user_roles', static function ($roles) use ($by_role) {
        foreach ($by_role as $role => $capabilities) {
            $roles[$role]['capabilities'] += array_fill_keys($capabilities, true);
        }
        return $roles;
    });
}

function stand_in_may_edit(int $id): bool
{
    return current_user_can('edit_post', $id);
}

/** The answer WordPress gives where a permission callback says no: 401 to nobody, else 403. */
function stand_in_forbidden(string $code, string $message): WP_Error
{
    return new WP_Error($code, $message, ['status' => rest_authorization_required_code()]);
}

foreach (['yoast', 'rank_math', 'aioseo', 'seopress', 'slim_seo', 'seo_framework'] as $stand_in_name) {
    $stand_in_version = get_option("stand_in_$stand_in_name");
    if ($stand_in_version) {
        (require __DIR__ . "/$stand_in_name.php")($stand_in_version);
    }
}
