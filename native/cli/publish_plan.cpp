#include "publish_plan.hpp"

#include <utility>

#include "base/failure.hpp"
#include "draft_text.hpp"

namespace presslink::cli {
namespace {

/// What the site surely has. Of a run that was cut off it may have either text.
PostDraft known_on_site(const JournalEntry& entry) {
  const PostDraft confirmed = entry.confirmed.value_or(PostDraft{});
  return entry.attempted ? common(confirmed, *entry.attempted) : confirmed;
}

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
  entry.attempted = wanted;
  return {.kind = PublishPlan::Kind::resume, .draft = std::move(wanted), .entry = std::move(entry)};
}

Result<PublishPlan> plan_update(const PostDraft& wanted, JournalEntry entry,
                                const std::vector<SeoField>& refused) {
  const PostDraft there = known_on_site(entry);
  if (wanted.content.empty() && !there.content.empty()) {
    return bad_input("The document has no text any more, and presslink does not empty a post.",
                     "Write a text, or delete the post in WordPress.");
  }
  PostDraft changed = changes(wanted, without_seo(there, refused));
  const bool nothing = is_empty_but_seo(changed) && changed.seo.empty();
  if (!nothing) {
    // All of them: what one field shows may depend on another, and each report is of one moment.
    changed.seo = wanted.seo;
    entry.attempted = merged(entry.confirmed.value_or(PostDraft{}), wanted);
  }
  return PublishPlan{.kind = nothing ? PublishPlan::Kind::nothing : PublishPlan::Kind::update,
                     .draft = std::move(changed),
                     .entry = std::move(entry)};
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

DocumentName document_name(const Journal& journal, const ApiRoot& site, const std::string& file,
                           const Document& document, const PublishWish& wish) {
  if (wish.key) return {site_name(site), "key:" + wish.key->str()};
  if (document.key) return {site_name(site), "key:" + *document.key};
  return {site_name(site), journal.name_of(file)};
}

Result<PublishPlan> plan_publish(const Document& document, const std::optional<JournalEntry>& known,
                                 const PublishWish& wish, const Uuid& fresh_key,
                                 const std::vector<SeoField>& refused) {
  PostDraft wanted = document.draft;
  if (wish.status) wanted.status = wish.status;
  if (document.id) return plan_named_post(wanted, *document.id, known, fresh_key, refused);
  if (!wanted.status) wanted.status = PostStatus::publish;
  if (!known || (wish.another && is_finished(*known))) {
    return plan_create(wanted, fresh_key);
  }
  if (!is_finished(*known)) return plan_resume(std::move(wanted), *known);
  return plan_update(wanted, *known, refused);
}

PublishOptions publish_options(const PublishWish& wish) {
  return {.on_missing_category = wish.on_missing,
          .on_unverified_seo = wish.on_unverified_seo,
          .access = {},
          .flow = {}};
}

}  // namespace presslink::cli
