#pragma once

#include <functional>
#include <memory>

#include "presslink/account.hpp"
#include "presslink/discover.hpp"
#include "presslink/doctor.hpp"
#include "presslink/native/curl_transport.hpp"
#include "presslink/publish.hpp"

namespace presslink {

/// Runs one flow after another over a `CurlTransport` and waits for each.
///
/// For one thread at a time, but for `cancel`; several clients may run in several threads at once.
/// `Save` and `CurlOptions::on_exchange` run in the thread that called; of this client they may
/// call `cancel` alone, and they throw nothing.
///
/// No call has a deadline of its own. A request ends with `CurlOptions::request_timeout`, and no
/// retry begins after `RetryPolicy::budget`, but how many requests a flow sends depends on the
/// site. For a deadline of the whole, call `cancel` when it is over.
class Client {
 public:
  struct Options {
    CurlOptions curl = {};
    RetryPolicy retry = {};
  };

  explicit Client(Options options);
  Client() : Client(Options{}) {}
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  [[nodiscard]] Result<DiscoverReport> discover(const SiteUrl& site);
  /// Why does a site not connect? Of errors only `cancelled` and `bad_input`.
  [[nodiscard]] Result<DoctorReport> doctor(DoctorFlow::Input input);
  /// Lets the errors of this site name its plugins, as after `discover`.
  void know(SiteProfile site);
  [[nodiscard]] Result<Account> verify(const ScopeGuard& guard);
  [[nodiscard]] Result<TermsFlow::Report> ensure_terms(const ScopeGuard& guard,
                                                       TermsFlow::Input input);

  /// Stores a checkpoint durably; false ends the publish with `storage_failed`.
  using Save = std::function<bool(const Checkpoint&)>;
  /// Of `options` the client sets `flow` itself.
  [[nodiscard]] PublishReport publish(const ScopeGuard& guard, PublishFlow::Input input,
                                      const Save& save, PublishOptions options = {});
  [[nodiscard]] PublishReport update(const ScopeGuard& guard, UpdateFlow::Input input,
                                     PublishOptions options = {});
  [[nodiscard]] Result<SeoFlow::Report> set_seo(const ScopeGuard& guard, SeoFlow::Input input);
  [[nodiscard]] Result<DisconnectFlow::Report> disconnect(const ScopeGuard& guard);

  /// Ends what is under way, and all that is called later, with `cancelled` (or `uncertain` where
  /// a write may have arrived). Final: this client sends nothing any more; make another to go on.
  /// From any thread while the client lives; safe in a signal handler. Returns at once.
  void cancel() noexcept;

  /// Requests that have ended so far, retries and cancelled ones included.
  [[nodiscard]] int requests() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace presslink
