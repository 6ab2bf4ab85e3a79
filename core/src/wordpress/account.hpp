#pragma once

#include <optional>

#include "presslink/account.hpp"

namespace presslink {

/// `users/me`, with roles and capabilities.
[[nodiscard]] Call account_call();
/// Which Application Password is in use.
[[nodiscard]] Call introspection_call();
/// A list that is for those alone who may write posts (get_items_permissions_check, context edit).
[[nodiscard]] Call rights_call();

/// Nobody of this site, or a super admin of its network who is no member of it: WordPress lists no
/// capabilities of either.
[[nodiscard]] bool has_no_role(const Account& account);
/// Of an account without a role that was given such a list.
void make_super_admin(Account& account, Scope scope);

/// The account in the answer to `account_call`; nothing where it is none.
[[nodiscard]] std::optional<Account> parse_account(const Response& response, Scope scope);
/// The record in the answer to `introspection_call`; nothing where it is none.
[[nodiscard]] std::optional<PasswordRecord> parse_password(const Response& response);

}  // namespace presslink
