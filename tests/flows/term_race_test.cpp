#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "presslink/term.hpp"
#include "support/catch.hpp"
#include "support/connection.hpp"

namespace presslink::testing {
namespace {

using Json = nlohmann::json;
using std::chrono::milliseconds;

/// Several flows on one site at once, in a time of its own. A create takes WordPress the steps of
/// wp_insert_term, each its own query: look for the name, choose a slug, insert into wp_terms (the
/// id is taken), insert into wp_term_taxonomy (the term is visible), look for an older row of the
/// same slug. Between them anybody else may come.
class Race {
 public:
  explicit Race(unsigned seed) : random_(seed) {}

  void start(TermsFlow& flow) {
    at(pause(), [this, &flow] { follow(flow, flow.advance(Begin{}, now())); });
  }

  void run() {
    while (!agenda_.empty()) {
      const auto next = agenda_.begin();
      clock_ = next->first;
      const auto action = std::move(next->second);
      agenda_.erase(next);
      action();
    }
  }

  struct Term {
    std::string name, slug;
    std::int64_t parent;
  };
  std::map<std::int64_t, Term> visible;

 private:
  struct Creation {
    TermsFlow& flow;
    Term term;
    std::int64_t id = 0;
  };

  [[nodiscard]] UtcTime now() const { return UtcTime{} + clock_; }
  milliseconds pause() { return milliseconds(random_() % 100); }
  void at(milliseconds delay, std::function<void()> action) {
    agenda_.emplace(clock_ + delay, std::move(action));
  }

  void follow(TermsFlow& flow, Step step) {
    if (auto* wait = std::get_if<Wait>(&step)) {
      at(wait->delay, [this, &flow] { follow(flow, flow.advance(Woke{}, now())); });
    } else if (auto* send = std::get_if<Send>(&step)) {
      const auto request = std::make_shared<Request>(std::move(send->request));
      at(pause(), [this, &flow, request] { serve(flow, *request); });
    }
  }

  void answer(TermsFlow& flow, int status, const Json& body) {
    const auto text = body.dump();
    at(pause(), [this, &flow, status, text] {
      follow(flow, flow.advance(Response{status, {}, text}, now()));
    });
  }

  void serve(TermsFlow& flow, const Request& request) {
    const std::string& path = request.url().path();
    if (request.method() == Method::get) {
      Json list = Json::array();
      for (const auto& [id, term] : visible) list.push_back(show(id, term));
      answer(flow, 200, list);
    } else if (request.method() == Method::del) {
      remove(std::stoll(path.substr(path.rfind('/') + 1)));
      answer(flow, 200, {{"deleted", true}});
    } else {
      const Json body = Json::parse(request.body());
      Term term{body["name"], body["name"], body.value("parent", std::int64_t{0})};
      look_for_name(std::make_shared<Creation>(Creation{flow, std::move(term)}));
    }
  }

  static Json show(std::int64_t id, const Term& term) {
    return {{"id", id}, {"name", term.name}, {"slug", term.slug}, {"parent", term.parent}};
  }

  void remove(std::int64_t id) {
    const auto gone = visible.find(id);
    if (gone == visible.end()) return;
    for (auto& [other, term] : visible) {  // wp_delete_term moves the children up
      if (term.parent == id) term.parent = gone->second.parent;
    }
    visible.erase(gone);
  }

  void look_for_name(const std::shared_ptr<Creation>& creation) {
    const Term& wish = creation->term;
    if (wish.parent != 0 && visible.count(wish.parent) == 0) {
      return answer(creation->flow, 400, {{"code", "rest_term_invalid"}, {"data", Json::object()}});
    }
    for (const auto& [id, term] : visible) {
      if (term.name != wish.name || term.parent != wish.parent) continue;
      return answer(creation->flow, 400, {{"code", "term_exists"}, {"data", {{"term_id", id}}}});
    }
    at(pause(), [this, creation] { choose_slug(creation); });
  }

  void choose_slug(const std::shared_ptr<Creation>& creation) {
    const bool taken = std::any_of(visible.begin(), visible.end(), [&](const auto& entry) {
      return entry.second.slug == creation->term.slug;
    });
    if (taken) creation->term.slug += "-2";
    at(pause(), [this, creation] {
      creation->id = next_id_++;
      at(pause(), [this, creation] {
        visible[creation->id] = creation->term;
        at(pause(), [this, creation] { look_for_older(*creation); });
      });
    });
  }

  void look_for_older(const Creation& creation) {
    std::int64_t id = creation.id;
    for (const auto& [other, term] : visible) {
      if (other < id && term.slug == creation.term.slug && term.parent == creation.term.parent) {
        visible.erase(id);
        id = other;
        break;
      }
    }
    answer(creation.flow, 201, show(id, creation.term));
  }

  std::mt19937 random_;
  milliseconds clock_{0};
  std::multimap<milliseconds, std::function<void()>> agenda_;
  std::int64_t next_id_ = 10;
};

TEST_CASE("flows at once agree on one category of a name, however they meet") {
  const ScopeGuard allowed = guard();
  const TermPath child{"Crowd", "Second row"};
  const TermPath single{"Front"};
  int twins = 0;
  for (unsigned seed = 0; seed < 500; ++seed) {
    INFO("seed " << seed);
    Race race(seed);
    std::vector<std::unique_ptr<TermsFlow>> flows;
    for (int i = 0; i < 4; ++i) {
      flows.push_back(std::make_unique<TermsFlow>(
          allowed, TermsFlow::Input{.categories = {child, single}, .tags = {}, .known = {}}));
      race.start(*flows.back());
    }
    race.run();
    std::multiset<std::string> names;
    for (const auto& [id, term] : race.visible) {
      names.insert(term.name);
      if (id >= 13) ++twins;
    }
    REQUIRE(names == std::multiset<std::string>{"Crowd", "Front", "Second row"});
    for (const auto& flow : flows) {
      const auto& report = flow->result();
      REQUIRE(report);
      for (const TermReport& term : report->categories) {
        REQUIRE(race.visible.at(term.id.value().value()).name == term.path.back());
      }
      const auto second_row = report->categories.at(0).id.value().value();
      CHECK(race.visible.at(race.visible.at(second_row).parent).name == "Crowd");
    }
  }
  // The race is one: often enough somebody inserted in vain.
  CHECK(twins > 100);
}

}  // namespace
}  // namespace presslink::testing
