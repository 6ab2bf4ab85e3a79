#include "presslink/doctor.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "support/answers.hpp"
#include "support/flow_driver.hpp"

namespace presslink::testing {
namespace {

using Outcome = std::variant<Response, Fault>;

Fault fault(Fault::Kind kind) {
  return {.kind = kind, .delivery = Fault::Delivery::not_sent, .detail = "as the transport says"};
}

Response front_page_of_wordpress() {
  return html_answer(200, "<title>Field Notes</title>",
                     {{"Link", "<https://example.com/wp-json/>; rel=\"https://api.w.org/\""}});
}

/// An index; `members` replace the usual ones.
Response index(std::string_view members = "") {
  return json_answer(
      200, R"({"name":"Field Notes","url":"https://example.com","home":"https://example.com",)"
           R"("gmt_offset":"0","timezone_string":"","namespaces":["wp/v2"],"authentication":)"
           R"({"application-passwords":{"endpoints":{"authorization":)"
           R"("https://example.com/wp-admin/authorize-application.php"}}})" +
               (members.empty() ? "" : "," + std::string(members)) + "}");
}

Response index_without_passwords(std::string_view name_space = "") {
  return index(R"("authentication":[],"namespaces":["wp/v2")" +
               (name_space.empty() ? "" : ",\"" + std::string(name_space) + '"') + "]");
}

Response index_of_solid() { return index(R"("namespaces":["wp/v2","ithemes-security/rpc"])"); }

Response user(std::string_view role, std::string_view capabilities) {
  return json_answer(200, R"({"id":3,"username":"ann","name":"Ann","roles":[)" + std::string(role) +
                              R"(],"capabilities":{)" + std::string(capabilities) + "}}");
}

Response editor() {
  return user(R"("editor")", R"("edit_posts":true,"publish_posts":true,"manage_categories":true)");
}

Response list(std::string_view allow) { return json_answer(200, "[]", {{"Allow", allow}}); }

Response xml_fault(int code) {
  return answer(200,
                "<methodResponse><fault><value><struct><member><name>faultCode</name><value>"
                "<int>" +
                    std::to_string(code) +
                    "</int></value></member><member><name>faultString</name><value><string>"
                    "No.</string></value></member></struct></value></fault></methodResponse>");
}

Response xml_success() {
  return answer(200,
                "<methodResponse><params><param><value><array><data></data></array></value>"
                "</param></params></methodResponse>");
}

/// What a site answers to each of the doctor's questions. By itself it is a healthy one.
struct Site {
  Outcome front = front_page_of_wordpress();
  Outcome page = html_answer(200, "<title>Field Notes</title>");
  Outcome index = testing::index();
  Outcome plain_index = testing::index();
  Outcome own_index = testing::index();
  Outcome probe = wp_error(501, "application_passwords_disabled");
  Outcome me = editor();
  Outcome introspect =
      json_answer(200, R"({"uuid":"d592c75c-8163-4526-9dd4-1fe72b4c9177","name":"Desk"})");
  Outcome posts = list("GET, POST");
  Outcome categories = list("GET, POST");
  Outcome xml_rpc = xml_fault(403);

  /// The same answer to all of the REST API.
  void rest(const Outcome& outcome) { index = plain_index = own_index = me = posts = outcome; }
  /// All but XML-RPC.
  void everything(const Outcome& outcome) {
    rest(outcome);
    front = page = outcome;
  }

  Outcome operator()(const Request& request) const {
    std::string path = request.url().path();
    for (const auto& [key, value] : parse_query(request.url().query())) {
      if (key == "rest_route" && value != "/") path = value;
    }
    const auto ends = [&path](std::string_view end) { return path.ends_with(end); };
    if (ends("/xmlrpc.php")) return xml_rpc;
    if (ends("/introspect")) return introspect;
    if (ends("/application-passwords")) return probe;
    if (ends("/users/me")) return me;
    if (ends("/posts")) return posts;
    if (ends("/categories")) return categories;
    if (ends("/wp-json/")) return request.authorization().empty() ? index : own_index;
    if (request.url().query().find("rest_route") != std::string::npos) return plain_index;
    return request.method() == Method::head ? front : page;
  }
};

struct Patient {
  bool with_credentials = true;
  bool in_browser = false;
  std::string_view username = "ann";
  std::string_view password = "abcd EFGH 1234 ijkl MNOP 5678";
  std::string_view address = "https://example.com";
  Scope scope = Scope::standard();
};

struct Visit {
  DoctorReport report;
  Journey journey;

