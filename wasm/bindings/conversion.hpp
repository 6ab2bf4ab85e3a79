#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/json_reader.hpp"
#include "document/document.hpp"
#include "presslink/authorize.hpp"
#include "presslink/flow.hpp"
#include "presslink/preview.hpp"
#include "presslink/scope.hpp"
#include "presslink/site.hpp"
#include "presslink/term.hpp"

namespace presslink::wasm {

// Between JSON texts, which is what JavaScript exchanges with the core, and the core's own values.
// Reading is strict only where a value means something: JavaScript's half checks the types.

/// `text` as a JSON string.
[[nodiscard]] std::string quoted(std::string_view text);

[[nodiscard]] Result<SiteProfile> read_site(const json::Value& value);
/// With the password that JavaScript wrote, which is taken away.
[[nodiscard]] Result<Credentials> read_login(const json::Value& username);
[[nodiscard]] Result<Scope> read_scope(const json::Value& value);
[[nodiscard]] Result<TermIndex> read_terms(const json::Value& value);
[[nodiscard]] FlowOptions read_flow_options(const json::Value& options);
[[nodiscard]] PublishOptions read_publish_options(const json::Value& options);
[[nodiscard]] Result<AuthorizeOptions> read_authorize_options(const json::Value& options);
/// `content` takes the place of the one in `value`, if that has one.
[[nodiscard]] std::variant<Document, Problems> read_document(const json::Value& value,
                                                             Notation notation,
                                                             std::string content);

[[nodiscard]] std::string write(const PendingAuthorization& pending, std::string_view site);
[[nodiscard]] Result<PendingAuthorization> read_authorization(const json::Value& value);

/// A request without its authorization and body, which never become part of a JSON text.
/// `plain_url` can be asked by a page without the browser asking first.
[[nodiscard]] std::string write(const Request& request, Phase phase, std::string_view plain_url);

}  // namespace presslink::wasm
