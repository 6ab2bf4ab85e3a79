#include "presslink/native/client.hpp"

#include <atomic>
#include <cstring>
#include <utility>

#include "presslink/native/host.hpp"
#include "presslink/runner.hpp"

namespace presslink {
namespace {

std::uint64_t random_seed() {
  const auto entropy = random_entropy();
  std::uint64_t seed = 0;
  static_assert(sizeof entropy >= sizeof seed);
  std::memcpy(&seed, entropy.data(), sizeof seed);
  return seed;
}

}  // namespace

struct Client::State {
  explicit State(Options given) : retry(given.retry), transport(counting(std::move(given.curl))) {}

  CurlOptions counting(CurlOptions curl) {
    curl.on_exchange = [this, host = std::move(curl.on_exchange)](const Exchange& exchange) {
      ++requests;
      if (host) host(exchange);
    };
    return curl;
  }

  [[nodiscard]] FlowOptions flow_options(const ApiRoot* root = nullptr) const {
    const bool known = root != nullptr && site && site->root == *root;
    return {.retry = retry, .seed = random_seed(), .site = known ? &*site : nullptr};
  }

  void run(Flow& flow, const Save& save = {}) {
    bool done = false;
    Runner runner(transport, {.now = system_now, .save = save});
    runner.start(flow, [&done] { done = true; });
    while (!done) {
      if (cancelled.load(std::memory_order_acquire)) {
        runner.cancel();
      } else {
        transport.poll(std::chrono::hours(1));
      }
    }
  }

  RetryPolicy retry;
  std::optional<SiteProfile> site;  ///< the last that was discovered
  int requests = 0;
  std::atomic<bool> cancelled{false};
  CurlTransport transport;
};

static_assert(std::atomic<bool>::is_always_lock_free, "cancel() is called in signal handlers");

Client::Client(Options options) : state_(std::make_unique<State>(std::move(options))) {}
Client::~Client() = default;

Result<DiscoverReport> Client::discover(const SiteUrl& site) {
  DiscoverFlow flow(site, state_->flow_options());
  state_->run(flow);
  if (flow.result()) know(flow.result()->profile);
  return flow.result();
}

Result<DoctorReport> Client::doctor(DoctorFlow::Input input) {
  DoctorFlow flow(std::move(input), state_->flow_options());
  state_->run(flow);
  return flow.result();
}

void Client::know(SiteProfile site) { state_->site = std::move(site); }

Result<Account> Client::verify(const ScopeGuard& guard) {
  VerifyFlow flow(guard, state_->flow_options(&guard.root()));
  state_->run(flow);
  return flow.result();
}

Result<TermsFlow::Report> Client::ensure_terms(const ScopeGuard& guard, TermsFlow::Input input) {
  TermsFlow flow(guard, std::move(input), state_->flow_options(&guard.root()));
  state_->run(flow);
  return flow.result();
}

PublishReport Client::publish(const ScopeGuard& guard, PublishFlow::Input input, const Save& save,
                              PublishOptions options) {
  options.flow = state_->flow_options(&guard.root());
  PublishFlow flow(guard, std::move(input), options);
  state_->run(flow, save);
  return flow.result();
}

PublishReport Client::update(const ScopeGuard& guard, UpdateFlow::Input input,
                             PublishOptions options) {
  options.flow = state_->flow_options(&guard.root());
  UpdateFlow flow(guard, std::move(input), options);
  state_->run(flow);
  return flow.result();
}

Result<SeoFlow::Report> Client::set_seo(const ScopeGuard& guard, SeoFlow::Input input) {
  SeoFlow flow(guard, std::move(input), state_->flow_options(&guard.root()));
  state_->run(flow);
  return flow.result();
}

Result<DisconnectFlow::Report> Client::disconnect(const ScopeGuard& guard) {
  DisconnectFlow flow(guard, state_->flow_options(&guard.root()));
  state_->run(flow);
  return flow.result();
}

void Client::cancel() noexcept {
  state_->cancelled.store(true, std::memory_order_release);
  state_->transport.wake();
}

int Client::requests() const noexcept { return state_->requests; }

}  // namespace presslink