  /// `wordfence_option likely`, one for each cause.
  [[nodiscard]] std::vector<std::string> causes() const {
    std::vector<std::string> out;
    for (const Finding& finding : report.findings) {
      out.push_back(std::string(finding.suspect.id) + ' ' +
                    std::string(name(finding.suspect.likelihood)));
    }
    return out;
  }
  [[nodiscard]] int with_credentials() const {
    int count = 0;
    for (const Sent& sent : journey.requests) {
      if (sent.authorized || sent.url.path() == "/xmlrpc.php") ++count;
    }
    return count;
  }
};

Visit visit(const Site& site, const Patient& patient = {},
            std::optional<SiteProfile> profile = std::nullopt) {
  DoctorFlow::Input input{
      .site = *SiteUrl::parse(patient.address, patient.address.starts_with("http:")),
      .profile = std::move(profile),
      .credentials = std::nullopt,
      .scope = patient.scope,
      .access = {.pages = !patient.in_browser, .xml_rpc = !patient.in_browser}};
  if (patient.with_credentials) {
    input.credentials = credentials(patient.username, patient.password);
  }
  DoctorFlow flow(std::move(input));
  Journey journey = drive(flow, site);
  REQUIRE(flow.result());
  CHECK(journey.requests.size() <= 8);
  CHECK(journey.waits.empty());
  CHECK(flow.result()->requests == static_cast<int>(journey.requests.size()));
  CHECK(flow.result()->attempts.size() == journey.requests.size());
  for (const Sent& sent : journey.requests) {
    const bool log_in =
        sent.url.path() == "/xmlrpc.php" && sent.body.find("wp.getUsersBlogs") != std::string::npos;
    CHECK((sent.method == Method::get || sent.method == Method::head || log_in));
  }
  CHECK((flow.result()->verdict == Verdict::ok) == flow.result()->findings.empty());
  return {*flow.result(), std::move(journey)};
}

// --- well --------------------------------------------------------------------------------------

TEST_CASE("A healthy site is well", "[doctor]") {
  const Visit seen = visit({});
  CHECK(seen.report.verdict == Verdict::ok);
  CHECK(seen.causes().empty());
  CHECK(seen.report.requests == 6);
  REQUIRE(seen.report.account);
  CHECK(seen.report.account->login == "ann");
  CHECK(seen.report.account->password->name == "Desk");
  REQUIRE(seen.report.site);
  CHECK(seen.report.admin == "https://example.com/wp-admin/");

  CHECK(visit({}, {.with_credentials = false}).report.requests == 2);
  CHECK(visit({}, {.with_credentials = false}).report.verdict == Verdict::ok);
}

TEST_CASE("A known site is not discovered again", "[doctor]") {
  const Visit first = visit({});
  const Visit again = visit({}, {}, first.report.site);
  CHECK(again.report.verdict == Verdict::ok);
  CHECK(again.journey.lines().front().starts_with("GET https://example.com/wp-json/?_fields="));
  CHECK(again.report.requests == 5);
}

TEST_CASE("A page asks no other origin for its pages, and looks into the envelope", "[doctor]") {
  Site site;
  site.posts = json_answer(200, R"({"body":[],"status":200,"headers":{"Allow":"GET, POST"}})");
  site.categories = json_answer(200, R"({"body":[],"status":200,"headers":{"Allow":"GET"}})");
  const Visit seen = visit(site, {.in_browser = true});
  CHECK(seen.causes() == std::vector<std::string>{"role_no_categories certain"});
  CHECK(seen.report.verdict == Verdict::degraded);
  for (const Sent& sent : seen.journey.requests) {
    CHECK(sent.url.path().starts_with("/wp-json/"));
  }
  site.posts =
      json_answer(200, R"({"body":{"code":"rest_forbidden_context"},"status":401,"headers":[]})");
  CHECK(visit(site, {.in_browser = true}).report.verdict == Verdict::blocked);
}

// --- each row ----------------------------------------------------------------------------------

struct Row {
  std::string_view name;
  std::function<void(Site&)> ails;
  Verdict verdict;
  std::vector<std::string> causes;  ///< the first of those found
  int most_requests = 8;
  Patient patient = {};
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.name);
    Site site;
    row.ails(site);
    const Visit seen = visit(site, row.patient);
    INFO("journey " << Catch::Detail::stringify(seen.journey.log));
    INFO("causes " << Catch::Detail::stringify(seen.causes()));
    CHECK(name(seen.report.verdict) == name(row.verdict));
    CHECK(seen.report.requests <= row.most_requests);
    auto first = seen.causes();
    first.resize(std::min(first.size(), row.causes.size()));
    CHECK(first == row.causes);
    // No text is missing, in no cause.
    for (const Cause& cause : explain(seen.report, Catalogue::english())) {
      INFO(cause.id);
      CHECK_FALSE(cause.title.empty());
      CHECK_FALSE(cause.remedy.title.empty());
      CHECK_FALSE(cause.remedy.steps.empty());
      CHECK((cause.id == "unexplained" || !cause.evidence.empty()));
      CHECK(cause.tell_apart.empty() == (cause.likelihood == Likelihood::certain));
    }
  }
}

constexpr Patient kStranger = {.with_credentials = false};
constexpr Patient kPage = {.in_browser = true};

/// A site at `home` that offers no Application Passwords.
void move_to(Site& site, const std::string& home, std::string_view name_space = "") {
  site.front =
      html_answer(200, "", {{"Link", "<" + home + "/wp-json/>; rel=\"https://api.w.org/\""}});
  site.index = index_without_passwords(name_space);
}

