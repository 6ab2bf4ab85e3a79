// VerifyFlow
//   state      | answer                      | next
//   -----------|-----------------------------|------------------------------------------------
//   start      | Begin                       | me
//   me         | 200 with a user             | introspect
//   me         | anything else               | done: error
//   introspect | 200                         | done: account with its password record
//   introspect | any other answer            | done: account without (WordPress < 5.7, plugins)
//
// DisconnectFlow
//   state      | answer                      | next
//   -----------|-----------------------------|------------------------------------------------
//   start      | Begin                       | introspect
//   introspect | 200 with a uuid             | revoke
//   introspect | 401                         | done: already gone
//   revoke     | 200, deleted; no such one  | done: revoked
//   revoke     | 401 after a lost try        | done: revoked
//   either     | anything else               | done: error

#include "presslink/account.hpp"

#include <array>
#include <utility>

#include "base/failure.hpp"
#include "base/json_reader.hpp"
#include "flows/retry_loop.hpp"
#include "wordpress/answer.hpp"
#include "wordpress/failure.hpp"

namespace presslink {
namespace {

Call get_me() {
  return {.method = Method::get,
          .route = "/wp/v2/users/me",
          .query = {{"context", "edit"}, {"_fields", "id,username,name,roles,capabilities"}},
          .body = {}};
}

Call get_introspection() {
  return {.method = Method::get,
          .route = "/wp/v2/users/me/application-passwords/introspect",
          .query = {{"_fields", "uuid,name,created,last_used,last_ip"}},
          .body = {}};
}

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
constexpr std::array<Need, 5> needs_of_scope = {{{Permission::posts, "edit_posts"},
                                                 {Permission::posts, "publish_posts"},
                                                 {Permission::categories, "manage_categories"},
                                                 {Permission::tags, "edit_posts"},
                                                 {Permission::media, "upload_files"}}};

void add_advice(Account& account, Scope scope) {
  const bool administrator = [&] {
    for (const std::string& capability : account.excess) {
      if (capability == "manage_options" || capability == "edit_users") return true;
    }
    return false;
  }();
  if (administrator) {
    account.advice.emplace_back(
        "This account can change settings, users and plugins, and WordPress gives an Application "
        "Password all of its user's power. presslink never uses it, but a separate user with the "
        "role Editor is safer.");
  }
  if (!account.can.edit_posts) {
    account.advice.emplace_back(
        "This account cannot write posts: give it the role Author or Editor.");
  } else if (!account.can.publish_posts) {
    account.advice.emplace_back(
        "This account can hand in drafts but not publish: give it the role Author or Editor, or "
        "publish with status pending.");
  }
  if (scope.has(Permission::categories) && account.can.edit_posts &&
      !account.can.manage_categories) {
    account.advice.emplace_back(
        "This account cannot create categories: give it the role Editor, or let someone create "
        "them beforehand.");
  }
}

std::optional<Account> parse_account(const Response& response, Scope scope) {
  const auto document = read_json(response);
  if (!document) return std::nullopt;
  const json::Value user = document->root();
  const auto id = UserId::from(user["id"].integer().value_or(0));
  if (!id || !user["username"].is_string()) return std::nullopt;

  const json::Value capabilities = user["capabilities"];
  // Plugins that make roles often store 1 for true, and WordPress takes both (WP_User::has_cap).
  const auto has = [&](std::string_view capability) {
    const json::Value value = capabilities[capability];
    return value.boolean().value_or(value.lenient_integer().value_or(0) != 0);
  };
  Account account{.id = *id,
                  .login = std::string(user["username"].string_or("")),
                  .name = std::string(user["name"].string_or("")),
                  .roles = {},
                  .can = {.edit_posts = has("edit_posts"),
                          .publish_posts = has("publish_posts"),
                          .manage_categories = has("manage_categories"),
                          .upload_files = has("upload_files"),
                          .unfiltered_html = has("unfiltered_html")},
                  .excess = {},
                  .missing = {},
                  .advice = {},
                  .password = std::nullopt};
  for (const json::Value role : user["roles"]) account.roles.emplace_back(role.string_or(""));
  for (const std::string_view capability : excess_capabilities) {
    if (has(capability)) account.excess.emplace_back(capability);
  }
  for (const Need& need : needs_of_scope) {
    if (scope.has(need.permission) && !has(need.capability)) {
      account.missing.emplace_back(need.capability);
    }
  }
  add_advice(account, scope);
  return account;
}

std::optional<PasswordRecord> parse_password(const Response& response) {
  const auto document = read_json(response);
  if (!document) return std::nullopt;
  const json::Value record = document->root();
  const auto uuid = Uuid::parse(record["uuid"].string_or(""));
  if (!uuid) return std::nullopt;
  return PasswordRecord{.uuid = *uuid,
                        .name = std::string(record["name"].string_or("")),
                        .created = parse_wordpress_gmt(record["created"].string_or("")),
                        .last_used = parse_wordpress_gmt(record["last_used"].string_or("")),
                        .last_ip = std::string(record["last_ip"].string_or(""))};
}

Error not_started() {
  return make_error(Errc::bad_input, Phase::verify, "The flow has not run yet.");
}

}  // namespace

struct VerifyFlow::State {
  enum class Stage { start, me, introspect, done };

  State(const ScopeGuard& guard, FlowOptions options)
      : scope(guard.scope()), loop(&guard, options, Phase::verify) {}

