<?php
/**
 * Stands in for The SEO Framework, which nothing can be written to: its keys are protected and not
 * registered, and it has no route. Only the comments in its head tell that it is there.
 */
return static function (string $version): void {
    add_filter('is_protected_meta', static fn ($protected, $key) => $protected
        || str_starts_with($key, '_genesis_') || str_starts_with($key, '_open_graph_'), 10, 2);
    $head_of = static function ($subject): ?StandInHead {
        if (!$subject instanceof WP_Post) {
            return null;
        }
        $head = new StandInHead();
        $head->title = wptexturize($subject->post_title) . ' - ' . get_bloginfo('name');
        $head->description = stand_in_excerpt($subject);
        $head->canonical = get_permalink($subject);
        $head->og_title = wptexturize($subject->post_title);
        $head->og_description = $head->description;
        return $head;
    };
    stand_in_front(13, $head_of, static function ($head) {
        echo "<!-- The SEO Framework by Sybre Waaijer -->\n";
        stand_in_tag('description', $head->description);
        stand_in_canonical($head->canonical);
        stand_in_social($head);
        echo "<!-- / The SEO Framework by Sybre Waaijer | 6.45ms meta | 0.44ms boot -->\n";
    });
};
