#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "doctor/evidence.hpp"
#include "flows/retry.hpp"
#include "presslink/flow.hpp"
#include "presslink/scope.hpp"

namespace presslink {

/// What stands for a flow's result until it has one.
[[nodiscard]] Unexpected not_run_yet(Phase phase);

/// One request and its repetitions, as a part of a flow:
///
///   state    | event              | next     | output
///   ---------|--------------------|----------|------------------------------------------
///   idle     | begin              | sending  | Send, or the guard's refusal
///   sending  | Response, final    | idle     | the response, whatever its status
///   sending  | Response, transient| waiting  | Wait; the response when retries or budget are out
///   sending  | Fault, may repeat  | waiting  | Wait; the error when retries or budget are out
///   sending  | Fault, final       | idle     | the error; `uncertain` where a try may be done
///   waiting  | Woke               | sending  | Send
///   any      | Cancelled          | idle     | `cancelled`, or `uncertain` as above
///   any      | anything else      | idle     | `bad_input`: the host broke the protocol
class RetryLoop {
 public:
  using Reply = Result<Response>;

  /// `guard` may be null for a flow that sends anonymous requests alone.
  RetryLoop(const ScopeGuard* guard, FlowOptions options, Phase phase);

  /// Lets errors name what `site` tells of their causes.
  void know(const SiteProfile& site) { observe(known_, site); }

  // Each gives the next step, or nothing where the request is over and `take_reply` tells how.
  [[nodiscard]] std::optional<Step> begin(Call&& call, Safety safety, UtcTime now);
  /// An anonymous read; `limit` bytes of its answer are taken and the rest is cut.
  struct AnonymousRead {
    Method method = Method::get;
    Url url;
    const char* accept = "application/json";
    std::optional<std::size_t> limit;
  };
  [[nodiscard]] std::optional<Step> begin(AnonymousRead&& read, UtcTime now);
  /// A call by XML-RPC; without one a log-in.
  struct XmlRpc {
    Url endpoint;
    std::optional<XmlRpcCall> call = {};
  };
  [[nodiscard]] std::optional<Step> begin(XmlRpc&& xml_rpc, UtcTime now);
  [[nodiscard]] std::optional<Step> revoke(Response&& introspection, UtcTime now);

  [[nodiscard]] std::optional<Step> on(Event&& event, UtcTime now);
  [[nodiscard]] Reply take_reply() { return std::move(reply_); }

  [[nodiscard]] bool busy() const noexcept { return state_ != State::idle; }
  [[nodiscard]] int requests() const noexcept { return requests_; }
  /// Whether an earlier try of the last request may have been carried out.
  [[nodiscard]] bool may_have_arrived() const noexcept { return may_have_arrived_; }
  [[nodiscard]] const std::vector<Attempt>& attempts() const noexcept { return attempts_; }
  /// Why `reply` is not an answer with status 200, taken out of it; nothing where it is one.
  [[nodiscard]] std::optional<Error> refusal(Reply& reply, UtcTime now) const;
  /// What an unsuccessful response means, with the attempts made.
  [[nodiscard]] Error explain_response(const Response& response, UtcTime now) const;
  /// A successful answer of the wrong shape, with the attempts made.
  [[nodiscard]] Error explain_shape(const Response& response) const;
  /// The same for a write: `uncertain` where neither WordPress nor a refusal is heard in it, which
  /// a gateway answers for what was carried out behind it.
  [[nodiscard]] Error explain_write(const Response& response, UtcTime now) const;
  /// What the last request was for.
  [[nodiscard]] Asked last_asked() const;

 private:
  enum class State { idle, sending, waiting };
  struct Revocation {
    Response introspection;
  };

  /// Begins `what_`.
  [[nodiscard]] std::optional<Step> start(Safety safety, UtcTime now);
  [[nodiscard]] std::optional<Step> send();
  [[nodiscard]] Result<Request> make() const;
  [[nodiscard]] std::optional<Step> take(Response&& response, UtcTime now);
  [[nodiscard]] std::optional<Step> take(const Fault& fault, UtcTime now);
  [[nodiscard]] std::optional<Step> wait(UtcTime now, std::optional<std::chrono::seconds> wish);
  [[nodiscard]] std::optional<Step> stop(Errc code);
  /// The request is over.
  std::optional<Step> fail(Error&& error);

  const ScopeGuard* guard_;
  FlowOptions options_;
  Phase phase_;
  Jitter jitter_;

  State state_ = State::idle;
  std::variant<std::monostate, Call, AnonymousRead, XmlRpc, Revocation> what_;
  Safety safety_ = Safety::read;
  std::optional<UtcTime> deadline_;
  int retries_ = 0;
  bool may_have_arrived_ = false;
  int requests_ = 0;
  Reply reply_ = Response{};
  std::string host_;
  Evidence known_;  ///< what successes told of the site
  std::vector<Attempt> attempts_;
};

}  // namespace presslink
