#include "loopback_support.hpp"

#include "support/catch.hpp"

namespace presslink::cli {
namespace {

bool has_route(int status, std::string body) {
  return has_icons_route({.status = status, .headers = {}, .body = std::move(body)});
}

}  // namespace

TEST_CASE("WordPress 7.0 is known by a route that strangers may not read") {
  CHECK(has_route(401, R"({"code":"rest_cannot_view","message":"Sorry","data":{"status":401}})"));
  CHECK(has_route(200, "[]"));
  CHECK_FALSE(has_route(404, R"({"code":"rest_no_route","data":{"status":404}})"));
}

TEST_CASE("A site that refuses every stranger tells nothing of its version") {
  CHECK_FALSE(has_route(401, R"({"code":"rest_login_required"})"));
  CHECK_FALSE(has_route(403, R"({"code":"rest_forbidden"})"));
  CHECK_FALSE(has_route(401, "<html>Log in</html>"));
  CHECK_FALSE(has_route(503, ""));
}

}  // namespace presslink::cli
