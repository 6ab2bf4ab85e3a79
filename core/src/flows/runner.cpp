#include "presslink/runner.hpp"

#include <cassert>
#include <utility>

namespace presslink {

Runner::~Runner() {
  if (ticket_) transport_->cancel(*ticket_);
}

void Runner::start(Flow& flow, std::function<void()> done) {
  assert(!busy());
  cancelled_ = false;
  flow_ = &flow;
  done_ = std::move(done);
  feed(Begin{});
}

void Runner::cancel() {
  if (!busy()) return;
  cancelled_ = !ticket_;
  if (cancelled_) return;
  transport_->cancel(*std::exchange(ticket_, std::nullopt));
  feed(Cancelled{});
}

void Runner::feed(Event event) {
  // A checkpoint is answered at once, so this loops; a transport never completes inside a call, so
  // nothing else does.
  while (true) {
    Step step = flow_->advance(std::move(event), host_.now());
    if (auto* send = std::get_if<Send>(&step)) {
      ticket_ = transport_->send(std::move(send->request), [this](Transport::Outcome outcome) {
        ticket_.reset();
        if (auto* response = std::get_if<Response>(&outcome)) return feed(std::move(*response));
        feed(std::move(*std::get_if<Fault>(&outcome)));
      });
      return;
    }
    if (const auto* wait = std::get_if<Wait>(&step)) {
      ticket_ = transport_->after(wait->delay, [this] {
        ticket_.reset();
        feed(Woke{});
      });
      return;
    }
    if (const auto* save = std::get_if<Save>(&step)) {
      event = Saved{.stored = !host_.save || host_.save(save->checkpoint)};
      if (std::exchange(cancelled_, false)) event = Cancelled{};
      continue;
    }
    flow_ = nullptr;
    const auto done = std::exchange(done_, nullptr);
    done();
    return;
  }
}

}  // namespace presslink
