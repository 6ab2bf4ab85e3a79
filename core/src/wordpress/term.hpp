#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "presslink/scope.hpp"
#include "presslink/term.hpp"

namespace presslink {

/// What WordPress can store as a name: not blank, UTF-8, at most 200 characters, and something left
/// of it without tags and percent codes.
[[nodiscard]] Result<void> check_term_name(std::string_view name);
/// The same of all names of all paths, none of which is empty.
[[nodiscard]] Result<void> check_terms(const std::vector<TermPath>& categories);
[[nodiscard]] Result<void> check_terms(const std::vector<std::string>& tags);

/// A name in plain text as WordPress stores it: `&` as `&amp;`, `<` as `&lt;`, `>` as `&gt;`
/// (_wp_specialchars).
[[nodiscard]] std::string stored_name(std::string_view name);

/// `GET` of one page of all categories, oldest first so that paging is stable.
[[nodiscard]] Call list_categories(int page);
/// `GET` of tags whose name or slug holds `name`, oldest first. WordPress searches what it stores.
[[nodiscard]] Call list_tags_like(const std::string& name);
/// `POST` of a new term.
[[nodiscard]] Call create_term(Taxonomy taxonomy, const std::string& name,
                               std::optional<TermId> parent);
/// `DELETE` of a term. Terms have no trash, so it is for good.
[[nodiscard]] Call delete_term(Taxonomy taxonomy, TermId id);

/// A page of a listing; nothing where the answer is no list of terms.
struct TermPage {
  std::vector<Term> terms;
  std::optional<int> total_pages;  ///< nothing where a proxy took the header away
};
constexpr std::size_t terms_per_page = 100;
[[nodiscard]] std::optional<TermPage> parse_term_page(const Response& response);
[[nodiscard]] std::optional<Term> parse_term(const Response& response);

/// The id in a `term_exists` error; nothing for any other answer.
[[nodiscard]] std::optional<TermId> existing_term(const Response& response);

/// Finds a child of `parent` by its name: exact first, else equal but for ASCII case; the oldest
/// where several match.
[[nodiscard]] const Term* find_term(const std::vector<Term>& terms, const std::string& name,
                                    std::optional<TermId> parent);

}  // namespace presslink
