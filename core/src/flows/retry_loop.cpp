#include "flows/retry_loop.hpp"

#include <algorithm>
#include <utility>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "wordpress/failure.hpp"

namespace presslink {
namespace {

/// An answer to a post holds the content again, and JSON may write a character in six bytes.
std::size_t answer_limit(const Request& request) {
  return std::max(request.max_answer(), 6 * request.body().size() + (std::size_t{1} << 20));
}

}  // namespace

Unexpected not_run_yet(Phase phase) {
  return unexpected(make_error(Errc::bad_input, phase, "The flow has not run yet."));
}

RetryLoop::RetryLoop(const ScopeGuard* guard, FlowOptions options, Phase phase)
    : guard_(guard), options_(options), phase_(phase), jitter_(options.seed) {
  if (guard_ != nullptr) observe(known_, *guard_);
  if (options_.site != nullptr) know(*options_.site);
  options_.site = nullptr;  // borrowed until now only
}

std::optional<Step> RetryLoop::begin(Call&& call, Safety safety, UtcTime now) {
  what_.emplace<Call>(std::move(call));
  return start(safety, now);
}

std::optional<Step> RetryLoop::begin(AnonymousRead&& read, UtcTime now) {
  what_.emplace<AnonymousRead>(std::move(read));
  return start(Safety::read, now);
}

std::optional<Step> RetryLoop::begin(XmlRpc&& xml_rpc, UtcTime now) {
  Safety safety = Safety::read;
  if (xml_rpc.call && !xml_rpc.call->fields.empty()) {
    // A field without its row's id adds a row each time (wp_xmlrpc_server::set_custom_fields).
    const auto& fields = xml_rpc.call->fields;
    const bool adds = std::any_of(fields.begin(), fields.end(),
                                  [](const CustomField& field) { return field.row.empty(); });
    safety = adds ? Safety::create : Safety::repeatable;
  }
  what_.emplace<XmlRpc>(std::move(xml_rpc));
  return start(safety, now);
}

std::optional<Step> RetryLoop::revoke(Response&& introspection, UtcTime now) {
  what_.emplace<Revocation>(Revocation{std::move(introspection)});
  return start(Safety::repeatable, now);
}

std::optional<Step> RetryLoop::start(Safety safety, UtcTime now) {
  safety_ = safety;
  retries_ = 0;
  may_have_arrived_ = false;
  if (!deadline_) {
    const auto budget = std::max(options_.retry.budget, std::chrono::milliseconds(0));
    deadline_ = now > UtcTime::max() - budget ? UtcTime::max() : now + budget;
  }
  return send();
}

Result<Request> RetryLoop::make() const {
  if (const auto* call = std::get_if<Call>(&what_)) {
    auto request = guard_->authorize(*call);
    if (request) request->limit_answer(answer_limit(*request), false);
    return request;
  }
  if (const auto* xml_rpc = std::get_if<XmlRpc>(&what_)) {
    return xml_rpc->call ? guard_->authorize(*xml_rpc->call, xml_rpc->endpoint)
                         : guard_->authorize(XmlRpcLogin{}, xml_rpc->endpoint);
  }
  if (const auto* revocation = std::get_if<Revocation>(&what_)) {
    return guard_->authorize_revocation(revocation->introspection);
  }
  const auto& read = *std::get_if<AnonymousRead>(&what_);
  Request request = Request::anonymous(read.method, read.url, read.accept);
  if (read.limit) request.limit_answer(*read.limit, true);
  return request;
}

std::optional<Step> RetryLoop::send() {
  auto request = make();
  if (!request) {
    state_ = State::idle;
    return fail(std::move(request).error());
  }
  request->number_attempt(retries_);
  host_ = request->url().origin().host;
  attempts_.push_back({describe(*request), "no answer yet"});
  ++requests_;
  state_ = State::sending;
  return Send{std::move(*request)};
}

std::optional<Step> RetryLoop::on(Event&& event, UtcTime now) {
  if (std::holds_alternative<Cancelled>(event)) return stop(Errc::cancelled);
  if (state_ == State::sending) {
    if (auto* response = std::get_if<Response>(&event)) return take(std::move(*response), now);
    if (const auto* fault = std::get_if<Fault>(&event)) return take(*fault, now);
  }
  if (state_ == State::waiting && std::holds_alternative<Woke>(event)) return send();
  return stop(Errc::bad_input);
}

std::optional<Step> RetryLoop::take(Response&& response, UtcTime now) {
  if (guard_ != nullptr) guard_->cover_password(response);
  attempts_.back().outcome = decimal(response.status);
  if (is_transient(response, safety_)) {
    may_have_arrived_ = may_have_arrived_ || !refused_before_handling(response);
    if (auto step = wait(now, retry_after(response.headers, now))) return step;
  }
  state_ = State::idle;
  if (response.status < 300) {
    Evidence seen;
    observe(seen, last_asked(), response);
    known_.add(seen, true);
  }
  reply_ = std::move(response);
  return std::nullopt;
}

std::optional<Step> RetryLoop::take(const Fault& fault, UtcTime now) {
  attempts_.back().outcome = std::string(name(fault.kind));
  if (fault.kind == Fault::Kind::cancelled) return stop(Errc::cancelled);
  may_have_arrived_ = may_have_arrived_ || fault.delivery == Fault::Delivery::unknown;
  if (is_transient(fault, safety_)) {
    if (auto step = wait(now, std::nullopt)) return step;
  }
  state_ = State::idle;
  Error error = explain(fault, phase_, host_);
  if (safety_ != Safety::read && may_have_arrived_) error.code = Errc::uncertain;
  return fail(std::move(error));
}

std::optional<Step> RetryLoop::wait(UtcTime now, std::optional<std::chrono::seconds> wish) {
  const RetryPolicy& policy = options_.retry;
  if (retries_ >= policy.max_retries) return std::nullopt;
  if (wish && *wish > policy.max_retry_after) return std::nullopt;
  const auto delay = backoff(policy, retries_ + 1, wish, jitter_);
  if (now + delay > *deadline_) return std::nullopt;
  ++retries_;
  state_ = State::waiting;
  return Wait{delay};
}

std::optional<Step> RetryLoop::stop(Errc code) {
  const bool write_under_way =
      safety_ != Safety::read &&
      (state_ == State::sending || (state_ == State::waiting && may_have_arrived_));
  state_ = State::idle;
  if (code == Errc::cancelled) {
    return fail(write_under_way ? make_worded(Errc::uncertain, phase_, "interrupted_write")
                                : make_worded(Errc::cancelled, phase_, "interrupted"));
  }
  return fail(make_error(code, phase_, "The host sent an event that the flow did not wait for."));
}

std::optional<Step> RetryLoop::fail(Error&& error) {
  error.phase = phase_;
  error.attempts = attempts_;
  reply_ = unexpected(std::move(error));
  return std::nullopt;
}

std::optional<Error> RetryLoop::refusal(Reply& reply, UtcTime now) const {
  if (!reply) return std::move(reply).error();
  if (reply->status != 200) return explain_response(*reply, now);
  return std::nullopt;
}

Error RetryLoop::explain_response(const Response& response, UtcTime now) const {
  Error error = explain(response, last_asked(), known_, phase_, now);
  error.attempts = attempts_;
  return error;
}

Error RetryLoop::explain_write(const Response& response, UtcTime now) const {
  Error error = response.status < 300 ? explain_shape(response) : explain_response(response, now);
  // WordPress has this code for a script that broke off, wherever that was
  // (WP_Fatal_Error_Handler).
  const bool spoken = !error.wp_code.empty() && error.wp_code != "internal_server_error";
  const bool failed = response.status < 300 || response.status >= 500;
  if (failed && !spoken && !refused_before_handling(response)) error.code = Errc::uncertain;
  return error;
}

Asked RetryLoop::last_asked() const {
  if (const auto* call = std::get_if<Call>(&what_)) return asked(*call);
  if (std::holds_alternative<XmlRpc>(what_)) return {.what = Asked::What::xml_rpc};
  if (std::holds_alternative<Revocation>(what_)) return {.what = Asked::What::write};
  if (std::holds_alternative<std::monostate>(what_)) return {};
  return {.what = Asked::What::index, .with_credentials = false};
}

Error RetryLoop::explain_shape(const Response& response) const {
  Error error = explain_wrong_shape(response, last_asked(), known_, phase_);
  error.attempts = attempts_;
  return error;
}

}  // namespace presslink
