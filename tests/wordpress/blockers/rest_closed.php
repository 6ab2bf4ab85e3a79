<?php
/** Plugins that close the REST API, each in its own words and at its own moment. */

$stranger = static fn () => !is_user_logged_in();
$login_page = static fn () => wp_login_url(home_url(add_query_arg([])));
$moved = static function () {
    add_filter('rest_url_prefix', static fn () => 'api');
    // The rules that are stored are those of the other addresses.
    add_filter('option_rewrite_rules', static function ($rules) {
        $paths = str_replace('wp-json', 'api', array_keys((array) $rules));
        return array_combine($paths, (array) $rules);
    });
};

return [
    'disable_rest_api' => static function () use ($stranger) {
        blocker_refuse(20, $stranger, 'rest_cannot_access',
            'DRA: Only authenticated users can access the REST API.');
    },
    // The plugin's tabs by role: only administrators are let in.
    'disable_rest_api_role' => static function () {
        blocker_refuse(20, static fn () => !current_user_can('manage_options'), 'rest_cannot_access',
            'DRA: Only authenticated users can access the REST API.');
    },
    'disable_wp_rest_api' => static function () use ($stranger) {
        remove_action('template_redirect', 'rest_output_link_header', 11);
        remove_action('wp_head', 'rest_output_link_wp_head', 10);
        remove_action('xmlrpc_rsd_apis', 'rest_output_rsd');
        blocker_refuse(10, $stranger, 'rest_login_required',
            'REST API restricted to authenticated users.');
    },
    'force_login' => static function () use ($stranger, $login_page) {
        blocker_refuse(99, $stranger, 'rest_unauthorized',
            'Only authenticated users can access the REST API.');
        blocker_hide_pages($login_page);
    },
    'password_protected' => static function () {
        blocker_refuse(10, static fn () => !current_user_can('edit_posts'), 'rest_cannot_access',
            'Only authenticated users can access the REST API.');
        if (isset($_GET['password-protected'])) {
            add_action('template_redirect', static function () {
                blocker_page(200, 'Test site', '<form id="loginform" method="post"><input type="password" '
                    . 'name="password_protected_pwd"></form>');
            }, 0);
        }
        blocker_hide_pages(static fn () => home_url('/?password-protected=login'));
    },
    'ase_rest' => static function () use ($stranger) {
        blocker_refuse(200, $stranger, 'rest_api_authentication_required',
            'The REST API has been restricted to authenticated users.');
    },
    // Looks at the log-in before WordPress has seen that it is a REST request, and so says it itself.
    'restricted_site' => static function () use ($stranger, $login_page) {
        add_filter('application_password_is_api_request', static fn ($is) => $is || blocker_is_rest());
        add_action('parse_request', static function () use ($stranger, $login_page) {
            if ($stranger()) {
                wp_redirect($login_page(), 302);
                exit;
            }
        }, 1);
    },
    'restricted_site_message' => static function () use ($stranger) {
        add_filter('application_password_is_api_request', static fn ($is) => $is || blocker_is_rest());
        add_action('parse_request', static function () use ($stranger) {
            if ($stranger()) {
                wp_die("Access to this site is restricted.\n<!-- protected by Restricted Site Access "
                    . 'http://10up.com/plugins/restricted-site-access-wordpress/ -->', '', 403);
            }
        }, 1);
    },
    'disable_xml_rpc_api' => static function () use ($stranger) {
        blocker_refuse(10, $stranger, 'restx_logged_out', 'REST API restricted to authenticated users.');
    },
    // Looks before WordPress has looked at the log-in, and so refuses everyone; the index, which
    // has no namespace, stays open. XML-RPC too.
    'shield' => static function () {
        blocker_namespace('shield/v1');
        blocker_refuse(99, static fn ($result) => $result !== true && blocker_route() !== '',
            'shield_block_anon_restapi',
            'Anonymous access to the WordPress REST API has been restricted by Shield.');
    },
    // Ends the request before the server has any header set, CORS too.
    'aios_rest' => static function () {
        blocker_namespace('aios/v1/onboarding');
        add_action('rest_api_init', static function () {
            if (blocker_is_rest()) {
                wp_die('You are not authorized to perform this action.', '', 403);
            }
        }, 10);
    },
    'ninja_firewall_rest' => static function () {
        blocker_refuse(10, static function () {
            $one_post = preg_match('~^/wp/v2/(posts|pages)/~', blocker_route());
            return !($one_post && current_user_can('edit_posts'));
        }, 'nfw_rest_api_access_restricted', 'Forbidden access', 403);
    },
    // The guard against listing users; writing posts works.
    'ninja_firewall_users' => static function () {
        add_filter('rest_request_before_callbacks', static function ($response, $handler, $request) {
            return str_starts_with($request->get_route(), '/wp/v2/users') && !current_user_can('list_users')
                ? new WP_Error('nfw_rest_api_access_restricted', 'Forbidden access', ['status' => 403])
                : $response;
        }, 10, 3);
    },
    'wp_hide' => static function () {
        blocker_refuse(10, static fn () => true, 'rest_disabled',
            'The service is currently disabled.', 400);
    },
    // Closed to strangers but for the index; whoever may edit posts notices nothing.
    'solid_restricted' => static function () {
        blocker_namespace('ithemes-security/v1', 'ithemes-security/rpc');
        add_filter('rest_dispatch_request', static function ($result, $request) {
            $guarded = preg_match('~^/wp/v2/(?!settings|users/me)\w~', $request->get_route());
            return $guarded && !current_user_can('edit_posts')
                ? new WP_Error('itsec_rest_api_access_restricted',
                    'You do not have sufficient permission to access this endpoint. Access to REST '
                    . 'API requests is restricted.', ['status' => rest_authorization_required_code()])
                : $result;
        }, 10, 2);
    },
    'rest_moved' => $moved,
    // Moved, and nothing on the page says where to.
    'rest_hidden' => static function () use ($moved) {
        $moved();
        remove_action('template_redirect', 'rest_output_link_header', 11);
        remove_action('wp_head', 'rest_output_link_wp_head', 10);
        remove_action('xmlrpc_rsd_apis', 'rest_output_rsd');
    },
];
