#include <functional>
#include <utility>

#include "base/utf8.hpp"
#include "presslink/term.hpp"
#include "support/answers.hpp"
#include "support/catch.hpp"
#include "support/connection.hpp"
#include "support/fake_wordpress.hpp"
#include "support/flow_driver.hpp"
#include "wordpress/term.hpp"

namespace presslink::testing {
namespace {

using Outcome = std::variant<Response, Fault>;
using Network = std::function<Outcome(const Request&)>;

Result<TermsFlow::Report> ensure(const Network& network, TermsFlow::Input input) {
  const ScopeGuard allowed = guard();
  TermsFlow flow(allowed, std::move(input));
  drive(flow, network, {.max_steps = 1001});
  return flow.result();
}

Result<TermsFlow::Report> ensure(FakeWordPress& site, TermsFlow::Input input) {
  return ensure([&](const Request& request) -> Outcome { return site.handle(request); },
                std::move(input));
}

std::int64_t id_of(const TermReport& term) { return term.id.value().value(); }

TEST_CASE("a category is found by its plain name although WordPress answers entities") {
  FakeWordPress site;
  const auto id = site.add_category("R&D", "rd");
  const auto report = ensure(site, {.categories = {TermPath{"R&D"}}});
  REQUIRE(report);
  CHECK(id_of(report->categories.at(0)) == id);
  CHECK_FALSE(report->categories.at(0).created);
  CHECK(site.log == std::vector<std::string>{"GET /wp/v2/categories"});
}

TEST_CASE("names match whole, and an exact match wins over one of other case") {
  FakeWordPress site;
  site.add_category("party", "party");
  const auto lower = site.add_category("art", "art");
  const auto upper = site.add_category("Art", "art-2");
  const auto report =
      ensure(site, {.categories = {TermPath{"Art"}, TermPath{"art"}, TermPath{"ART"}}});
  REQUIRE(report);
  CHECK(id_of(report->categories.at(0)) == upper);
  CHECK(id_of(report->categories.at(1)) == lower);
  CHECK(id_of(report->categories.at(2)) == lower);  // the oldest that WordPress would take
  CHECK(site.categories.size() == 4);
}

TEST_CASE("a path is found and made from the top, each level under its own parent") {
  FakeWordPress site;
  const auto guides = site.add_category("Guides", "guides");
  site.add_category("Tea", "tea");  // same name, top level: another category
  const auto report = ensure(site, {.categories = {TermPath{"Guides", "Tea", "Green"}}});
  REQUIRE(report);
  const auto green = id_of(report->categories.at(0));
  const auto tea = site.categories.at(green).parent;
  CHECK(site.categories.at(tea).name == "Tea");
  CHECK(site.categories.at(tea).parent == guides);
  CHECK(report->categories.at(0).created);
}

TEST_CASE("every page of the list is read before anything is created") {
  FakeWordPress site;
  for (int i = 0; i < 250; ++i) site.add_category("C" + std::to_string(i), "c");
  const auto last = site.add_category("Guides", "guides");
  const auto report = ensure(site, {.categories = {TermPath{"Guides"}}});
  REQUIRE(report);
  CHECK(id_of(report->categories.at(0)) == last);
  CHECK(site.log.size() == 3);
  CHECK(report->known.categories.size() == 252);
}

TEST_CASE("a list ends with its first empty page, whatever it says of its length") {
  int requests = 0;
  const auto report = ensure(
      [&](const Request&) -> Outcome {
        ++requests;
        return json_answer(200, "[]", {{"X-WP-TotalPages", "2147483647"}});
      },
      {.categories = {TermPath{"Guides"}}, .on_missing = OnMissingTerm::fail});
  CHECK_FALSE(report);
  CHECK(requests == 1);
}

TEST_CASE("a list whose length was taken out of the answer is read to its end") {
  FakeWordPress site;
  for (int i = 0; i < 199; ++i) site.add_category("C" + std::to_string(i), "c");
  const auto last = site.add_category("Guides", "guides");
  const auto without_length = [&site](const Request& request) -> Outcome {
    Response response = site.handle(request);
    response.headers = {};
    return response;
  };
  const auto report = ensure(without_length, {.categories = {TermPath{"Guides"}}});
  REQUIRE(report);
  CHECK(id_of(report->categories.at(0)) == last);
  CHECK(site.log.size() == 3);
}

TEST_CASE("a list without an end is given up") {
  const bool large = GENERATE(false, true);
  int pages = 0;
  const auto endless = [&](const Request&) -> Outcome {
    const std::string id = std::to_string(++pages);
    const std::string name = large ? std::string(1 << 20, 'x') : "Tea";
    return json_answer(200,
                       R"([{"id":)" + id + R"(,"name":")" + name + R"(","slug":"","parent":0}])",
                       {{"X-WP-TotalPages", "100000"}});
  };
  const auto report = ensure(endless, {.categories = {TermPath{"Guides"}}});
  REQUIRE_FALSE(report);
  CHECK(report.error().code == Errc::bad_answer);
  CHECK(report.error().message == "The site's list of categories does not end.");
  CHECK(pages == (large ? 64 : 1000));
}

TEST_CASE("a server that knows no pages is asked twice, and gives each category once") {
  const bool tells_length = GENERATE(true, false);
  int requests = 0;
  const auto again = ensure(
      [&](const Request&) -> Outcome {
        ++requests;
        std::string list;
        for (int id = 1; id <= 100; ++id) {
          list += (list.empty() ? "[" : ",") + std::string(R"({"id":)") + std::to_string(id) +
                  R"(,"name":"C","slug":"c","parent":0})";
        }
        Response response = json_answer(200, list + "]");
        if (tells_length) response.headers.add("X-WP-TotalPages", "3");
        return response;
      },
      {.categories = {TermPath{"Guides"}}, .on_missing = OnMissingTerm::skip});
  REQUIRE(again);
  CHECK(requests == 2);
  CHECK(again->known.categories.size() == 100);
}

TEST_CASE("known terms cost no request") {
  FakeWordPress site;
  const auto first = ensure(site, {.categories = {TermPath{"Guides", "Tea"}}, .tags = {"oolong"}});
  REQUIRE(first);
  site.log.clear();
  const auto second = ensure(
      site, {.categories = {TermPath{"guides", "tea"}}, .tags = {"Oolong"}, .known = first->known});
  REQUIRE(second);
  CHECK(site.log.empty());
  CHECK(second->categories.at(0).id == first->categories.at(0).id);
  CHECK_FALSE(second->categories.at(0).created);
}

TEST_CASE("term_exists is an answer, not a failure") {
  FakeWordPress site;
  site.tags[70] = {"Oolong", "oolong", 0};
  const auto report = ensure(site, {.tags = {"oolong", "new"}});
  REQUIRE(report);
  CHECK(id_of(report->tags.at(0)) == 70);
  CHECK_FALSE(report->tags.at(0).created);
  CHECK(report->tags.at(1).created);
}

TEST_CASE("a list that was complete but is out of date still makes no second category") {
  FakeWordPress site;
  const auto known = ensure(site, {.categories = {TermPath{"Uncategorized"}}})->known;
  const auto theirs = site.add_category("Guides", "guides");
  const auto report = ensure(site, {.categories = {TermPath{"Guides"}}, .known = known});
  REQUIRE(report);
  CHECK(id_of(report->categories.at(0)) == theirs);
  CHECK_FALSE(report->categories.at(0).created);
}

TEST_CASE("what was made here is told as new, also where a list hides it and it is made again") {
  FakeWordPress site;
  std::optional<Response> cached;
  const auto report = ensure(
      [&](const Request& request) -> Outcome {
        if (request.method() == Method::post) return site.handle(request);
        if (!cached) cached = site.handle(request);
        return *cached;
      },
      {.categories = {TermPath{"Guides"}}});
  REQUIRE(report);
  CHECK(report->categories.at(0).created);
  CHECK(site.categories.size() == 2);
}

TEST_CASE("a known parent that was deleted is made anew, once") {
  FakeWordPress site;
  const auto first = ensure(site, {.categories = {TermPath{"Guides"}}});
  site.categories.erase(id_of(first->categories.at(0)));
  const auto report =
      ensure(site, {.categories = {TermPath{"Guides", "Tea"}}, .known = first->known});
  REQUIRE(report);
  CHECK(site.categories.size() == 3);
}

TEST_CASE("of two made at the same moment the older stays") {
  // WordPress's own check misses a twin that was inserted between its look and its insert; the
  // second then has a numbered slug.
  FakeWordPress site;
  std::int64_t theirs = 0;
  const auto report = ensure(
      [&](const Request& request) -> Outcome {
        const bool create = request.method() == Method::post;
        if (!create) return site.handle(request);
        theirs = site.add_category("Guides", "guides");
        const auto ours = site.add_category("Guides", "guides-2");
        return Response{201,
                        {},
                        R"({"id":)" + std::to_string(ours) +
                            R"(,"name":"Guides","slug":"guides-2","parent":0})"};
      },
      {.categories = {TermPath{"Guides"}}});
  REQUIRE(report);
  CHECK(id_of(report->categories.at(0)) == theirs);
  CHECK_FALSE(report->categories.at(0).created);
  CHECK(site.categories.size() == 2);
}

TEST_CASE("a twin that is still being written is waited for") {
  FakeWordPress site;
  const auto theirs = site.add_category("Tea", "tea");
  site.categories.erase(theirs);  // its id is taken, its row not yet there
  int looks = 0;
  const auto report = ensure(
      [&](const Request& request) -> Outcome {
        if (request.method() == Method::get && ++looks == 2) {
          site.categories[theirs] = {"Tea", "tea", 0};
        }
        return site.handle(request);
      },
      {.categories = {TermPath{"Tea"}}});
  REQUIRE(report);
  CHECK(id_of(report->categories.at(0)) == theirs);
  CHECK(looks == 3);  // who saw a twin looks once more
  CHECK(site.categories.size() == 2);
}

TEST_CASE("a category below one that its maker took back is made anew in the right place") {
  FakeWordPress site;
  const auto theirs = site.add_category("Guides", "guides-2");
  const auto known = ensure(site, {.categories = {TermPath{"Guides"}}})->known;
  std::int64_t older = 0;
  const auto report = ensure(
      [&](const Request& request) -> Outcome {
        const Response response = site.handle(request);
        if (request.method() == Method::post && older == 0) {
          older = 1;  // an id below `theirs`
          site.categories[older] = {"Guides", "guides", 0};
          site.categories.erase(theirs);  // and WordPress moves the children up
          for (auto& [id, term] : site.categories) {
            if (term.parent == theirs) term.parent = 0;
          }
        }
        return response;
      },
      {.categories = {TermPath{"Guides", "Tea"}}, .known = known});
  REQUIRE(report);
  CHECK(site.categories.size() == 2);
  CHECK(site.categories.at(id_of(report->categories.at(0))).parent == older);
}

TEST_CASE("a name that WordPress stores otherwise is still found after its create") {
  FakeWordPress site;
  const auto report = ensure(
      [&](const Request& request) -> Outcome {
        const Response response = site.handle(request);
        for (auto& [id, term] : site.categories) {
          if (term.name == "a  b") term.name = "a b";
        }
        return response;
      },
      {.categories = {TermPath{"a  b", "c"}}});
  REQUIRE(report);
  CHECK(site.categories.size() == 3);
  CHECK(report->categories.at(0).created);
}

TEST_CASE("two spellings of one name are one wish") {
  FakeWordPress site;
  const auto report =
      ensure(site, {.categories = {TermPath{"Tom & Jerry", "A"}, TermPath{"Tom &amp; Jerry", "B"},
                                   TermPath{" Tom  &\tJerry ", "C"}},
                    .tags = {"green tea", "green  tea"}});
  REQUIRE(report);
  CHECK(str(report->categories[2].path) == "Tom & Jerry > C");
  CHECK(report->tags[0].id == report->tags[1].id);
  CHECK(site.categories.size() == 5);
  CHECK(site.tags.size() == 1);
  for (const std::string& line : site.log) CHECK(line.find("DELETE") == std::string::npos);
}

TEST_CASE("wishes for one term are told by its name, and that it was created once") {
  FakeWordPress site;
  site.add_category("Guides", "guides");
  const auto report = ensure(
      site, {.categories = {TermPath{"guides"}, TermPath{"Dup"}, TermPath{"dup"}, TermPath{"DUP"}},
             .tags = {"x", "X", " x "}});
  REQUIRE(report);
  CHECK(report->categories[0].name == "Guides");
  for (std::size_t i = 1; i < 4; ++i) {
    CHECK(report->categories[i].name == "Dup");
    CHECK(report->categories[i].id == report->categories[1].id);
    CHECK(report->categories[i].created == (i == 1));
  }
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(report->tags[i].name == "x");
    CHECK(report->tags[i].created == (i == 0));
  }
}

TEST_CASE("what no site can store is refused before a byte is sent") {
  FakeWordPress site;
  const auto wish = GENERATE(values<TermsFlow::Input>({{.categories = {TermPath{}}},
                                                       {.categories = {TermPath{"A", ""}}},
                                                       {.categories = {TermPath{"  "}}},
                                                       {.categories = {TermPath{"caf\xE9"}}},
                                                       {.tags = {""}},
                                                       {.tags = {"<b></b>"}},
                                                       {.tags = {std::string(201, 'a')}}}));
  const auto report = ensure(site, wish);
  REQUIRE_FALSE(report);
  CHECK(report.error().code == Errc::bad_input);
  CHECK(is_valid_utf8(report.error().message));
  CHECK(site.log.empty());
}

TEST_CASE("of two tags made at the same moment the older stays") {
  const auto name = GENERATE(as<std::string>(), "Oolong", "R&D", "a < b");
  CAPTURE(name);
  FakeWordPress site;
  site.tags[70] = {name, "older", 0};
  bool made = false;
  const auto report = ensure(
      [&](const Request& request) -> Outcome {
        if (request.method() == Method::post) {
          made = true;
          site.tags[71] = {name, "younger", 0};
          return Response{201, {}, R"({"id":71,"name":")" + name + R"(","slug":"younger"})"};
        }
        return site.handle(request);
      },
      {.tags = {name}});
  REQUIRE(report);
  CHECK(made);
  CHECK(id_of(report->tags.at(0)) == 70);
  CHECK_FALSE(report->tags.at(0).created);
  CHECK(site.tags.size() == 1);
}

TEST_CASE("a number at the end of a name is no twin") {
  FakeWordPress site;
  const auto report = ensure(site, {.categories = {TermPath{"Top 10"}}});
  REQUIRE(report);
  CHECK(report->categories.at(0).created);
  CHECK(site.categories.size() == 2);
}

TEST_CASE("a lost answer to a create makes no second category") {
  const Outcome silence =
      GENERATE(Outcome(Fault{Fault::Kind::interrupted, Fault::Delivery::unknown, ""}),
               Outcome(html_answer(504, "Gateway Time-out")));
  FakeWordPress site;
  bool lose = true;
  const auto report = ensure(
      [&](const Request& request) -> Outcome {
        Response response = site.handle(request);
        if (request.method() == Method::post && std::exchange(lose, false)) return silence;
        return response;
      },
      {.categories = {TermPath{"Guides"}}});
  REQUIRE(report);
  CHECK(site.categories.size() == 2);
}

TEST_CASE("what is missing is named when it may not or shall not be made") {
  FakeWordPress site;
  const TermsFlow::Input input{
      .categories = {TermPath{"Guides", "Tea"}, TermPath{"Uncategorized"}, TermPath{"News"}}};
  SECTION("by the role") {
    site.may_create_categories = false;
    const auto report = ensure(site, input);
    REQUIRE_FALSE(report);
    CHECK(report.error().code == Errc::not_permitted);
    CHECK(report.error().message.find("\"Guides > Tea\", \"News\"") != std::string::npos);
    CHECK_FALSE(report.error().remedy.empty());
  }
  SECTION("by the caller, who wants to fail") {
    auto strict = input;
    strict.on_missing = OnMissingTerm::fail;
    const auto report = ensure(site, strict);
    REQUIRE_FALSE(report);
    CHECK(report.error().code == Errc::not_found);
    CHECK(report.error().message.find("\"Guides > Tea\", \"News\"") != std::string::npos);
  }
  SECTION("by the caller, who leaves them out") {
    auto lax = input;
    lax.on_missing = OnMissingTerm::skip;
    lax.tags = {"oolong"};
    const auto report = ensure(site, lax);
    REQUIRE(report);
    CHECK_FALSE(report->categories.at(0).id);
    CHECK(id_of(report->categories.at(1)) == 1);
    CHECK_FALSE(report->categories.at(2).id);
    CHECK(report->tags.at(0).created);
  }
  CHECK(site.categories.size() == 1);
}

TEST_CASE("a path is read from text and written back") {
  const auto path = parse_term_path(" Guides >  WordPress ");
  REQUIRE(path);
  CHECK(*path == TermPath{"Guides", "WordPress"});
  CHECK(str(*path) == "Guides > WordPress");
  for (const char* bad : {"", ">", "Guides >", "a > > b"}) {
    CHECK_FALSE(parse_term_path(bad));
  }
  CHECK(parse_term_path(std::string(200, 'x')));
  CHECK_FALSE(parse_term_path(std::string(201, 'x')));
}

TEST_CASE("a name that WordPress reduces to nothing is refused with the name") {
  for (const std::string bad : {"%41", "%c3%BC", " %41 %42 ", "<b></b>", "<br>", "<!-- -->",
                                "&lt;b&gt;", "<script>x</script>"}) {
    CAPTURE(bad);
    const auto refused = check_term_name(bad);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::bad_input);
    CHECK(refused.error().message.find('"' + bad + '"') != std::string::npos);
  }
  for (const char* good :
       {"%", "100%", "%zz", "%4", "a%20b", "<3", "<b>x</b>", "<b", "a > b", "\u00a0", "&amp;"}) {
    CAPTURE(good);
    CHECK(check_term_name(good));
  }
}

TEST_CASE("an error of a path shows the whole of it") {
  const auto path = parse_term_path("Guides >");
  REQUIRE_FALSE(path);
  CHECK(path.error().message.find("\"Guides >\"") != std::string::npos);
  // WordPress stores five characters for an ampersand.
  CHECK_FALSE(parse_term_path(std::string(199, 'x') + "&"));
  CHECK(parse_term_path(std::string(195, 'x') + "&"));
}

TEST_CASE("the term index survives storage") {
  TermIndex index;
  index.categories = {{TermId::from(4).value(), "R&D &amp; \"more\"", "rd", TermId::from(2)}};
  index.tags = {{TermId::from(9).value(), "oolong", "", std::nullopt}};
  index.categories_complete = true;
  const auto again = decode_term_index(encode(index));
  REQUIRE(again);
  CHECK(again->categories == index.categories);
  CHECK(again->tags == index.tags);
  CHECK(again->categories_complete);
  CHECK_FALSE(decode_term_index("[]"));
  CHECK_FALSE(decode_term_index(R"({"categories":[{"id":0}],"tags":[]})"));
}

}  // namespace
}  // namespace presslink::testing
