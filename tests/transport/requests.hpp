#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "presslink/native/curl_transport.hpp"
#include "presslink/scope.hpp"
#include "support/catch.hpp"
#include "support/server/http_server.hpp"

namespace presslink::testing {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Options that reach the test server.
inline CurlOptions local_options() {
  CurlOptions options;
  options.request_timeout = seconds(8);
  options.connect_timeout = seconds(4);
  options.allow_loopback = true;
  return options;
}

inline Request get_request(std::string_view url, Method method = Method::get) {
  Result<Url> parsed = Url::parse(url);
  REQUIRE(parsed);
  return Request::anonymous(method, *std::move(parsed));
}

/// A request with credentials to the REST API at `site` + `/wp-json/`.
inline Request authorized_request(const std::string& site, const Call& call) {
  Result<Url> root_url = Url::parse(site + "/wp-json/");
  REQUIRE(root_url);
  Result<ApiRoot> root = ApiRoot::from_url(*root_url);
  REQUIRE(root);
  Result<Username> username = Username::parse("editor");
  REQUIRE(username);
  Result<AppPassword> password = AppPassword::parse("abcd EFGH 1234 ijkl MNOP 5678");
  REQUIRE(password);
  const Credentials credentials{*std::move(username), *std::move(password)};
  const ScopeGuard guard(*root, Scope::standard(), credentials);
  Result<Request> request = guard.authorize(call);
  REQUIRE(request);
  return *std::move(request);
}

inline Request post_request(const HttpServer& server, std::string body = R"({"title":"x"})") {
  return authorized_request(
      server.url(""), {.method = Method::post, .route = "/wp/v2/posts", .body = std::move(body)});
}

inline Request delete_request(const HttpServer& server) {
  return authorized_request(server.url(""), {.method = Method::del, .route = "/wp/v2/posts/12"});
}

/// Sends one request and waits for what becomes of it.
inline Transport::Outcome fetch(CurlTransport& transport, Request request) {
  std::optional<Transport::Outcome> outcome;
  transport.send(std::move(request), [&](Transport::Outcome got) { outcome = std::move(got); });
  REQUIRE(transport.run_until([&] { return outcome.has_value(); }));
  return *std::move(outcome);
}

inline Response fetch_response(CurlTransport& transport, Request request) {
  Transport::Outcome outcome = fetch(transport, std::move(request));
  if (const auto* fault = std::get_if<Fault>(&outcome)) {
    FAIL("a fault: " << name(fault->kind) << ": " << fault->detail);
  }
  return std::get<Response>(std::move(outcome));
}

inline Fault fetch_fault(CurlTransport& transport, Request request) {
  Transport::Outcome outcome = fetch(transport, std::move(request));
  REQUIRE(std::holds_alternative<Fault>(outcome));
  return std::get<Fault>(std::move(outcome));
}

inline bool not_sent(const Fault& fault) { return fault.delivery == Fault::Delivery::not_sent; }

}  // namespace presslink::testing
