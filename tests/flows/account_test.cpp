#include "presslink/account.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "support/answers.hpp"
#include "support/flow_driver.hpp"
#include "support/sentences.hpp"

namespace presslink::testing {
namespace {

using Outcome = std::variant<Response, Fault>;

const std::string kUuid = "d592c75c-8163-4526-9dd4-1fe72b4c9177";
const std::string kMe =
    "GET https://example.com/wp-json/wp/v2/users/me?context=edit&"
    "_fields=id,username,name,roles,capabilities";
const std::string kIntrospect =
    "GET https://example.com/wp-json/wp/v2/users/me/application-passwords/introspect?"
    "_fields=uuid,name,created,last_used,last_ip";
const std::string kRevoke =
    "DELETE https://example.com/wp-json/wp/v2/users/me/application-passwords/" + kUuid;

Response user(std::string_view roles, std::string_view capabilities) {
  return json_answer(200, R"({"id":3,"username":"ann","name":"Ann Author","roles":)" +
                              std::string(roles) + R"(,"capabilities":)" +
                              std::string(capabilities) + "}");
}

Response author() {
  return user(R"(["author"])",
              R"({"upload_files":true,"edit_posts":true,"edit_published_posts":true,)"
              R"("publish_posts":true,"read":true,"level_2":true,"delete_posts":true,)"
              R"("author":true})");
}

Response introspection() {
  return json_answer(200, R"({"uuid":")" + kUuid +
                              R"(","app_id":"","name":"Desk","created":"2026-04-01T08:00:00",)"
                              R"("last_used":"2026-04-30T09:30:00","last_ip":"192.0.2.7"})");
}

Response revoked() {
  return json_answer(
      200, R"({"deleted":true,"previous":{"uuid":")" + kUuid + R"(","app_id":"","name":"Desk"}})");
}

Response not_logged_in() { return wp_error(401, "rest_not_logged_in"); }

Fault lost() {
  return {.kind = Fault::Kind::interrupted, .delivery = Fault::Delivery::unknown, .detail = {}};
}

Fault refused() {
  return {.kind = Fault::Kind::connect, .delivery = Fault::Delivery::not_sent, .detail = {}};
}

/// Answers requests in turn; the last answer is repeated.
Responder in_turn(std::vector<Outcome> outcomes) {
  return [queue = std::deque<Outcome>(outcomes.begin(), outcomes.end())](const Request&) mutable {
    REQUIRE_FALSE(queue.empty());
    Outcome outcome = queue.front();
    if (queue.size() > 1) queue.pop_front();
    return outcome;
  };
}

ScopeGuard guard_of(Scope scope = Scope::standard()) {
  return ScopeGuard(api_root(), scope, credentials("ann"));
}

struct Verified {
  Result<Account> result;
  Journey journey;
};

Verified verify(std::vector<Outcome> outcomes, Scope scope = Scope::standard(),
                const DriveOptions& options = {}) {
  const ScopeGuard guard = guard_of(scope);
  VerifyFlow flow(guard);
  Journey journey = drive(flow, in_turn(std::move(outcomes)), options);
  CHECK(flow.requests() == static_cast<int>(journey.requests.size()));
  for (const Sent& sent : journey.requests) CHECK(sent.authorized);
  if (flow.result()) {
    for (const std::string& advice : flow.result()->advice) check_sentence(advice);
  }
  return {flow.result(), std::move(journey)};
}

// --- verify ------------------------------------------------------------------------------------

TEST_CASE("An account is read with its password's record", "[account]") {
  const Verified verified = verify({author(), introspection()});
  CHECK(verified.journey.lines() == std::vector<std::string>{kMe, kIntrospect});
  REQUIRE(verified.result);
  const Account& account = *verified.result;
  CHECK(account.id.value() == 3);
  CHECK(account.login == "ann");
  CHECK(account.name == "Ann Author");
  CHECK(account.roles == std::vector<std::string>{"author"});
  CHECK(account.can ==
        Capabilities{.edit_posts = true, .publish_posts = true, .upload_files = true});
  CHECK(account.excess.empty());
  REQUIRE(account.password);
  CHECK(account.password->uuid.str() == kUuid);
  CHECK(account.password->name == "Desk");
  CHECK(account.password->created == parse_rfc3339("2026-04-01T08:00:00Z"));
  CHECK(account.password->last_used == parse_rfc3339("2026-04-30T09:30:00Z"));
  CHECK(account.password->last_ip == "192.0.2.7");
}

