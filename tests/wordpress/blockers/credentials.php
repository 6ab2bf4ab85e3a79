<?php
/** Sites where Application Passwords are offered and this one is refused all the same. */

$solid = static fn (callable $check) => static function () use ($check) {
    blocker_namespace('ithemes-security/v1', 'ithemes-security/rpc');
    add_action('wp_authenticate_application_password_errors', $check);
};

return [
    // Two-factor on, and no user group has Application Passwords.
    'solid_two_factor' => static function () use ($solid) {
        $solid(static fn () => null)();
        add_filter('wp_is_application_passwords_available_for_user', '__return_false');
    },
    'solid_xml_rpc_only' => $solid(static function ($error) {
        if (defined('REST_REQUEST')) {
            $error->add('invalid_api_type',
                'This application password is not allowed to be used with the REST API.');
        }
    }),
    'solid_read_only' => $solid(static function ($error) {
        if (defined('REST_REQUEST') && !in_array($_SERVER['REQUEST_METHOD'], ['GET', 'HEAD', 'OPTIONS'])) {
            $error->add('unsupported_http_method', 'This application password is read only.',
                ['status' => 403]);
        }
    }),
    // The account is left out by a line of code; nothing in the index tells.
    'user_without_passwords' => static function () {
        add_filter('wp_is_application_passwords_available_for_user', '__return_false');
    },
    'no_xml_rpc' => static function () {
        if (str_ends_with($_SERVER['SCRIPT_NAME'], '/xmlrpc.php')) {
            blocker_page(403, '403 Forbidden', '<h1>Forbidden</h1>');
        }
    },
];
