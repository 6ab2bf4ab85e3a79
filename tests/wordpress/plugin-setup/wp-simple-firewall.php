<?php
/**
 * Must-use plugin beside the real Shield, which stores its options anew at the end of each request,
 * so that one set from outside would be lost: closes the REST API to strangers.
 */
add_filter('option_icwp_wpsf_opts_all', static function ($options) {
    $options['values']['free']['disable_anonymous_restapi'] = 'Y';
    return $options;
});
