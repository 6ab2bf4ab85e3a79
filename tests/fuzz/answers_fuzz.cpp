// Flows before a site whose answers are changed at random: whatever comes, a flow ends, stays at
// its site, tells no password and makes at most one post public.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "presslink/account.hpp"
#include "presslink/discover.hpp"
#include "presslink/doctor.hpp"
#include "presslink/preview.hpp"
#include "presslink/publish.hpp"
#include "presslink/seo.hpp"
#include "presslink/term.hpp"
#include "report/json_report.hpp"
#include "support/connection.hpp"
#include "support/fake_wordpress.hpp"

namespace presslink::testing {
namespace {

/// Decisions and texts out of a fuzzer's bytes; 0, the harmless one, and nothing where they are
/// used up.
class Input {
 public:
  explicit Input(std::string_view bytes) : rest_(bytes) {}

  /// 0 … `count` - 1. Precondition: `count` > 0.
  [[nodiscard]] std::size_t below(std::size_t count) {
    std::size_t value = byte();
    if (count > 256) value = value << 8U | byte();
    return value % count;
  }

  /// At most `most` bytes.
  [[nodiscard]] std::string text(std::size_t most) {
    const std::size_t size = std::min(below(most + 1), rest_.size());
    std::string out(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return out;
  }

 private:
  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const auto value = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }

  std::string_view rest_;
};

constexpr int max_steps = 3000;
constexpr std::string_view title = "Tea & biscuits";
constexpr std::string_view part_of_password = "EFGH";

/// What real answers are made of, to be put where it does not belong.
constexpr auto words = std::to_array<std::string_view>(
    {"{",
     "}",
     "[",
     "]",
     "\"",
     ",",
     ":",
     "null",
     "true",
     "0",
     "-1",
     "1e400",
     "9007199254740993",
     R"("id":1)",
     R"("code":"rest_forbidden")",
     R"({"code":"rest_no_route","message":""})",
     R"("code":"rest_post_invalid_id")",
     R"("code":"term_exists","data":{"term_id":3})",
     R"("status":"publish")",
     R"("status":"future")",
     R"("slug":"")",
     R"("raw":"x")",
     R"({"rendered":"<p>"})",
     R"("namespaces":["wp/v2","yoast/v1"])",
     R"("authentication":[])",
     R"("uuid":"d592c75c-8163-4526-9dd4-1fe72b4c9177")",
     R"("deleted":true)",
     "<html><head><title>x</title>",
     "<link rel=\"https://api.w.org/\" href=\"/wp-json/\">",
     "<link rel=\"EditURI\" href=\"/xmlrpc.php?rsd\">",
     "<meta name=\"description\" content='",
     "<!-- ",
     "-->",
     "&amp;",
     "&#x1F600;",
     "<methodResponse><fault><value><struct>",
     "<member><name>faultCode</name><value><int>403</int></value></member>",
     "\xFF",
     "\xF0\x9F\x98",
     "\n\t"});

constexpr auto headers = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"Link", "</wp-json/>; rel=\"https://api.w.org/\""},
    {"Link", "<https://elsewhere.example/wp-json/>; rel=\"https://api.w.org/\""},
    {"Link", "<"},
    {"Location", "https://example.com/wp-login.php"},
    {"Location", "http://example.com/"},
    {"Location", "https://elsewhere.example/"},
    {"Location", "/wp-json/"},
    {"Location", ""},
    {"Retry-After", "1"},
    {"Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"},
    {"WWW-Authenticate", "Basic realm=\"x\""},
    {"X-WP-TotalPages", "99999999999"},
    {"Age", "7"},
    {"X-LiteSpeed-Cache", "hit"},
    {"Server", "cloudflare"},
    {"Content-Type", "text/html"},
});

constexpr std::array statuses = {200, 201, 204, 301, 302, 400, 401, 403, 404, 406, 408, 409,
                                 410, 413, 429, 500, 501, 502, 503, 504, 520, 0,   -1,  999};

