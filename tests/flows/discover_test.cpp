#include "presslink/discover.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "presslink/catalogue.hpp"
#include "presslink/doctor.hpp"
#include "support/answers.hpp"
#include "support/flow_driver.hpp"

namespace presslink::testing {
namespace {

using Outcome = std::variant<Response, Fault>;
/// Address → what it answers, in turn; the last answer is repeated. A HEAD gets the headers of the
/// GET. `_fields` is left out of the address.
using Pages = std::map<std::string, std::vector<Outcome>>;

const UtcTime kNow = *parse_rfc3339("2026-05-01T12:00:00Z");

// --- what sites answer -------------------------------------------------------------------------

/// The front page of a site that is no WordPress, or hides that it is one.
std::string bare_page() {
  return "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Welcome</title></head>"
         "<body><p>Hello.</p></body></html>\n";
}

/// A theme's front page; links are left out where empty.
std::string theme_page(std::string_view rest, std::string_view rsd) {
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en-US\">\n<head>\n<meta charset=\"UTF-8\" />\n"
      "<title>Field Notes &#8211; Things seen</title>\n"
      "<link rel='stylesheet' id='theme-css' href='/wp-content/themes/field/style.css' />\n";
  if (!rest.empty()) {
    html += "<link rel=\"https://api.w.org/\" href=\"" + std::string(rest) + "\" />";
    html += "<link rel=\"alternate\" title=\"JSON\" type=\"application/json\" href=\"" +
            std::string(rest) + "wp/v2/pages/2\" />";
  }
  if (!rsd.empty()) {
    html += "<link rel=\"EditURI\" type=\"application/rsd+xml\" title=\"RSD\" href=\"" +
            std::string(rsd) + "\" />\n";
  }
  return html + "</head>\n<body class=\"home\"></body>\n</html>\n";
}

std::string rsd_document(std::string_view rest) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rsd version=\"1.0\"><service><apis>\n"
         "<api name=\"WordPress\" blogID=\"1\" preferred=\"true\" "
         "apiLink=\"https://example.com/xmlrpc.php\" />\n"
         "<api name=\"WP-API\" blogID=\"1\" preferred=\"false\" apiLink=\"" +
         std::string(rest) + "\" />\n</apis></service></rsd>";
}

std::string link_value(std::string_view rest) {
  return "<" + std::string(rest) + ">; rel=\"https://api.w.org/\"";
}

/// A front page with a Link header and nothing in its HTML.
Response announces(std::string_view rest, int status = 200) {
  return html_answer(status, bare_page(), {{"Link", link_value(rest)}});
}

Response redirect(std::string_view to, int status = 301) {
  return html_answer(status, "", {{"Location", to}});
}

/// An index; `members` replace the usual ones.
std::string index_text(std::string_view members = "") {
  std::string text =
      R"({"name":"Field Notes","url":"https:\/\/example.com","home":"https:\/\/example.com",)"
      R"("gmt_offset":"0","timezone_string":"","namespaces":["oembed\/1.0","wp\/v2",)"
      R"("wp-site-health\/v1","wp-block-editor\/v1"],"authentication":{"application-passwords":)"
      R"({"endpoints":{"authorization":"https:\/\/example.com\/wp-admin\/authorize-application.php"}}})";
  if (!members.empty()) text += "," + std::string(members);
  return text + "}";
}

Response index(std::string_view members = "") { return json_answer(200, index_text(members)); }

/// The index of the site in the folder `/blog`.
Response blog_index() { return index(R"("home":"https:\/\/example.com\/blog")"); }

constexpr std::string_view kNoPasswords = R"("authentication":[])";

Response missing() { return html_answer(404, "<!DOCTYPE html><title>Page not found</title>"); }

Fault fault(Fault::Kind kind) {
  const bool not_sent = kind == Fault::Kind::dns || kind == Fault::Kind::connect ||
                        kind == Fault::Kind::tls || kind == Fault::Kind::address_refused;
  return {.kind = kind,
          .delivery = not_sent ? Fault::Delivery::not_sent : Fault::Delivery::unknown,
          .detail = {}};
}

// --- running -----------------------------------------------------------------------------------

std::string address_of(const Request& request) {
  Query kept = parse_query(request.url().query());
  std::erase_if(kept, [](const auto& item) { return item.first == "_fields"; });
  std::string query;
  for (const auto& [key, value] : kept) query += (query.empty() ? "?" : "&") + key + "=" + value;
  return request.url().origin().str() + request.url().path() + query;
}

class Site {
 public:
  Site(Pages pages, Outcome elsewhere)
      : pages_(std::move(pages)), elsewhere_(std::move(elsewhere)) {}

  Outcome operator()(const Request& request) {
    const auto page = pages_.find(address_of(request));
    Outcome outcome = elsewhere_;
    if (page != pages_.end()) {
      outcome = page->second.front();
      if (page->second.size() > 1) page->second.erase(page->second.begin());
    }
    auto* response = std::get_if<Response>(&outcome);
    if (response != nullptr && request.method() == Method::head) response->body.clear();
    return outcome;
  }

