#include "presslink/native/curl_transport.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <deque>
#include <functional>
#include <limits>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "curl_transfer.hpp"
#include "timer_queue.hpp"

namespace presslink {
namespace {

constexpr std::chrono::milliseconds shortest_timeout{1};
constexpr std::chrono::milliseconds longest_timeout = std::chrono::hours(24 * 24);

// To curl a time-out of 0 is none, and so would be one that it cannot hold.
CurlOptions within_limits(CurlOptions options) {
  for (auto* timeout : {&options.request_timeout, &options.connect_timeout}) {
    *timeout = std::clamp(*timeout, shortest_timeout, longest_timeout);
  }
  for (auto* count : {&options.max_in_flight, &options.max_in_flight_per_origin}) {
    *count = std::clamp<std::size_t>(*count, 1, std::numeric_limits<int>::max());
  }
  return options;
}

}  // namespace

class CurlTransport::Impl {
 public:
  explicit Impl(CurlOptions options);
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl();

  Ticket send(Request request, std::function<void(Outcome)> done);
  Ticket after(std::chrono::milliseconds delay, std::function<void()> done);
  void cancel(Ticket ticket);
  void poll(std::chrono::milliseconds max_wait);
  [[nodiscard]] bool idle() const noexcept { return jobs_.empty() && timers_.empty(); }
  void wake() noexcept;

 private:
  struct Job;
  /// The requests to one origin: those on their way are counted, the others wait.
  struct Lane {
    std::size_t in_flight = 0;
    std::deque<Job*> waiting;
    bool ready = false;  ///< stands in `ready_`
  };
  struct OriginHash {
    std::size_t operator()(const Origin& origin) const noexcept {
      return std::hash<std::string>()(origin.host) + origin.port;
    }
  };
  using Lanes = std::unordered_map<Origin, Lane, OriginHash>;
  struct Job {
    Ticket ticket;
    Request request;
    std::function<void(Outcome)> done;
    Lanes::value_type* lane;
    std::unique_ptr<CurlTransfer> transfer;  ///< while on its way
  };
  struct MultiCleanup {
    void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
  };

  [[nodiscard]] bool admit();
  void start(Job& job);
  void report_finished();
  void finish(Job& job, CURLcode code);
  void tell_observer(const Job& job, const Outcome& outcome) const noexcept;
  void land(Job& job);
  void make_ready(Lanes::value_type& lane);
  void run_timers();
  [[nodiscard]] int wait_time(std::chrono::milliseconds max_wait);

  CurlOptions options_;
  std::unique_ptr<CURLM, MultiCleanup> multi_;
  std::vector<std::unique_ptr<CurlTransfer>> spare_;
  std::unordered_map<Ticket, Job> jobs_;
  std::size_t in_flight_ = 0;
  Lanes lanes_;
  std::deque<Lanes::value_type*> ready_;  ///< lanes that may start a request, in turn
  TimerQueue timers_;
  Ticket last_ticket_ = 0;
};

CurlTransport::Impl::Impl(CurlOptions options)
    : options_(within_limits(std::move(options))), multi_((ensure_curl(), curl_multi_init())) {
  assert(multi_ != nullptr);
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(options_.max_in_flight));
#if LIBCURL_VERSION_NUM >= 0x081400
  // Since then the lookups are the multi handle's, not each transfer's.
  curl_multi_setopt(multi_.get(), CURLMOPT_QUICK_EXIT, 1L);
#endif
}

CurlTransport::Impl::~Impl() {
  for (auto& [ticket, job] : jobs_) {
    if (job.transfer) curl_multi_remove_handle(multi_.get(), job.transfer->easy());
  }
}

Transport::Ticket CurlTransport::Impl::send(Request request, std::function<void(Outcome)> done) {
  auto& lane = *lanes_.try_emplace(request.url().origin()).first;
  const Ticket ticket = ++last_ticket_;
  const auto added =
      jobs_.emplace(ticket, Job{ticket, std::move(request), std::move(done), &lane, nullptr});
  lane.second.waiting.push_back(&added.first->second);
  make_ready(lane);
  return ticket;
}

Transport::Ticket CurlTransport::Impl::after(std::chrono::milliseconds delay,
                                             std::function<void()> done) {
  const Ticket ticket = ++last_ticket_;
  timers_.add(ticket, TimerQueue::Clock::now() + std::max(delay, delay.zero()), std::move(done));
  return ticket;
}

void CurlTransport::Impl::cancel(Ticket ticket) {
  if (timers_.cancel(ticket)) return;
  const auto found = jobs_.find(ticket);
  if (found == jobs_.end()) return;
  Job& job = found->second;
  if (job.transfer) {
    tell_observer(job, Fault{.kind = Fault::Kind::cancelled});
    land(job);
  } else {
    std::erase(job.lane->second.waiting, &job);
    make_ready(*job.lane);
  }
  jobs_.erase(found);
}

