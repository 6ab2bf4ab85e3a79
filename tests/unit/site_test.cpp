#include "wordpress/site.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "presslink/catalogue.hpp"
#include "support/answers.hpp"
#include "support/catch.hpp"

namespace presslink::testing {
namespace {

/// An index document as WordPress answers it, with `members` instead of or besides the usual ones.
std::string index_with(std::string_view members) {
  return R"({"name":"Field Notes","description":"","url":"https://example.com",)"
         R"("home":"https://example.com","gmt_offset":"0","timezone_string":"",)"
         R"("namespaces":["oembed\/1.0","wp\/v2"],"authentication":[],"routes":{})" +
         std::string(members.empty() ? "" : ",") + std::string(members) + "}";
}

constexpr std::string_view kOffered =
    R"("authentication":{"application-passwords":{"endpoints":{"authorization":)"
    R"("https:\/\/example.com\/wp-admin\/authorize-application.php"}}})";

SiteProfile profile_of(std::string_view members) {
  const auto profile =
      parse_index(json_answer(200, index_with(members)), api_root(), FoundBy::link_header);
  INFO(members);
  REQUIRE(profile);
  return *profile;
}

TEST_CASE("An index becomes a profile", "[site]") {
  const SiteProfile profile = profile_of(
      R"("name":"Tom &amp; Ann&#8217;s &lt;Notes&gt;","url":"http:\/\/example.com\/wp",)"
      R"("home":"https:\/\/example.com","gmt_offset":2,"timezone_string":"Europe\/Berlin",)"
      R"("site_icon_url":"https:\/\/example.com\/icon.png",)"
      R"("namespaces":["wp\/v2","yoast\/v1","wordfence\/v1"],)" +
      std::string(kOffered));
  CHECK(profile.root == api_root());
  CHECK(profile.found_by == FoundBy::link_header);
  CHECK(profile.name == "Tom & Ann\xE2\x80\x99s <Notes>");
  CHECK(profile.home == "https://example.com");
  CHECK(profile.url == "http://example.com/wp");
  CHECK(profile.icon == "https://example.com/icon.png");
  CHECK(profile.timezone == "Europe/Berlin");
  CHECK(profile.gmt_offset_minutes == 120);
  CHECK(profile.namespaces == std::vector<std::string>{"wp/v2", "yoast/v1", "wordfence/v1"});
  REQUIRE(profile.seo_plugins.size() == 1);
  CHECK(profile.seo_plugins.front().name == "yoast");
  CHECK(profile.passwords_available == true);
  CHECK(profile.authorize_url == "https://example.com/wp-admin/authorize-application.php");
  CHECK(profile.closed_code.empty());
}

TEST_CASE("A site that calls itself by another one's name is told by its own", "[site]") {
  const auto home = [](const std::string& named) {
    return profile_of(R"("home":")" + named + '"').home;
  };
  CHECK(home("https://www.example.com/blog") == "https://www.example.com/blog");
  CHECK(home("http://example.com") == "http://example.com");
  CHECK(home("https://victim.example/blog/") == "https://example.com/blog");
  CHECK(home("https://victim.example") == "https://example.com");
  CHECK(home("https://example.com:8443/a") == "https://example.com/a");
  CHECK(home("example.com\\n").empty());

  const auto screen = [](const std::string& host) {
    return profile_of(
        R"("authentication":{"application-passwords":{"endpoints":{"authorization":"https://)" +
        host + R"(/wp-admin/authorize-application.php"}}})");
  };
  CHECK(screen("wp.example.com").authorize_url ==
        "https://wp.example.com/wp-admin/authorize-application.php");
  CHECK(screen("victim.example").authorize_url.empty());
  CHECK(screen("victim.example").passwords_available == true);
}