TEST_CASE("What a role lacks for the scope is said", "[account]") {
  struct Row {
    std::string_view role;
    std::string_view capabilities;
    Scope scope;
    std::vector<std::string> missing;
    std::vector<std::string> excess;
    std::size_t advice;
  };
  const std::vector<Row> rows = {
      {"editor",
       R"({"edit_posts":true,"publish_posts":true,"edit_published_posts":true,"manage_categories":true,"upload_files":true,
           "unfiltered_html":true,"edit_others_posts":true,"delete_others_posts":true})",
       Scope::standard(),
       {},
       {"edit_others_posts", "delete_others_posts"},
       0},
      {"author",
       R"({"edit_posts":true,"publish_posts":true,"edit_published_posts":true,"upload_files":true})",
       Scope::standard(),
       {"manage_categories"},
       {},
       1},
      {"author",
       R"({"edit_posts":true,"publish_posts":true,"edit_published_posts":true})",
       {Permission::posts, Permission::tags},
       {},
       {},
       0},
      {"author",
       R"({"edit_posts":true,"publish_posts":true,"edit_published_posts":true})",
       {Permission::posts, Permission::media},
       {"upload_files"},
       {},
       0},
      {"a plugin's role",
       R"({"edit_posts":true,"publish_posts":true})",
       {Permission::posts},
       {"edit_published_posts"},
       {},
       1},
      {"contributor", R"({"edit_posts":true})", {Permission::posts}, {"publish_posts"}, {}, 1},
      {"subscriber",
       R"({"read":true})",
       {Permission::posts},
       {"edit_posts", "publish_posts"},
       {},
       1},
      {"administrator",
       R"({"edit_posts":true,"publish_posts":true,"edit_published_posts":true,"manage_categories":true,"manage_options":true,
           "edit_users":true,"install_plugins":true})",
       Scope::standard(),
       {},
       {"manage_options", "edit_users", "install_plugins"},
       1},
  };
  for (const Row& row : rows) {
    INFO(row.role << " " << row.scope.str());
    const Verified verified =
        verify({user("[\"" + std::string(row.role) + "\"]", row.capabilities), introspection()},
               row.scope);
    REQUIRE(verified.result);
    CHECK(verified.result->missing == row.missing);
    CHECK(verified.result->excess == row.excess);
    CHECK(verified.result->advice.size() == row.advice);
  }
}

TEST_CASE("A user without a role here is an account that can do nothing", "[account]") {
  for (const std::string_view capabilities : {"{}", "[]", "null", "7"}) {
    const Verified verified =
        verify({user("[]", capabilities), wp_error(404, "rest_user_invalid_id")});
    REQUIRE(verified.result);
    CHECK(verified.result->roles.empty());
    CHECK(verified.result->can == Capabilities{});
    CHECK(verified.result->missing ==
          std::vector<std::string>{"edit_posts", "publish_posts", "manage_categories"});
    CHECK_FALSE(verified.result->password);
  }
}

TEST_CASE("Capabilities count however a plugin stored them", "[account]") {
  const Verified verified =
      verify({user("[\"desk\"]", R"({"edit_posts":1,"publish_posts":"1","manage_categories":0,)"
                                 R"("upload_files":"0","unfiltered_html":false,"edit_users":""})"),
              introspection()});
  REQUIRE(verified.result);
  CHECK(verified.result->can == Capabilities{.edit_posts = true, .publish_posts = true});
  CHECK(verified.result->excess.empty());
}

TEST_CASE("An account is read past what PHP prints around it", "[account]") {
  for (const std::string& before :
       {std::string("\xEF\xBB\xBF"), std::string("<br />\n<b>Warning</b>: x in [y] on line 1\n")}) {
    Response noisy = author();
    noisy.body = before + noisy.body;
    Response record = introspection();
    record.body = before + record.body;
    const Verified verified = verify({noisy, record});
    REQUIRE(verified.result);
    CHECK(verified.result->login == "ann");
    CHECK(verified.result->password);
  }
}

