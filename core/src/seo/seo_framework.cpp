// The SEO Framework registers no route and protects its post meta, from REST and XML-RPC alike. It
// is known by the comment that it prints into each page.

#include "seo/plugins.hpp"

namespace presslink {

const SeoPluginEntry seo_framework = {
    .name = "seoframework",
    .title = "The SEO Framework",
    .page_comment = "The SEO Framework",
    .hidden_why = "The SEO Framework takes nothing from outside.",
    .hidden_remedy = "Set it in the post's editor, in the box SEO Settings.",
    .limits = {.title_min = 35,
               .title_max = 65,
               .title_pixels = 520,
               .description_min = 80,
               .description_max = 160},
};

}  // namespace presslink
