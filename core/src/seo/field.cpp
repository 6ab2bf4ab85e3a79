#include "seo/field.hpp"

#include <algorithm>
#include <utility>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace presslink {
namespace {

struct Typographic {
  std::string_view written;
  std::string_view plain;
};
// wptexturize, which the title of a page goes through, and wide and narrow spaces, which All in One
// SEO makes plain.
constexpr std::array<Typographic, 12> typographic = {{{"‘", "'"},
                                                      {"’", "'"},
                                                      {"“", "\""},
                                                      {"”", "\""},
                                                      {"–", "-"},
                                                      {"—", "-"},
                                                      {"…", "..."},
                                                      {"×", "x"},
                                                      {"′", "'"},
                                                      {"\u2009", " "},
                                                      {"\u202F", " "},
                                                      {"\u3000", " "}}};

}  // namespace

std::string plain_seo_text(std::string_view text) {
  const std::string decoded = decode_entities(text);
  std::string plain;
  plain.reserve(decoded.size());
  for (std::string_view rest = decoded; !rest.empty();) {
    const auto sign =
        std::find_if(typographic.begin(), typographic.end(),
                     [rest](const auto& each) { return rest.starts_with(each.written); });
    const bool found = sign != typographic.end();
    plain += found ? sign->plain : rest.substr(0, 1);
    rest.remove_prefix(found ? sign->written.size() : 1);
  }
  plain = collapse_whitespace(plain);
  // `--` and `---` become one dash.
  plain.erase(std::unique(plain.begin(), plain.end(),
                          [](char left, char right) { return left == '-' && right == '-'; }),
              plain.end());
  return plain;
}

std::string_view name(SeoField field) noexcept {
  return word_at(seo_field_names, static_cast<std::size_t>(field));
}

std::optional<SeoField> parse_seo_field(std::string_view text) {
  return find_value<SeoField>(seo_field_names, text);
}

std::string_view name(SeoVerdict verdict) noexcept {
  switch (verdict) {
    case SeoVerdict::verified: return "verified";
    case SeoVerdict::accepted_unverified: return "accepted_unverified";
    case SeoVerdict::dropped: return "dropped";
    case SeoVerdict::forbidden: return "forbidden";
    case SeoVerdict::unsupported: return "unsupported";
  }
  return "unsupported";
}

std::optional<std::string> text_of(const SeoFields& fields, SeoField field) {
  if (field == SeoField::noindex) {
    if (!fields.noindex) return std::nullopt;
    return *fields.noindex ? "true" : "false";
  }
  return fields.*seo_texts[static_cast<std::size_t>(field)];
}

bool same_seo_text(std::string_view left, std::string_view right) {
  return left == right || plain_seo_text(left) == plain_seo_text(right);
}

Result<void> check_seo_texts(const SeoFields& fields) {
  for (const SeoField field : all_seo_fields) {
    if (const auto text = text_of(fields, field); text && !is_valid_utf8(*text)) {
      return bad_input("The SEO field " + std::string(name(field)) + " is not valid UTF-8.");
    }
  }
  return {};
}

std::string noindex_of(std::string_view robots) {
  return robots.find("noindex") != std::string_view::npos || robots.find("none") == 0 ? "true"
                                                                                      : "false";
}

}  // namespace presslink
