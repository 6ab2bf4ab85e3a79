// VerifyFlow
//   state      | answer                      | next
//   -----------|-----------------------------|------------------------------------------------
//   start      | Begin                       | me
//   me         | 200 with a user             | introspect; rights for one without a role
//   me         | anything else               | done: error
//   rights     | any                         | introspect
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

#include <utility>

#include "base/failure.hpp"
#include "base/json_reader.hpp"
#include "flows/retry_loop.hpp"
#include "wordpress/account.hpp"
#include "wordpress/answer.hpp"
#include "wordpress/failure.hpp"

namespace presslink {
struct VerifyFlow::State {
  enum class Stage { start, me, rights, introspect, done };

  State(const ScopeGuard& guard, FlowOptions options)
      : scope(guard.scope()), loop(&guard, options, Phase::verify) {}

  Step take(std::optional<Step> step, UtcTime now) {
    return step ? std::move(*step) : answered(loop.take_reply(), now);
  }

  Step answered(RetryLoop::Reply reply, UtcTime now) {
    if (stage == Stage::me) return met(reply, now);
    const bool by_host =
        !reply && (reply.error().code == Errc::cancelled || reply.error().code == Errc::bad_input);
    if (by_host) return finish(unexpected(reply.error()));
    if (stage == Stage::rights) {
      const bool may_write = reply && reply->status == 200 && read_json(*reply).root().is_array();
      if (may_write) make_super_admin(*result, scope);
      return ask(Stage::introspect, introspection_call(), now);
    }
    if (reply && reply->status == 200) result->password = parse_password(*reply);
    stage = Stage::done;
    return Done{};
  }

  Step met(RetryLoop::Reply& reply, UtcTime now) {
    if (auto error = loop.refusal(reply, now)) return finish(unexpected(std::move(*error)));
    auto account = parse_account(*reply, scope);
    if (!account) return finish(unexpected(loop.explain_shape(*reply)));
    result = std::move(*account);
    const bool unknown = has_no_role(*result) && scope.has(Permission::posts);
    return unknown ? ask(Stage::rights, rights_call(), now)
                   : ask(Stage::introspect, introspection_call(), now);
  }

  Step ask(Stage next, Call call, UtcTime now) {
    stage = next;
    return take(loop.begin(std::move(call), Safety::read, now), now);
  }

  Step finish(Unexpected error) {
    result = std::move(error);
    stage = Stage::done;
    return Done{};
  }

  Scope scope;
  RetryLoop loop;
  Stage stage = Stage::start;
  Result<Account> result = not_run_yet(Phase::verify);
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
    return state.ask(State::Stage::me, account_call(), now);
  }
  return state.take(state.loop.on(std::move(event), now), now);
}

const Result<Account>& VerifyFlow::result() const { return state_->result; }
int VerifyFlow::requests() const { return state_->loop.requests(); }

struct DisconnectFlow::State {
  enum class Stage { start, introspect, revoke, done };

  State(const ScopeGuard& guard, FlowOptions options) : loop(&guard, options, Phase::disconnect) {}

  Step take(std::optional<Step> step, UtcTime now) {
    return step ? std::move(*step) : answered(loop.take_reply(), now);
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
    const bool no_member = error.wp_code == "rest_user_invalid_id";
    // Before 5.7 `introspect` is taken for a password's uuid.
    const bool too_old = error.wp_code == "rest_application_password_not_found";
    if (no_member || too_old) set_words(error, "not_revoked", nullptr, "");
    if (error.code != Errc::credentials_rejected) return finish(unexpected(std::move(error)));
    report.already_gone = true;
    return finish(report);
  }

  Step revoked(const Response& response, UtcTime now) {
    if (response.status == 200) {
      const bool deleted = read_json(response).root()["deleted"].boolean().value_or(false);
      // A page of a cache or firewall comes with 200 too, and the password lives on.
      if (!deleted) return finish(unexpected(loop.explain_shape(response)));
      return finish(report);
    }
    Error error = loop.explain_write(response, now);
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
  Result<Report> result = not_run_yet(Phase::verify);
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
    return state.take(state.loop.begin(introspection_call(), Safety::read, now), now);
  }
  return state.take(state.loop.on(std::move(event), now), now);
}

const Result<DisconnectFlow::Report>& DisconnectFlow::result() const { return state_->result; }

}  // namespace presslink