 private:
  Pages pages_;
  Outcome elsewhere_;
};

/// `https://example.com/wp-json/ pretty link_header`, or `error: not_wordpress`.
std::string ending(const Result<DiscoverReport>& result) {
  if (!result) return "error: " + std::string(name(result.error().code));
  const SiteProfile& profile = result->profile;
  return profile.root.str() + " " + std::string(name(profile.root.style())) + " " +
         std::string(name(profile.found_by));
}

/// True of all that discovery ever sends.
void check_harmless(const Journey& journey) {
  for (const Sent& sent : journey.requests) {
    INFO(sent.line());
    CHECK_FALSE(sent.authorized);
    CHECK((sent.method == Method::get || sent.method == Method::head));
    CHECK(sent.body.empty());
  }
}

struct Scenario {
  std::string name;
  std::string typed;
  bool allow_http = false;
  Pages pages;
  Outcome elsewhere = missing();
  std::string ends;
  std::size_t requests = 0;  ///< exactly
  std::function<void(const Result<DiscoverReport>&, const Journey&)> also = {};
};

void run(const Scenario& scenario) {
  INFO(scenario.name);
  const auto typed = SiteUrl::parse(scenario.typed, scenario.allow_http);
  if (!typed) {
    CHECK("error: " + std::string(name(typed.error().code)) == scenario.ends);
    CHECK(scenario.requests == 0);
    return;
  }
  DiscoverFlow flow(*typed);
  const Journey journey = drive(flow, Site(scenario.pages, scenario.elsewhere), {.start = kNow});
  INFO("sent " << Catch::Detail::stringify(journey.lines()));
  CHECK(ending(flow.result()) == scenario.ends);
  CHECK(journey.requests.size() == scenario.requests);
  check_harmless(journey);
  const auto& attempts = flow.result() ? flow.result()->attempts : flow.result().error().attempts;
  CHECK(attempts.size() == journey.requests.size());
  if (!flow.result()) {
    CHECK(flow.result().error().phase == Phase::discover);
    CHECK_FALSE(flow.result().error().message.empty());
  }
  if (scenario.also) scenario.also(flow.result(), journey);
}

// --- the scenarios -----------------------------------------------------------------------------

const std::string kHome = "https://example.com/";
const std::string kRoot = "https://example.com/wp-json/";
const std::string kPretty = "https://example.com/wp-json/ pretty link_header";
const std::string kPlainRoot = "https://example.com/index.php?rest_route=/";
const std::string kPlain = kPlainRoot + " query probe";

std::vector<Scenario> found_scenarios() {
  const Pages vanilla = {{kHome, {announces(kRoot)}}, {kRoot, {index()}}};
  const Pages plain_http = {{"http://example.com/", {announces("http://example.com/wp-json/")}},
                            {"http://example.com/wp-json/", {index(kNoPasswords)}}};
  const Pages by_html = {{kHome, {html_answer(200, theme_page(kRoot, "/xmlrpc.php?rsd"))}},
                         {kRoot, {index()}}};
  return {
      {.name = "1 vanilla, pretty permalinks",
       .typed = "https://example.com/",
       .pages = vanilla,
       .ends = kPretty,
       .requests = 2,
       .also =
           [](const auto& result, const Journey& journey) {
             CHECK(journey.lines().front() == "HEAD https://example.com/");
             CHECK(journey.lines().back().starts_with(
                 "GET https://example.com/wp-json/?_fields=name,url,home,site_icon_url,gmt_offset,"
                 "timezone_string,namespaces,authentication,routes."));
             CHECK(result->profile.name == "Field Notes");
             CHECK(result->profile.passwords_available == true);
             CHECK(result->profile.authorize_url ==
                   "https://example.com/wp-admin/authorize-application.php");
             CHECK(result->profile.closed_code.empty());
           }},
      {.name = "2 only the host was typed",
       .typed = "example.com",
       .pages = vanilla,
       .ends = kPretty,
       .requests = 2},
      {.name = "3 a page of wp-admin was typed",
       .typed = "https://example.com/wp-admin/edit.php?post_type=page",
       .pages = vanilla,
       .ends = kPretty,
       .requests = 2},
      {.name = "3 the log-in page was typed",
       .typed = "example.com/wp-login.php",
       .pages = vanilla,
       .ends = kPretty,
       .requests = 2},
      {.name = "3 a post was typed",
       .typed = "https://example.com/2026/05/a-post/?utm_source=mail#more",
       .pages = {{"https://example.com/2026/05/a-post/", {announces(kRoot)}}, {kRoot, {index()}}},
       .ends = kPretty,
       .requests = 2},
      {.name = "3 a post that is gone was typed",
       .typed = "https://example.com/old-post/",
       .pages = {{"https://example.com/old-post/", {announces(kRoot, 404)}}, {kRoot, {index()}}},
       .ends = kPretty,
       .requests = 2,
       .also = [](const auto& result, const Journey&) { CHECK(result->within_site); }},
      {.name = "3 a post was typed, and nothing announces the root",
       .typed = "https://example.com/2026/a-post/",
       // rest_route works on any path of WordPress, but the root it names is not the site's.
       .pages = {{"https://example.com/2026/a-post/", {html_answer(200, bare_page())}},
                 {"https://example.com/2026/a-post/?rest_route=/", {index()}},
                 {kRoot, {index()}}},
       .ends = "https://example.com/wp-json/ pretty probe",
       .requests = 9},
      {.name = "4 http was typed, https is there",
       .typed = "http://example.com",
       .pages = vanilla,
       .ends = kPretty,
       .requests = 2},
      {.name = "5 http only, allowed, no application passwords",
       .typed = "http://example.com",
       .allow_http = true,
       .pages = plain_http,
       .elsewhere = fault(Fault::Kind::connect),
       .ends = "http://example.com/wp-json/ pretty link_header",
       .requests = 2,
       .also =
           [](const auto& result, const Journey&) {
             CHECK(result->profile.passwords_available == false);
             CHECK(remedy_for_missing_passwords(result->profile, Catalogue::english())
                       .find("https") != std::string::npos);
           }},
      {.name = "5 http only, allowed, and only the host was typed",
       .typed = "example.com",
       .allow_http = true,
       .pages = plain_http,
       .elsewhere = fault(Fault::Kind::connect),
       .ends = "http://example.com/wp-json/ pretty link_header",
       .requests = 6},
      {.name = "6 http only, environment type local",
       .typed = "http://site.test:8080",
       .allow_http = true,
       .pages = {{"http://site.test:8080/", {announces("http://site.test:8080/wp-json/")}},
                 {"http://site.test:8080/wp-json/", {index()}}},
       .ends = "http://site.test:8080/wp-json/ pretty link_header",
       .requests = 2,
       .also = [](const auto& result,
                  const Journey&) { CHECK(result->profile.passwords_available == true); }},
      {.name = "6 http only, on this machine",
       .typed = "localhost:8080",
       .pages = {{"http://localhost:8080/", {announces("http://localhost:8080/wp-json/")}},
                 {"http://localhost:8080/wp-json/", {index()}}},
       .ends = "http://localhost:8080/wp-json/ pretty link_header",
       .requests = 2},
      {.name = "7 the Link header was stripped, the HTML link remains",
       .typed = "example.com",
       .pages = by_html,
       .ends = "https://example.com/wp-json/ pretty html_link",
       .requests = 3},
      {.name = "7 HEAD is refused, GET announces the root",
       .typed = "example.com",
       .pages = {{kHome, {html_answer(405, ""), announces(kRoot)}}, {kRoot, {index()}}},
       .ends = kPretty,
       .requests = 3},
      {.name = "7 only the RSD document is left",
       .typed = "example.com",
       .pages = {{kHome, {html_answer(200, theme_page("", kHome + "xmlrpc.php?rsd"))}},
                 {"https://example.com/xmlrpc.php?rsd=", {answer(200, rsd_document(kRoot))}},
                 {kRoot, {index()}}},
       .ends = "https://example.com/wp-json/ pretty rsd",
       .requests = 4},
      {.name = "8 both stripped, /wp-json/ answers",
       .typed = "example.com",
       .pages = {{kHome, {html_answer(200, bare_page())}}, {kRoot, {index()}}},
       .ends = "https://example.com/wp-json/ pretty probe",
       .requests = 3},
      {.name = "8 both stripped, and the RSD document blocked",
       .typed = "example.com",
       .pages = {{kHome, {html_answer(200, theme_page("", "/xmlrpc.php?rsd"))}},
                 {"https://example.com/xmlrpc.php?rsd=", {html_answer(403, "Forbidden")}},
                 {kRoot, {index()}}},
       .ends = "https://example.com/wp-json/ pretty probe",
       .requests = 4},
      {.name = "9 plain permalinks",
       .typed = "example.com",
       .pages = {{kHome, {announces("https://example.com/index.php?rest_route=/")}},
                 {"https://example.com/index.php?rest_route=/", {index()}}},
       .ends = "https://example.com/index.php?rest_route=/ query link_header",
       .requests = 2},
      {.name = "9 plain permalinks, announced in HTML",
       .typed = "example.com",
       .pages = {{kHome,
                  {html_answer(
                      200,
                      theme_page("https://example.com/index.php?rest_route=/&#038;lang=de", ""))}},
                 {"https://example.com/index.php?lang=de&rest_route=/", {index()}}},
       .ends = "https://example.com/index.php?lang=de&rest_route=/ query html_link",
       .requests = 3},
      {.name = "9 plain permalinks, nothing announced, /wp-json/ is the home page",
       .typed = "example.com",
       .pages = {{"https://example.com/index.php?rest_route=/", {index()}}},
       .elsewhere = html_answer(200, bare_page()),
       .ends = "https://example.com/index.php?rest_route=/ query probe",
       .requests = 5},
      {.name = "10 almost-pretty permalinks",
       .typed = "example.com",
       .pages = {{kHome, {announces("https://example.com/index.php/wp-json/")}},
                 {"https://example.com/index.php/wp-json/", {index()}}},
       .ends = "https://example.com/index.php/wp-json/ index_php link_header",
       .requests = 2},
      {.name = "10 almost-pretty permalinks, nothing announced",
       .typed = "example.com",
       .pages = {{kHome, {html_answer(200, bare_page())}},
                 {"https://example.com/index.php/wp-json/", {index()}},
                 {kPlainRoot, {index()}}},
       .ends = "https://example.com/index.php/wp-json/ index_php probe",
       .requests = 4},
      {.name = "11 a custom prefix",
       .typed = "example.com",
       .pages = {{kHome, {announces("https://example.com/api/")}},
                 {"https://example.com/api/", {index()}}},
       .ends = "https://example.com/api/ custom link_header",
       .requests = 2},
      {.name = "12 a sub-directory, by header",
       .typed = "example.com/blog/",
       .pages = {{"https://example.com/blog/", {announces("https://example.com/blog/wp-json/")}},
                 {"https://example.com/blog/wp-json/", {index()}}},
       .ends = "https://example.com/blog/wp-json/ pretty link_header",
       .requests = 2},
      {.name = "13 a sub-directory, by HTML link",
       .typed = "example.com/blog/",
       .pages = {{"https://example.com/blog/",
                  {html_answer(200, theme_page("https://example.com/blog/wp-json/", ""))}},
                 {"https://example.com/blog/wp-json/", {index()}}},
       .ends = "https://example.com/blog/wp-json/ pretty html_link",
       .requests = 3},
      {.name = "13 a sub-directory, nothing announced",
       .typed = "example.com/blog/",
       .pages = {{"https://example.com/blog/", {html_answer(200, bare_page())}},
                 {"https://example.com/blog/wp-json/", {blog_index()}},
                 {kRoot, {index()}}},
       .ends = "https://example.com/blog/wp-json/ pretty probe",
       .requests = 3},
      {.name = "13 a sub-directory with plain permalinks below a site with pretty ones",
       .typed = "example.com/blog/",
       .pages = {{"https://example.com/blog/", {html_answer(200, bare_page())}},
                 {"https://example.com/blog/index.php?rest_route=/", {blog_index()}},
                 {kRoot, {index()}}},
       .ends = "https://example.com/blog/index.php?rest_route=/ query probe",
       .requests = 5,
       .also = [](const auto& result, const Journey&) { CHECK_FALSE(result->within_site); }},
      {.name = "18 a folder that is no site of a network, whose main site answers there",
       .typed = "example.com/gone/",
       .pages = {{"https://example.com/gone/index.php?rest_route=/", {index()}},
                 {kRoot, {index()}}},
       .ends = "https://example.com/wp-json/ pretty probe",
       .requests = 6,
       .also = [](const auto& result, const Journey&) { CHECK(result->within_site); }},
      {.name = "18 the same, where the main site has no root of its own that answers",
       .typed = "example.com/gone/",
       .pages = {{"https://example.com/gone/index.php?rest_route=/", {index()}}},
       .ends = "https://example.com/gone/index.php?rest_route=/ query probe",
       .requests = 8},
      {.name = "14 a sub-directory, after a redirect",
       .typed = "example.com",
       .pages = {{kHome, {redirect("/blog/", 302)}},
                 {"https://example.com/blog/", {announces("https://example.com/blog/wp-json/")}},
                 {"https://example.com/blog/wp-json/", {index()}}},
       .ends = "https://example.com/blog/wp-json/ pretty link_header",
       .requests = 3},
      {.name = "15 WordPress in its own directory",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}},
                 {kRoot,
                  {index(
                      R"("url":"https:\/\/example.com\/wp","authentication":{)"
                      R"("application-passwords":{"endpoints":{"authorization":)"
                      R"("https:\/\/example.com\/wp\/wp-admin\/authorize-application.php"}}})")}}},
       .ends = kPretty,
       .requests = 2,
       .also =
           [](const auto& result, const Journey&) {
             CHECK(result->profile.url == "https://example.com/wp");
             CHECK(result->profile.home == "https://example.com");
             CHECK(result->profile.authorize_url ==
                   "https://example.com/wp/wp-admin/authorize-application.php");
           }},
      {.name = "15 WordPress in its own directory, its admin typed",
       .typed = "example.com/wp/wp-admin/",
       .pages = {{"https://example.com/wp/", {announces(kRoot, 404)}},
                 {kRoot, {index(R"("url":"https:\/\/example.com\/wp")")}}},
       .ends = kPretty,
       .requests = 2,
       .also = [](const auto& result, const Journey&) { CHECK_FALSE(result->within_site); }},
      {.name = "15 WordPress in its own directory, its admin typed, nothing announced",
       .typed = "example.com/wp/wp-admin/",
       .pages = {{kRoot, {index()}}},
       .ends = "https://example.com/wp-json/ pretty probe",
       .requests = 6},
      {.name = "16 apex to www",
       .typed = "example.com",
       .pages = {{kHome, {redirect("https://www.example.com/")}},
                 {"https://www.example.com/", {announces("https://www.example.com/wp-json/")}},
                 {"https://www.example.com/wp-json/", {index()}}},
       .ends = "https://www.example.com/wp-json/ pretty link_header",
       .requests = 3},
      {.name = "16 http to https and apex to www",
       .typed = "http://example.com",
       .allow_http = true,
       .pages = {{"http://example.com/", {redirect("https://example.com/", 308)}},
                 {kHome, {redirect("https://www.example.com/")}},
                 {"https://www.example.com/", {announces("https://www.example.com/wp-json/")}},
                 {"https://www.example.com/wp-json/", {index()}}},
       .ends = "https://www.example.com/wp-json/ pretty link_header",
       .requests = 4},
      {.name = "16 only the root redirects",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}},
                 {kRoot, {redirect("https://www.example.com/wp-json/?_fields=name,url")}},
                 {"https://www.example.com/wp-json/", {index()}}},
       .ends = "https://www.example.com/wp-json/ pretty link_header",
       .requests = 3},
      {.name = "16 a proxy hides https from WordPress, which announces http",
       .typed = "example.com",
       .pages = {{kHome, {announces("http://example.com/wp-json/")}},
                 {kRoot, {index(kNoPasswords)}}},
       .ends = kPretty,
       .requests = 2},
      {.name = "18 a sub-site of a network",
       .typed = "example.com/sub/",
       .pages = {{"https://example.com/sub/", {announces("https://example.com/sub/wp-json/")}},
                 {"https://example.com/sub/wp-json/", {index()}},
                 {kRoot, {index()}}},
       .ends = "https://example.com/sub/wp-json/ pretty link_header",
       .requests = 2},
      {.name = "20 closed to strangers, 401",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}}, {kRoot, {wp_error(401, "rest_login_required")}}},
       .ends = kPretty,
       .requests = 2,
       .also =
           [](const auto& result, const Journey&) {
             CHECK(result->profile.closed_code == "rest_login_required");
             CHECK_FALSE(result->profile.passwords_available);
             CHECK(result->profile.authorize_url.empty());
           }},
      {.name = "20 closed to strangers, 403",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}}, {kRoot, {wp_error(403, "rest_cannot_access")}}},
       .ends = kPretty,
       .requests = 2,
       .also = [](const auto& result,
                  const Journey&) { CHECK(result->profile.closed_code == "rest_cannot_access"); }},
      {.name = "20 the whole site asks visitors to log in",
       .typed = "example.com",
       .pages = {{kHome, {redirect("https://example.com/wp-login.php?redirect_to=%2F", 302)}},
                 {kRoot, {wp_error(401, "rest_unauthorized")}}},
       .ends = "https://example.com/wp-json/ pretty probe",
       .requests = 2,
       .also = [](const auto& result,
                  const Journey&) { CHECK(result->profile.closed_code == "rest_unauthorized"); }},
      {.name = "22 application passwords switched off by a known plugin",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}},
                 {kRoot,
                  {index(R"("namespaces":["wp\/v2","wordfence\/v1"],)" +
                         std::string(kNoPasswords))}}},
       .ends = kPretty,
       .requests = 2,
       .also =
           [](const auto& result, const Journey&) {
             CHECK(result->profile.passwords_available == false);
             CHECK(remedy_for_missing_passwords(result->profile, Catalogue::english())
                       .find("Wordfence") == 0);
           }},
      {.name = "22 application passwords switched off by something unknown",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}}, {kRoot, {index(kNoPasswords)}}},
       .ends = kPretty,
       .requests = 2,
       .also =
           [](const auto& result, const Journey&) {
             CHECK(result->profile.passwords_available == false);
             CHECK(remedy_for_missing_passwords(result->profile, Catalogue::english())
                       .find("security plugin") != std::string::npos);
           }},
      {.name = "25 asked to slow down for a moment",
       .typed = "example.com",
       .pages = {{kHome, {html_answer(429, "", {{"Retry-After", "7"}}), announces(kRoot)}},
                 {kRoot, {index()}}},
       .ends = kPretty,
       .requests = 3,
       .also =
           [](const auto&, const Journey& journey) {
             REQUIRE(journey.waits.size() == 1);
             CHECK(journey.waits.front() >= std::chrono::seconds(7));
             CHECK(journey.waits.front() < std::chrono::seconds(8));
           }},
      {.name = "26 a coming-soon page in front, the API behind it works",
       .typed = "example.com",
       .pages = {{kHome,
                  {html_answer(503, "<title>Coming soon</title>", {{"Retry-After", "3600"}})}},
                 {kRoot, {index()}}},
       .ends = "https://example.com/wp-json/ pretty probe",
       .requests = 3},
      {.name = "31 the first answer came too late",
       .typed = "example.com",
       .pages = {{kHome, {fault(Fault::Kind::timed_out), announces(kRoot)}},
                 {kRoot, {fault(Fault::Kind::interrupted), index()}}},
       .ends = kPretty,
       .requests = 4},
      {.name = "3 a post was typed, and the root that it announces is forbidden",
       .typed = "https://example.com/blog/2026/a-post/",
       .pages = {{"https://example.com/blog/2026/a-post/",
                  {announces("https://example.com/blog/wp-json/")}},
                 {"https://example.com/blog/wp-json/", {html_answer(403, "Forbidden")}},
                 {"https://example.com/blog/index.php?rest_route=/", {blog_index()}}},
       .ends = "https://example.com/blog/index.php?rest_route=/ query probe",
       .requests = 10},
      {.name = "16 the root redirects to the front page",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}}, {kRoot, {redirect("/")}}, {kPlainRoot, {index()}}},
       .ends = kPlain,
       .requests = 7},
      {.name = "17 a root that nothing announces redirects to another site",
       .typed = "example.com",
       .pages = {{kHome, {html_answer(200, bare_page())}},
                 {kRoot, {redirect("https://other.example/wp-json/")}},
                 {kPlainRoot, {index()}}},
       .ends = kPlain,
       .requests = 5},
      {.name = "23 HTTP Basic on /wp-json/ alone",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}},
                 {kRoot, {html_answer(401, "", {{"WWW-Authenticate", "Basic realm=\"API\""}})}},
                 {kPlainRoot, {index()}}},
       .ends = kPlain,
       .requests = 4},
      {.name = "24 a Cloudflare challenge at /wp-json/ alone",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}},
                 {kRoot, {html_answer(403, "", {{"cf-mitigated", "challenge"}})}},
                 {kPlainRoot, {index()}}},
       .ends = kPlain,
       .requests = 4},
      {.name = "25 too many requests at /wp-json/ alone",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}},
                 {kRoot, {html_answer(429, "", {{"Retry-After", "3600"}})}},
                 {kPlainRoot, {index()}}},
       .ends = kPlain,
       .requests = 4},
      {.name = "27 a bad gateway at /wp-json/ alone",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}},
                 {kRoot, {html_answer(502, "502 Bad Gateway")}},
                 {kPlainRoot, {index()}}},
       .ends = kPlain,
       .requests = 7},
      {.name = "27 a bad gateway at /wp-json/, which nothing announces",
       .typed = "example.com",
       .pages = {{kHome, {html_answer(200, bare_page())}},
                 {kRoot, {html_answer(502, "502 Bad Gateway")}},
                 {kPlainRoot, {index()}}},
       .ends = kPlain,
       .requests = 8},
      {.name = "30 a bad certificate where the root is, not where the site is",
       .typed = "example.com",
       .pages = {{kHome, {announces("https://www.example.com/wp-json/")}},
                 {"https://www.example.com/wp-json/", {fault(Fault::Kind::tls)}},
                 {kPlainRoot, {index()}}},
       .ends = kPlain,
       .requests = 5},
      {.name = "31 no answer in time at /wp-json/ alone",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}},
                 {kRoot, {fault(Fault::Kind::timed_out)}},
                 {kPlainRoot, {index()}}},
       .ends = kPlain,
       .requests = 7},
      {.name = "32 a BOM before the JSON",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}},
                 {kRoot, {json_answer(200, "\xEF\xBB\xBF" + index_text())}}},
       .ends = kPretty,
       .requests = 2},
      {.name = "33 a PHP notice before the JSON",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}},
                 {kRoot,
                  {html_answer(200,
                               "<br />\n<b>Notice</b>:  Undefined index: x in "
                               "<b>/srv/www/functions.php</b> on line <b>7</b><br />\n" +
                                   index_text())}}},
       .ends = kPretty,
       .requests = 2},
      {.name = "34 an index of 2 MB, _fields ignored",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}},
                 {kRoot, {index("\"routes\":{\"\\/\":\"" + std::string(2 << 20, 'x') + "\"}")}}},
       .ends = kPretty,
       .requests = 2},
      {.name = "36 an IDN host",
       .typed = "b\xC3\xBC"
                "cher.example",
       .pages = {{"https://xn--bcher-kva.example/",
                  {announces("https://xn--bcher-kva.example/wp-json/")}},
                 {"https://xn--bcher-kva.example/wp-json/", {index()}}},
       .ends = "https://xn--bcher-kva.example/wp-json/ pretty link_header",
       .requests = 2},
      {.name = "36 an IDN host that announces itself in Unicode",
       .typed = "xn--bcher-kva.example",
       .pages = {{"https://xn--bcher-kva.example/",
                  {announces("https://b\xC3\xBC"
                             "cher.example/wp-json/")}},
                 {"https://xn--bcher-kva.example/wp-json/", {index()}}},
       .ends = "https://xn--bcher-kva.example/wp-json/ pretty link_header",
       .requests = 2},
      {.name = "36 an IPv6 literal with a port",
       .typed = "https://[2001:DB8::1]:8443",
       .pages = {{"https://[2001:db8::1]:8443/",
                  {announces("https://[2001:db8::1]:8443/wp-json/")}},
                 {"https://[2001:db8::1]:8443/wp-json/", {index()}}},
       .ends = "https://[2001:db8::1]:8443/wp-json/ pretty link_header",
       .requests = 2},
      {.name = "37 upper case, slash, query and fragment",
       .typed = "  HTTPS://EXAMPLE.COM/?utm_source=x#top ",
       .pages = vanilla,
       .ends = kPretty,
       .requests = 2},
      {.name = "39 authentication as an empty array",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}}, {kRoot, {index(kNoPasswords)}}},
       .ends = kPretty,
       .requests = 2,
       .also = [](const auto& result,
                  const Journey&) { CHECK(result->profile.passwords_available == false); }},
      {.name = "39 authentication as an empty object",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}}, {kRoot, {index(R"("authentication":{})")}}},
       .ends = kPretty,
       .requests = 2,
       .also = [](const auto& result,
                  const Journey&) { CHECK(result->profile.passwords_available == false); }},
      {.name = "40 a localised, HTML-escaped name",
       .typed = "example.com",
       .pages =
           {{kHome, {announces(kRoot)}},
            {kRoot,
             {index(
                 R"("name":"B\u00fccher &amp; \u201eMehr\u201c &#8211; f\u00fcr &lt;alle&gt;")")}}},
       .ends = kPretty,
       .requests = 2,
       .also =
           [](const auto& result, const Journey&) {
             CHECK(result->profile.name ==
                   "B\xC3\xBC"
                   "cher & \xE2\x80\x9EMehr\xE2\x80\x9C \xE2\x80\x93 f\xC3\xBCr <alle>");
           }},
  };
}

void check_retry_after(const Result<DiscoverReport>& result, std::chrono::seconds wanted) {
  CHECK(result.error().retry_after == wanted);
}

std::vector<Scenario> failed_scenarios() {
  const auto says = [](std::string_view words) {
    return [words = std::string(words)](const Result<DiscoverReport>& result, const Journey&) {
      CHECK((result.error().message + result.error().remedy).find(words) != std::string::npos);
    };
  };
  const std::string fatal =
      R"({"code":"internal_server_error","message":"<p>There has been a critical error on this )"
      R"(website.<\/p>","data":{"status":500},"additional_errors":[]})";
  return {
      {.name = "5 http only, not allowed",
       .typed = "http://example.com",
       .pages = {{"http://example.com/", {announces("http://example.com/wp-json/")}}},
       .elsewhere = fault(Fault::Kind::connect),
       .ends = "error: unreachable",
       .requests = 4},
      {.name = "16 https to http",
       .typed = "example.com",
       .pages = {{kHome, {redirect("http://example.com/")}},
                 {"http://example.com/", {announces("http://example.com/wp-json/")}}},
       .ends = "error: insecure_site",
       .requests = 1},
      {.name = "17 to another site",
       .typed = "example.com",
       .pages = {{kHome, {redirect("https://other.example/welcome?from=example.com")}}},
       .ends = "error: moved",
       .requests = 1,
       .also = says("https://other.example")},
      {.name = "17 to a name that only begins alike",
       .typed = "example.com",
       .pages = {{kHome, {redirect("https://example.com.evil.example/")}}},
       .ends = "error: moved",
       .requests = 1},
      {.name = "17 to another port",
       .typed = "example.com",
       .pages = {{kHome, {redirect("https://example.com:8443/")}}},
       .ends = "error: moved",
       .requests = 1},
      {.name = "18 a sub-site that was archived, by its REST API",
       .typed = "example.com/sub/",
       .pages = {{"https://example.com/sub/wp-json/", {wp_error(410, "wp_die")}},
                 {kRoot, {index()}}},
       .ends = "error: not_wordpress",
       .requests = 3,
       .also =
           [](const auto& result, const Journey&) {
             CHECK(result.error().message.find("archived") != std::string::npos);
           }},
      {.name = "18 a sub-site that was archived, whose network's main site answers",
       .typed = "example.com/sub/",
       .pages = {{"https://example.com/sub/", {html_answer(410, "This site has been archived.")}},
                 {kRoot, {index()}}},
       .ends = "error: not_wordpress",
       .requests = 1,
       .also =
           [](const auto& result, const Journey&) {
             CHECK(result.error().message.find("archived") != std::string::npos);
           }},
      {.name = "17 the root is announced on another site",
       .typed = "example.com",
       .pages = {{kHome, {announces("https://other.example/wp-json/")}}},
       .ends = "error: moved",
       .requests = 1,
       .also = says("https://other.example")},
      {.name = "17 the root redirects to another site",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}},
                 {kRoot, {redirect("https://other.example/wp-json/")}}},
       .ends = "error: moved",
       .requests = 2},
      {.name = "17 a redirect to nowhere",
       .typed = "example.com",
       .pages = {{kHome, {redirect("javascript:alert(1)")}}},
       .ends = "error: bad_answer",
       .requests = 1},
      {.name = "19 not WordPress",
       .typed = "example.com",
       .pages = {{kHome, {html_answer(200, bare_page())}}},
       .ends = "error: not_wordpress",
       .requests = 5},
      {.name = "19 not WordPress, and every address answers with the same page",
       .typed = "example.com",
       .pages = {},
       .elsewhere = html_answer(200, bare_page()),
       .ends = "error: not_wordpress",
       .requests = 5},
      {.name = "19 not WordPress, but a JSON API",
       .typed = "example.com",
       .pages = {},
       .elsewhere = json_answer(200, R"({"hello":"world"})"),
       .ends = "error: not_wordpress",
       .requests = 5},
      {.name = "19 not WordPress, in a deep path",
       .typed = "example.com/a/b/c/d/e",
       .pages = {},
       .ends = "error: not_wordpress",
       .requests = 14},
      {.name = "21 the REST API was removed, JSON 404",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}}},
       .elsewhere = wp_error(404, "rest_no_route"),
       .ends = "error: rest_closed",
       .requests = 4},
      {.name = "21 the REST API was removed, HTML 404",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}}},
       .ends = "error: rest_closed",
       .requests = 4},
      {.name = "21 the REST API was removed, its links too",
       .typed = "example.com",
       .pages = {{kHome, {html_answer(200, theme_page("", "/xmlrpc.php?rsd"))}},
                 {"https://example.com/xmlrpc.php?rsd=", {answer(200, "<rsd></rsd>")}}},
       .ends = "error: rest_closed",
       .requests = 6},
      {.name = "23 HTTP Basic on the whole site",
       .typed = "example.com",
       .pages = {},
       .elsewhere = html_answer(401, "<h1>401 Authorization Required</h1>",
                                {{"WWW-Authenticate", "Basic realm=\"Staging\""}}),
       .ends = "error: blocked",
       .requests = 1,
       .also = says("Basic")},
      {.name = "23 HTTP Basic on the API",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}}},
       .elsewhere = html_answer(401, "", {{"WWW-Authenticate", "Basic realm=\"x\""}}),
       .ends = "error: blocked",
       .requests = 4,
       .also = says("Basic")},
      {.name = "24 a Cloudflare challenge",
       .typed = "example.com",
       .pages = {},
       .elsewhere = html_answer(403, "<title>Just a moment...</title>",
                                {{"cf-mitigated", "challenge"}, {"server", "cloudflare"}}),
       .ends = "error: blocked",
       .requests = 5,
       .also = says("Cloudflare")},
      {.name = "24 a firewall's page with status 200 where the API is",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}}},
       .elsewhere =
           html_answer(200, "<html><title>Sucuri WebSite Firewall - Access Denied</title>"),
       .ends = "error: blocked",
       .requests = 4,
       .also = says("Sucuri")},
      {.name = "24 a security plugin refuses strangers and owners alike",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}}},
       .elsewhere = wp_error(403, "wp_die", "You are not authorized to perform this action."),
       .ends = "error: blocked",
       .requests = 4},
      {.name = "25 429 for two minutes, in seconds",
       .typed = "example.com",
       .pages = {},
       .elsewhere = html_answer(429, "", {{"Retry-After", "120"}}),
       .ends = "error: rate_limited",
       .requests = 1,
       .also = [](const auto& result,
                  const Journey&) { check_retry_after(result, std::chrono::seconds(120)); }},
      {.name = "25 429 for two minutes, as a date",
       .typed = "example.com",
       .pages = {},
       .elsewhere = html_answer(429, "", {{"Retry-After", "Fri, 01 May 2026 12:02:00 GMT"}}),
       .ends = "error: rate_limited",
       .requests = 1,
       .also = [](const auto& result,
                  const Journey&) { check_retry_after(result, std::chrono::seconds(120)); }},
      {.name = "25 429 without end",
       .typed = "example.com",
       .pages = {},
       .elsewhere = html_answer(429, ""),
       .ends = "error: rate_limited",
       .requests = 4},
      {.name = "26 maintenance",
       .typed = "example.com",
       .pages = {},
       .elsewhere = html_answer(503,
                                "<title>Maintenance</title><h1>Briefly unavailable for scheduled "
                                "maintenance. Check back in a minute.</h1>",
                                {{"Retry-After", "600"}}),
       .ends = "error: maintenance",
       .requests = 5,
       .also = [](const auto& result,
                  const Journey&) { check_retry_after(result, std::chrono::seconds(600)); }},
      {.name = "27 a fatal error, as HTML",
       .typed = "example.com",
       .pages = {},
       .elsewhere = html_answer(500, "<p>There has been a critical error on this website.</p>"),
       .ends = "error: site_failed",
       .requests = 20},
      {.name = "27 a fatal error, as JSON where the API is",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}}},
       .elsewhere = json_answer(500, fatal),
       .ends = "error: site_failed",
       .requests = 4,
       .also = says("critical error")},
      {.name = "28 no such name",
       .typed = "example.com",
       .pages = {},
       .elsewhere = fault(Fault::Kind::dns),
       .ends = "error: unreachable",
       .requests = 1,
       .also = says("example.com")},
      {.name = "29 connection refused",
       .typed = "example.com",
       .pages = {},
       .elsewhere = fault(Fault::Kind::connect),
       .ends = "error: unreachable",
       .requests = 4},
      {.name = "29 a private address",
       .typed = "intranet.example",
       .pages = {},
       .elsewhere = fault(Fault::Kind::address_refused),
       .ends = "error: address_refused",
       .requests = 1},
      {.name = "30 a bad certificate",
       .typed = "example.com",
       .pages = {},
       .elsewhere = fault(Fault::Kind::tls),
       .ends = "error: tls_failed",
       .requests = 1},
      {.name = "30 a bad certificate, where http is allowed and would answer",
       .typed = "example.com",
       .allow_http = true,
       .pages = {{"http://example.com/", {announces("http://example.com/wp-json/")}},
                 {"http://example.com/wp-json/", {index()}}},
       .elsewhere = fault(Fault::Kind::tls),
       .ends = "error: tls_failed",
       .requests = 1},
      {.name = "31 no answer in time",
       .typed = "example.com",
       .pages = {},
       .elsewhere = fault(Fault::Kind::timed_out),
       .ends = "error: timed_out",
       .requests = 4},
      {.name = "31 the index breaks off, each time",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}}, {kRoot, {fault(Fault::Kind::interrupted)}}},
       .ends = "error: unreachable",
       .requests = 7},
      {.name = "31 the index is half an index",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}},
                 {kRoot, {json_answer(200, index_text().substr(0, 200))}}},
       .ends = "error: bad_answer",
       .requests = 4},
      {.name = "35 a gzip bomb for an index",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}}, {kRoot, {fault(Fault::Kind::too_large)}}},
       .ends = "error: too_large",
       .requests = 4},
      {.name = "35 a gzip bomb everywhere",
       .typed = "example.com",
       .pages = {},
       .elsewhere = fault(Fault::Kind::too_large),
       .ends = "error: too_large",
       .requests = 1},
      {.name = "36 user information",
       .typed = "https://editor:hunter2@example.com/",
       .pages = {},
       .ends = "error: bad_input",
       .requests = 0},
      {.name = "38 a redirect loop",
       .typed = "example.com",
       .pages = {{kHome, {redirect("https://www.example.com/")}},
                 {"https://www.example.com/", {redirect("https://example.com/")}}},
       .ends = "error: moved",
       .requests = 6,
       .also = says("circle")},
      {.name = "38 a redirect loop at the root",
       .typed = "example.com",
       .pages = {{kHome, {announces(kRoot)}}, {kRoot, {redirect("/wp-json/")}}},
       .ends = "error: moved",
       .requests = 7},
  };
}

