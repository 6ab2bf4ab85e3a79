#include "wordpress/failure.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "support/answers.hpp"
#include "support/catch.hpp"

namespace presslink::testing {
namespace {

const UtcTime kNow = *parse_rfc3339("2026-05-01T12:00:00Z");

constexpr Asked kWrite = {.what = Asked::What::write};
constexpr Asked kIndex = {.what = Asked::What::index, .with_credentials = false};

Error meaning(const Response& response, const Asked& asked = kWrite) {
  return explain(response, asked, {}, Phase::publish, kNow);
}

TEST_CASE("WordPress's own errors are named", "[failure]") {
  struct Row {
    int status;
    std::string_view code;
    Errc authenticated;
    Errc anonymous;
  };
  const std::vector<Row> rows = {
      {400, "rest_invalid_param", Errc::rejected, Errc::rejected},
      {400, "empty_content", Errc::rejected, Errc::rejected},
      {400, "term_exists", Errc::rejected, Errc::rejected},
      {400, "rest_disabled", Errc::blocked, Errc::blocked},
      {401, "rest_not_logged_in", Errc::credentials_rejected, Errc::rest_closed},
      {401, "incorrect_password", Errc::credentials_rejected, Errc::rest_closed},
      {401, "rest_cannot_create", Errc::credentials_rejected, Errc::rest_closed},
      {401, "rest_cannot_access", Errc::blocked, Errc::rest_closed},
      {401, "rest_login_required", Errc::credentials_rejected, Errc::rest_closed},
      {403, "rest_cannot_create", Errc::not_permitted, Errc::rest_closed},
      {403, "rest_cannot_publish", Errc::not_permitted, Errc::rest_closed},
      {403, "rest_forbidden", Errc::not_permitted, Errc::rest_closed},
      {403, "nfw_rest_api_access_restricted", Errc::blocked, Errc::blocked},
      {403, "shield_block_anon_restapi", Errc::blocked, Errc::blocked},
      {403, "unsupported_http_method", Errc::blocked, Errc::blocked},
      {403, "wp_die", Errc::blocked, Errc::blocked},
      {404, "rest_no_route", Errc::rest_closed, Errc::rest_closed},
      {404, "rest_post_invalid_id", Errc::not_found, Errc::not_found},
      {404, "rest_application_password_not_found", Errc::not_found, Errc::not_found},
      {410, "rest_already_trashed", Errc::not_found, Errc::not_found},
      {410, "wp_die", Errc::not_wordpress, Errc::not_wordpress},
      {429, "too_many_requests", Errc::rate_limited, Errc::rate_limited},
      {500, "db_insert_error", Errc::site_failed, Errc::site_failed},
      {500, "internal_server_error", Errc::site_failed, Errc::site_failed},
      {501, "application_passwords_disabled", Errc::passwords_unavailable,
       Errc::passwords_unavailable},
      {501, "application_passwords_disabled_for_user", Errc::passwords_unavailable,
       Errc::passwords_unavailable},
      {501, "rest_trash_not_supported", Errc::rejected, Errc::rejected},
      {503, "wp_die", Errc::maintenance, Errc::maintenance},
      {409, "some_conflict", Errc::rejected, Errc::rejected},
  };
  for (const Row& row : rows) {
    INFO(row.status << " " << row.code);
    const Error error = meaning(wp_error(row.status, row.code));
    CHECK(name(error.code) == name(row.authenticated));
    CHECK(name(meaning(wp_error(row.status, row.code), kIndex).code) == name(row.anonymous));
    CHECK(error.wp_code == row.code);
    CHECK(error.http_status == row.status);
    CHECK(error.phase == Phase::publish);
    CHECK_FALSE(error.message.empty());
  }
}

TEST_CASE("A post that the account may not edit says nothing against its role", "[failure]") {
  constexpr Asked post = {.what = Asked::What::write, .post = true};
  for (const char* code : {"rest_cannot_edit", "rest_forbidden_context"}) {
    const Error error = meaning(wp_error(403, code), post);
    CHECK(error.code == Errc::not_permitted);
    CHECK(error.message_text.id == "error.cannot_edit");
    CHECK(error.remedy_text.id == "error.cannot_edit.remedy");
    CHECK(error.causes.empty());
    // Of posts in general, as of what is to be created, it is the role.
    CHECK(meaning(wp_error(403, code)).message_text.id == "role_too_low.title");
  }
  CHECK(meaning(wp_error(403, "rest_cannot_publish"), post).message_text.id ==
        "role_too_low.title");
  CHECK(meaning(wp_error(401, "rest_cannot_edit"), post).code == Errc::credentials_rejected);
}

TEST_CASE("An author that the account may not set says nothing against its role", "[failure]") {
  for (const Asked& asked :
       {Asked{.what = Asked::What::write, .post = true}, Asked{.what = Asked::What::write}}) {
    const Error error = meaning(wp_error(403, "rest_cannot_edit_others"), asked);
    CHECK(error.code == Errc::not_permitted);
    CHECK(error.message_text.id == "error.cannot_set_author");
    CHECK(error.causes.empty());
  }
}

TEST_CASE("What stands in front of WordPress is named", "[failure]") {
  struct Row {
    Response response;
    Errc code;
    std::string_view word;
  };
  const std::vector<Row> rows = {
      {html_answer(401, "<h1>401</h1>", {{"WWW-Authenticate", "Basic realm=\"staging\""}}),
       Errc::blocked, "Basic"},
      {html_answer(401, "", {{"www-authenticate", "BASIC"}}), Errc::blocked, "Basic"},
      {html_answer(401, "", {{"WWW-Authenticate", "Bearer"}}), Errc::blocked, "firewall"},
      {html_answer(403, "<title>Just a moment...</title>"), Errc::blocked, "Cloudflare"},
      {html_answer(403, "x", {{"CF-Mitigated", "challenge"}}), Errc::blocked, "Cloudflare"},
      {html_answer(503, "<title>Just a moment...</title>"), Errc::blocked, "Cloudflare"},
      {html_answer(403, "<p>Generated by Wordfence at noon</p>"), Errc::blocked, "Wordfence"},
      {html_answer(503, "<p>Generated by Wordfence at noon</p>"), Errc::blocked, "Wordfence"},
      {html_answer(403, "x", {{"X-Sucuri-Block", "x"}}), Errc::blocked, "Sucuri"},
      {html_answer(415, "Access denied by Imunify360 bot-protection"), Errc::blocked, "Imunify"},
      {html_answer(406, "<h1>Not Acceptable!</h1>"), Errc::blocked, "ModSecurity"},
      {html_answer(202, "<script src=/.well-known/sgcaptcha></script>"), Errc::blocked, "firewall"},
      {html_answer(403, "You are not authorized to perform this action."), Errc::blocked,
       "All-In-One Security"},
      {html_answer(403, "<h1>Forbidden</h1>"), Errc::blocked, "firewall"},
      {html_answer(405, ""), Errc::blocked, "firewall"},
      {html_answer(413, "<h1>413</h1>"), Errc::rejected, "larger"},
      {html_answer(404, "<h1>Not found</h1>"), Errc::not_wordpress, "address"},
      {html_answer(410, ""), Errc::not_wordpress, "address"},
      {html_answer(429, ""), Errc::rate_limited, "slow down"},
      {html_answer(500, "<h1>critical error</h1>"), Errc::site_failed, ""},
      {html_answer(500, ""), Errc::site_failed, ""},
      {html_answer(502, "<h1>Bad Gateway</h1>"), Errc::site_failed, ""},
      {html_answer(503, "Briefly unavailable for scheduled maintenance."), Errc::maintenance, ""},
      {html_answer(503, "<h1>Service Unavailable</h1>"), Errc::site_failed, ""},
      {html_answer(522, ""), Errc::site_failed, ""},
  };
  for (const Row& row : rows) {
    INFO(row.response.status << " " << row.response.body);
    for (const Asked& sender : {kIndex, kWrite}) {
      const Error error = meaning(row.response, sender);
      CHECK(name(error.code) == name(row.code));
      CHECK(error.http_status == row.response.status);
      CHECK(error.wp_code.empty());
      CHECK((error.message + error.remedy).find(row.word) != std::string::npos);
    }
  }
}

TEST_CASE("Every status means something", "[failure]") {
  for (int status = 0; status < 600; ++status) {
    for (const std::string_view body : {"", "{", "[]", R"({"code":"x"})", "<html>", "\xFF"}) {
      const Error error = meaning(answer(status, std::string(body)));
      CHECK_FALSE(error.message.empty());
      CHECK(error.http_status == status);
      CHECK(error.code != Errc::bad_input);
    }
  }
}

TEST_CASE("A redirect is named by its destination, without its secrets", "[failure]") {
  const Error error = meaning(html_answer(
      301, "", {{"Location", "https://www.example.com/wp-json/wp/v2/posts?key=hunter2#hunter2"}}));
  CHECK(error.code == Errc::moved);
  CHECK(error.message.find("https://www.example.com/wp-json/wp/v2/posts?key=") !=
        std::string::npos);
  CHECK(error.message.find("hunter2") == std::string::npos);
  CHECK(meaning(html_answer(302, "", {{"Location", "https://a:hunter2@example.com/"}}))
            .message.find("hunter2") == std::string::npos);
  CHECK(meaning(html_answer(308, "")).code == Errc::moved);
}

TEST_CASE("WordPress is quoted where it judges, as plain text", "[failure]") {
  const Error error = meaning(
      wp_error(400, "rest_invalid_param", "<strong>Error:<\\/strong> R&amp;D \\u001b[31m is bad."));
  CHECK(error.message.find("WordPress says: Error: R&D") != std::string::npos);
  CHECK(error.message.find('\x1b') == std::string::npos);
  CHECK(meaning(wp_error(400, "x", std::string(100'000, 'x'))).message.size() < 1000);
  CHECK(meaning(wp_error(401, "rest_not_logged_in", "Secret words.")).message.find("Secret") ==
        std::string::npos);
}

TEST_CASE("Where debugging is on, a stack trace is not passed on", "[failure]") {
  const Error error = meaning(json_answer(
      500,
      R"({"code":"internal_server_error","message":"<p>There has been a critical error.<\/p>",)"
      R"("data":{"status":500,"error":{"type":1,"file":"\/srv\/wp\/secret.php"}}})"));
  CHECK(error.code == Errc::site_failed);
  CHECK(error.message.find("critical error") != std::string::npos);
  CHECK(error.message.find("secret.php") == std::string::npos);
}

TEST_CASE("Retry-After is passed on", "[failure]") {
  CHECK(meaning(html_answer(429, "", {{"Retry-After", "120"}})).retry_after ==
        std::chrono::seconds(120));
  CHECK(meaning(html_answer(503, "", {{"Retry-After", "Fri, 01 May 2026 12:10:00 GMT"}}))
            .retry_after == std::chrono::minutes(10));
  CHECK_FALSE(meaning(html_answer(429, "")).retry_after);
}

TEST_CASE("A BOM or a PHP notice before an error does not hide it", "[failure]") {
  const std::string json = wp_error(403, "rest_cannot_create").body;
  for (const std::string& body :
       {"\xEF\xBB\xBF" + json, "<br />\n<b>Notice</b>: Undefined index in [...] on line 1\n" + json,
        "  \n" + json + "\n<!-- cached -->"}) {
    CHECK(meaning(answer(403, body)).wp_code == "rest_cannot_create");
    CHECK(wordpress_code(answer(403, body)) == "rest_cannot_create");
  }
}

TEST_CASE("A refusal that was cut off is no firewall's", "[failure]") {
  const std::string whole = R"({"code":"term_exists","message":"A term","data":{"term_id":5}})";
  for (const int status : {400, 401, 403, 404, 409, 500}) {
    INFO(status);
    const Error error = meaning(json_answer(status, whole.substr(0, whole.size() / 2)));
    CHECK(error.code == Errc::bad_answer);
    REQUIRE_FALSE(error.causes.empty());
    CHECK(error.causes.front().id == "answer_damaged");
  }
  CHECK(meaning(json_answer(400, whole)).code == Errc::rejected);
  CHECK(meaning(json_answer(403, "Forbidden")).code == Errc::blocked);
}

TEST_CASE("A body without a code has none", "[failure]") {
  for (const std::string_view body :
       {"", "{}", "[]", "null", "7", R"("code")", R"({"code":7})", R"({"code":null})",
        R"([{"code":"x"}])", R"({"data":{"code":"x"}})", "<html>", R"({"code":"x")"}) {
    INFO(body);
    CHECK(wordpress_code(answer(400, std::string(body))).empty());
  }
}

TEST_CASE("Each fault has its meaning, and names the host", "[failure]") {
  struct Row {
    Fault::Kind kind;
    Errc code;
  };
  for (const Row row :
       {Row{Fault::Kind::dns, Errc::unreachable}, Row{Fault::Kind::connect, Errc::unreachable},
        Row{Fault::Kind::tls, Errc::tls_failed}, Row{Fault::Kind::timed_out, Errc::timed_out},
        Row{Fault::Kind::interrupted, Errc::unreachable},
        Row{Fault::Kind::unseen, Errc::unreachable}, Row{Fault::Kind::too_large, Errc::too_large},
        Row{Fault::Kind::address_refused, Errc::address_refused},
        Row{Fault::Kind::cancelled, Errc::cancelled}, Row{Fault::Kind::other, Errc::unreachable}}) {
    const Fault fault{.kind = row.kind, .detail = "the transport's words"};
    const Error error = explain(fault, Phase::verify, "blog.example");
    INFO(name(row.kind));
    CHECK(name(error.code) == name(row.code));
    CHECK(error.phase == Phase::verify);
    CHECK(error.http_status == 0);
    CHECK(error.message.find("the transport's words") != std::string::npos);
    if (row.kind != Fault::Kind::cancelled) {
      CHECK(error.message.find("blog.example") != std::string::npos);
    }
  }
}

TEST_CASE("A success of the wrong shape is told apart", "[failure]") {
  const auto shape = [](const Response& response) {
    return explain_wrong_shape(response, kWrite, {}, Phase::verify);
  };
  CHECK(shape(html_answer(200, "<!DOCTYPE html><title>Home</title>")).code == Errc::bad_answer);
  CHECK(shape(html_answer(200, " \n<html>")).message.find("page") != std::string::npos);
  CHECK(shape(json_answer(200, "[]")).message.find("page") == std::string::npos);
  CHECK(shape(html_answer(200, "<title>Just a moment...</title>")).code == Errc::blocked);
  CHECK(shape(json_answer(200, "{}")).http_status == 200);
  // A long article may quote what a firewall says.
  CHECK(shape(html_answer(200, "<html>" + std::string(20'000, ' ') + "Generated by Wordfence"))
            .code == Errc::bad_answer);
}

}  // namespace
}  // namespace presslink::testing
