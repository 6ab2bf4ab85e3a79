#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "presslink/difference.hpp"
#include "presslink/flow.hpp"
#include "presslink/scope.hpp"
#include "presslink/site.hpp"

namespace presslink {

enum class SeoField : std::uint8_t {
  title,
  description,
  focus_keyphrase,
  canonical,
  noindex,
  og_title,
  og_description,
  twitter_title,
  twitter_description,
};
/// As in documents and reports: `title`, `focus_keyphrase`, …
[[nodiscard]] std::string_view name(SeoField field) noexcept;
[[nodiscard]] std::optional<SeoField> parse_seo_field(std::string_view text);

/// SEO fields as the author wants them. An unset field is left alone; an empty text clears it, so
/// that the plugin's own template counts again. Texts may hold the plugin's template variables
/// (`%%title%%`, `%title%`, `#post_title`, `{{ post.title }}`).
struct SeoFields {
  std::optional<std::string> title = {};
  std::optional<std::string> description = {};
  std::optional<std::string> focus_keyphrase = {};
  std::optional<std::string> canonical = {};
  std::optional<bool> noindex = {};
  std::optional<std::string> og_title = {};
  std::optional<std::string> og_description = {};
  std::optional<std::string> twitter_title = {};
  std::optional<std::string> twitter_description = {};

  [[nodiscard]] bool empty() const {
    return !title && !description && !focus_keyphrase && !canonical && !noindex && !og_title &&
           !og_description && !twitter_title && !twitter_description;
  }
  friend bool operator==(const SeoFields&, const SeoFields&) = default;
};

/// What became of a field on the site.
enum class SeoVerdict : std::uint8_t {
  verified,             ///< what counts on the site was read back and is what was asked for
  accepted_unverified,  ///< taken without complaint; what counts could not be read
  dropped,              ///< something else counts, or nothing; after a 5xx also where nothing tells
  forbidden,            ///< the plugin refuses this account
  unsupported,          ///< no plugin, or not this one in this version, takes it from outside
};
[[nodiscard]] std::string_view name(SeoVerdict verdict) noexcept;

/// One field in one plugin.
struct SeoReport {
  std::string plugin;  ///< empty where no plugin takes it
  std::string field;   ///< name of a `SeoField`
  SeoVerdict verdict{};
  std::string sent;       ///< `true` or `false` for `noindex`
  std::string effective;  ///< what counts on the site, as far as it was read
  std::string why;        ///< a plain sentence; empty where verified
  std::string remedy;     ///< what to change in the plugin or WordPress; may be empty
};

/// Where a text is out of a plugin's own limits, or plugins get in each other's way.
struct SeoAdvice {
  std::string plugin;
  std::string field;  ///< empty where it is about the site
  std::string text;   ///< a plain sentence with the numbers
};
/// A text beside the limits that a plugin's own editor advises. A limit of 0: it has none.
struct SeoLength {
  std::string plugin;
  std::string field;
  std::optional<int> characters;  ///< nothing where unset, or where it has template variables
  std::optional<int> pixels;      ///< in the font of a search result's title
  int characters_min = 0;
  int characters_max = 0;
  int pixels_max = 0;
};
/// Of title and description, and of the focus keyphrase where a plugin limits it.
[[nodiscard]] std::vector<SeoLength> measure_seo(const SeoFields& fields,
                                                 const std::vector<SeoPlugin>& plugins);
/// Compares with the limits of each of `plugins` (names as in `SiteProfile`). Texts with template
/// variables have no known length and are left out.
[[nodiscard]] std::vector<SeoAdvice> advise_seo(const SeoFields& fields,
                                                const std::vector<SeoPlugin>& plugins);

/// What the host can do besides the REST API.
struct SeoAccess {
  /// `xmlrpc.php` answers no page of another origin, so a browser cannot use it.
  bool xml_rpc = true;
  /// Public pages can be read, to see what visitors get.
  bool pages = true;
};

/// A thing that has SEO fields.
struct SeoTarget {
  enum class Kind : std::uint8_t { post, page, category };
  Kind kind = Kind::post;
  std::int64_t id = 0;  ///< of the post, page or term
};

/// Sets SEO fields of something that exists, in each SEO plugin of the site. Nothing else of it is
/// sent, but WordPress saves the post with what goes through its own route, and filters its title
/// and content again where the account may not post unfiltered HTML (wp_filter_post_kses). Fields
/// are reported as they are on the site, not as they were sent.
class SeoFlow final : public Flow {
 public:
  struct Input {
    SeoTarget target;
    SeoFields fields;
    SiteProfile site;
    SeoAccess access = {};
  };
  struct Report {
    std::vector<SeoReport> seo;
    std::vector<SeoAdvice> advice;
    std::string link;
    /// Of title and content, which were not sent; `sent` has what was there before.
    std::vector<Difference> changed_by_site;
    int requests = 0;
  };

  /// `guard` is borrowed and outlives the flow.
  SeoFlow(const ScopeGuard& guard, Input input, FlowOptions options = {});
  ~SeoFlow() override;
  SeoFlow(SeoFlow&&) noexcept;
  SeoFlow& operator=(SeoFlow&&) noexcept;

  [[nodiscard]] Step advance(Event event, UtcTime now) override;
  [[nodiscard]] const Result<Report>& result() const;  ///< precondition: `Done`

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace presslink