TEST_CASE("Discovery ends in the right root", "[discover]") {
  for (const Scenario& scenario : found_scenarios()) run(scenario);
}

TEST_CASE("Discovery ends in the right diagnosis", "[discover]") {
  for (const Scenario& scenario : failed_scenarios()) run(scenario);
}

TEST_CASE("Every scenario of the field is tried", "[discover]") {
  std::map<int, int> rows;
  for (const Scenario& scenario : found_scenarios()) ++rows[std::stoi(scenario.name)];
  for (const Scenario& scenario : failed_scenarios()) ++rows[std::stoi(scenario.name)];
  for (int number = 1; number <= 40; ++number) {
    INFO(number);
    CHECK(rows[number] > 0);
  }
}

TEST_CASE("What discovery finds is kept by a stored profile", "[discover]") {
  for (const Scenario& scenario : found_scenarios()) {
    DiscoverFlow flow(*SiteUrl::parse(scenario.typed, scenario.allow_http));
    drive(flow, Site(scenario.pages, scenario.elsewhere), {.start = kNow});
    INFO(scenario.name);
    REQUIRE(flow.result());
    const auto again = decode_site_profile(encode(flow.result()->profile));
    REQUIRE(again);
    CHECK(again->root == flow.result()->profile.root);
    CHECK(again->name == flow.result()->profile.name);
    CHECK(again->passwords_available == flow.result()->profile.passwords_available);
  }
}