/// The site's own answer, changed as the input says; most are left as they are.
std::variant<Response, Fault> spoil(Response response, Input& input) {
  switch (input.below(9)) {
    case 3:
      return Fault{.kind = static_cast<Fault::Kind>(input.below(12)),
                   .delivery = static_cast<Fault::Delivery>(input.below(2)),
                   .detail = input.text(12)};
    case 4: response.status = statuses.at(input.below(statuses.size())); break;
    case 5: response.body = input.text(400); break;
    case 6: {
      const auto& [name, value] = headers.at(input.below(headers.size()));
      response.headers.add(std::string(name), std::string(value));
      response.status = statuses.at(input.below(statuses.size()));
      break;
    }
    case 7:
    case 8:
      for (std::size_t edits = input.below(6); edits > 0; --edits) {
        const std::size_t at = input.below(response.body.size() + 1);
        const std::size_t cut = input.below(16);
        response.body.replace(at, std::min(cut, response.body.size() - at),
                              words.at(input.below(words.size())));
      }
      break;
    default: break;
  }
  return response;
}

[[noreturn]] void fail(const char* what, std::string_view detail) {
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(detail.size()), detail.data());
  std::abort();
}

void check_silence(std::string_view text) {
  if (text.find(part_of_password) != std::string_view::npos) fail("told the password", text);
}

/// Beside what the flow makes there is a post of somebody else.
FakeWordPress wordpress(Input& input) {
  FakeWordPress site;
  site.posts[12] = {.title = "Theirs",
                    .content = "<p>Theirs.</p>",
                    .slug = "theirs",
                    .status = "publish",
                    .categories = {1}};
  site.accepts_password = input.below(8) != 7;
  site.may_publish = input.below(8) != 7;
  site.may_create_categories = input.below(8) != 7;
  site.strips_scripts = input.below(2) != 0;
  return site;
}

void run(Flow& flow, FakeWordPress& site, Input& input) {
  UtcTime now{std::chrono::hours(24 * 365 * 56)};
  Event event = Begin{};
  for (int step = 0;; ++step) {
    if (step == max_steps) fail("does not end", site.log.empty() ? "" : site.log.back());
    Step next = flow.advance(std::move(event), now);
    if (std::holds_alternative<Done>(next)) return;
    if (input.below(200) == 1) {
      event = Cancelled{};
    } else if (const auto* send = std::get_if<Send>(&next)) {
      const Request& request = send->request;
      if (!same_site(request.url().origin(), Url::parse("https://example.com")->origin())) {
        fail("left the site", request.url().str());
      }
      check_silence(request.url().str());
      check_silence(request.body());
      for (const auto& [name, value] : request.headers()) check_silence(value);
      auto outcome = spoil(site.handle(request), input);
      if (auto* fault = std::get_if<Fault>(&outcome))
        event = std::move(*fault);
      else
        event = std::get<Response>(std::move(outcome));
    } else if (const auto* wait = std::get_if<Wait>(&next)) {
      if (wait->delay.count() < 0) fail("waits for the past", "");
      now += wait->delay;
      event = Woke{};
    } else {
      event = Saved{input.below(32) != 1};
    }
  }
}

void check_posts(const FakeWordPress& site) {
  int published = 0;
  for (const auto& [id, post] : site.posts) {
    if (id != 12 && post.status == "publish") ++published;
  }
  if (published > 1) fail("made several posts public", std::to_string(published));
}

PostDraft article(Input& input) {
  PostDraft draft;
  draft.title = title;
  draft.content = "<p>Warm the pot.</p><script>1</script>";
  draft.slug = "tea";
  if (input.below(2) != 0) draft.excerpt = "Tea.";
  if (input.below(2) != 0) draft.categories = {{TermPath{"Guides", "Kitchen"}}};
  if (input.below(2) != 0) draft.tags = {{"hot"}};
  if (input.below(2) != 0) draft.status = static_cast<PostStatus>(input.below(5));
  if (input.below(2) != 0) draft.date = UtcTime{std::chrono::hours(24 * 365 * 57)};
  if (input.below(2) != 0) {
    draft.seo = {.title = "Tea",
                 .description = "About tea",
                 .focus_keyphrase = "tea",
                 .canonical = "https://example.com/tea",
                 .noindex = input.below(2) != 0};
  }
  return draft;
}

constexpr std::array assumed = {
    "none",          "yoast",    "yoast-legacy",    "rankmath", "rankmath-legacy",      "aioseo",
    "aioseo-legacy", "seopress", "seopress-legacy", "slimseo",  "yoast-legacy,rankmath"};

