<?php
/**
 * Must-use plugin beside the real Rank Math, which has no REST routes until its set-up wizard was
 * finished or skipped. It is skipped here, unless `site set SITE rank_math_registration_skip=0`.
 */
add_option('rank_math_registration_skip', '1');
