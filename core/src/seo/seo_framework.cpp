// The SEO Framework registers no route and protects its post meta, from REST and XML-RPC alike. It
// is known by the comment that it prints into each page.

#include "seo/plugins.hpp"
#include "seo/writer.hpp"

namespace presslink {
namespace {

constexpr std::string_view plugin_name = "seoframework";

std::optional<SeoPlugin> detect(const SiteProfile& site) {
  if (!has_sign(site, seo_framework_sign)) return std::nullopt;
  return SeoPlugin{std::string(plugin_name), ""};
}

std::unique_ptr<SeoWriter> make_writer(const SeoSurroundings& around) {
  return make_refusal(plugin_name, around.fields, "The SEO Framework takes nothing from outside.",
                      "Set it in the post's editor, in the box SEO Settings.");
}

bool has_variable(std::string_view /*text*/) { return false; }

}  // namespace

const SeoPluginEntry seo_framework = {
    .name = plugin_name,
    .title = "The SEO Framework",
    .limits = {.title_min = 35,
               .title_max = 65,
               .title_pixels = 520,
               .description_min = 80,
               .description_max = 160},
    .detect = detect,
    .make_writer = make_writer,
    .has_variable = has_variable,
};

}  // namespace presslink
