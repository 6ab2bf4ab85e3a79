#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "doctor/evidence.hpp"
#include "presslink/cause.hpp"
#include "presslink/doctor.hpp"
#include "presslink/error.hpp"

namespace presslink {

/// One way to tell a cause: all of `seen`, none of `not_seen`.
struct Sign {
  Likelihood likelihood = {};  ///< of no meaning without facts; zeros pack best
  std::array<Fact, 4> seen = {};
  std::array<Fact, 5> not_seen = {};
};

/// A cause. Its texts are in the catalogue: `ID.title`, `ID.fix` (the remedy's title), `ID.steps`,
/// and where they are needed `ID.tell_apart` and `ID.host.SERVER`.
struct CauseRow {
  char id[24];                ///< in its place: packed it takes less than a pointer to it
  Errc kind;                  ///< what a request ends in because of it
  std::string_view link;      ///< the screen where it is mended, from wp-admin on; may be empty
  std::array<Sign, 5> signs;  ///< the first that fits counts
};

/// All causes. Of equally likely ones the first is named first.
[[nodiscard]] std::span<const CauseRow> all_causes() noexcept;
/// Null for an unknown id.
[[nodiscard]] const CauseRow* find_cause(std::string_view id) noexcept;

/// What explains `seen`, the likeliest first. Where something is certain, what is merely possible
/// is left out.
[[nodiscard]] std::vector<Finding> find_causes(const Evidence& seen);
[[nodiscard]] std::vector<Suspect> suspects(const std::vector<Finding>& findings);

/// The sentence for a fact with the words of `seen`; its id is empty for a fact that tells nothing.
[[nodiscard]] Message sentence(Fact fact, const Evidence& seen);

}  // namespace presslink