TEST_CASE("The doctor calls no site blocked to which discovery finds a way", "[discover]") {
  for (const Scenario& scenario : found_scenarios()) {
    INFO(scenario.name);
    // The doctor repeats nothing: what passes by is over.
    Pages lasting = scenario.pages;
    for (auto& [address, outcomes] : lasting) {
      outcomes.erase(outcomes.begin(), outcomes.end() - 1);
    }
    const auto typed = SiteUrl::parse(scenario.typed, scenario.allow_http);
    DiscoverFlow discover(*typed);
    drive(discover, Site(lasting, scenario.elsewhere), {.start = kNow});
    REQUIRE(discover.result());
    DoctorFlow doctor({.site = *typed, .profile = {}, .credentials = {}});
    const Journey journey = drive(doctor, Site(lasting, scenario.elsewhere), {.start = kNow});
    INFO("sent " << Catch::Detail::stringify(journey.lines()));
    REQUIRE(doctor.result());
    CHECK(doctor.result()->site);
    const bool off = discover.result()->profile.passwords_available == false;
    CHECK((doctor.result()->verdict == Verdict::blocked) == off);
    CHECK(journey.requests.size() <= 8);
    check_harmless(journey);
  }
}

TEST_CASE("A page is taken in part, an index whole", "[discover]") {
  DiscoverFlow flow(*SiteUrl::parse("example.com"));
  Site site({{kHome, {html_answer(200, theme_page(kRoot, ""))}}, {kRoot, {index()}}}, missing());
  drive(flow, [&site](const Request& request) {
    const bool is_index = request.url().path() == "/wp-json/";
    if (request.method() == Method::get) CHECK(request.may_truncate() == !is_index);
    CHECK(request.headers().find("Accept")->find(is_index ? "application/json" : "text/html") !=
          std::string_view::npos);
    return site(request);
  });
  CHECK(flow.result());
}