void publish(Input& input, const ScopeGuard& guard, const SiteProfile& profile,
             const FlowOptions& options) {
  FakeWordPress site = wordpress(input);
  const PublishOptions settings{.on_missing_category = static_cast<OnMissingTerm>(input.below(3)),
                                .on_unverified_seo = static_cast<OnUnverifiedSeo>(input.below(2)),
                                .access = {.xml_rpc = input.below(2) != 0},
                                .flow = options};
  const Uuid key = *Uuid::parse("6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f");
  PublishFlow flow(guard,
                   {.draft = article(input),
                    .checkpoint = {.key = key},
                    .known = {},
                    .site = profile,
                    .look_first = input.below(2) != 0},
                   settings);
  run(flow, site, input);
  check_silence(publish_json("tea.md", flow.result()));
  check_posts(site);
}

void update(Input& input, const ScopeGuard& guard, const SiteProfile& profile,
            const FlowOptions& options) {
  FakeWordPress site = wordpress(input);
  PostDraft draft = article(input);
  if (input.below(2) != 0) draft = {.seo = draft.seo};
  UpdateFlow flow(guard, {.post = *PostId::from(12), .draft = draft, .known = {}, .site = profile},
                  {.access = {.xml_rpc = input.below(2) != 0}, .flow = options});
  run(flow, site, input);
  check_silence(publish_json("tea.md", flow.result()));
  check_posts(site);
}

template <class F>
void check_result(const F& flow) {
  if (!flow.result()) check_silence(error_json(flow.result().error()));
}

void ask(Input& input, const ScopeGuard& guard, const SiteProfile& profile,
         const FlowOptions& options) {
  FakeWordPress site = wordpress(input);
  switch (input.below(6)) {
    case 0: {
      DiscoverFlow flow(*SiteUrl::parse("https://example.com/blog/"), options,
                        static_cast<Lookup>(input.below(2)));
      run(flow, site, input);
      return check_result(flow);
    }
    case 1: {
      VerifyFlow flow(guard, options);
      run(flow, site, input);
      return check_result(flow);
    }
    case 2: {
      DisconnectFlow flow(guard, options);
      run(flow, site, input);
      return check_result(flow);
    }
    case 3: {
      TermsFlow flow(guard,
                     {.categories = {{TermPath{"Guides", "Kitchen"}}, {TermPath{"Guides", "Tea"}}},
                      .tags = {"hot"},
                      .known = {}},
                     options);
      run(flow, site, input);
      return check_result(flow);
    }
    case 4: {
      SeoFlow flow(guard,
                   {.target = {.kind = static_cast<SeoTarget::Kind>(input.below(3)), .id = 12},
                    .fields = {.title = "Tea", .focus_keyphrase = "tea", .noindex = true},
                    .site = profile},
                   options);
      run(flow, site, input);
      return check_result(flow);
    }
    default: {
      DoctorFlow::Input asked{.site = *SiteUrl::parse("example.com")};
      if (input.below(2) != 0) asked.profile = profile;
      if (input.below(4) != 3) asked.credentials = credentials();
      DoctorFlow flow(std::move(asked), options);
      run(flow, site, input);
      if (flow.result()) check_silence(doctor_json(*flow.result(), Catalogue::english()));
      return check_result(flow);
    }
  }
}

void fuzz(Input& input) {
  const ScopeGuard access = guard();
  const auto profile = assumed_site(access.root(), assumed.at(input.below(assumed.size())));
  const FlowOptions options{.retry = {.max_retries = static_cast<int>(input.below(4))},
                            .seed = input.below(3),
                            .site = input.below(2) != 0 ? &*profile : nullptr};
  switch (input.below(3)) {
    case 0: return publish(input, access, *profile, options);
    case 1: return update(input, access, *profile, options);
    default: return ask(input, access, *profile, options);
  }
}

}  // namespace
}  // namespace presslink::testing

// libFuzzer's name. NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace presslink::testing;
  // A fuzzer learns what is looked for; what the site says itself is no secret of ours.
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.find(part_of_password) != std::string_view::npos) return 0;
  Input input(bytes);
  fuzz(input);
  return 0;
}
