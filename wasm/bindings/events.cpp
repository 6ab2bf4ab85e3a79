#include <cstdint>
#include <memory>
#include <utility>

#include "base/text.hpp"
#include "bindings.hpp"
#include "buffers.hpp"
#include "conversion.hpp"
#include "work.hpp"

namespace presslink::wasm {
namespace {

/// `name: value`, a line for each.
Headers read_headers(std::string_view lines) {
  Headers headers;
  while (!lines.empty()) {
    std::string_view value = take_part(lines, '\n');
    const std::string_view name = take_part(value, ':');
    headers.add(std::string(name), std::string(trim(value)));
  }
  return headers;
}

}  // namespace

int begin(int connection, double now) {
  const Secret secret = take_secret();
  const auto options = input_json();
  if (!options) return answer(options.error());
  auto work =
      make_work(connection == 0 ? nullptr : &at<Connection>(connection), options->root(), secret);
  if (!work) return answered();
  std::string step = work->advance(Begin{}, time_of(now));
  return answer(R"({"work":)" + decimal(handle(work.release())) + R"(,"step":)" + step + '}');
}

int authorization(int work) {
  const Request* request = at<Work>(work).request();
  return answer_view(request == nullptr ? std::string_view() : request->authorization().reveal());
}

int wire_body(int work) {
  const Request* request = at<Work>(work).request();
  return answer_view(request == nullptr ? std::string_view() : request->wire_body());
}

int answer_body(int work, int size) {
  std::string& body = at<Work>(work).body();
  body.resize(static_cast<std::size_t>(size));
  return static_cast<int>(reinterpret_cast<std::intptr_t>(body.data()));
}

int respond(int work, int status, int truncated, double now) {
  Work& under_way = at<Work>(work);
  return answer(under_way.advance(Response{.status = status,
                                           .headers = read_headers(input_text()),
                                           .body = std::exchange(under_way.body(), {}),
                                           .truncated = truncated != 0},
                                  time_of(now)));
}

int fault(int work, int kind, int sent, double now) {
  return answer(at<Work>(work).advance(
      Fault{.kind = static_cast<Fault::Kind>(kind),
            .delivery = sent == 0 ? Fault::Delivery::not_sent : Fault::Delivery::unknown,
            .detail = std::string(input_text())},
      time_of(now)));
}

int resume(int work, int how, double now) {
  Event event = Cancelled{};
  if (how == woke) event = Woke{};
  if (how == saved || how == not_saved) event = Saved{.stored = how == saved};
  return answer(at<Work>(work).advance(std::move(event), time_of(now)));
}

void end(int work) { delete &at<Work>(work); }

}  // namespace presslink::wasm
