#include "flows/post_report.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "seo/field.hpp"
#include "wordpress/term.hpp"

namespace presslink {
namespace {

// WordPress makes a "future" post public at once where less than this is left (wp_insert_post).
constexpr std::chrono::seconds schedule_margin{60};

bool has_terms(const auto& terms) { return terms && !terms->empty(); }

/// The permission that is lacking; null where none is.
const char* outside_scope(const PostDraft& draft, Scope scope) {
  if (!scope.has(Permission::posts)) return "posts";
  if (has_terms(draft.categories) && !scope.has(Permission::categories)) return "categories";
  if (has_terms(draft.tags) && !scope.has(Permission::tags)) return "tags";
  if (!draft.seo.empty() && !scope.has(Permission::seo)) return "seo";
  return nullptr;
}

std::optional<std::vector<TermId>> ids_of(const std::vector<TermReport>& terms) {
  std::vector<TermId> ids;
  for (const TermReport& term : terms) {
    if (term.id) ids.push_back(*term.id);
  }
  // An empty list would leave the post without its default category.
  return ids.empty() ? std::nullopt : std::optional(std::move(ids));
}

// Far more than a post has; a request may be needed for each.
constexpr std::size_t max_terms = 1000;

constexpr std::size_t max_column = 65'535;  // bytes; posts.post_title and posts.post_excerpt

Result<void> check_text(const char* field, std::string_view text,
                        std::size_t most = std::string_view::npos) {
  if (!is_valid_utf8(text)) {
    return bad_input(std::string("The ") + field + " is not valid UTF-8.",
                     "Save the document as UTF-8.");
  }
  if (text.size() <= most) return {};
  return bad_input(std::string("The ") + field + " is longer than WordPress can store.",
                   "Shorten it to at most 65,535 bytes.");
}

void tell_other_names(std::vector<Difference>& out, const char* field,
                      const std::vector<TermReport>& terms) {
  for (const TermReport& term : terms) {
    const std::string& asked = term.path.back();
    if (!term.created || term.name == asked) continue;
    out.push_back({field, asked, term.name, "WordPress keeps the name as it accepts it."});
  }
}

}  // namespace

std::string_view name(PublishOutcome outcome) noexcept {
  switch (outcome) {
    case PublishOutcome::published: return "published";
    case PublishOutcome::scheduled: return "scheduled";
    case PublishOutcome::saved: return "saved";
    case PublishOutcome::updated: return "updated";
    case PublishOutcome::unchanged: return "unchanged";
    case PublishOutcome::failed: return "failed";
    case PublishOutcome::uncertain: return "uncertain";
  }
  return "failed";
}

Result<void> validate(const PostDraft& draft) {
  if (trim(draft.title).empty()) return bad_input("The title is empty.", "Give the post a title.");
  auto good = check_text("title", draft.title, max_column);
  if (good) good = check_text("content", draft.content);
  if (good && draft.excerpt) good = check_text("excerpt", *draft.excerpt, max_column);
  if (good && draft.slug) good = check_text("slug", *draft.slug);
  const std::size_t categories = draft.categories ? draft.categories->size() : 0;
  const std::size_t tags = draft.tags ? draft.tags->size() : 0;
  if (good && std::max(categories, tags) > max_terms) {
    return bad_input("The document has more than 1000 categories or tags.");
  }
  if (good && draft.categories) good = check_terms(*draft.categories);
  if (good && draft.tags) good = check_terms(*draft.tags);
  if (good) good = check_seo_texts(draft.seo);
  if (!good) return good;
  if (draft.date && (*draft.date < first_date || *draft.date > last_date)) {
    return bad_input("The date is not in the years 1000 to 9999, which WordPress can store.");
  }
  if (draft.status == PostStatus::future && !draft.date) {
    return bad_input("A scheduled post needs a date.", "WordPress would publish it at once.");
  }
  return {};
}

Result<void> check_draft(const PostDraft& draft, Scope scope, std::optional<UtcTime> now) {
  if (auto good = validate(draft); !good) return good;
  if (const char* lacking = outside_scope(draft, scope)) {
    return unexpected(make_error(Errc::out_of_scope, Phase::input,
                                 "The document needs the scope \"" + std::string(lacking) +
                                     "\", which this connection does not have.",
                                 "Nothing was sent. Add it to the scope, or leave the field out."));
  }
  const bool late = now && draft.status == PostStatus::future && draft.date &&
                    *draft.date < *now + schedule_margin;
  if (late) {
    return bad_input("The date of the scheduled post is not a minute ahead: " +
                         format_rfc3339(*draft.date) + ".",
                     "WordPress would publish it at once. Choose a later date or status publish.");
  }
  return {};
}

bool names_terms(const PostDraft& draft) {
  return has_terms(draft.categories) || has_terms(draft.tags);
}

TermIds take_terms(TermsFlow::Report terms, PublishReport& report) {
  report.categories = std::move(terms.categories);
  report.tags = std::move(terms.tags);
  report.known = std::move(terms.known);
  return {ids_of(report.categories), ids_of(report.tags)};
}

void fill_place(PublishReport& report, const PostAnswer& post) {
  report.id = post.id;
  report.link = post.link;
  report.slug = post.slug;
  report.status = parse_post_status(post.status);
  report.date = post.date;
}

void fill_report(PublishReport& report, const PostDraft& draft, const TermIds& terms,
                 const PostAnswer& post, Part sent) {
  fill_place(report, post);
  for (Difference& difference : compare_post(draft, terms, post, sent)) {
    report.changed_by_site.push_back(std::move(difference));
  }
  tell_other_names(report.changed_by_site, "categories", report.categories);
  tell_other_names(report.changed_by_site, "tags", report.tags);
}

PublishOutcome outcome_of(const PostAnswer& post) {
  if (post.status == "publish") return PublishOutcome::published;
  if (post.status == "future") return PublishOutcome::scheduled;
  return PublishOutcome::saved;
}

}  // namespace presslink
