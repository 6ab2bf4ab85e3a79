#include "wordpress/site.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"
#include "base/json_reader.hpp"
#include "base/markup.hpp"
#include "base/text.hpp"
#include "http/site_directory.hpp"
#include "seo/plugins.hpp"
#include "wordpress/answer.hpp"

namespace presslink {
namespace {

constexpr const char* found_by_names = "link_header,html_link,rsd,probe";

/// `gmt_offset` is a number, or text such as "5.5", "-3" and "" (rest-api index, by how the time
/// zone is set).
int offset_minutes(const json::Value& value) {
  constexpr int most_hours = 24;
  if (const auto number = value.number()) {
    return std::abs(*number) <= most_hours ? static_cast<int>(std::lround(*number * 60)) : 0;
  }
  std::string_view text = trim(value.string_or(""));
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const auto hours = take_number(text, most_hours);
  if (!hours) return 0;
  const int minutes = text == ".5" ? 30 : text == ".75" ? 45 : text == ".25" ? 15 : 0;
  return (negative ? -1 : 1) * (static_cast<int>(*hours) * 60 + minutes);
}

/// `authentication` is an empty array where nothing is offered and an object otherwise.
std::string authorize_url(const json::Value& authentication) {
  return read_text(authentication["application-passwords"]["endpoints"], "authorization");
}

/// A site that calls itself by the name of another one, as a copy of it does, is told by its own:
/// whoever saw the other name would create a password for that.
std::string own_address(std::string_view named, const Origin& root) {
  const auto url = Url::parse(named);
  if (!url) return {};
  if (is_own(root, url->origin())) return std::string(named);
  const std::string path = url->path();
  return root.str() + path.substr(0, path.find_last_not_of('/') + 1);
}

/// Hosts show it as an image, so it is one web address or nothing.
std::string icon_url(std::string_view text) {
  const auto url = Url::parse(text);
  return url ? url->str() : std::string();
}

/// The `value` attribute of the first `element` whose `key` attribute is `key_value`.
std::optional<std::string> find_in_markup(std::string_view markup, std::string_view element,
                                          std::pair<std::string_view, std::string_view> key,
                                          std::string_view value) {
  std::size_t at = 0;
  while (const auto item = next_markup(markup, at)) {
    at = item->end;
    if (item->is_comment || !iequals_ascii(element_name(item->text), element)) continue;
    const auto found = attribute(item->text, key.first);
    if (found && iequals_ascii(*found, key.second)) return attribute(item->text, value);
  }
  return std::nullopt;
}

/// A text of a profile, under its name in the stored form.
struct StoredText {
  const char* member;
  std::string SiteProfile::*text;
};
constexpr std::array<StoredText, 7> stored_texts = {{{"name", &SiteProfile::name},
                                                     {"home", &SiteProfile::home},
                                                     {"url", &SiteProfile::url},
                                                     {"icon", &SiteProfile::icon},
                                                     {"timezone", &SiteProfile::timezone},
                                                     {"authorize_url", &SiteProfile::authorize_url},
                                                     {"closed_code", &SiteProfile::closed_code}}};

bool lies_below(const Url& place, std::string_view home) {
  const auto top = Url::parse(home);
  if (!top) return false;
  const std::string folder = site_folder(place.path());
  const std::string above = site_folder(top->path());
  return folder.size() > above.size() && folder.starts_with(above);
}

void encode_strings(json::Encoder& out, std::string_view key,
                    const std::vector<std::string>& list) {
  out.key(key);
  out.begin_array();
  for (const std::string& text : list) out.string(text);
  out.end_array();
}

}  // namespace

std::string_view name(FoundBy found_by) noexcept {
  return word_at(found_by_names, static_cast<std::size_t>(found_by));
}

std::string index_fields() {
  return "name,url,home,site_icon_url,gmt_offset,timezone_string,namespaces,authentication" +
         seo_index_fields();
}

std::optional<SiteProfile> parse_index(const Response& response, const ApiRoot& root,
                                       FoundBy found_by) {
  const json::Document document = read_json(response);
  const json::Value index = document.root();
  if (!index["namespaces"].is_array()) return std::nullopt;

  SiteProfile profile{.root = root, .found_by = found_by};
  profile.name = plain_text(read_text(index, "name"));
  const Origin& origin = root.origin();
  profile.home = own_address(read_text(index, "home"), origin);
  profile.url = own_address(read_text(index, "url"), origin);
  profile.icon = icon_url(read_text(index, "site_icon_url"));
  profile.timezone = plain_text(read_text(index, "timezone_string"));
  profile.gmt_offset_minutes = offset_minutes(index["gmt_offset"]);
  profile.namespaces = read_texts(index["namespaces"]);
  profile.seo_signs = read_seo_signs(index);
  profile.seo_plugins = detect_seo_plugins(profile);
  const std::string screen = authorize_url(index["authentication"]);
  profile.passwords_available = !screen.empty();
  const auto screen_url = Url::parse(screen);
  // What is no address at all is told when it is to be opened.
  if (!screen_url || is_own(origin, screen_url->origin())) profile.authorize_url = screen;
  return profile;
}

bool is_within(const Url& place, const SiteProfile& site) {
  const auto own_files = Url::parse(site.url);
  return own_files && lies_below(place, site.home) &&
         site_folder(place.path()) != site_folder(own_files->path());
}

bool is_from_above(const SiteProfile& site) {
  return lies_below(site.root.url_for("/"), site.home);
}

std::optional<std::string> html_rest_link(std::string_view html) {
  return find_in_markup(html, "link", {"rel", "https://api.w.org/"}, "href");
}

std::optional<std::string> html_rsd_link(std::string_view html) {
  return find_in_markup(html, "link", {"rel", "EditURI"}, "href");
}

std::optional<std::string> rsd_rest_link(std::string_view xml) {
  return find_in_markup(xml, "api", {"name", "WP-API"}, "apiLink");
}

std::string encode(const SiteProfile& profile) {
  json::Encoder out;
  out.begin_object();
  out.member("root", profile.root.str());
  out.member("found_by", name(profile.found_by));
  for (const auto& [member, text] : stored_texts) out.member(member, profile.*text);
  out.member("gmt_offset_minutes", profile.gmt_offset_minutes);
  encode_strings(out, "namespaces", profile.namespaces);
  encode_strings(out, "seo_signs", profile.seo_signs);
  if (profile.passwords_available) out.member("passwords_available", *profile.passwords_available);
  out.end_object();
  // Every text came out of a JSON reader that takes nothing but valid UTF-8.
  return std::move(out).finish().value_or("{}");
}

Result<SiteProfile> decode_site_profile(std::string_view text) {
  const auto document = json::Document::parse(text);
  const json::Value stored = document ? document->root() : json::Value();
  const auto url = Url::parse(stored["root"].string_or(""));
  const auto root = url ? ApiRoot::from_url(*url) : bad_input("");
  const auto found_by = find_value<FoundBy>(found_by_names, stored["found_by"].string_or(""));
  if (!root || !found_by) return bad_input("The stored site profile is damaged.");

  SiteProfile profile{.root = *root, .found_by = *found_by};
  for (const auto& [member, where] : stored_texts) profile.*where = read_text(stored, member);
  profile.gmt_offset_minutes = static_cast<int>(read_integer(stored, "gmt_offset_minutes"));
  profile.namespaces = read_texts(stored["namespaces"]);
  profile.seo_signs = read_texts(stored["seo_signs"]);
  profile.seo_plugins = detect_seo_plugins(profile);
  profile.passwords_available = stored["passwords_available"].boolean();
  return profile;
}

}  // namespace presslink
