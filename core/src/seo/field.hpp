#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "presslink/seo.hpp"

namespace presslink {

inline constexpr std::array<SeoField, 9> all_seo_fields = {
    SeoField::title,          SeoField::description,   SeoField::focus_keyphrase,
    SeoField::canonical,      SeoField::noindex,       SeoField::og_title,
    SeoField::og_description, SeoField::twitter_title, SeoField::twitter_description};

inline constexpr std::string_view seo_field_names =
    "title,description,focus_keyphrase,canonical,noindex,og_title,og_description,twitter_title,"
    "twitter_description";
/// In the same order; null for `noindex`, which is no text.
inline constexpr std::array<std::optional<std::string> SeoFields::*, all_seo_fields.size()>
    seo_texts = {&SeoFields::title,
                 &SeoFields::description,
                 &SeoFields::focus_keyphrase,
                 &SeoFields::canonical,
                 nullptr,
                 &SeoFields::og_title,
                 &SeoFields::og_description,
                 &SeoFields::twitter_title,
                 &SeoFields::twitter_description};

/// A field's text as asked for; `true` or `false` for `noindex`.
[[nodiscard]] std::optional<std::string> text_of(const SeoFields& fields, SeoField field);

/// Error `bad_input` naming the field whose text is not UTF-8.
[[nodiscard]] Result<void> check_seo_texts(const SeoFields& fields);

/// As it reads to a visitor: entities decoded, white space collapsed, and the quotes and dashes
/// that wptexturize writes taken for the plain ones.
[[nodiscard]] std::string plain_seo_text(std::string_view text);
/// Whether two texts read the same to a visitor.
[[nodiscard]] bool same_seo_text(std::string_view left, std::string_view right);

/// `robots` directives as text of a tag or an answer.
[[nodiscard]] std::string noindex_of(std::string_view robots);

}  // namespace presslink
