#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json_reader.hpp"
#include "document/document.hpp"
#include "presslink/authorize.hpp"
#include "presslink/cause.hpp"
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
[[nodiscard]] UtcTime time_of(double milliseconds);

// A member of an object, or what stands for one that is missing.
[[nodiscard]] std::string_view text(const json::Value& object, const char* key,
                                    std::string_view missing = {});
[[nodiscard]] std::int64_t number(const json::Value& object, const char* key,
                                  std::int64_t missing = 0);
[[nodiscard]] bool flag(const json::Value& object, const char* key, bool missing = false);

/// Of the members `site`, `scope` and `terms`.
[[nodiscard]] Result<SiteProfile> read_site(const json::Value& options);
[[nodiscard]] Result<Scope> read_scope(const json::Value& options);
[[nodiscard]] Result<TermIndex> read_terms(const json::Value& options);
/// Of the member `username` and a password.
[[nodiscard]] Result<Credentials> read_login(const json::Value& options, const Secret& secret);
[[nodiscard]] FlowOptions read_flow_options(const json::Value& options);
[[nodiscard]] PublishOptions read_publish_options(const json::Value& options);
[[nodiscard]] Result<AuthorizeOptions> read_authorize_options(const json::Value& options);
/// Of the member `causes`, `[{id, likelihood}]`; what is unknown in it is left out.
[[nodiscard]] std::vector<Suspect> read_causes(const json::Value& options);
/// Of the member `document`, with the content that JavaScript wrote, which is taken away.
[[nodiscard]] std::variant<Document, Problems> read_document(const json::Value& options,
                                                             Notation notation);

[[nodiscard]] std::string write(const PendingAuthorization& pending, std::string_view site);
[[nodiscard]] Result<PendingAuthorization> read_authorization(const json::Value& value);

/// A request without its authorization and body, which never become part of a JSON text.
/// `plain_url` can be asked by a page without the browser asking first.
[[nodiscard]] std::string write(const Request& request, Phase phase, std::string_view plain_url);

}  // namespace presslink::wasm