TEST_CASE("Application Passwords that are off", "[doctor]") {
  const auto off = [](std::string_view name_space) {
    return [name_space](Site& site) { site.index = index_without_passwords(name_space); };
  };
  const Verdict blocked = Verdict::blocked;
  check({
      {"Wordfence", off("wordfence/v1"), blocked, {"wordfence_option likely"}, 3},
      {"AIOS", off("aios/v1/onboarding"), blocked, {"aios_option likely"}, 3},
      {"Hostinger", off("hostinger-tools-plugin/v1"), blocked, {"hostinger_option likely"}, 3},
      {"FluentAuth", off("fluent-auth"), blocked, {"fluentauth_option likely"}, 3},
      {"Really Simple",
       off("really-simple-security/v1"),
       blocked,
       {"really_simple_option likely"},
       3},
      {"a snippet or ASE",
       off(""),
       blocked,
       {"passwords_off_by_code likely", "ase_option likely", "aios_option possible"},
       4},
      {"a stranger asks", off("wordfence/v1"), blocked, {"wordfence_option likely"}, 3, kStranger},
      {"https is not seen",
       [](Site& site) { site.index = index(R"("authentication":[],"home":"http://example.com")"); },
       blocked,
       {"https_not_seen likely"},
       3},
      {"https is not seen, though the settings say https",
       [](Site& site) {
         site.index = index_without_passwords();
         site.page = html_answer(
             200, "<link href='http://example.com/wp-includes/blocks/style.css' rel='stylesheet'>");
       },
       blocked,
       {"https_not_seen likely"},
       4},
      {"an old post has pictures over http",
       [](Site& site) {
         site.index = index_without_passwords();
         site.page = html_answer(200,
                                 "<img src=\"http://example.com/wp-content/uploads/tea.jpg\">"
                                 "<script src=\"https://example.com/wp-includes/x.js\">");
       },
       blocked,
       {"passwords_off_by_code likely"},
       4},
      {"plain http",
       [](Site& site) { move_to(site, "http://example.com", "wordfence/v1"); },
       blocked,
       {"plain_http certain"},
       2,
       {.address = "http://example.com"}},
      {"plain http at home, with a switch",
       [](Site& site) { move_to(site, "http://localhost:8080", "aios/v1"); },
       blocked,
       {"aios_option likely", "plain_http possible"},
       2,
       {.address = "http://localhost:8080"}},
      {"plain http at home",
       [](Site& site) { move_to(site, "http://shop.test"); },
       blocked,
       {"plain_http likely"},
       2,
       {.address = "http://shop.test"}},
      {"for this user",
       [](Site& site) { site.me = wp_error(401, "application_passwords_disabled_for_user"); },
       blocked,
       {"off_for_user certain"},
       3},
      {"a stale index, and in truth they are on",
       [](Site& site) {
         site.index = index_without_passwords("wordfence/v1");
         site.probe = wp_error(401, "rest_not_logged_in");
       },
       Verdict::ok,
       {},
       7},
  });
  Site site;
  site.index = index_without_passwords("wordfence/v1");
  CHECK(visit(site).with_credentials() == 0);
}

TEST_CASE("Credentials that WordPress does not take", "[doctor]") {
  const auto stranger = wp_error(401, "rest_not_logged_in");
  const auto refused = [stranger](const Outcome& xml_rpc) {
    return [stranger, xml_rpc](Site& site) {
      site.me = stranger;
      site.xml_rpc = xml_rpc;
    };
  };
  const auto solid = [stranger](const Outcome& xml_rpc) {
    return [stranger, xml_rpc](Site& site) {
      site.index = index_of_solid();
      site.me = stranger;
      site.xml_rpc = xml_rpc;
    };
  };
  const Verdict blocked = Verdict::blocked;
  check({
      {"wrong", refused(xml_fault(403)), blocked, {"wrong_password likely"}, 4},
      {"stripped, or a log-in password of the same shape",
       refused(xml_success()),
       blocked,
       {"header_stripped likely", "account_password possible"},
       4},
      {"XML-RPC is off",
       refused(xml_fault(405)),
       blocked,
       {"wrong_password likely", "header_stripped likely"},
       4},
      {"XML-RPC is no XML",
       refused(html_answer(403, "")),
       blocked,
       {"wrong_password likely", "header_stripped likely"},
       4},
      {"XML-RPC does not answer",
       refused(fault(Fault::Kind::timed_out)),
       blocked,
       {"wrong_password likely", "header_stripped likely"},
       4},
      {"in a page",
       refused(xml_success()),
       blocked,
       {"wrong_password likely", "header_stripped likely"},
       2,
       kPage},
      {"the log-in password",
       refused(xml_success()),
       blocked,
       {"account_password likely"},
       4,
       {.password = "hunter2"}},
      {"the log-in password, XML-RPC says no",
       refused(xml_fault(403)),
       blocked,
       {"account_password likely"},
       4,
       {.password = "hunter2"}},
      {"the application's name",
       refused(xml_fault(403)),
       blocked,
       {"application_name likely"},
       4,
       {.username = "My publishing tool"}},
      {"an unknown user",
       [](Site& site) { site.me = wp_error(401, "invalid_username"); },
       blocked,
       {"unknown_user certain"},
       3},
      {"WordPress before 6.3.2",
       [](Site& site) { site.me = wp_error(401, "incorrect_password"); },
       blocked,
       {"wrong_password certain"},
       3},
      {"Solid's groups", solid(xml_fault(403)), blocked, {"solid_user_groups likely"}, 4},
      {"Solid, for XML-RPC only",
       solid(xml_success()),
       blocked,
       {"solid_password_limited likely", "header_stripped possible"},
       4},
      {"Solid, in a page",
       solid(xml_success()),
       blocked,
       {"solid_user_groups likely", "solid_password_limited likely"},
       2,
       kPage},
      {"LiteSpeed's cached refusal",
       [](Site& site) {
         Response cached = index();
         cached.headers.add("X-LiteSpeed-Cache", "hit");
         site.index = cached;
         site.me =
             json_answer(401, R"({"code":"rest_not_logged_in"})", {{"X-LiteSpeed-Cache", "hit"}});
         site.xml_rpc = xml_success();
       },
       blocked,
       {"cached_refusal likely", "litespeed_cache likely"},
       4},
      {"a cached refusal",
       [](Site& site) {
         site.me = json_answer(401, R"({"code":"rest_not_logged_in"})", {{"X-Cache", "HIT"}});
         site.xml_rpc = xml_success();
       },
       blocked,
       {"cached_refusal likely"},
       4},
      {"WordPress.com",
       [stranger](Site& site) {
         site.index = index(R"("namespaces":["wp/v2","wpcom/v2"])");
         site.me = stranger;
       },
       blocked,
       {"wordpress_com likely"},
       4},
      {"JSON Basic Authentication",
       [](Site& site) { site.introspect = wp_error(404, "rest_no_authenticated_app_password"); },
       Verdict::degraded,
       {"basic_auth_plugin likely"}},
  });
  // One more request at most carries credentials that look wrong.
  Site site;
  site.me = stranger;
  CHECK(visit(site).with_credentials() == 2);
  CHECK(visit(site, kPage).with_credentials() == 1);
}

TEST_CASE("A REST API that is closed", "[doctor]") {
  const auto closed = [](const Response& answer) {
    return [answer](Site& site) { site.index = site.plain_index = answer; };
  };
  const auto dra = wp_error(401, "rest_cannot_access", "DRA: Only authenticated users can.");
  const Verdict degraded = Verdict::degraded;
  const Verdict blocked = Verdict::blocked;
  check({
      {"Disable REST API", closed(dra), degraded, {"disable_rest_api certain"}},
      {"the same for a stranger",
       closed(dra),
       degraded,
       {"disable_rest_api certain"},
       2,
       kStranger},
      {"the same in a page",
       [dra](Site& site) {
         site.index = dra;
         site.me = fault(Fault::Kind::other);
       },
       blocked,
       {"disable_rest_api certain", "preflight_blocked certain"},
       2,
       kPage},
      {"Disable WP REST API",
       closed(wp_error(401, "rest_login_required")),
       degraded,
       {"disable_wp_rest_api likely"}},
      {"Force Login", closed(wp_error(401, "rest_unauthorized")), degraded, {"force_login likely"}},
      {"Password Protected",
       [](Site& site) {
         site.front =
             html_answer(302, "", {{"Location", "https://example.com/?password-protected=login"}});
         site.index = wp_error(401, "rest_cannot_access");
       },
       degraded,
       {"password_protected certain"}},
      {"ASE",
       closed(wp_error(401, "rest_api_authentication_required")),
       degraded,
       {"ase_rest_closed likely"}},
      {"Disable XML-RPC-API",
       closed(wp_error(401, "restx_logged_out")),
       degraded,
       {"disable_xml_rpc_api likely"}},
      {"Solid",
       closed(wp_error(401, "itsec_rest_api_access_restricted")),
       degraded,
       {"solid_rest_restricted certain"}},
      {"a line of code",
       closed(wp_error(401, "rest_not_logged_in")),
       degraded,
       {"rest_closed likely"}},
      {"AIOS",
       closed(wp_error(403, "wp_die", "You are not authorized to perform this action.")),
       blocked,
       {"aios_rest_closed likely"},
       3},
      {"AIOS as a page",
       closed(html_answer(403, "<p>You are not authorized to perform this action.</p>")),
       blocked,
       {"aios_rest_closed likely"},
       3},
      {"Shield",
       [](Site& site) { site.me = site.posts = wp_error(403, "shield_block_anon_restapi"); },
       blocked,
       {"shield_rest_closed certain"},
       4},
      {"NinjaFirewall keeps users/me",
       [](Site& site) { site.me = wp_error(403, "nfw_rest_api_access_restricted"); },
       degraded,
       {"ninjafirewall_rest certain"},
       5},
      {"NinjaFirewall keeps all",
       [](Site& site) { site.me = site.posts = wp_error(403, "nfw_rest_api_access_restricted"); },
       blocked,
       {"ninjafirewall_rest certain"},
       4},
      {"users/me is gone",
       [](Site& site) { site.me = wp_error(404, "rest_no_route"); },
       degraded,
       {"users_route_closed likely"},
       5},
      {"a plugin in WordPress's words",
       [](Site& site) { site.rest(wp_error(403, "rest_forbidden", "REST is blocked here.")); },
       blocked,
       {"rest_closed likely"},
       4},
      {"a plugin in JSON of its own",
       [](Site& site) { site.rest(json_answer(401, R"({"status":"error","error":"NO_TOKEN"})")); },
       blocked,
       {"rest_closed likely"},
       4},
      {"Restricted Site Access sends to the log-in",
       closed(
           html_answer(302, "", {{"Location", "https://example.com/wp-login.php?redirect_to=x"}})),
       blocked,
       {"restricted_site likely"},
       3},
      {"Restricted Site Access says so",
       closed(
           wp_error(403, "wp_die", "Restricted.\\n<!-- protected by Restricted Site Access -->")),
       blocked,
       {"restricted_site certain"},
       3},
      {"posts are gone, and the role makes no categories",
       [](Site& site) {
         site.me = user(R"("author")", R"("edit_posts":true,"publish_posts":true)");
         site.posts = wp_error(404, "rest_no_route");
       },
       blocked,
       {"rest_removed likely", "role_no_categories certain"}},
      {"WP Hide", closed(wp_error(400, "rest_disabled")), blocked, {"wp_hide likely"}, 3},
      {"removed", closed(wp_error(404, "rest_no_route")), blocked, {"rest_removed likely"}, 3},
      {"removed by the server",
       closed(html_answer(404, "Not found")),
       blocked,
       {"rest_removed likely", "wp_hide possible"},
       3},
      {"closed, and the password wrong",
       [dra](Site& site) {
         site.index = dra;
         site.me = dra;
       },
       blocked,
       {"disable_rest_api certain", "wrong_password likely"},
       4},
      {"posts are closed to the role",
       [dra](Site& site) { site.posts = wp_error(403, "rest_cannot_access", "DRA: no."); },
       blocked,
       {"disable_rest_api certain"},
       5},
  });
}

TEST_CASE("What stands in front of WordPress", "[doctor]") {
  const auto all = [](const Outcome& outcome) {
    return [outcome](Site& site) { site.everything(outcome); };
  };
  const Verdict blocked = Verdict::blocked;
  const auto basic = html_answer(401, "", {{"WWW-Authenticate", "Basic realm=\"staging\""}});
  check({
      {"Basic", all(basic), blocked, {"basic_auth certain"}, 2},
      {"Basic on REST alone",
       [basic](Site& site) { site.rest(basic); },
       blocked,
       {"basic_auth certain"},
       3},
      {"Basic on /wp-json/ alone",
       [basic](Site& site) { site.index = basic; },
       Verdict::degraded,
       {"basic_auth certain"},
       7},
      {"the same for a stranger",
       [basic](Site& site) { site.index = basic; },
       Verdict::degraded,
       {"basic_auth certain"},
       3,
       kStranger},
      {"the same in a page, which may read it",
       [basic](Site& site) { site.index = basic; },
       Verdict::degraded,
       {"basic_auth certain"},
       6,
       kPage},
      {"AIOS's own on /wp-json/ alone",
       [basic](Site& site) {
         site.index = basic;
         site.plain_index = index(R"("namespaces":["wp/v2","aios/v1"])");
       },
       Verdict::degraded,
       {"aios_http_auth likely"}},
      {"Basic on /wp-json/ alone, and a wrong password",
       [basic](Site& site) {
         site.index = basic;
         site.me = wp_error(401, "rest_not_logged_in");
       },
       blocked,
       {"wrong_password likely", "off_for_user possible", "basic_auth certain"},
       5},
      {"Basic on the front page alone",
       [basic](Site& site) { site.front = basic; },
       Verdict::ok,
       {}},
      {"AIOS's own",
       [basic](Site& site) {
         site.front = basic;
         site.index = index(R"("namespaces":["wp/v2","aios/v1"])");
       },
       Verdict::degraded,
       {"aios_http_auth likely"}},
      {"Cloudflare's challenge",
       all(html_answer(403, "<title>Just a moment...</title>", {{"Server", "cloudflare"}})),
       blocked,
       {"cloudflare certain"},
       2},
      {"Cloudflare, by its header",
       all(html_answer(403, "", {{"CF-Mitigated", "challenge"}})),
       blocked,
       {"cloudflare certain"},
       2},
      {"perhaps Cloudflare",
       all(html_answer(403, "no", {{"Server", "cloudflare"}})),
       blocked,
       {"cloudflare likely"},
       3},
      {"Sucuri",
       all(html_answer(403, "<h1>Sucuri WebSite Firewall - Access Denied</h1>")),
       blocked,
       {"sucuri certain"},
       2},
      {"Wordfence's firewall",
       all(html_answer(403, "A potentially unsafe operation has been detected in your request")),
       blocked,
       {"wordfence_firewall certain"},
       2},
      {"Wordfence's lockout",
       all(html_answer(503, "Your access to this site has been limited by the site owner")),
       blocked,
       {"wordfence_lockout certain"},
       2},
      {"Imunify360",
       all(html_answer(415, "Access denied by Imunify360 bot-protection")),
       blocked,
       {"imunify360 certain"},
       2},
      {"SiteGround",
       all(html_answer(202, "<script src=/.well-known/sgcaptcha></script>")),
       blocked,
       {"siteground_antibot certain"}},
      {"BitNinja", all(html_answer(403, "BitNinja")), blocked, {"bitninja certain"}, 2},
      {"NinjaFirewall's firewall",
       all(html_answer(403, "blocked and logged. NinjaFirewall")),
       blocked,
       {"ninjafirewall_firewall certain"},
       2},
      {"ModSecurity",
       all(html_answer(403, "This error was generated by Mod_Security.")),
       blocked,
       {"mod_security certain"},
       2},
      {"not acceptable", all(html_answer(406, "")), blocked, {"mod_security likely"}, 3},
      {"Solid's lockout",
       all(html_answer(403, "You have been locked out.")),
       blocked,
       {"solid_lockout likely"},
       3},
      {"someone",
       all(html_answer(403, "<h1>Forbidden</h1>")),
       blocked,
       {"host_firewall likely"},
       3},
      {"maintenance",
       all(wp_error(503, "wp_die", "Briefly unavailable for scheduled maintenance")),
       blocked,
       {"maintenance certain"},
       2},
      {"a maintenance page",
       [](Site& site) { site.front = html_answer(503, "Soon!"); },
       Verdict::degraded,
       {"maintenance_plugin likely"}},
      {"fatal", all(wp_error(500, "internal_server_error")), blocked, {"fatal_error certain"}, 2},
      {"fatal as a page",
       all(html_answer(500, "There has been a critical error on this website.")),
       blocked,
       {"fatal_error certain"},
       2},
      {"a site of a network that is archived, below another that answers",
       [](Site& site) { site.front = html_answer(410, "This site has been archived."); },
       blocked,
       {"site_closed certain"},
       1},
      // A rule of the web server, where the front page is there.
      {"410 for the REST API alone",
       [](Site& site) { site.index = html_answer(410, "<h1>Gone</h1>"); },
       Verdict::degraded,
       {"plain_permalinks certain"}},
      {"a site of a network that is archived, whose front page is out of a cache",
       [](Site& site) {
         site.front = html_answer(200, "");
         site.index = wp_error(410, "wp_die");
       },
       blocked,
       {"site_closed certain"}},
      {"a site of a network that is archived by its REST API",
       all(wp_error(410, "wp_die")),
       blocked,
       {"site_closed certain"},
       1},
      {"no database",
       all(html_answer(500, "Error establishing a database connection")),
       blocked,
       {"database_down certain"},
       2},
      {"AIOS's visitor lockout",
       all(html_answer(503, "<link href=\"/css/wp-security-site-lockout-page.css\">")),
       blocked,
       {"aios_lockout certain"},
       2},
      {"bad gateway", all(html_answer(502, "")), blocked, {"server_error certain"}, 2},
      {"bad gateway on REST alone",
       [](Site& site) { site.rest(html_answer(502, "")); },
       blocked,
       {"server_error certain"},
       3},
      {"bad gateway on /wp-json/ alone",
       [](Site& site) { site.index = html_answer(502, ""); },
       Verdict::degraded,
       {"server_error certain"},
       7},
      {"forbidden on /wp-json/ alone",
       [](Site& site) { site.index = html_answer(403, ""); },
       Verdict::degraded,
       {"host_firewall likely"},
       7},
      {"a challenge on /wp-json/ alone",
       [](Site& site) { site.index = html_answer(200, "<title>Just a moment...</title>"); },
       Verdict::degraded,
       {"cloudflare certain"},
       7},
      {"slow on /wp-json/ alone",
       [](Site& site) { site.index = fault(Fault::Kind::timed_out); },
       Verdict::degraded,
       {"timed_out certain"},
       7},
      {"too many", all(html_answer(429, "")), blocked, {"rate_limited certain"}, 2},
      {"a private blog",
       all(json_answer(403, R"({"code":"unauthorized","message":)"
                            R"("API calls to this blog have been disabled."})")),
       blocked,
       {"wordpress_com certain"}},
      {"a page in place of the index",
       [](Site& site) { site.index = site.plain_index = html_answer(200, "<html>Hello</html>"); },
       blocked,
       {"answer_replaced likely"},
       3},
      {"a damaged index",
       [](Site& site) { site.index = site.plain_index = json_answer(200, R"({"name":"x)"); },
       blocked,
       {"answer_damaged likely"},
       3},
      {"a strange index",
       [](Site& site) { site.index = site.plain_index = json_answer(200, "[]"); },
       blocked,
       {"answer_strange likely"},
       3},
      {"a page in place of the account",
       [](Site& site) { site.me = html_answer(200, "<html>"); },
       blocked,
       {"answer_replaced likely"},
       3},
  });
}

TEST_CASE("The address", "[doctor]") {
  const auto all = [](const Outcome& outcome) {
    return [outcome](Site& site) { site.everything(outcome); };
  };
  const auto to = [](std::string_view where) {
    return html_answer(301, "", {{"Location", where}});
  };
  const Verdict blocked = Verdict::blocked;
  check({
      {"no such host", all(fault(Fault::Kind::dns)), blocked, {"host_not_found certain"}, 1},
      {"refused after the front page",
       [](Site& site) { site.rest(fault(Fault::Kind::connect)); },
       blocked,
       {"connection_refused certain"},
       2},
      {"refused", all(fault(Fault::Kind::connect)), blocked, {"connection_refused certain"}, 2},
      {"TLS", all(fault(Fault::Kind::tls)), blocked, {"tls_failed certain"}, 2},
      {"slow", all(fault(Fault::Kind::timed_out)), blocked, {"timed_out certain"}, 2},
      {"broken off", all(fault(Fault::Kind::interrupted)), blocked, {"connection_lost certain"}, 3},
      {"broken off, or kept from a page",
       all(fault(Fault::Kind::unseen)),
       blocked,
       {"answer_unseen likely"},
       3},
      {"private",
       all(fault(Fault::Kind::address_refused)),
       blocked,
       {"address_refused certain"},
       2},
      {"endless",
       [](Site& site) { site.rest(fault(Fault::Kind::too_large)); },
       blocked,
       {"answer_too_large certain"},
       3},
      {"a page that gets nothing at all",
       all(Fault{Fault::Kind::connect, Fault::Delivery::unknown, ""}),
       blocked,
       {"no_connection likely"},
       2,
       kPage},
      {"a page that gets nothing",
       all(fault(Fault::Kind::other)),
       blocked,
       {"no_connection likely"},
       2,
       kPage},
      {"a page that may not read",
       all(fault(Fault::Kind::unreadable)),
       blocked,
       {"unreadable_in_browser likely", "aios_rest_closed possible"},
       2,
       kPage},
      {"a blocked preflight",
       [](Site& site) { site.me = fault(Fault::Kind::other); },
       blocked,
       {"preflight_blocked likely"},
       2,
       kPage},
      {"a blocked preflight beside Shield",
       [](Site& site) {
         site.index = index(R"("namespaces":["wp/v2","shield/v1"])");
         site.me = fault(Fault::Kind::other);
       },
       blocked,
       {"shield_rest_closed likely", "preflight_blocked likely"},
       2,
       kPage},
      {"another site",
       [to](Site& site) { site.front = to("https://elsewhere.example/"); },
       blocked,
       {"moved certain"},
       1},
      {"http",
       [to](Site& site) { site.front = to("http://example.com/"); },
       blocked,
       {"insecure_redirect certain"},
       1,
       {.address = "https://example.com"}},
      {"a circle",
       [to](Site& site) { site.front = to("https://www.example.com/"); },
       Verdict::degraded,
       {"redirect_loop certain"}},
      {"a circle, for want of https",
       [to](Site& site) {
         site.front = to("https://example.com/");
         site.index = index_without_passwords();
       },
       blocked,
       {"https_not_seen likely"},
       3},
      {"not WordPress",
       [](Site& site) {
         site.front = site.page = html_answer(200, "<h1>Shop</h1>");
         site.rest(html_answer(404, ""));
       },
       blocked,
       {"not_wordpress likely", "wp_hide possible"},
       4},
      {"not WordPress, and a cache in front",
       [](Site& site) {
         site.front = site.page = html_answer(200, "<h1>Shop</h1>");
         site.rest(html_answer(404, "", {{"Age", "17"}}));
       },
       blocked,
       {"not_wordpress likely", "wp_hide possible"},
       4},
      {"pretty addresses are broken",
       [](Site& site) { site.index = html_answer(404, "nginx"); },
       Verdict::degraded,
       {"plain_permalinks certain"},
       7},
      {"the same, out of a cache",
       [](Site& site) {
         site.index = html_answer(404, "nginx", {{"X-Cache", "HIT"}});
       },
       Verdict::degraded,
       {"plain_permalinks certain"},
       7},
      {"plain permalinks",
       [](Site& site) {
         site.front = html_answer(200, "",
                                  {{"Link",
                                    "<https://example.com/index.php?rest_route=/>; "
                                    "rel=\"https://api.w.org/\""}});
       },
       Verdict::ok,
       {}},
      {"plain permalinks in a page",
       [](Site& site) { site.index = html_answer(200, "<html>Home</html>"); },
       Verdict::ok,
       {},
       8,
       kPage},
      {"the link is in the HTML",
       [](Site& site) {
         site.front = html_answer(200, "");
         site.page = html_answer(
             200, R"(<link rel="https://api.w.org/" href="https://example.com/wp-json/" />)");
       },
       Verdict::ok,
       {}},
      {"a folder that is no site of its own",
       [](Site&) {},
       Verdict::degraded,
       {"within_site certain"},
       6,
       {.address = "https://example.com/customers/acme"}},
      {"the REST route leads on",
       [to](Site& site) { site.me = to("https://www.example.com/wp-json/wp/v2/users/me"); },
       blocked,
       {"redirected certain"},
       3},
  });
}

TEST_CASE("What the account may do", "[doctor]") {
  const auto is = [](const Response& account) {
    return [account](Site& site) { site.me = account; };
  };
  check({
      {"subscriber",
       is(user(R"("subscriber")", R"("read":true)")),
       Verdict::blocked,
       {"role_too_low certain"},
       4},
      {"contributor",
       is(user(R"("contributor")", R"("edit_posts":true)")),
       Verdict::degraded,
       {"role_too_low certain", "role_no_categories certain"}},
      {"author",
       is(user(R"("author")", R"("edit_posts":true,"publish_posts":true)")),
       Verdict::degraded,
       {"role_no_categories certain"}},
      {"author who is asked for no categories",
       is(user(R"("author")", R"("edit_posts":true,"publish_posts":true)")),
       Verdict::ok,
       {},
       6,
       {.scope = {Permission::posts}}},
      {"no role here",
       [](Site& site) {
         site.me = user("", "");
         site.posts = json_answer(403, R"({"code":"rest_forbidden_context"})");
       },
       Verdict::blocked,
       {"no_role certain"},
       5},
      // WordPress lists no capabilities of a super admin who is no member of the site.
      {"super admin of the network", is(user("", "")), Verdict::ok, {}, 6},
      {"posts are for reading",
       [](Site& site) { site.posts = list("GET"); },
       Verdict::blocked,
       {"role_too_low certain"}},
      {"categories are for reading",
       [](Site& site) { site.categories = list("GET"); },
       Verdict::degraded,
       {"role_no_categories certain"}},
  });
}

TEST_CASE("Caches", "[doctor]") {
  const auto with = [](std::string_view header, std::string_view value) {
    return [header, value](Site& site) {
      Response response = index();
      response.headers.add(std::string(header), std::string(value));
      site.index = response;
    };
  };
  const Verdict degraded = Verdict::degraded;
  check({
      {"LiteSpeed", with("X-LiteSpeed-Cache", "hit"), degraded, {"litespeed_cache certain"}},
      {"Cloudflare", with("CF-Cache-Status", "HIT"), degraded, {"rest_cached certain"}},
      {"a proxy", with("Age", "17"), degraded, {"rest_cached certain"}},
      {"a proxy that asked anew", with("Age", "0"), Verdict::ok, {}},
      {"not out of the cache", with("X-Cache", "MISS"), Verdict::ok, {}},
  });
}

// --- words -------------------------------------------------------------------------------------

TEST_CASE("What stops one address comes with the word that another answers", "[doctor]") {
  Site site;
  site.index = html_answer(502, "");
  const Visit seen = visit(site);
  REQUIRE(seen.causes() == std::vector<std::string>{"server_error certain"});
  const Cause cause = explain(seen.report, Catalogue::english()).front();
  REQUIRE(cause.evidence.size() == 2);
  CHECK(cause.evidence[1].find("index.php?rest_route=/ answers as it should") != std::string::npos);
  // A root that is asked for once is not asked again as the usual one.
  site.index = site.plain_index = html_answer(502, "");
  const SiteProfile plain = *visit({}).report.site;
  CHECK(visit(site, {}, plain).report.requests == 2);
}

TEST_CASE("A cause comes with its evidence, its steps and a link to this very site", "[doctor]") {
  Site site;
  site.index = index(R"("authentication":[],"namespaces":["wp/v2","wordfence/v1"],)"
                     R"("url":"http://example.com/wp \"><script>","home":"https://example.com")");
  const Visit seen = visit(site);
  const Cause cause = explain(seen.report, Catalogue::english()).front();
  CHECK(cause.id == "wordfence_option");
  CHECK(cause.evidence.size() == 2);
  CHECK(cause.remedy.steps.front().find("untick") != std::string::npos);
  CHECK(cause.remedy.url ==
        "https://example.com/wp-admin/admin.php?page=WordfenceWAF&subpage=waf_options"
        "#wf-option-loginSec-disableApplicationPasswords-label");
  CHECK_FALSE(cause.tell_apart.empty());
}

TEST_CASE("Why no answer came is told where the host knows it", "[doctor]") {
  const auto evidence = [](const Fault& fault) {
    Site site;
    site.everything(fault);
    return explain(visit(site).report, Catalogue::english()).front().evidence;
  };
  using Lines = std::vector<std::string>;
  CHECK(evidence({Fault::Kind::connect, Fault::Delivery::not_sent, "No route to host"}) ==
        Lines{"No answer came: No route to host."});
  CHECK(evidence({Fault::Kind::connect, Fault::Delivery::unknown, ""}) == Lines{"No answer came."});
}

TEST_CASE("A stripped header comes with a line for each server", "[doctor]") {
  Site site;
  site.me = wp_error(401, "rest_not_logged_in");
  site.xml_rpc = xml_success();
  const Cause cause = explain(visit(site).report, Catalogue::english()).front();
  std::vector<std::string> servers;
  for (const HostLine& line : cause.remedy.for_host) servers.push_back(line.server);
  CHECK(servers == std::vector<std::string>{"Apache", "LiteSpeed", "nginx", "Plesk"});
  CHECK(cause.remedy.for_host[1].text.find("%{HTTP:Authorization}") != std::string::npos);
}

TEST_CASE("The admin's address is the site's own, in its folder", "[doctor]") {
  Site site;
  site.index = index(R"("url":"https://example.com/cms","home":"https://example.com")");
  CHECK(visit(site).report.admin == "https://example.com/cms/wp-admin/");
  site.index = index(R"("url":"https://elsewhere.example/x","home":"https://example.com")");
  CHECK(visit(site).report.admin == "https://example.com/x/wp-admin/");  // a copy of that one
  site.index = index(R"x("url":"javascript:alert(1)","home":"")x");
  CHECK(visit(site).report.admin == "https://example.com/wp-admin/");
}

}  // namespace
}  // namespace presslink::testing
