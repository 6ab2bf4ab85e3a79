<?php
/** Application Passwords switched off; who did it shows, if at all, in the index's namespaces. */

$off = static fn (string ...$namespaces) => static function () use ($namespaces) {
    add_filter('wp_is_application_passwords_available', '__return_false');
    blocker_namespace(...$namespaces);
};

return [
    'wordfence_option' => $off('wordfence/v1'),
    'aios_option' => $off('aios/v1/onboarding'),
    // Once the wizard after its first activation is done, its index names it no more.
    'aios_option_unnamed' => $off(),
    'ase_option' => $off(),
    'hostinger_option' => $off('hostinger-tools-plugin/v1'),
    'fluent_auth_option' => $off('fluent-auth'),
    'ninja_firewall_option' => $off(),
    'really_simple_option' => $off('really-simple-security/v1'),
    'snippet' => $off(),
    // Two suspects at once.
    'wordfence_and_hostinger' => $off('hostinger-tools-plugin/v1', 'wordfence/v1'),
    'wordpress_com' => static function () use ($off) {
        $off('wpcom/v2', 'jetpack/v4')();
        header('X-hacker: Want root? Visit join.a8c.com/hacker and mention this header.');
        header('Host-Header: WordPress.com');
    },
];
