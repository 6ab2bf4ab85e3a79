<?php
/** Must-use plugin beside the real NinjaFirewall, which would download its rules: it gets one here. */
define('NFW_RULES', serialize([1 => ['cha' => [1 => ['whe' => 'GET', 'wha' => 'never', 'ope' => 1]],
    'why' => 'none', 'lev' => 1, 'ena' => 0]]));
define('NFW_NEWRULES_VERSION', '20260101.1');