TEST_CASE("An answer that is no user is told from wrong credentials", "[account]") {
  struct Row {
    Outcome outcome;
    Errc code;
    std::size_t requests = 1;
  };
  const std::vector<Row> rows = {
      {not_logged_in(), Errc::credentials_rejected},
      {wp_error(401, "incorrect_password"), Errc::credentials_rejected},
      {wp_error(401, "invalid_username"), Errc::credentials_rejected},
      {wp_error(403, "nfw_rest_api_access_restricted"), Errc::blocked},
      {wp_error(403, "shield_block_anon_restapi"), Errc::blocked},
      {wp_error(403, "wp_die"), Errc::blocked},
      {wp_error(401, "rest_cannot_access"), Errc::blocked},
      {html_answer(403, "<h1>Forbidden</h1>"), Errc::blocked},
      {html_answer(401, "", {{"WWW-Authenticate", "Basic realm=\"x\""}}), Errc::blocked},
      {html_answer(202, "sgcaptcha"), Errc::blocked},
      {wp_error(403, "rest_forbidden"), Errc::not_permitted},
      {wp_error(404, "rest_no_route"), Errc::rest_closed},
      {html_answer(404, "<h1>Not found</h1>"), Errc::not_wordpress},
      {wp_error(501, "application_passwords_disabled"), Errc::passwords_unavailable},
      {html_answer(301, "", {{"Location", "https://www.example.com/"}}), Errc::moved},
      {html_answer(200, "<!DOCTYPE html>"), Errc::bad_answer},
      {html_answer(200, "<title>Just a moment...</title>"), Errc::blocked},
      {json_answer(200, ""), Errc::bad_answer},
      {json_answer(200, "[]"), Errc::bad_answer},
      {json_answer(200, "null"), Errc::bad_answer},
      {json_answer(200, R"({"id":3})"), Errc::bad_answer},
      {json_answer(200, R"({"username":"ann"})"), Errc::bad_answer},
      {json_answer(200, R"({"id":0,"username":"ann"})"), Errc::bad_answer},
      {json_answer(200, R"({"id":3,"username":7})"), Errc::bad_answer},
      {json_answer(200, author().body.substr(0, 60)), Errc::bad_answer},
      {wp_error(500, "internal_server_error"), Errc::site_failed},
      {html_answer(502, ""), Errc::site_failed, 4},
      {refused(), Errc::unreachable, 4},
      {lost(), Errc::unreachable, 4},
      {Fault{.kind = Fault::Kind::tls, .delivery = Fault::Delivery::not_sent, .detail = {}},
       Errc::tls_failed},
  };
  for (const Row& row : rows) {
    if (const auto* response = std::get_if<Response>(&row.outcome)) {
      UNSCOPED_INFO(response->status << " " << response->body);
    }
    const Verified verified = verify({row.outcome});
    REQUIRE_FALSE(verified.result);
    CHECK(name(verified.result.error().code) == name(row.code));
    CHECK(verified.result.error().phase == Phase::verify);
    CHECK(verified.journey.requests.size() == row.requests);
    CHECK(verified.result.error().attempts.size() == row.requests);
  }
}

TEST_CASE("A user with the least of fields is an account", "[account]") {
  const Verified verified =
      verify({json_answer(200, R"({"id":3,"username":"ann"})"), introspection()});
  REQUIRE(verified.result);
  CHECK(verified.result->roles.empty());
  CHECK(verified.result->name.empty());
}

TEST_CASE("A site that will not speak of the password in use changes nothing", "[account]") {
  const std::vector<Outcome> silences = {wp_error(404, "rest_no_route"),
                                         wp_error(404, "rest_no_authenticated_app_password"),
                                         wp_error(403, "nfw_rest_api_access_restricted"),
                                         not_logged_in(),
                                         html_answer(200, "<html>"),
                                         json_answer(200, "{}"),
                                         json_answer(200, R"({"uuid":"x"})"),
                                         json_answer(200, R"({"uuid":null,"name":"x"})"),
                                         html_answer(500, ""),
                                         refused(),
                                         lost()};
  for (const Outcome& silence : silences) {
    const Verified verified = verify({author(), silence});
    REQUIRE(verified.result);
    CHECK(verified.result->login == "ann");
    CHECK_FALSE(verified.result->password);
  }
}

TEST_CASE("A password that was never used has no last use", "[account]") {
  const Verified verified = verify(
      {author(),
       json_answer(200, R"({"uuid":")" + kUuid +
                            R"(","name":"Desk","created":"x","last_used":null,"last_ip":null})")});
  REQUIRE(verified.result);
  REQUIRE(verified.result->password);
  CHECK_FALSE(verified.result->password->created);
  CHECK_FALSE(verified.result->password->last_used);
  CHECK(verified.result->password->last_ip.empty());
}

TEST_CASE("Verifying can be cancelled at every step", "[account]") {
  for (int n = 0; n < 4; ++n) {
    const Verified verified =
        verify({lost(), author(), introspection()}, Scope::standard(), {.intervene = cancel_at(n)});
    INFO(n);
    REQUIRE_FALSE(verified.result);
    CHECK(verified.result.error().code == Errc::cancelled);
    CHECK(verified.journey.log.size() == static_cast<std::size_t>(n) + 1);
  }
}