TEST_CASE("A site's icon is a web address or none", "[site]") {
  CHECK(profile_of(R"("site_icon_url":"")").icon.empty());
  CHECK(profile_of(R"("site_icon_url":"javascript:x")").icon.empty());
  CHECK(profile_of(R"("site_icon_url":"data:image/svg+xml,x")").icon.empty());
  CHECK(profile_of(R"("site_icon_url":["https://example.com/a.png"])").icon.empty());
}

TEST_CASE("A site's name is fit to be shown", "[site]") {
  CHECK(profile_of(R"("name":"")").name.empty());
  CHECK(profile_of(R"("name":null)").name.empty());
  CHECK(profile_of(R"("name":["x"])").name.empty());
  CHECK(profile_of(R"("name":"R&amp;amp;D")").name == "R&amp;D");
  const std::string hostile = profile_of(R"("name":"a\u001b[2J\nb\u0000c")").name;
  CHECK(std::none_of(hostile.begin(), hostile.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20; }));
  CHECK(profile_of(R"("name":")" + std::string(100'000, 'x') + R"(")").name.size() <= 500);
}

TEST_CASE("The offset to UTC comes as number or text", "[site]") {
  const std::vector<std::pair<std::string_view, int>> rows = {
      {"0", 0},          {"-5", -300},     {"5.5", 330},      {"5.75", 345},      {"-3.5", -210},
      {"\"0\"", 0},      {"\"5.5\"", 330}, {"\"-3\"", -180},  {"\"-3.5\"", -210}, {"\"+2\"", 120},
      {"\"5.75\"", 345}, {"\"\"", 0},      {"\"-0.5\"", -30}, {"\"x\"", 0},       {"null", 0},
      {"[]", 0},         {"1e300", 0},     {"-1e300", 0},     {"\"99\"", 0},      {"99", 0},
      {"\"--5\"", 0},
  };
  for (const auto& [value, minutes] : rows) {
    INFO(value);
    CHECK(profile_of("\"gmt_offset\":" + std::string(value)).gmt_offset_minutes == minutes);
  }
}

TEST_CASE("Application passwords are offered by an address alone", "[site]") {
  CHECK(profile_of(kOffered).passwords_available == true);
  for (const std::string_view none :
       {R"("authentication":[])", R"("authentication":{})", R"("authentication":null)",
        R"("authentication":"x")", R"("authentication":{"oauth1":{}})",
        R"("authentication":{"application-passwords":[]})",
        R"("authentication":{"application-passwords":{"endpoints":[]}})",
        R"("authentication":{"application-passwords":{"endpoints":{"authorization":""}}})",
        R"("authentication":{"application-passwords":{"endpoints":{"authorization":7}}})"}) {
    const SiteProfile profile = profile_of(none);
    CHECK(profile.passwords_available == false);
    CHECK(profile.authorize_url.empty());
  }
}

TEST_CASE("Only what has namespaces is an index", "[site]") {
  for (const std::string_view body :
       {"", "{}", "[]", "null", "<!DOCTYPE html><html></html>", R"({"namespaces":"wp/v2"})",
        R"({"namespaces":null})", R"({"code":"rest_no_route"})", R"([{"namespaces":[]}])",
        R"({"namespaces":["wp/v2"])"}) {
    INFO(body);
    CHECK_FALSE(parse_index(answer(200, std::string(body)), api_root(), FoundBy::probe));
  }
  const auto least =
      parse_index(answer(200, R"({"namespaces":[7,"wp/v2"]})"), api_root(), FoundBy::probe);
  REQUIRE(least);
  CHECK(least->namespaces.back() == "wp/v2");
  CHECK(least->passwords_available == false);
}

TEST_CASE("An index is found among what a site prints around it", "[site]") {
  for (const std::string& body : {"\xEF\xBB\xBF" + index_with(""),
                                  "<br />\n<b>Deprecated</b>:  Creation of dynamic property in "
                                  "<b>/srv/x.php</b> on line <b>7</b><br />\n" +
                                      index_with(""),
                                  index_with("") + "\n<!-- Page cached -->"}) {
    CHECK(parse_index(answer(200, body), api_root(), FoundBy::probe));
  }
}

// --- links in pages ----------------------------------------------------------------------------

constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en-US"><head><meta charset="UTF-8" />
<title>Field Notes &#8211; A site</title>
<link rel='stylesheet' id='x-css' href='https://example.com/x.css?ver=1' media='all' />
<link rel="https://api.w.org/" href="https://example.com/wp-json/" /><link rel="alternate" title="JSON" type="application/json" href="https://example.com/wp-json/wp/v2/pages/2" />
<link rel="EditURI" type="application/rsd+xml" title="RSD" href="https://example.com/xmlrpc.php?rsd" />
</head><body></body></html>)";

TEST_CASE("The links of a page are found", "[site][html]") {
  CHECK(html_rest_link(kHead) == "https://example.com/wp-json/");
  CHECK(html_rsd_link(kHead) == "https://example.com/xmlrpc.php?rsd");
}

TEST_CASE("A link is read however it is written", "[site][html]") {
  const std::vector<std::pair<std::string_view, std::string_view>> rows = {
      {R"(<link rel="https://api.w.org/" href="https://e.com/index.php?rest_route=/&#038;lang=de" />)",
       "https://e.com/index.php?rest_route=/&lang=de"},
      {R"(<link rel='https://api.w.org/' href='https://e.com/wp-json/'/>)",
       "https://e.com/wp-json/"},
      {R"(<link rel=https://api.w.org/ href=https://e.com/wp-json/>)", "https://e.com/wp-json/"},
      {R"(<LINK HREF="/wp-json/" REL="HTTPS://API.W.ORG/">)", "/wp-json/"},
      {"<link\n\trel = \"https://api.w.org/\"\n\thref = \"/wp-json/\"\n>", "/wp-json/"},
      {R"(<link/rel="https://api.w.org/"/href="/wp-json/">)", "/wp-json/"},
      {R"(<link href="/a" rel="x"><link data-rel="y" rel="https://api.w.org/" href="/b">)", "/b"},
      {R"(<link crossorigin rel="https://api.w.org/" href="/b">)", "/b"},
      {R"(<p>1 < 2</p><link rel="https://api.w.org/" href="/b">)", "/b"},
      {R"(<link rel="https://api.w.org/" href="">)", ""},
  };
  for (const auto& [html, wanted] : rows) {
    INFO(html);
    CHECK(html_rest_link(html) == std::string(wanted));
  }
}

TEST_CASE("A page without the link has none", "[site][html]") {
  for (const std::string_view html :
       {"", "<", "<link", "<link>", "<link rel>", "<link rel=>", "<link =>", "<link ==\"x\">",
        R"(<link rel="https://api.w.org/">)", R"(<link rel="https://api.w.org/" href)",
        R"(<a rel="https://api.w.org/" href="/x">)",
        R"(<links rel="https://api.w.org/" href="/x">)",
        R"(&lt;link rel="https://api.w.org/" href="/x"&gt;)",
        R"(<!-- <link rel="https://api.w.org/" href="/old/"> -->)"}) {
    INFO(html);
    CHECK_FALSE(html_rest_link(html));
  }
}

TEST_CASE("A page cut at any byte is read to its end", "[site][html]") {
  for (std::size_t size = 0; size <= kHead.size(); ++size) {
    const auto link = html_rest_link(kHead.substr(0, size));
    if (link) CHECK(*link == "https://example.com/wp-json/");
    const auto rsd = html_rsd_link(kHead.substr(0, size));
    if (rsd) CHECK(*rsd == "https://example.com/xmlrpc.php?rsd");
  }
}

TEST_CASE("An RSD document names the root", "[site][html]") {
  const std::string rsd = R"(<?xml version="1.0" encoding="UTF-8"?>
<rsd version="1.0" xmlns="http://archipelago.phrasewise.com/rsd"><service>
<engineName>WordPress</engineName><homePageLink>https://example.com</homePageLink><apis>
<api name="WordPress" blogID="1" preferred="true" apiLink="https://example.com/xmlrpc.php" />
<api name="WP-API" blogID="1" preferred="false" apiLink="https://example.com/wp-json/" />
</apis></service></rsd>)";
  CHECK(rsd_rest_link(rsd) == "https://example.com/wp-json/");
  CHECK_FALSE(rsd_rest_link(R"(<api name="WordPress" apiLink="https://example.com/xmlrpc.php"/>)"));
  CHECK_FALSE(rsd_rest_link(""));
}

// --- stored profiles ---------------------------------------------------------------------------

TEST_CASE("A profile survives being stored", "[site][stored]") {
  for (const std::string_view root :
       {"https://example.com/wp-json/", "https://example.com/blog/index.php?rest_route=/",
        "https://example.com/index.php/wp-json/", "http://127.0.0.1:8080/api/"}) {
    for (const FoundBy found_by :
         {FoundBy::link_header, FoundBy::html_link, FoundBy::rsd, FoundBy::probe}) {
      auto profile = parse_index(
          json_answer(200, index_with(R"("name":"a \"b\" \\ \u00fc","gmt_offset":"-3.5",)"
                                      R"("namespaces":["wp\/v2","rankmath\/v1"],)"
                                      R"("site_icon_url":"https://example.com/i.png",)" +
                                      std::string(kOffered))),
          api_root(root), found_by);
      REQUIRE(profile);
      const std::string text = encode(*profile);
      CHECK(text.find('\n') == std::string::npos);
      const auto again = decode_site_profile(text);
      REQUIRE(again);
      CHECK(again->root == profile->root);
      CHECK(again->root.style() == profile->root.style());
      CHECK(again->found_by == found_by);
      CHECK(again->name == profile->name);
      CHECK(again->home == profile->home);
      CHECK(again->icon == "https://example.com/i.png");
      CHECK(again->url == profile->url);
      CHECK(again->gmt_offset_minutes == -210);
      CHECK(again->namespaces == profile->namespaces);
      CHECK(again->seo_plugins.size() == 1);
      CHECK(again->passwords_available == true);
      CHECK(again->authorize_url == profile->authorize_url);
      CHECK(encode(*again) == text);
    }
  }
}

TEST_CASE("What could not be read stays unknown when stored", "[site][stored]") {
  SiteProfile profile{.root = api_root(), .found_by = FoundBy::probe};
  profile.closed_code = "rest_login_required";
  const auto again = decode_site_profile(encode(profile));
  REQUIRE(again);
  CHECK_FALSE(again->passwords_available);
  CHECK(again->closed_code == "rest_login_required");
}

TEST_CASE("A damaged profile is refused", "[site][stored]") {
  const std::string good = encode(SiteProfile{.root = api_root(), .found_by = FoundBy::probe});
  REQUIRE(decode_site_profile(good));
  for (std::size_t size = 0; size < good.size(); ++size) {
    CHECK_FALSE(decode_site_profile(good.substr(0, size)));
  }
  for (const std::string_view text :
       {"{}", "[]", "null", R"({"root":"https://example.com/wp-json/"})",
        R"({"root":"https://example.com/wp-json/","found_by":"guess"})",
        R"({"root":"ftp://example.com/","found_by":"probe"})",
        R"({"root":7,"found_by":"probe"})"}) {
    INFO(text);
    const auto profile = decode_site_profile(text);
    REQUIRE_FALSE(profile);
    CHECK(profile.error().code == Errc::bad_input);
  }
}

// --- why there are no passwords ----------------------------------------------------------------

TEST_CASE("The likeliest cause of missing passwords is named", "[site]") {
  const auto remedy = [](std::string_view members,
                         std::string_view root = "https://example.com/wp-json/") {
    auto profile =
        parse_index(json_answer(200, index_with(members)), api_root(root), FoundBy::probe);
    REQUIRE(profile);
    return remedy_for_missing_passwords(*profile, Catalogue::english());
  };
  const std::vector<std::pair<std::string_view, std::string_view>> rows = {
      {R"("namespaces":["wp\/v2","wordfence\/v1"])", "Wordfence"},
      {R"("namespaces":["aios\/v1\/onboarding"])", "All-In-One Security"},
      {R"("namespaces":["hostinger-tools-plugin\/v1"])", "Hostinger"},
      {R"("namespaces":["fluent-auth"])", "FluentAuth"},
      {R"("namespaces":["really-simple-security\/v1"])", "Really Simple Security"},
      {R"("namespaces":["aios\/v1","wordfence\/v1"])", "Wordfence"},
      {R"("home":"http:\/\/example.com")", "http"},
      {R"("home":"http:\/\/example.com","namespaces":["wordfence\/v1"])", "Wordfence"},
      {"", "security plugin"},
      {R"("namespaces":["my-wordfence\/v1"])", "wp_is_application_passwords_available"},
  };
  for (const auto& [members, word] : rows) {
    INFO(members);
    CHECK(remedy(members).find(word) != std::string::npos);
  }
  CHECK(remedy(R"("namespaces":["wordfence\/v1"])", "http://example.com/wp-json/")
            .find("certificate") != std::string::npos);
}

}  // namespace
}  // namespace presslink::testing