TEST_CASE("Discovery can be cancelled at every step", "[discover]") {
  for (const Scenario& scenario : failed_scenarios()) {
    const auto typed = SiteUrl::parse(scenario.typed, scenario.allow_http);
    if (!typed) continue;
    for (int n = 0; n < static_cast<int>(scenario.requests); ++n) {
      INFO(scenario.name << ", step " << n);
      DiscoverFlow flow(*typed);
      const Journey journey = drive(flow, Site(scenario.pages, scenario.elsewhere),
                                    {.start = kNow, .intervene = cancel_at(n)});
      CHECK(journey.log.size() == static_cast<std::size_t>(n) + 1);
      CHECK(ending(flow.result()) == "error: cancelled");
      DiscoverFlow aborted(*typed);
      const auto abort = [n](int step, const Step& asked) -> std::optional<Event> {
        if (step < n || !std::holds_alternative<Send>(asked)) return std::nullopt;
        return Fault{.kind = Fault::Kind::cancelled, .detail = {}};
      };
      drive(aborted, Site(scenario.pages, scenario.elsewhere), {.start = kNow, .intervene = abort});
      CHECK(ending(aborted.result()) == "error: cancelled");
    }
  }
}

TEST_CASE("A discovery that is moved goes on", "[discover]") {
  DiscoverFlow first(*SiteUrl::parse("example.com"));
  Step step = first.advance(Begin{}, kNow);
  DiscoverFlow second = std::move(first);
  step = second.advance(announces(kRoot), kNow);
  REQUIRE(std::holds_alternative<Send>(step));
  step = second.advance(index(), kNow);
  CHECK(std::holds_alternative<Done>(step));
  CHECK(ending(second.result()) == kPretty);
}

}  // namespace
// A page of another origin reads nothing but the REST API.
TEST_CASE("Discovery at the usual roots asks nothing else", "[discover]") {
  const auto lines_of = [](const std::string& typed, Pages pages, Outcome elsewhere,
                           const std::string& ends) {
    INFO(typed);
    const bool allow_http = typed.starts_with("http:");
    DiscoverFlow flow(*SiteUrl::parse(typed, allow_http), {}, Lookup::usual_roots);
    const Journey journey =
        drive(flow, Site(std::move(pages), std::move(elsewhere)), {.start = kNow});
    CHECK(ending(flow.result()) == ends);
    check_harmless(journey);
    std::vector<std::string> addresses;
    for (const std::string& line : journey.lines()) {
      addresses.push_back(line.substr(0, line.find("?_fields")));
    }
    return addresses;
  };
  const Fault unreadable = fault(Fault::Kind::unreadable);
  CHECK(lines_of("example.com", {{kRoot, {index()}}}, unreadable, kRoot + " pretty probe") ==
        std::vector<std::string>{"GET " + kRoot});
  CHECK(lines_of("example.com", {{"https://example.com/index.php?rest_route=/", {index()}}},
                 unreadable, "https://example.com/index.php?rest_route=/ query probe")
            .size() == 3);
  CHECK(lines_of("example.com", {}, unreadable, "error: blocked").size() == 3);
  // Retries aside, a host that is silent at one root is not asked for the others.
  CHECK(lines_of("example.com", {}, fault(Fault::Kind::dns), "error: unreachable") ==
        std::vector<std::string>{"GET " + kRoot});
  CHECK(lines_of("http://example.com", {{"http://example.com/wp-json/", {index(kNoPasswords)}}},
                 fault(Fault::Kind::dns), "http://example.com/wp-json/ pretty probe") ==
        std::vector<std::string>{"GET http://example.com/wp-json/"});
  CHECK(lines_of("localhost:8080", {{"http://localhost:8080/wp-json/", {index()}}},
                 fault(Fault::Kind::dns), "http://localhost:8080/wp-json/ pretty probe")
            .back() == "GET http://localhost:8080/wp-json/");
}

}  // namespace presslink::testing