// Of both WordPress lists no role and no capabilities (seen on a network, 7.1).
TEST_CASE("Who is no member of the site has no rights there, but for a super admin", "[account]") {
  const Response stranger = user("[]", "{}");
  const std::string posts =
      "GET https://example.com/wp-json/wp/v2/posts?context=edit&per_page=1&_fields=id";
  const Verified super = verify({stranger, json_answer(200, "[]"), introspection()});
  CHECK(super.journey.lines() == std::vector<std::string>{kMe, posts, kIntrospect});
  REQUIRE(super.result);
  CHECK(super.result->roles == std::vector<std::string>{"super_admin"});
  CHECK(super.result->can == Capabilities{true, true, true, true, true});
  CHECK(super.result->missing.empty());
  CHECK(super.result->excess.size() == 17);
  CHECK(super.result->advice.size() == 1);
  CHECK(super.result->password);

  const std::vector<Outcome> refusals = {wp_error(403, "rest_forbidden_context"),
                                         html_answer(200, "<html>"), lost()};
  for (const Outcome& refusal : refusals) {
    const Verified member_of_nothing = verify({stranger, refusal});
    REQUIRE(member_of_nothing.result);
    CHECK(member_of_nothing.result->roles.empty());
    CHECK(member_of_nothing.result->can == Capabilities{});
    CHECK(member_of_nothing.result->excess.empty());
    CHECK(member_of_nothing.result->advice.size() == 1);
  }
  CHECK(verify({stranger, introspection()}, {Permission::seo}).journey.lines() ==
        std::vector<std::string>{kMe, kIntrospect});
}

// --- disconnect --------------------------------------------------------------------------------

struct Disconnected {
  Result<DisconnectFlow::Report> result;
  Journey journey;

  /// `revoked`, `already gone`, or the error's name.
  [[nodiscard]] std::string end() const {
    if (!result) return std::string(name(result.error().code));
    return result->already_gone ? "already gone" : "revoked";
  }
};

Disconnected disconnect(std::vector<Outcome> outcomes, const DriveOptions& options = {}) {
  const ScopeGuard guard = guard_of({});
  DisconnectFlow flow(guard);
  Journey journey = drive(flow, in_turn(std::move(outcomes)), options);
  for (const Sent& sent : journey.requests) CHECK(sent.authorized);
  return {flow.result(), std::move(journey)};
}

TEST_CASE("The password in use is revoked", "[account][disconnect]") {
  const Disconnected done = disconnect({introspection(), revoked()});
  CHECK(done.journey.lines() == std::vector<std::string>{kIntrospect, kRevoke});
  CHECK(done.end() == "revoked");
  CHECK(done.result->password_name == "Desk");
}

TEST_CASE("A password that WordPress does not accept any more is gone", "[account][disconnect]") {
  for (const std::string_view code : {"rest_not_logged_in", "incorrect_password"}) {
    const Disconnected done = disconnect({wp_error(401, code)});
    CHECK(done.end() == "already gone");
    CHECK(done.journey.requests.size() == 1);
  }
}

TEST_CASE("A disconnect that cannot name the password revokes nothing", "[account][disconnect]") {
  struct Row {
    Outcome outcome;
    std::string_view end;
    std::size_t requests = 1;
  };
  const std::vector<Row> rows = {
      {wp_error(404, "rest_no_route"), "rest_closed"},
      {wp_error(404, "rest_no_authenticated_app_password"), "not_found"},
      {wp_error(403, "nfw_rest_api_access_restricted"), "blocked"},
      {wp_error(501, "application_passwords_disabled"), "passwords_unavailable"},
      {html_answer(401, "", {{"WWW-Authenticate", "Basic"}}), "blocked"},
      {html_answer(401, "<h1>Unauthorized</h1>"), "blocked"},
      {html_answer(200, "<html>"), "out_of_scope"},
      {json_answer(200, "{}"), "out_of_scope"},
      {json_answer(200, R"({"uuid":"../../1"})"), "out_of_scope"},
      {html_answer(500, ""), "site_failed", 4},
      {refused(), "unreachable", 4},
      {lost(), "unreachable", 4},
  };
  for (const Row& row : rows) {
    INFO(row.end);
    const Disconnected done = disconnect({row.outcome});
    CHECK(done.end() == row.end);
    CHECK(done.journey.requests.size() == row.requests);
    for (const Sent& sent : done.journey.requests) CHECK(sent.method == Method::get);
    CHECK(done.result.error().phase == Phase::disconnect);
  }
  // A user of another site of the network, and WordPress 5.6.
  for (const char* code : {"rest_user_invalid_id", "rest_application_password_not_found"}) {
    const Disconnected done = disconnect({wp_error(404, code)});
    CHECK(done.end() == "not_found");
    CHECK(done.result.error().message.starts_with("The password is NOT revoked"));
    CHECK(done.result.error().remedy.find("press Revoke") != std::string::npos);
  }
}

