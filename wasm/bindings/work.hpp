#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/json_reader.hpp"
#include "connection.hpp"
#include "presslink/flow.hpp"

namespace presslink::wasm {

/// One flow that JavaScript drives. `connection`, where it has one, outlives it.
class Work {
 public:
  virtual ~Work() = default;

  /// The flow's next step as JSON. Keeps the request of a `Send` until the next event.
  [[nodiscard]] std::string advance(Event&& event, UtcTime now);
  /// Of the last `Send`.
  [[nodiscard]] const Request* request() const { return request_ ? &*request_ : nullptr; }
  /// Where the body of the answer under way is put.
  [[nodiscard]] std::string& body() { return body_; }

 protected:
  [[nodiscard]] virtual Flow& flow() = 0;
  /// What the flow came to, as JSON. It is done.
  [[nodiscard]] virtual std::string result() = 0;
  [[nodiscard]] virtual Phase phase(const Request& request) const = 0;
  /// An address that a page can ask without the browser asking first; empty where the request
  /// itself is such.
  [[nodiscard]] virtual std::string plain_url() const = 0;
  [[nodiscard]] int requests() const { return requests_; }
  /// The last address that was answered without a log-in; empty where none was.
  [[nodiscard]] const std::string& readable_url() const { return readable_url_; }

 private:
  int requests_ = 0;
  std::optional<Request> request_;
  std::string readable_url_;
  std::string body_;
};

/// Begins what `options["do"]` names; the other options are its own, and `secret` is the password
/// of a log-in among them. Nothing where the input is wrong: then the answer tells of it.
[[nodiscard]] std::unique_ptr<Work> make_work(Connection* connection, const json::Value& options,
                                              const Secret& secret);

}  // namespace presslink::wasm
