<?php
/** States of the site itself. */

return [
    // What wp_maintenance() does for the file .maintenance, which all addresses would share.
    'maintenance' => static function () {
        add_action('muplugins_loaded', static function () {
            header('Retry-After: 600');
            wp_die('Briefly unavailable for scheduled maintenance. Check back in a minute.', 'Maintenance',
                503);
        });
    },
    // Plugins close the pages, not the API.
    'maintenance_plugin' => static function () {
        add_action('template_redirect', static function () {
            blocker_page(503, 'Coming soon', '<h1>We are working on it</h1>', ['Retry-After' => 3600]);
        }, 1);
    },
    'fatal_error' => static function () {
        add_action('rest_api_init', static function () {
            throw new Error('a plugin failed');
        });
    },
    'not_wordpress' => static function () {
        blocker_is_rest() || str_contains($_SERVER['SCRIPT_NAME'], 'xmlrpc')
            ? blocker_page(404, 'Not Found', '<h1>Not Found</h1>')
            : blocker_page(200, 'Welcome', '<h1>A shop of another kind</h1>');
    },
    // Notices before the JSON, and a mark of its byte order.
    'noisy_json' => static function () {
        if (blocker_is_rest()) {
            ob_start(static fn ($answer) => "\u{FEFF}<br />\n<b>Warning</b>:  something is undefined in "
                . "plugin.php on line 7<br />\n$answer");
        }
    },
];
