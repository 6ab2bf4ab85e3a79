#include <nlohmann/json.hpp>
#include <tuple>

#include "audit_file.hpp"
#include "console.hpp"
#include "report/json_report.hpp"
#include "report_text.hpp"
#include "stored_report.hpp"
#include "support/catch.hpp"

namespace presslink::cli {
namespace {

using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

std::vector<std::string> keys(const json& object) {
  std::vector<std::string> names;
  for (const auto& [name, value] : object.items()) names.push_back(name);
  return names;
}

PublishReport some_report() {
  PublishReport report;
  report.outcome = PublishOutcome::published;
  report.id = PostId::from(7);
  report.link = "https://example.com/a/";
  report.slug = "a";
  report.status = PostStatus::publish;
  report.date = parse_rfc3339("2026-05-01T07:30:00Z");
  report.categories = {{TermPath{"A", "B"}, TermId::from(3), true, "B"}};
  report.tags = {{TermPath{"x"}, TermId::from(4), false}};
  report.seo = {{"", "title", SeoVerdict::unsupported, "S", ""}};
  report.changed_by_site = {{"slug", "b", "a", "It was taken."}};
  report.requests = 2;
  return report;
}

Error some_error() {
  Error error;
  error.code = Errc::credentials_rejected;
  error.phase = Phase::publish;
  error.http_status = 401;
  error.wp_code = "rest_cannot_create";
  error.message = "No.";
  error.remedy = "Ask.";
  error.retry_after = std::chrono::seconds(5);
  error.causes = {{"header_stripped", Likelihood::likely}};
  return error;
}

}  // namespace

TEST_CASE("A publish answer has all its members") {
  const json answer = json::parse(publish_json("a.md", some_report()));
  CHECK(keys(answer) == std::vector<std::string>{"categories", "changed_by_site", "date_gmt",
                                                 "error", "file", "id", "link", "outcome",
                                                 "requests", "resumed", "seo", "seo_advice", "slug",
                                                 "status", "tags"});
  CHECK(answer["outcome"] == "published");
  CHECK(answer["date_gmt"] == "2026-05-01T07:30:00Z");
  CHECK(answer["categories"] ==
        json::parse(R"([{"id": 3, "name": "B", "path": "A > B", "created": true}])"));
  CHECK(answer["seo"][0]["verdict"] == "unsupported");
  CHECK(answer["changed_by_site"] ==
        json::parse(R"([{"field": "slug", "sent": "b", "got": "a", "why": "It was taken."}])"));
  CHECK(answer["error"].is_null());
}

TEST_CASE("An error answer has all its members") {
  CHECK(json::parse(error_json(some_error()))["error"] ==
        json::parse(R"({"code": "credentials_rejected", "phase": "publish", "http_status": 401,
          "wp_code": "rest_cannot_create", "message": "No.", "remedy": "Ask.",
          "retry_after_s": 5, "causes": [{"id": "header_stripped", "likelihood": "likely"}]})"));
  const json bare = json::parse(error_json(Error{}))["error"];
  CHECK(bare["http_status"].is_null());
  CHECK(bare["wp_code"].is_null());
  CHECK(bare["retry_after_s"].is_null());
}

TEST_CASE("A bad document's answer lists its problems") {
  const json answer = json::parse(
      publish_json("a.md", {{{3, 0}, "titel", "unknown key"}, {{4, 0}, "date", "no zone"}}));
  CHECK(answer["outcome"] == "failed");
  CHECK(answer["error"]["code"] == "bad_input");
  CHECK(answer["error"]["message"] == "a.md:3: \"titel\": unknown key\na.md:4: \"date\": no zone");
  CHECK(answer["problems"] == json::parse(R"([{"line": 3, "key": "titel", "message": "unknown key"},
                        {"line": 4, "key": "date", "message": "no zone"}])"));
}

TEST_CASE("Bytes that are not UTF-8 do not break an answer") {
  const json answer = json::parse(publish_json("a\xFF.md", some_report()));
  CHECK(answer["file"] == "a\uFFFD.md");
}

TEST_CASE("A rejected check says so") {
  const json answer = json::parse(account_json(some_error(), 2));
  CHECK(answer["credentials"] == "rejected");
  CHECK(answer["user"].is_null());
  Error other = some_error();
  other.code = Errc::blocked;
  CHECK(json::parse(account_json(other, 2))["credentials"] == "unknown");
}

TEST_CASE("An earlier report comes back as unchanged") {
  const PublishReport report = decode_report(publish_json("", some_report()));
  CHECK(report.outcome == PublishOutcome::unchanged);
  CHECK(report.id == PostId::from(7));
  CHECK(report.link == "https://example.com/a/");
  CHECK(report.status == PostStatus::publish);
  CHECK(report.date == some_report().date);
  REQUIRE(report.categories.size() == 1);
  CHECK(report.categories[0].path == TermPath{"A", "B"});
  CHECK_FALSE(report.categories[0].created);
  CHECK(report.tags.size() == 1);
  REQUIRE(report.seo.size() == 1);
  CHECK(report.seo[0].verdict == SeoVerdict::unsupported);
  REQUIRE(report.changed_by_site.size() == 1);
  CHECK(report.changed_by_site[0].field == "slug");
  CHECK(report.changed_by_site[0].sent == "b");
  CHECK(report.changed_by_site[0].got == "a");
  CHECK(report.changed_by_site[0].why == "It was taken.");
  CHECK_THAT(publish_text("a.md", report, false),
             ContainsSubstring("At the last publish the site changed the slug to \"a\""));
  CHECK(report.requests == 0);
  CHECK(decode_report("").outcome == PublishOutcome::unchanged);
}

TEST_CASE("Reports for people say what there is to know") {
  const std::string text = publish_text("a.md", some_report(), true);
  CHECK_THAT(text, ContainsSubstring("a.md: published https://example.com/a/"));
  CHECK_THAT(text, ContainsSubstring("Created the category \"A > B\"."));
  CHECK_THAT(text, ContainsSubstring("It was taken."));
  CHECK_THAT(text, ContainsSubstring("SEO title"));
  const std::string error = error_text(some_error(), Catalogue::english());
  CHECK(error ==
        "presslink: No.\nWhat to do: Ask.\n"
        "- The web server removes the Authorization header before WordPress sees it.\n"
        "  (likely)\npresslink doctor tells more.\n"
        "(credentials_rejected in publish, HTTP 401, rest_cannot_create, retry after 5 s)");
}

TEST_CASE("A post that is not public is said to be so") {
  PublishReport report = some_report();
  for (const auto& [outcome, status, text] :
       {std::tuple{PublishOutcome::updated, PostStatus::draft, "updated, not public: draft "},
        {PublishOutcome::updated, PostStatus::future, "updated, not public: future "},
        {PublishOutcome::unchanged, PostStatus::private_,
         "unchanged, not public when last seen: private "},
        {PublishOutcome::updated, PostStatus::publish, "updated "},
        {PublishOutcome::unchanged, PostStatus::publish, "unchanged "},
        {PublishOutcome::saved, PostStatus::draft, "saved as draft "}}) {
    report.outcome = outcome;
    report.status = status;
    CHECK(outcome_text(report) == text + report.link);
  }
}

TEST_CASE("Only a post that was seen is said to be there") {
  PublishReport report;
  report.id = PostId::from(7);
  report.error = some_error();
  CHECK_THAT(publish_text("a.md", report, true), ContainsSubstring("The post 7 exists"));
  CHECK(publish_text("a.md", report, false) == "a.md: failed");
}

TEST_CASE("Only a run that finished a post says so") {
  PublishReport report = some_report();
  report.resumed = true;
  CHECK_THAT(publish_text("a.md", report, true), ContainsSubstring("this one finished it"));
  report.outcome = GENERATE(PublishOutcome::failed, PublishOutcome::uncertain);
  report.error = some_error();
  const std::string text = publish_text("a.md", report, true);
  CHECK_THAT(text, !ContainsSubstring("finished it"));
  CHECK_THAT(text, ContainsSubstring("An earlier run had begun it."));
}

TEST_CASE("Texts are wrapped at 80 columns, counting characters") {
  std::string words;
  for (int i = 0; i < 40; ++i) words += "wörd ";
  const std::string text = wrap(words, 2);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    CHECK(std::count(line.begin(), line.end(), '\xC3') <= 16);
    CHECK((at == 0 || line.rfind("  w", 0) == 0));
    at = end + 1;
  }
  CHECK(wrap("a b\nc") == "a b\nc");
  CHECK(wrap(std::string(100, 'x') + " y") == std::string(100, 'x') + "\ny");
  CHECK(wrap("abc def", 4, 76) == "abc\n    def");
}

TEST_CASE("An audit line holds no query and no body") {
  Exchange exchange;
  exchange.request = "POST https://example.com/wp-json/wp/v2/posts";
  exchange.method = Method::post;
  exchange.route = "/wp/v2/posts";
  exchange.attempt = 1;
  exchange.status = 201;
  exchange.bytes_sent = 20;
  exchange.bytes_received = 30;
  exchange.duration = std::chrono::microseconds(4500);
  CHECK(audit_line(exchange, *parse_rfc3339("2026-05-01T07:30:00Z")) ==
        R"({"time":"2026-05-01T07:30:00Z","method":"POST","route":"/wp/v2/posts","status":201,)"
        R"("bytes":30,"bytes_sent":20,"attempt":1,"milliseconds":4})");
}

}  // namespace presslink::cli