// Lists the lane where it can start a request, and drops it where it is no longer needed.
void CurlTransport::Impl::make_ready(Lanes::value_type& lane) {
  auto& [origin, state] = lane;
  if (state.ready) return;
  if (!state.waiting.empty() && state.in_flight < options_.max_in_flight_per_origin) {
    state.ready = true;
    ready_.push_back(&lane);
  } else if (state.waiting.empty() && state.in_flight == 0) {
    lanes_.erase(lanes_.find(origin));
  }
}

// Starts what may start; true where anything did.
bool CurlTransport::Impl::admit() {
  bool started = false;
  while (in_flight_ < options_.max_in_flight && !ready_.empty()) {
    Lanes::value_type& lane = *ready_.front();
    ready_.pop_front();
    lane.second.ready = false;
    if (!lane.second.waiting.empty()) {
      Job& job = *lane.second.waiting.front();
      lane.second.waiting.pop_front();
      start(job);
      started = true;
    }
    make_ready(lane);
  }
  return started;
}

void CurlTransport::Impl::start(Job& job) {
  if (spare_.empty()) {
    job.transfer = std::make_unique<CurlTransfer>(options_);
  } else {
    job.transfer = std::move(spare_.back());
    spare_.pop_back();
  }
  ++in_flight_;
  ++job.lane->second.in_flight;
  job.transfer->begin(job.request);
  curl_easy_setopt(job.transfer->easy(), CURLOPT_PRIVATE, static_cast<void*>(&job));
  [[maybe_unused]] const CURLMcode code = curl_multi_add_handle(multi_.get(), job.transfer->easy());
  assert(code == CURLM_OK);
}

void CurlTransport::Impl::report_finished() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    void* job = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &job);
    finish(*static_cast<Job*>(job), code);
  }
}

void CurlTransport::Impl::finish(Job& job, CURLcode code) {
  Outcome outcome = job.transfer->take_outcome(code);
  tell_observer(job, outcome);
  land(job);
  const auto done = std::move(job.done);
  jobs_.erase(job.ticket);  // before the completion, which may ask for `idle`
  done(std::move(outcome));
}

// Who only watches does not decide what becomes of a request.
void CurlTransport::Impl::tell_observer(const Job& job, const Outcome& outcome) const noexcept {
  if (!options_.on_exchange) return;
  try {
    options_.on_exchange(job.transfer->describe_exchange(outcome));
  } catch (...) {
  }
}

void CurlTransport::Impl::land(Job& job) {
  curl_multi_remove_handle(multi_.get(), job.transfer->easy());
  job.transfer->end();
  spare_.push_back(std::move(job.transfer));
  --in_flight_;
  --job.lane->second.in_flight;
  make_ready(*job.lane);
}

void CurlTransport::Impl::poll(std::chrono::milliseconds max_wait) {
  int running = 0;
  if (!admit()) curl_multi_poll(multi_.get(), nullptr, 0, wait_time(max_wait), nullptr);
  curl_multi_perform(multi_.get(), &running);
  report_finished();
  run_timers();
}

void CurlTransport::Impl::wake() noexcept {
  const int kept = errno;  // not the interrupted code's to lose
  curl_multi_wakeup(multi_.get());
  errno = kept;
}

int CurlTransport::Impl::wait_time(std::chrono::milliseconds max_wait) {
  using std::chrono::milliseconds;
  if (const auto due = timers_.next_due()) {
    max_wait = std::min(max_wait, ceil<milliseconds>(*due - TimerQueue::Clock::now()));
  }
  constexpr milliseconds longest(std::numeric_limits<int>::max());
  return static_cast<int>(std::clamp(max_wait, milliseconds::zero(), longest).count());
}

void CurlTransport::Impl::run_timers() {
  // One moment for all: what a callback adds is left to the next round.
  const auto now = TimerQueue::Clock::now();
  while (const auto done = timers_.take_due(now)) (*done)();
}

CurlTransport::CurlTransport(CurlOptions options)
    : impl_(std::make_unique<Impl>(std::move(options))) {}

CurlTransport::~CurlTransport() = default;

Transport::Ticket CurlTransport::send(Request request, std::function<void(Outcome)> done) {
  return impl_->send(std::move(request), std::move(done));
}

Transport::Ticket CurlTransport::after(std::chrono::milliseconds delay,
                                       std::function<void()> done) {
  return impl_->after(delay, std::move(done));
}

void CurlTransport::cancel(Ticket ticket) { impl_->cancel(ticket); }
void CurlTransport::poll(std::chrono::milliseconds max_wait) { impl_->poll(max_wait); }
bool CurlTransport::idle() const noexcept { return impl_->idle(); }
void CurlTransport::wake() noexcept { impl_->wake(); }

}  // namespace presslink