TEST_CASE("A lost answer to the revocation is settled by asking again", "[account][disconnect]") {
  const std::vector<Outcome> proofs = {revoked(), not_logged_in(),
                                       wp_error(401, "incorrect_password"),
                                       wp_error(404, "rest_application_password_not_found")};
  for (const Outcome& proof : proofs) {
    for (const Outcome& trouble : std::vector<Outcome>{lost(), html_answer(504, "")}) {
      const Disconnected done = disconnect({introspection(), trouble, proof});
      CHECK(done.end() == "revoked");
      CHECK(done.journey.lines() == std::vector<std::string>{kIntrospect, kRevoke, kRevoke});
      CHECK(done.result->password_name == "Desk");
    }
  }
}

TEST_CASE("A 401 that no earlier try explains leaves the password alive", "[account][disconnect]") {
  CHECK(disconnect({introspection(), not_logged_in()}).end() == "credentials_rejected");
  // Repetitions of the introspection are no earlier tries of the revocation.
  CHECK(disconnect({lost(), introspection(), not_logged_in()}).end() == "credentials_rejected");
  // Nor are tries that certainly did not arrive.
  CHECK(disconnect({introspection(), refused(), not_logged_in()}).end() == "credentials_rejected");
  CHECK(disconnect({introspection(), html_answer(429, ""), not_logged_in()}).end() ==
        "credentials_rejected");
  // Not everything that says 401 is WordPress.
  CHECK(disconnect({introspection(), lost(), html_answer(401, "<h1>Unauthorized</h1>")}).end() ==
        "blocked");
}

TEST_CASE("A revocation is believed only where WordPress says so", "[account][disconnect]") {
  CHECK(disconnect({introspection(), html_answer(200, "<html>")}).end() == "bad_answer");
  CHECK(disconnect({introspection(), json_answer(200, "{}")}).end() == "bad_answer");
  CHECK(disconnect({introspection(), json_answer(200, R"({"deleted":false})")}).end() ==
        "bad_answer");
  CHECK(disconnect({introspection(), html_answer(200, "<title>Just a moment...</title>")}).end() ==
        "blocked");
  CHECK(disconnect({introspection(), html_answer(403, "")}).end() == "blocked");
  CHECK(disconnect({introspection(), wp_error(404, "rest_no_route")}).end() == "rest_closed");
  CHECK(disconnect({introspection(), wp_error(403, "rest_cannot_delete_application_password")})
            .end() == "not_permitted");
  CHECK(disconnect({introspection(), wp_error(404, "rest_application_password_not_found")}).end() ==
        "revoked");
}

TEST_CASE("A revocation whose answer never comes is uncertain", "[account][disconnect]") {
  const Disconnected silent = disconnect({introspection(), lost()});
  CHECK(silent.end() == "uncertain");
  CHECK(silent.journey.requests.size() == 5);
  CHECK(disconnect({introspection(), lost(), refused()}).end() == "uncertain");
  CHECK(disconnect({introspection(), refused()}).end() == "unreachable");
}

TEST_CASE("Disconnecting can be cancelled at every step", "[account][disconnect]") {
  const std::vector<std::string> ends = {"cancelled", "uncertain", "uncertain", "uncertain"};
  for (int n = 0; n < 4; ++n) {
    const Disconnected done =
        disconnect({introspection(), lost(), revoked()}, {.intervene = cancel_at(n)});
    INFO(n);
    CHECK(done.end() == ends[static_cast<std::size_t>(n)]);
  }
}

TEST_CASE("No error of an account shows the credentials", "[account]") {
  const Credentials secret = credentials("ann");
  const std::string_view password = secret.password.secret().reveal();
  const std::vector<Outcome> outcomes = {not_logged_in(), wp_error(403, "rest_forbidden"),
                                         html_answer(500, ""), refused(), html_answer(200, "x")};
  for (const Outcome& outcome : outcomes) {
    const Verified verified = verify({outcome});
    REQUIRE_FALSE(verified.result);
    const Error& error = verified.result.error();
    std::string text = error.message + error.remedy + error.wp_code;
    for (const Attempt& attempt : error.attempts) text += attempt.request + attempt.outcome;
    CHECK(text.find(password) == std::string::npos);
    CHECK(text.find("Basic YW5uO") == std::string::npos);
  }
}

}  // namespace
}  // namespace presslink::testing
