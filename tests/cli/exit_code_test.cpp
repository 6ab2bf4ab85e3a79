#include "exit_code.hpp"

#include "busy.hpp"
#include "support/catch.hpp"

namespace presslink::cli {
namespace {

using Code = ExitCode;

PublishReport failure(Errc code) {
  PublishReport report;
  report.error.emplace().code = code;
  return report;
}

}  // namespace

TEST_CASE("Errors have their exit codes") {
  CHECK(exit_code(Errc::bad_input) == Code::bad_usage);
  CHECK(exit_code(Errc::not_wordpress) == Code::site_failed);
  CHECK(exit_code(Errc::unreachable) == Code::site_failed);
  CHECK(exit_code(Errc::credentials_rejected) == Code::bad_credentials);
  CHECK(exit_code(Errc::not_permitted) == Code::not_permitted);
  CHECK(exit_code(Errc::out_of_scope) == Code::not_permitted);
  CHECK(exit_code(Errc::uncertain) == Code::uncertain);
  CHECK(exit_code(Errc::cancelled) == Code::interrupted);
}

TEST_CASE("A report tells whether all that was asked for is there") {
  PublishReport report;
  report.outcome = PublishOutcome::published;
  CHECK(exit_code(report) == Code::done);
  SECTION("not with a difference") {
    report.changed_by_site.push_back({"slug", "a", "a-2", ""});
    CHECK(exit_code(report) == Code::unverified);
  }
  SECTION("not with an SEO field that was only accepted") {
    report.seo.push_back({.verdict = SeoVerdict::accepted_unverified});
    CHECK(exit_code(report) == Code::unverified);
  }
  SECTION("but with a verified one") {
    report.seo.push_back({.verdict = SeoVerdict::verified});
    CHECK(exit_code(report) == Code::done);
  }
}

TEST_CASE("A failed report ends as its error does") {
  CHECK(exit_code(failure(Errc::credentials_rejected)) == Code::bad_credentials);
  PublishReport lost = failure(Errc::site_failed);
  lost.outcome = PublishOutcome::uncertain;
  CHECK(exit_code(lost) == Code::uncertain);
  PublishReport unstored = failure(Errc::storage_failed);
  CHECK(exit_code(unstored) == Code::bad_usage);
  unstored.requests = 1;
  CHECK(exit_code(unstored) == Code::uncertain);
}

TEST_CASE("Another run in the way is nothing to mend") {
  CHECK(exit_code(busy("x")) == Code::busy);
  PublishReport report;
  report.error = busy("x");
  CHECK(exit_code(report) == Code::busy);
  report.requests = 2;  // of looking up the site
  CHECK(exit_code(report) == Code::busy);
  CHECK(combine({Code::busy, Code::busy}) == Code::busy);
  CHECK(combine({Code::done, Code::busy}) == Code::some_failed);
}

TEST_CASE("Several documents have one exit code") {
  CHECK(combine({}) == Code::done);
  CHECK(combine({Code::done, Code::done}) == Code::done);
  CHECK(combine({Code::done, Code::unverified}) == Code::unverified);
  CHECK(combine({Code::unverified, Code::uncertain}) == Code::uncertain);
  CHECK(combine({Code::done, Code::site_failed}) == Code::some_failed);
  CHECK(combine({Code::uncertain, Code::not_permitted}) == Code::some_failed);
  CHECK(combine({Code::bad_credentials, Code::bad_credentials}) == Code::bad_credentials);
  CHECK(combine({Code::bad_credentials, Code::site_failed}) == Code::some_failed);
  CHECK(combine({Code::done, Code::interrupted}) == Code::interrupted);
}

}  // namespace presslink::cli
