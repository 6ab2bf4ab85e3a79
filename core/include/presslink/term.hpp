#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "presslink/flow.hpp"
#include "presslink/scope.hpp"

namespace presslink {

enum class Taxonomy { category, tag };

/// A category by its names from the top: `TermPath{"Guides", "WordPress"}`. Plain text, not HTML.
/// A class, so that `{{"Guides", "WordPress"}}` as a list of paths does not compile: for a list of
/// plain vectors it would mean a pair of iterators.
class TermPath {
 public:
  TermPath() = default;
  TermPath(std::initializer_list<std::string> names) : names_(names) {}

  void push_back(std::string name) { names_.push_back(std::move(name)); }
  [[nodiscard]] bool empty() const noexcept { return names_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
  /// The name of the term itself. Precondition: not empty.
  [[nodiscard]] const std::string& back() const noexcept { return names_.back(); }
  [[nodiscard]] auto begin() const noexcept { return names_.begin(); }
  [[nodiscard]] auto end() const noexcept { return names_.end(); }
  [[nodiscard]] auto begin() noexcept { return names_.begin(); }
  [[nodiscard]] auto end() noexcept { return names_.end(); }
  friend bool operator==(const TermPath&, const TermPath&) = default;

 private:
  std::vector<std::string> names_;
};

/// Splits `Guides > WordPress`. Error `bad_input` where a part is empty, over 200 characters or
/// such that WordPress keeps nothing of it.
[[nodiscard]] Result<TermPath> parse_term_path(std::string_view text);
[[nodiscard]] std::string str(const TermPath& path);

/// A term as it is on the site.
struct Term {
  TermId id;
  std::string name;  ///< plain text
  std::string slug;
  std::optional<TermId> parent;

  friend bool operator==(const Term&, const Term&) = default;
};

/// What is known of a site's terms: a cache that flows read and add to.
struct TermIndex {
  std::vector<Term> categories;
  std::vector<Term> tags;
  bool categories_complete = false;  ///< all pages were read
};
[[nodiscard]] std::string encode(const TermIndex& terms);
[[nodiscard]] Result<TermIndex> decode_term_index(std::string_view text);

enum class OnMissingTerm { create, skip, fail };

/// A wished term with its outcome.
struct TermReport {
  TermPath path;             ///< of a tag: its name; empty where it was not asked for
  std::optional<TermId> id;  ///< nothing where it was skipped
  bool created = false;      ///< once, where several wishes are one term
  std::string name = {};     ///< as the site has it; as wished where it was skipped, and of a tag
                             ///< that was there before, whose id is all that WordPress tells
};

/// Finds terms by name or path, and creates what is missing.
///
/// Matching is exact after entity decoding (WordPress stores `R&D` as `R&amp;D`), else equal but
/// for ASCII case, as WordPress's own. A `term_exists` answer is taken for its id. Flows at once
/// agree on one term of a name: half a second after its last create a flow looks again, takes the
/// oldest and removes its own if that is younger. Only what the flow made itself is ever removed,
/// so one that is cancelled or killed before its look may leave a second term of a name: make the
/// terms of a batch first, in one flow.
///
/// Errors: `bad_input` for an empty path or a name that `parse_term_path` would refuse, before
/// anything is sent; `not_permitted` naming the missing terms where the role may not create.
class TermsFlow final : public Flow {
 public:
  struct Input {
    std::vector<TermPath> categories = {};
    std::vector<std::string> tags = {};
    TermIndex known = {};
    OnMissingTerm on_missing = OnMissingTerm::create;  ///< categories; tags are always created
  };
  struct Report {
    std::vector<TermReport> categories;  ///< in the order of the input
    std::vector<TermReport> tags;
    TermIndex known;  ///< the input's, with what was learned
  };

  /// `guard` is borrowed and outlives the flow.
  TermsFlow(const ScopeGuard& guard, Input input, FlowOptions options = {});
  ~TermsFlow() override;
  TermsFlow(TermsFlow&&) noexcept;
  TermsFlow& operator=(TermsFlow&&) noexcept;

  [[nodiscard]] Step advance(Event event, UtcTime now) override;
  [[nodiscard]] const Result<Report>& result() const;  ///< precondition: `Done`
  [[nodiscard]] int requests() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace presslink
