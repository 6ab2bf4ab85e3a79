#include "wordpress/account.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "wordpress/answer.hpp"
#include "wordpress/call.hpp"

namespace presslink {
namespace {

// What an Application Password of this account could do that presslink never does.
constexpr std::array<std::string_view, 17> excess_capabilities = {
    "manage_options",     "create_users", "edit_users",      "promote_users",
    "delete_users",       "list_users",   "install_plugins", "activate_plugins",
    "update_plugins",     "edit_plugins", "install_themes",  "switch_themes",
    "edit_theme_options", "edit_themes",  "update_core",     "edit_others_posts",
    "delete_others_posts"};

struct Need {
  Permission permission;
  std::string_view capability;
};
constexpr std::string_view edit_published = "edit_published_posts";
constexpr std::array<Need, 6> needs_of_scope = {{{Permission::posts, "edit_posts"},
                                                 {Permission::tags, "edit_posts"},
                                                 {Permission::posts, "publish_posts"},
                                                 {Permission::posts, edit_published},
                                                 {Permission::categories, "manage_categories"},
                                                 {Permission::media, "upload_files"}}};

void add_advice(Account& account, Scope scope) {
  const auto advise = [&account](const char* sentence) { account.advice.emplace_back(sentence); };
  const bool administrator =
      std::any_of(account.excess.begin(), account.excess.end(), [](const std::string& capability) {
        return capability == "manage_options" || capability == "edit_users";
      });
  if (administrator) {
    advise(
        "This account can change settings, users and plugins, and WordPress gives an Application "
        "Password all of its user's power. presslink never uses it, but a separate user with the "
        "role Editor is safer.");
  }
  if (!account.can.edit_posts) {
    advise("This account cannot write posts: give it the role Author or Editor.");
  } else if (!account.can.publish_posts) {
    advise(
        "This account can submit for review but not publish: give it the role Author or Editor, or "
        "publish with status pending.");
  } else if (!account.missing.empty() && account.missing.front() == edit_published) {
    advise("This account cannot change what it has published: give it the role Author or Editor.");
  }
  if (scope.has(Permission::categories) && account.can.edit_posts &&
      !account.can.manage_categories) {
    advise(
        "This account cannot create categories: give it the role Editor, or let someone create "
        "them beforehand.");
  }
}

/// Fills in what follows from the capabilities; null for all of them.
void judge(Account& account, Scope scope, const json::Value* capabilities) {
  // Plugins that make roles often store 1 for true, and WordPress takes both (WP_User::has_cap).
  const auto has = [&](std::string_view capability) {
    if (capabilities == nullptr) return true;
    const json::Value value = (*capabilities)[capability];
    return value.boolean().value_or(value.lenient_integer().value_or(0) != 0);
  };
  account.can = {.edit_posts = has("edit_posts"),
                 .publish_posts = has("publish_posts"),
                 .manage_categories = has("manage_categories"),
                 .upload_files = has("upload_files"),
                 .unfiltered_html = has("unfiltered_html")};
  for (const std::string_view capability : excess_capabilities) {
    if (has(capability)) account.excess.emplace_back(capability);
  }
  account.missing.clear();
  for (const Need& need : needs_of_scope) {
    const bool told = !account.missing.empty() && account.missing.back() == need.capability;
    // Whoever may not publish has nothing published to change.
    const bool idle = need.capability == edit_published && !account.can.publish_posts;
    if (scope.has(need.permission) && !has(need.capability) && !told && !idle) {
      account.missing.emplace_back(need.capability);
    }
  }
  account.advice.clear();
  add_advice(account, scope);
}

}  // namespace

Call account_call() {
  return make_call(Method::get, "/wp/v2/users/me",
                   "context=edit&_fields=id,username,name,roles,capabilities");
}

Call introspection_call() {
  return make_call(Method::get, "/wp/v2/users/me/application-passwords/introspect",
                   "_fields=uuid,name,created,last_used,last_ip");
}

Call rights_call() {
  return make_call(Method::get, "/wp/v2/posts", "context=edit&per_page=1&_fields=id");
}

bool has_no_role(const Account& account) {
  return account.roles.empty() && !account.can.edit_posts;
}

std::optional<Account> parse_account(const Response& response, Scope scope) {
  const json::Document document = read_json(response);
  const json::Value user = document.root();
  const auto id = UserId::from(read_integer(user, "id"));
  if (!id || !user["username"].is_string()) return std::nullopt;

  Account account{.id = *id,
                  .login = printable(read_text(user, "username")),
                  .name = printable(read_text(user, "name")),
                  .roles = read_texts(user["roles"]),
                  .can = {},
                  .excess = {},
                  .missing = {},
                  .advice = {},
                  .password = std::nullopt};
  for (std::string& role : account.roles) role = printable(role);
  const json::Value capabilities = user["capabilities"];
  judge(account, scope, &capabilities);
  return account;
}

void make_super_admin(Account& account, Scope scope) {
  account.roles.emplace_back("super_admin");
  judge(account, scope, nullptr);
}

std::optional<PasswordRecord> parse_password(const Response& response) {
  const json::Document document = read_json(response);
  const json::Value record = document.root();
  const auto uuid = Uuid::parse(read_text(record, "uuid"));
  if (!uuid) return std::nullopt;
  return PasswordRecord{.uuid = *uuid,
                        .name = read_text(record, "name"),
                        .created = parse_wordpress_gmt(read_text(record, "created")),
                        .last_used = parse_wordpress_gmt(read_text(record, "last_used")),
                        .last_ip = read_text(record, "last_ip")};
}

}  // namespace presslink
