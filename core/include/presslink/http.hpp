#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "presslink/secret.hpp"
#include "presslink/time.hpp"
#include "presslink/url.hpp"

namespace presslink {

enum class Method { get, head, post, put, del };
/// `GET`, `HEAD`, `POST`, `PUT`, `DELETE`.
[[nodiscard]] std::string_view name(Method method) noexcept;

/// Header fields in order, names compared without case, repeated names kept.
class Headers {
 public:
  void add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
  }
  /// The first value of `name`; nothing where there is none. Valid until this object changes.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
  [[nodiscard]] auto begin() { return fields_.begin(); }
  [[nodiscard]] auto end() { return fields_.end(); }
  [[nodiscard]] auto begin() const { return fields_.begin(); }
  [[nodiscard]] auto end() const { return fields_.end(); }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// The target of the first link with relation `rel` in `Link` header values (RFC 8288).
[[nodiscard]] std::optional<std::string> link_target(const Headers& headers, std::string_view rel);

/// `Retry-After` as seconds or date (RFC 9110); a date in the past is zero, and more than a
/// century of seconds is a century. Nothing where absent or malformed.
[[nodiscard]] std::optional<std::chrono::seconds> retry_after(const Headers& headers, UtcTime now);

/// One HTTP request, ready to send. With credentials it is made by `ScopeGuard` alone; without,
/// only reads can be made.
class Request {
 public:
  /// A read without credentials. Precondition: `method` is `get` or `head`.
  [[nodiscard]] static Request anonymous(Method method, Url url,
                                         std::string accept = "application/json");

  [[nodiscard]] Method method() const noexcept { return method_; }
  [[nodiscard]] const Url& url() const noexcept { return url_; }
  /// Everything but the authorization, which stands apart.
  [[nodiscard]] const Headers& headers() const noexcept { return headers_; }
  /// For people: without the log-in that an XML-RPC body carries.
  [[nodiscard]] std::string_view body() const noexcept { return body_; }
  /// What a transport sends.
  [[nodiscard]] std::string_view wire_body() const noexcept {
    return secret_body_.empty() ? std::string_view(body_) : secret_body_.reveal();
  }
  /// The value of the `Authorization` field; empty for an anonymous request. A transport sends it
  /// to `url().origin()` and nowhere else, and never follows a redirect on its own.
  [[nodiscard]] const Secret& authorization() const noexcept { return authorization_; }
  /// The route's pattern, `/wp/v2/posts/{id}`; for an anonymous request outside the REST API the
  /// URL's path. For audit lines.
  [[nodiscard]] const std::string& route() const noexcept { return route_; }
  /// 0 for the first try.
  [[nodiscard]] int attempt() const noexcept { return attempt_; }
  /// The most bytes of (expanded) body to take. Beyond it the transport reports
  /// `Fault::Kind::too_large`, or cuts where `may_truncate()`.
  [[nodiscard]] std::size_t max_answer() const noexcept { return max_answer_; }
  [[nodiscard]] bool may_truncate() const noexcept { return may_truncate_; }

  Request& limit_answer(std::size_t bytes, bool may_truncate) & noexcept;
  Request& number_attempt(int attempt) & noexcept;

 private:
  friend class ScopeGuard;
  Request(Method method, Url url) : method_(method), url_(std::move(url)) {}

  Method method_;
  Url url_;
  Headers headers_;
  std::string body_;
  Secret secret_body_;  ///< where it differs from `body_`
  Secret authorization_;
  std::string route_;
  int attempt_ = 0;
  std::size_t max_answer_ = std::size_t{8} << 20;
  bool may_truncate_ = false;
};

/// `POST https://example.com/wp-json/wp/v2/posts?_fields=…`: method and address with every query
/// value hidden that is not on a short list (`rest_route`, `_fields`, `context`, `status`, paging).
/// Never a header or a body.
[[nodiscard]] std::string describe(const Request& request);
[[nodiscard]] std::string describe(const Url& url);

/// A whole answer, whatever its status.
struct Response {
  int status = 0;
  Headers headers;
  std::string body;        ///< decoded (gzip, br …)
  bool truncated = false;  ///< cut at `Request::max_answer`
};

/// No whole answer.
struct Fault {
  enum class Kind {
    dns,
    connect,
    tls,
    timed_out,
    interrupted,
    too_large,
    address_refused,
    cancelled,
    preflight,   ///< a browser's: the site answers a plain question, but not this one
    unreadable,  ///< a browser's: something answers, and the page may read none of it
    unseen,      ///< a browser's: the connection broke, or the page may not read this one answer
    other
  };
  /// Whether the site can have acted on the request. Only `not_sent` allows a create to be
  /// repeated without a look.
  enum class Delivery { not_sent, unknown };

  Kind kind = Kind::other;
  Delivery delivery = Delivery::unknown;
  std::string detail;  ///< the transport's own words; never a secret
};
[[nodiscard]] std::string_view name(Fault::Kind kind) noexcept;

}  // namespace presslink
