#pragma once

#include <optional>

#include "presslink/account.hpp"

namespace presslink {

/// `users/me`, with roles and capabilities.
[[nodiscard]] Call account_call();
/// Which Application Password is in use.
[[nodiscard]] Call introspection_call();

/// The account in the answer to `account_call`; nothing where it is none.
[[nodiscard]] std::optional<Account> parse_account(const Response& response, Scope scope);
/// The record in the answer to `introspection_call`; nothing where it is none.
[[nodiscard]] std::optional<PasswordRecord> parse_password(const Response& response);

}  // namespace presslink
