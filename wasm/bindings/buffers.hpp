#pragma once

#include <string>
#include <string_view>

#include "base/json_reader.hpp"
#include "presslink/catalogue.hpp"
#include "presslink/secret.hpp"

namespace presslink::wasm {

/// What JavaScript wrote for the call under way.
[[nodiscard]] std::string_view input_text();
[[nodiscard]] Result<json::Document> input_json();
/// The content that JavaScript wrote, taken away.
[[nodiscard]] std::string take_content();
/// The secret that JavaScript wrote, taken away: it is overwritten at the end of the call.
[[nodiscard]] Secret take_secret();

/// The texts of the language that was set.
[[nodiscard]] const Catalogue& catalogue();
/// `{"error": …, "attempts": […], "words": …}`, in that language.
[[nodiscard]] std::string failure(const Error& error);

/// Shows JavaScript a text and gives its size.
int answer(std::string text);
/// The same, of a text that stays where it is.
int answer_view(std::string_view text);
/// `{"error": …}`.
int answer(const Error& error);
/// The size of what is shown already.
int answered();

}  // namespace presslink::wasm
