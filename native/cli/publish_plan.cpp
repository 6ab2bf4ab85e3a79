#include "publish_plan.hpp"

#include <algorithm>
#include <utility>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "draft_text.hpp"
#include "stored_report.hpp"
#include "wordpress/post.hpp"

namespace presslink::cli {
namespace {

/// What the site surely has. Of a run that was cut off it may have either text.
PostDraft known_on_site(const JournalEntry& entry) {
  const PostDraft confirmed = entry.confirmed.value_or(PostDraft{});
  return entry.attempted ? common(confirmed, *entry.attempted) : confirmed;
}

bool is_blank(const std::string& text) { return trim(text).empty(); }

bool is_finished(const JournalEntry& entry) {
  return entry.checkpoint.stage == Checkpoint::Stage::finished && entry.checkpoint.post;
}

PublishPlan plan_create(const PostDraft& wanted, const Uuid& key) {
  return {
      .kind = PublishPlan::Kind::create,
      .draft = wanted,
      .entry = {.checkpoint = {.key = key}, .confirmed = {}, .attempted = wanted, .report = ""}};
}

PublishPlan plan_resume(PostDraft wanted, JournalEntry entry) {
  if (entry.attempted) wanted = clearing(std::move(wanted), *entry.attempted);
  entry.attempted = wanted;
  return {.kind = PublishPlan::Kind::resume, .draft = std::move(wanted), .entry = std::move(entry)};
}

/// `draft` with its one field that a report calls `field`, where it is set.
PostDraft only(const PostDraft& draft, std::string_view field) {
  PostDraft one;
  if (field == "title") one.title = draft.title;
  if (field == "content") one.content = draft.content;
  if (field == "excerpt") one.excerpt = draft.excerpt;
  if (field == "slug") one.slug = draft.slug;
  if (field == "status") one.status = draft.status;
  if (field == "date") one.date = draft.date;
  if (field == "categories") one.categories = draft.categories;
  if (field == "tags") one.tags = draft.tags;
  if (field == "author") one.author = draft.author;
  if (field == "featured_image") one.featured_image = draft.featured_image;
  return one;
}

/// A post that went live although it was to wait, or is in the trash, stays where it is; and a text
/// that the site changed may have been corrected there since.
bool is_to_be_sent_again(const Difference& difference) {
  const bool stays = difference.field == "status" &&
                     (difference.got == "trash" || difference.sent == name(PostStatus::future));
  return !stays && !is_text(difference.field);
}

/// What the site did not take when it was last sent, as far as it is still wanted.
PostDraft not_taken(const PostDraft& wanted, const PublishReport& before) {
  PostDraft again;
  for (const Difference& difference : before.changed_by_site) {
    if (is_to_be_sent_again(difference)) again = merged(again, only(wanted, difference.field));
  }
  const bool left_out = std::any_of(before.categories.begin(), before.categories.end(),
                                    [](const TermReport& term) { return !term.id; });
  if (left_out) again.categories = wanted.categories;
  return again;
}

Result<PublishPlan> plan_update(const PostDraft& wanted, JournalEntry entry,
                                const std::vector<SeoField>& refused) {
  const PostDraft there = known_on_site(entry);
  if (wanted.content.empty() && !is_blank(there.content)) {
    return bad_input("The document has no text any more, and presslink does not empty a post.",
                     "Write a text, or delete the post in WordPress.");
  }
  PostDraft changed = changes(wanted, without_seo(there, refused));
  if (is_empty_but_seo(changed) && changed.seo.empty()) {
    return PublishPlan{
        .kind = PublishPlan::Kind::nothing, .draft = wanted, .entry = std::move(entry)};
  }
  changed = merged(std::move(changed), not_taken(wanted, decode_report(entry.report)));
  // All of them: what one field shows may depend on another, and each report is of one moment.
  changed.seo = wanted.seo;
  // A post is scheduled by both.
  if (changed.status == PostStatus::future) changed.date = wanted.date;
  entry.confirmed = there;  // what is in doubt stays so until a run is done
  entry.attempted = merged(there, wanted);
  return PublishPlan{
      .kind = PublishPlan::Kind::update, .draft = std::move(changed), .entry = std::move(entry)};
}

Result<PublishPlan> plan_named_post(const PostDraft& wanted, PostId post,
                                    const std::optional<JournalEntry>& known, const Uuid& fresh_key,
                                    const std::vector<SeoField>& refused) {
  if (known && is_finished(*known) && known->checkpoint.post == post) {
    return plan_update(wanted, *known, refused);
  }
  Result<PublishPlan> plan =
      plan_update(wanted,
                  {.checkpoint = {fresh_key, Checkpoint::Stage::finished, post},
                   .confirmed = {},
                   .attempted = {},
                   .report = ""},
                  {});
  if (plan) plan->is_bound = false;
  return plan;
}

}  // namespace

bool has_name(const DocumentFile& file, const PublishWish& wish) {
  return !file.is_stream || wish.key || file.document.key;
}

DocumentName document_name(const Journal& journal, const ApiRoot& site, const DocumentFile& file,
                           const PublishWish& wish) {
  if (wish.key) return {site_name(site), "key:" + wish.key->str()};
  if (file.document.key) return {site_name(site), "key:" + *file.document.key};
  return {site_name(site), journal.name_of(file.file)};
}

Result<PublishPlan> plan_publish(const Document& document, const std::optional<JournalEntry>& known,
                                 const PublishWish& wish, const Uuid& fresh_key,
                                 const std::vector<SeoField>& refused) {
  PostDraft wanted = document.draft;
  if (is_blank(wanted.content)) wanted.content.clear();
  if (wish.status) wanted.status = wish.status;
  if (document.id) return plan_named_post(wanted, *document.id, known, fresh_key, refused);
  if (!wanted.status) wanted.status = PostStatus::publish;
  if (!known || (wish.another && is_finished(*known))) {
    return plan_create(wanted, fresh_key);
  }
  if (!is_finished(*known)) return plan_resume(std::move(wanted), *known);
  return plan_update(wanted, *known, refused);
}

bool sets(const PostDraft& draft, std::string_view field) {
  return !is_empty_but_seo(only(draft, field));
}

bool is_text(std::string_view field) { return has_word("title,content,excerpt", field); }

PublishOptions publish_options(const PublishWish& wish) {
  return {.on_missing_category = wish.on_missing,
          .on_unverified_seo = wish.on_unverified_seo,
          .access = {},
          .flow = {}};
}

}  // namespace presslink::cli
