<?php
/** Must-use plugin beside the real WP Hide, whose settings cannot be set from outside: closes REST. */
add_filter('wp-hide/get_settings', static function ($settings) {
    $settings['module_settings']['disable_json_rest_v2'] = 'yes';
    return $settings;
});
