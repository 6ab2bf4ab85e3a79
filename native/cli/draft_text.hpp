#pragma once

#include <string>
#include <string_view>

#include "presslink/post.hpp"

namespace presslink::cli {

/// A draft as one line of JSON, to keep. Error `bad_input` where a text is not UTF-8.
[[nodiscard]] Result<std::string> encode(const PostDraft& draft);
/// Error `bad_input` where `text` is not what `encode` wrote.
[[nodiscard]] Result<PostDraft> decode_draft(std::string_view text);

/// The fields of `wanted` that `known` has not, or has otherwise; the others are unset.
[[nodiscard]] PostDraft changes(const PostDraft& wanted, const PostDraft& known);
/// The fields that two drafts have in common.
[[nodiscard]] PostDraft common(const PostDraft& a, const PostDraft& b);
/// `base` with every field that `added` sets.
[[nodiscard]] PostDraft merged(PostDraft base, const PostDraft& added);
/// `wanted` with an empty value for what `before` alone sets, so that it is taken away. A slug is
/// WordPress's own then anyway; a status, date, author or image has no empty value.
[[nodiscard]] PostDraft clearing(PostDraft wanted, const PostDraft& before);
/// `draft` with these SEO fields unset.
[[nodiscard]] PostDraft without_seo(PostDraft draft, const std::vector<SeoField>& fields);

}  // namespace presslink::cli
