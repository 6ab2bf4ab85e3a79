<?php
/**
 * Stand-ins for what blocks Application Passwords and the REST API: each behaves as the real one
 * does as seen from outside. The option "blocker", or the web server's parameter BLOCKER, names the
 * one that plays; without it nothing is blocked. tests/wordpress/test_blockers.py holds the
 * stand-ins and the real plugins to the same tests.
 *
 * A file beside this one is a table: name => what it does while must-use plugins are loaded.
 */

/** Registers a namespace, as a plugin that has routes of its own does. */
function blocker_namespace(string ...$names): void
{
    add_action('rest_api_init', static function () use ($names) {
        foreach ($names as $name) {
            register_rest_route($name, '/state', ['methods' => 'GET',
                'callback' => static fn () => null, 'permission_callback' => '__return_false']);
        }
    });
}

/** Refuses REST requests for which $blocks() holds, among the checks of log-ins at $priority. */
function blocker_refuse(int $priority, callable $blocks, string $code, string $message,
    ?int $status = null): void
{
    add_filter('rest_authentication_errors', static function ($result) use (
        $blocks, $code, $message, $status
    ) {
        return !is_wp_error($result) && $blocks($result)
            ? new WP_Error($code, $message, ['status' => $status ?? rest_authorization_required_code()])
            : $result;
    }, $priority);
}

/** Sends whoever is not logged in from a page, not from REST, to $address. */
function blocker_hide_pages(callable $address): void
{
    add_action('template_redirect', static function () use ($address) {
        if (!is_user_logged_in()) {
            nocache_headers();
            wp_redirect($address(), 302);
            exit;
        }
    }, 1);
}

/** Ends the request with a page that is not WordPress's. */
function blocker_page(int $status, string $title, string $body, array $headers = []): never
{
    header('Content-Type: text/html; charset=UTF-8');
    status_header($status);
    foreach ($headers as $name => $value) {
        header("$name: $value");
    }
    exit("<!DOCTYPE html>\n<html><head><title>$title</title></head><body>$body</body></html>\n");
}

function blocker_route(): string
{
    $path = (string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
    return rtrim($_GET['rest_route'] ?? (explode('/wp-json', $path, 2)[1] ?? ''), '/');
}

function blocker_is_rest(): bool
{
    return isset($_GET['rest_route']) || str_contains($_SERVER['REQUEST_URI'] ?? '', '/wp-json');
}

// A site at many addresses: each is told its own, and how its permalinks are.
foreach (['home', 'siteurl'] as $blocker_option) {
    if ($blocker_home = $_SERVER['SITE_HOME'] ?? null) {
        add_filter("pre_option_$blocker_option", static fn () => $blocker_home);
    }
}
if (isset($_SERVER['SITE_PLAIN'])) {
    add_filter('pre_option_permalink_structure', '__return_empty_string');
    // Without permalinks WordPress has no rules and takes every path for the front page. An empty
    // list would be made anew, and stored.
    add_filter('pre_option_rewrite_rules', static fn () => ['.*' => 'index.php']);
}

(static function () {
    $name = $_SERVER['BLOCKER'] ?? get_option('blocker');
    if (!$name || PHP_SAPI === 'cli') {
        return;
    }
    foreach (glob(__DIR__ . '/*.php') as $file) {
        $table = $file === __FILE__ ? [] : require $file;
        if (isset($table[$name])) {
            $table[$name]();
            return;
        }
    }
    blocker_page(500, 'No such blocker', "tests/wordpress/blockers has no \"$name\"");
})();
