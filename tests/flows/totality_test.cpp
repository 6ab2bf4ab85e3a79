#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "presslink/account.hpp"
#include "presslink/discover.hpp"
#include "presslink/doctor.hpp"
#include "presslink/preview.hpp"
#include "presslink/publish.hpp"
#include "presslink/seo.hpp"
#include "presslink/term.hpp"
#include "support/answers.hpp"
#include "support/connection.hpp"
#include "support/fake_wordpress.hpp"
#include "support/flow_driver.hpp"

// A host may have a bug, but a flow must not crash on it, hang on it, or call it a success.

namespace presslink::testing {
namespace {

const UtcTime kNow = *parse_rfc3339("2026-05-01T12:00:00Z");

/// A flow that can be begun anew, the site that it talks to, and whether it failed.
struct Subject {
  std::string name;
  std::function<std::unique_ptr<Flow>()> make;
  std::function<bool(const Flow&)> failed;
  std::function<Responder()> site;
  /// What comes after the last write only tells what became of it, and may fail unpunished.
  bool reads_back = false;
};

template <class F>
bool has_error(const Flow& flow) {
  return !static_cast<const F&>(flow).result();
}

template <class F>
bool reports_error(const Flow& flow) {
  return static_cast<const F&>(flow).result().error.has_value();
}

PostDraft article() {
  PostDraft draft;
  draft.title = "Tea & biscuits";
  draft.content = "<p>Warm the pot.</p>";
  draft.slug = "tea";
  draft.categories = {{TermPath{"Guides", "Kitchen"}}};
  return draft;
}

/// A site that works, after it was slow once.
Responder working_site() {
  return [site = std::make_shared<FakeWordPress>(),
          slow = true](const Request& request) mutable -> std::variant<Response, Fault> {
    if (std::exchange(slow, false)) {
      return Fault{
          .kind = Fault::Kind::connect, .delivery = Fault::Delivery::not_sent, .detail = {}};
    }
    return site->handle(request);
  };
}

/// A site that loses the answer of every second request that it carries out.
Responder lossy_site() {
  return [site = std::make_shared<FakeWordPress>(),
          count = 0](const Request& request) mutable -> std::variant<Response, Fault> {
    Response response = site->handle(request);
    if (++count % 2 == 1) {
      return Fault{
          .kind = Fault::Kind::interrupted, .delivery = Fault::Delivery::unknown, .detail = {}};
    }
    return response;
  };
}

/// A working site whose SEO plugins take everything.
Responder plugin_site() {
  FakeWordPress wordpress;
  wordpress.posts[12].status = "publish";
  return [site = std::make_shared<FakeWordPress>(wordpress)](
             const Request& request) -> std::variant<Response, Fault> {
    const std::string& path = request.url().path();
    if (path == "/xmlrpc.php") return answer(200, "<methodResponse></methodResponse>");
    if (path.find("/rankmath/") != std::string::npos) return json_answer(200, R"({"slug":true})");
    if (path.find("/wp-abilities/") != std::string::npos) return json_answer(200, "{}");
    return site->handle(request);
  };
}

Responder account_site() {
  return [](const Request& request) -> Response {
    if (request.method() == Method::del) return json_answer(200, R"({"deleted":true})");
    if (request.url().path().ends_with("introspect")) {
      return json_answer(200, R"({"uuid":"d592c75c-8163-4526-9dd4-1fe72b4c9177","name":"Desk"})");
    }
    return json_answer(200, R"({"id":3,"username":"ann","roles":[],"capabilities":{}})");
  };
}

/// A site that the doctor has to ask for everything.
Responder ailing_site() {
  return [](const Request& request) -> Response {
    const std::string& path = request.url().path();
    if (path == "/xmlrpc.php") return answer(200, "<methodResponse></methodResponse>");
    if (path.ends_with("/users/me")) return wp_error(401, "rest_not_logged_in");
    if (path != "/wp-json/") return html_answer(200, "");
    return json_answer(200, R"({"namespaces":["wp/v2"],"authentication":{"application-passwords":)"
                            R"({"endpoints":{"authorization":"https://example.com/x"}}}})");
  };
}

/// A site that nothing is amiss with, but that it is closed to strangers.
Responder closed_site() {
  return [](const Request& request) -> Response {
    const std::string& path = request.url().path();
    if (path == "/") {
      return html_answer(200, "", {{"Link", "</wp-json/>; rel=\"https://api.w.org/\""}});
    }
    if (request.authorization().empty()) return wp_error(401, "rest_login_required");
    if (path == "/wp-json/") return json_answer(200, R"({"namespaces":[],"authentication":[]})");
    if (path.ends_with("/users/me")) {
      return json_answer(200, R"({"id":3,"username":"ann","roles":["editor"],"capabilities":)"
                              R"({"edit_posts":true,"publish_posts":true,)"
                              R"("manage_categories":true}})");
    }
    return json_answer(200, "[]");
  };
}

Responder hidden_site() {
  return [](const Request& request) -> Response {
    if (request.url().query().find("rest_route") != std::string::npos) {
      return json_answer(200, R"({"namespaces":["wp/v2"],"authentication":[]})");
    }
    if (request.url().path() != "/") return html_answer(404, "");
    return html_answer(200, R"(<link rel="EditURI" href="/xmlrpc.php?rsd">)");
  };
}

std::vector<Subject> subjects(const ScopeGuard& guard) {
  const Uuid key = *Uuid::parse("6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f");
  const auto discover = [] {
    return std::make_unique<DiscoverFlow>(*SiteUrl::parse("https://example.com"));
  };
  const auto publish = [&guard, key] {
    return std::make_unique<PublishFlow>(guard, PublishFlow::Input{article(), {.key = key}, {}});
  };
  const auto terms = [&guard] {
    return std::make_unique<TermsFlow>(
        guard, TermsFlow::Input{.categories = {{"Guides", "Kitchen"}}, .tags = {}, .known = {}});
  };
  const auto update = [&guard] {
    return std::make_unique<UpdateFlow>(
        guard, UpdateFlow::Input{.post = *PostId::from(12), .draft = article(), .known = {}});
  };
  const auto site = *assumed_site(guard.root(), "yoast-legacy,rankmath");
  const auto publish_seo = [&guard, key, site] {
    PostDraft draft = article();
    draft.seo = {.title = "Tea", .canonical = "https://example.com/tea"};
    return std::make_unique<PublishFlow>(guard, PublishFlow::Input{draft, {.key = key}, {}, site});
  };
  const auto update_seo = [&guard, site] {
    PostDraft draft = article();
    draft.seo.title = "Tea";
    return std::make_unique<UpdateFlow>(
        guard,
        UpdateFlow::Input{.post = *PostId::from(12), .draft = draft, .known = {}, .site = site});
  };
  const auto seo = [&guard, site] {
    return std::make_unique<SeoFlow>(
        guard, SeoFlow::Input{.target = {.id = 12}, .fields = {.title = "Tea"}, .site = site});
  };
  const auto verify = [&guard] { return std::make_unique<VerifyFlow>(guard); };
  const auto disconnect = [&guard] { return std::make_unique<DisconnectFlow>(guard); };
  const auto doctor = [] {
    return std::make_unique<DoctorFlow>(DoctorFlow::Input{.site = *SiteUrl::parse("example.com"),
                                                          .profile = std::nullopt,
                                                          .credentials = credentials("ann"),
                                                          .scope = Scope::standard(),
                                                          .access = {}});
  };
  return {
      {"doctor, refused", doctor, has_error<DoctorFlow>, ailing_site},
      {"doctor, closed to strangers", doctor, has_error<DoctorFlow>, closed_site},
      {"discover", discover, has_error<DiscoverFlow>, hidden_site},
      {"verify", verify, has_error<VerifyFlow>, account_site},
      {"disconnect", disconnect, has_error<DisconnectFlow>, account_site},
      {"terms", terms, has_error<TermsFlow>, working_site},
      {"terms, answers lost", terms, has_error<TermsFlow>, lossy_site},
      {"publish", publish, reports_error<PublishFlow>, working_site},
      {"publish, answers lost", publish, reports_error<PublishFlow>, lossy_site},
      {"update", update, reports_error<UpdateFlow>, working_site},
      {"publish with SEO", publish_seo, reports_error<PublishFlow>, plugin_site, true},
      {"update with SEO", update_seo, reports_error<UpdateFlow>, plugin_site, true},
      {"seo", seo, has_error<SeoFlow>, plugin_site, true},
  };
}

struct Named {
  std::string_view name;
  Event event;
};

std::vector<Named> events() {
  const auto fault = [](Fault::Kind kind, Fault::Delivery delivery) {
    return Fault{.kind = kind, .delivery = delivery, .detail = {}};
  };
  return {
      {"Begin", Begin{}},
      {"Response 200", json_answer(200, "{}")},
      {"Response 201", json_answer(201, "[]")},
      {"Response 404", html_answer(404, "")},
      {"Response 0", Response{}},
      {"Fault lost", fault(Fault::Kind::interrupted, Fault::Delivery::unknown)},
      {"Fault not sent", fault(Fault::Kind::connect, Fault::Delivery::not_sent)},
      {"Fault cancelled", fault(Fault::Kind::cancelled, Fault::Delivery::unknown)},
      {"Woke", Woke{}},
      {"Saved", Saved{true}},
      {"not Saved", Saved{false}},
      {"Cancelled", Cancelled{}},
  };
}

/// Whether `event` is an answer to `step`.
bool answers(const Event& event, const Step& step) {
  if (std::holds_alternative<Cancelled>(event)) return true;
  if (std::holds_alternative<Wait>(step)) return std::holds_alternative<Woke>(event);
  if (std::holds_alternative<Save>(step)) return std::holds_alternative<Saved>(event);
  return std::holds_alternative<Response>(event) || std::holds_alternative<Fault>(event);
}

/// The number of the first step after the last that changes anything; 0 where nothing does.
int first_of_the_last_reads(const std::vector<std::string>& log) {
  const auto last = std::find_if(log.rbegin(), log.rend(), [](const std::string& line) {
    return line.starts_with("POST") || line.starts_with("save");
  });
  return static_cast<int>(log.rend() - last);
}

TEST_CASE("Any event in any state leads to the end", "[totality]") {
  const ScopeGuard allowed = guard();
  for (const Subject& subject : subjects(allowed)) {
    const auto whole = subject.make();
    const auto log = drive(*whole, subject.site(), {.start = kNow}).log;
    const int steps = static_cast<int>(log.size());
    REQUIRE(steps > 0);
    const int reads = subject.reads_back ? first_of_the_last_reads(log) : steps;
    for (int n = 0; n < steps; ++n) {
      for (const Named& named : events()) {
        INFO(subject.name << ", step " << n << ", " << named.name);
        const auto flow = subject.make();
        bool out_of_order = false;
        const auto inject = [&](int step, const Step& asked) -> std::optional<Event> {
          if (step != n) return std::nullopt;
          out_of_order = !answers(named.event, asked);
          return named.event;
        };
        const Journey journey = drive(*flow, subject.site(), {.start = kNow, .intervene = inject});
        INFO("journey " << Catch::Detail::stringify(journey.log));
        const bool ends = out_of_order || std::holds_alternative<Cancelled>(named.event);
        if (ends) CHECK(subject.failed(*flow) == (n < reads));
        if (ends) CHECK(journey.log.size() == static_cast<std::size_t>(n) + 1);
      }
    }
  }
}

TEST_CASE("Before Begin every other event ends a flow", "[totality]") {
  const ScopeGuard allowed = guard();
  for (const Subject& subject : subjects(allowed)) {
    for (const Named& named : events()) {
      if (std::holds_alternative<Begin>(named.event)) continue;
      INFO(subject.name << ", " << named.name);
      const auto flow = subject.make();
      CHECK(std::holds_alternative<Done>(flow->advance(named.event, kNow)));
      CHECK(subject.failed(*flow));
      CHECK(std::holds_alternative<Done>(flow->advance(Begin{}, kNow)));
    }
  }
}

TEST_CASE("Events at random lead to the end, where a flow stays", "[totality]") {
  const ScopeGuard allowed = guard();
  const std::vector<Named> all = events();
  for (const Subject& subject : subjects(allowed)) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
      const auto flow = subject.make();
      std::uint64_t random = seed;
      bool done = false;
      for (int n = 0; n < 300; ++n) {
        random = random * 6364136223846793005ULL + 1442695040888963407ULL;
        const Event& event = n == 0 ? all.front().event : all[(random >> 33U) % all.size()].event;
        const bool is_done = std::holds_alternative<Done>(flow->advance(event, kNow));
        if (done) REQUIRE(is_done);
        done = is_done;
      }
      INFO(subject.name << ", seed " << seed);
      CHECK(done);
    }
  }
}

TEST_CASE("A clock that runs backwards or wildly does no harm", "[totality]") {
  const ScopeGuard allowed = guard();
  const std::array<UtcTime, 4> times = {UtcTime(), kNow, kNow - std::chrono::hours(24 * 365 * 50),
                                        kNow + std::chrono::hours(24 * 365 * 1000)};
  for (const Subject& subject : subjects(allowed)) {
    for (std::size_t first = 0; first < times.size(); ++first) {
      const auto flow = subject.make();
      const Responder site = subject.site();
      Journey journey;
      Step step = flow->advance(Begin{}, times[first]);
      for (std::size_t n = first; !std::holds_alternative<Done>(step) && n < 200; ++n) {
        Event event = host_answer(std::move(step), site, {}, journey);
        step = flow->advance(std::move(event), times[n % times.size()]);
      }
      INFO(subject.name);
      CHECK(std::holds_alternative<Done>(step));
    }
  }
}

}  // namespace
}  // namespace presslink::testing
