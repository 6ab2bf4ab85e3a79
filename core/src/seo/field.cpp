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
// wptexturize, which the title of a page goes through.
constexpr std::array<Typographic, 9> typographic = {{{"‘", "'"},
                                                     {"’", "'"},
                                                     {"“", "\""},
                                                     {"”", "\""},
                                                     {"–", "-"},
                                                     {"—", "-"},
                                                     {"…", "..."},
                                                     {"×", "x"},
                                                     {"′", "'"}}};

}  // namespace

std::string plain_seo_text(std::string_view text) {
  std::string plain = collapse_whitespace(decode_entities(text));
  for (const auto& [written, replacement] : typographic) {
    for (std::size_t at = plain.find(written); at != std::string::npos;
         at = plain.find(written, at + replacement.size())) {
      plain.replace(at, written.size(), replacement);
    }
  }
  // `--` and `---` become one dash.
  plain.erase(std::unique(plain.begin(), plain.end(),
                          [](char left, char right) { return left == '-' && right == '-'; }),
              plain.end());
  return plain;
}

std::string_view name(SeoField field) noexcept {
  switch (field) {
    case SeoField::title: return "title";
    case SeoField::description: return "description";
    case SeoField::focus_keyphrase: return "focus_keyphrase";
    case SeoField::canonical: return "canonical";
    case SeoField::noindex: return "noindex";
    case SeoField::og_title: return "og_title";
    case SeoField::og_description: return "og_description";
    case SeoField::twitter_title: return "twitter_title";
    case SeoField::twitter_description: return "twitter_description";
  }
  return "title";
}

std::optional<SeoField> parse_seo_field(std::string_view text) {
  const auto found = std::find_if(all_seo_fields.begin(), all_seo_fields.end(),
                                  [text](SeoField field) { return name(field) == text; });
  return found == all_seo_fields.end() ? std::nullopt : std::optional(*found);
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
