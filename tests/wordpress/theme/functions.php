<?php
add_action('after_setup_theme', fn () => add_theme_support('title-tag'));