  Step take(RetryLoop::Output output, UtcTime now) {
    if (auto* step = std::get_if<Step>(&output)) return std::move(*step);
    return answered(std::move(*std::get_if<RetryLoop::Reply>(&output)), now);
  }

  Step answered(RetryLoop::Reply reply, UtcTime now) {
    if (stage == Stage::introspect) return introspected(reply);
    if (!reply) return finish(unexpected(std::move(reply).error()));
    if (reply->status != 200) return finish(unexpected(loop.explain_response(*reply, now)));
    auto account = parse_account(*reply, scope);
    if (!account) return finish(unexpected(loop.explain_shape(*reply)));
    result = std::move(*account);
    stage = Stage::introspect;
    return take(loop.begin(get_introspection(), Safety::read, now), now);
  }

  Step introspected(const RetryLoop::Reply& reply) {
    const bool by_host =
        !reply && (reply.error().code == Errc::cancelled || reply.error().code == Errc::bad_input);
    if (by_host) return finish(unexpected(reply.error()));
    if (reply && reply->status == 200) result->password = parse_password(*reply);
    stage = Stage::done;
    return Done{};
  }

  Step finish(Unexpected error) {
    result = std::move(error);
    stage = Stage::done;
    return Done{};
  }

  Scope scope;
  RetryLoop loop;
  Stage stage = Stage::start;
  Result<Account> result = unexpected(not_started());
};

VerifyFlow::VerifyFlow(const ScopeGuard& guard, FlowOptions options)
    : state_(std::make_unique<State>(guard, options)) {}
VerifyFlow::~VerifyFlow() = default;
VerifyFlow::VerifyFlow(VerifyFlow&&) noexcept = default;
VerifyFlow& VerifyFlow::operator=(VerifyFlow&&) noexcept = default;

Step VerifyFlow::advance(Event event, UtcTime now) {
  State& state = *state_;
  if (state.stage == State::Stage::done) return Done{};
  if (state.stage == State::Stage::start && std::holds_alternative<Begin>(event)) {
    state.stage = State::Stage::me;
    return state.take(state.loop.begin(get_me(), Safety::read, now), now);
  }
  return state.take(state.loop.on(std::move(event), now), now);
}

const Result<Account>& VerifyFlow::result() const { return state_->result; }
int VerifyFlow::requests() const { return state_->loop.requests(); }

struct DisconnectFlow::State {
  enum class Stage { start, introspect, revoke, done };

  State(const ScopeGuard& guard, FlowOptions options) : loop(&guard, options, Phase::disconnect) {}

  Step take(RetryLoop::Output output, UtcTime now) {
    if (auto* step = std::get_if<Step>(&output)) return std::move(*step);
    return answered(std::move(*std::get_if<RetryLoop::Reply>(&output)), now);
  }

  Step answered(RetryLoop::Reply reply, UtcTime now) {
    if (!reply) return finish(unexpected(std::move(reply).error()));
    return stage == Stage::introspect ? introspected(std::move(*reply), now) : revoked(*reply, now);
  }

  Step introspected(Response response, UtcTime now) {
    if (response.status == 200) {
      if (const auto record = parse_password(response)) report.password_name = record->name;
      stage = Stage::revoke;
      return take(loop.revoke(std::move(response), now), now);
    }
    Error error = loop.explain_response(response, now);
    if (error.code != Errc::credentials_rejected) return finish(unexpected(std::move(error)));
    report.already_gone = true;
    return finish(report);
  }

  Step revoked(const Response& response, UtcTime now) {
    if (response.status == 200) {
      const auto answer = read_json(response);
      const bool deleted = answer && answer->root()["deleted"].boolean().value_or(false);
      // A page of a cache or firewall comes with 200 too, and the password lives on.
      if (!deleted) return finish(unexpected(loop.explain_shape(response)));
      return finish(report);
    }
    Error error = loop.explain_response(response, now);
    // Only an earlier try of ours explains a 401 here: introspect was answered with this password.
    const bool earlier_try_arrived =
        error.code == Errc::credentials_rejected && loop.may_have_arrived();
    const bool gone = earlier_try_arrived || error.wp_code == "rest_application_password_not_found";
    if (!gone) return finish(unexpected(std::move(error)));
    return finish(report);
  }

  Step finish(Result<Report> outcome) {
    result = std::move(outcome);
    stage = Stage::done;
    return Done{};
  }

  RetryLoop loop;
  Stage stage = Stage::start;
  Report report;
  Result<Report> result = unexpected(not_started());
};

DisconnectFlow::DisconnectFlow(const ScopeGuard& guard, FlowOptions options)
    : state_(std::make_unique<State>(guard, options)) {}
DisconnectFlow::~DisconnectFlow() = default;
DisconnectFlow::DisconnectFlow(DisconnectFlow&&) noexcept = default;
DisconnectFlow& DisconnectFlow::operator=(DisconnectFlow&&) noexcept = default;

Step DisconnectFlow::advance(Event event, UtcTime now) {
  State& state = *state_;
  if (state.stage == State::Stage::done) return Done{};
  if (state.stage == State::Stage::start && std::holds_alternative<Begin>(event)) {
    state.stage = State::Stage::introspect;
    return state.take(state.loop.begin(get_introspection(), Safety::read, now), now);
  }
  return state.take(state.loop.on(std::move(event), now), now);
}

const Result<DisconnectFlow::Report>& DisconnectFlow::result() const { return state_->result; }

}  // namespace presslink
