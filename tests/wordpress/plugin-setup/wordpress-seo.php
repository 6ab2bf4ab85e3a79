<?php
/**
 * Must-use plugin beside the real Yoast SEO. Outside of production Yoast leaves its tables empty,
 * and its answers are then not those of a real site. The filter says "development" and yet makes
 * Yoast take the site for a production one.
 */
add_filter('yoast_seo_development_mode', '__return_true');
