#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "presslink/http.hpp"
#include "presslink/url.hpp"
#include "support/catch.hpp"
#include "support/connection.hpp"

namespace presslink::testing {

using Fields = std::initializer_list<std::pair<std::string_view, std::string_view>>;

inline Response answer(int status, std::string body, Fields fields = {}) {
  Response response{.status = status, .headers = {}, .body = std::move(body)};
  for (const auto& [name, value] : fields) {
    response.headers.add(std::string(name), std::string(value));
  }
  return response;
}

inline Response json_answer(int status, std::string body, Fields fields = {}) {
  Response response = answer(status, std::move(body), fields);
  response.headers.add("Content-Type", "application/json; charset=UTF-8");
  return response;
}

inline Response html_answer(int status, std::string body, Fields fields = {}) {
  Response response = answer(status, std::move(body), fields);
  response.headers.add("Content-Type", "text/html; charset=UTF-8");
  return response;
}

/// An error as WordPress's REST API words it.
inline Response wp_error(int status, std::string_view code, std::string_view message = "Sorry.") {
  return json_answer(status, R"({"code":")" + std::string(code) + R"(","message":")" +
                                 std::string(message) + R"(","data":{"status":)" +
                                 std::to_string(status) + "}}");
}

/// An address that is known to be good.
inline Url url_of(std::string_view text) {
  auto url = Url::parse(text);
  INFO(text);
  REQUIRE(url);
  return *std::move(url);
}

inline Credentials credentials(std::string_view username,
                               std::string_view password = "abcd EFGH 1234 ijkl MNOP 5678") {
  auto user = Username::parse(username);
  auto secret = AppPassword::parse(password);
  REQUIRE(user);
  REQUIRE(secret);
  return {*std::move(user), *std::move(secret)};
}

}  // namespace presslink::testing
