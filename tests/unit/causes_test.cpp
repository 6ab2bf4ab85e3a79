#include "doctor/causes.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "presslink/catalogue.hpp"
#include "support/catch.hpp"

namespace presslink::testing {
namespace {

bool is_unexplained(const CauseRow& row) { return std::string_view(row.id) == "unexplained"; }

std::span<const CauseRow> rows() { return all_causes(); }

Evidence evidence_of(const std::array<Fact, 4>& facts) {
  Evidence seen;
  for (const Fact fact : facts) {
    if (fact != Fact::none) seen.add(fact, "words");
  }
  return seen;
}

const Finding* find(const std::vector<Finding>& findings, std::string_view id) {
  const auto at = std::find_if(findings.begin(), findings.end(),
                               [id](const Finding& each) { return each.suspect.id == id; });
  return at == findings.end() ? nullptr : &*at;
}

TEST_CASE("Every cause has a name of its own and its texts", "[causes]") {
  const Catalogue english = Catalogue::english();
  std::set<std::string_view> ids;
  for (const CauseRow& row : rows()) {
    INFO(row.id);
    CHECK(ids.insert(row.id).second);
    for (const std::string_view part : {".title", ".fix", ".steps"}) {
      CHECK(english.has(std::string(row.id) + std::string(part)));
    }
    const bool may_be_unsure =
        is_unexplained(row) ||
        std::any_of(row.signs.begin(), row.signs.end(), [](const Sign& sign) {
          return sign.seen.front() != Fact::none && sign.likelihood != Likelihood::certain;
        });
    CHECK(english.has(std::string(row.id) + ".tell_apart") == may_be_unsure);
    CHECK(known_cause(row.id) == row.id);
    CHECK(kind_of_cause(row.id) == row.kind);
    CHECK_FALSE(row.link.starts_with('/'));
  }
  CHECK(known_cause("no_such_cause").empty());
}

/// Sets of facts that `sign` fits: its own, and with those of the signs before it, which would fit
/// else, kept from fitting.
std::vector<Evidence> cases_for(const CauseRow& row, const Sign& sign) {
  std::vector<Evidence> cases = {evidence_of(sign.seen)};
  for (const Sign* before = row.signs.data(); before != &sign; ++before) {
    const std::vector<Evidence> shorter = cases;
    for (const Fact fact : before->not_seen) {
      const bool forbidden =
          std::find(sign.not_seen.begin(), sign.not_seen.end(), fact) != sign.not_seen.end();
      if (fact == Fact::none || forbidden) continue;
      for (Evidence more : shorter) {
        more.add(fact, "words");
        cases.push_back(std::move(more));
      }
    }
  }
  return cases;
}

TEST_CASE("Each sign of a cause finds it, with its likelihood", "[causes]") {
  for (const CauseRow& row : rows()) {
    for (const Sign& sign : row.signs) {
      if (sign.seen.front() == Fact::none) continue;
      INFO(row.id << ", sign " << &sign - row.signs.data());
      const auto cases = cases_for(row, sign);
      CHECK(std::any_of(cases.begin(), cases.end(), [&](const Evidence& seen) {
        const auto findings = find_causes(seen);
        const Finding* found = find(findings, row.id);
        return found != nullptr && found->suspect.likelihood == sign.likelihood &&
               !found->evidence.empty();
      }));
    }
  }
}

TEST_CASE("The surroundings alone explain nothing", "[causes]") {
  Evidence seen;
  for (int fact = 1; fact <= static_cast<int>(Fact::last_of_surroundings); ++fact) {
    seen.add(static_cast<Fact>(fact));
  }
  CHECK(find_causes(seen).empty());
}

TEST_CASE("Every other fact belongs to a cause, and has a sentence", "[causes]") {
  const Catalogue english = Catalogue::english();
  std::set<Fact> used;
  for (const CauseRow& row : rows()) {
    for (const Sign& sign : row.signs) used.insert(sign.seen.begin(), sign.seen.end());
  }
  for (int n = static_cast<int>(Fact::last_of_surroundings) + 1; n < static_cast<int>(Fact::count);
       ++n) {
    const auto fact = static_cast<Fact>(n);
    INFO("fact " << n);
    Evidence seen;
    seen.add(fact, "WORDS");
    CHECK(used.count(fact) == 1);
    const Message message = sentence(fact, seen);
    CHECK(english.has(message.id));
    const std::string text = english.text(message);
    CHECK(text.find('{') == std::string::npos);
    CHECK((message.values.empty() || text.find("WORDS") != std::string::npos));
  }
}

TEST_CASE("What is certain leaves no room for what is merely possible", "[causes]") {
  Evidence seen;
  seen.add(Fact::passwords_off);
  CHECK(find_causes(seen).size() > 2);
  seen.add(Fact::plain_http);
  REQUIRE(find_causes(seen).size() == 1);
  CHECK(find_causes(seen).front().suspect.id == "plain_http");
}

}  // namespace
}  // namespace presslink::testing
