#include "publisher.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "base/failure.hpp"
#include "busy.hpp"
#include "category_path.hpp"
#include "draft_text.hpp"
#include "presslink/native/host.hpp"
#include "report/json_report.hpp"
#include "seo/field.hpp"
#include "stored_report.hpp"

namespace presslink::cli {
namespace {

PublishReport failed(Error error) {
  PublishReport report;
  report.error = std::move(error);
  return report;
}

Uuid fresh_key() { return Uuid::v4(random_entropy()); }

bool is_done(const PublishReport& report) {
  return report.outcome != PublishOutcome::failed && report.outcome != PublishOutcome::uncertain;
}

/// Names the terms that an update did not send, as an earlier report or the index has them, and
/// adds those that were left out then. `path` tells the path of one in the index.
template <class Path>
void name_terms(std::vector<TermReport>& terms, const std::vector<TermReport>& before,
                const std::vector<Term>& known, const Path& path) {
  for (TermReport& term : terms) {
    const auto has_id = [&term](const auto& other) { return other.id == term.id; };
    const auto earlier = std::find_if(before.begin(), before.end(), has_id);
    if (earlier != before.end()) {
      term = *earlier;
      term.created = false;
      continue;
    }
    const auto found = std::find_if(known.begin(), known.end(), has_id);
    if (found != known.end()) term = {path(*found), found->id, false, found->name};
  }
  std::copy_if(before.begin(), before.end(), std::back_inserter(terms),
               [](const TermReport& term) { return !term.id; });
}

/// Completes the report of an update by what it did not send.
void complete(PublishReport& report, const PostDraft& sent, const PublishReport& before) {
  const auto is_sent = [](const auto& list) { return list && !list->empty(); };
  if (!is_sent(sent.categories)) {
    name_terms(report.categories, before.categories, report.known.categories,
               [&report](const Term& term) { return path_of(term, report.known); });
  }
  if (!is_sent(sent.tags)) {
    name_terms(report.tags, before.tags, report.known.tags,
               [](const Term& term) { return TermPath{term.name}; });
  }
  // What the site made of a text is said until the document has another.
  for (const Difference& difference : before.changed_by_site) {
    if (is_text(difference.field) && !sets(sent, difference.field)) {
      report.changed_by_site.push_back(difference);
    }
  }
}

/// The last report of a post that is as it was, without what the document does not ask any more.
PublishReport unchanged(const PublishPlan& plan) {
  PublishReport report = decode_report(plan.entry.report);
  report.id = plan.entry.checkpoint.post;
  std::vector<Difference>& differences = report.changed_by_site;
  differences.erase(std::remove_if(differences.begin(), differences.end(),
                                   [&plan](const Difference& difference) {
                                     return difference.got != "trash" &&
                                            !sets(plan.draft, difference.field);
                                   }),
                    differences.end());
  return report;
}

/// What no plugin takes is not there to be taken away: leaves it out where the document does not
/// ask for it.
void leave_out_untaken(PublishReport& report, const SeoFields& asked) {
  std::vector<SeoReport>& fields = report.seo;
  fields.erase(std::remove_if(fields.begin(), fields.end(),
                              [&asked](const SeoReport& each) {
                                const auto field = parse_seo_field(each.field);
                                return each.verdict == SeoVerdict::unsupported && field &&
                                       !text_of(asked, *field);
                              }),
               fields.end());
}

/// The SEO fields that the site did not take, as an earlier report has it.
std::vector<SeoField> refused_fields(const std::vector<SeoReport>& reports) {
  std::vector<SeoField> fields;
  for (const SeoReport& report : reports) {
    const bool taken =
        report.verdict == SeoVerdict::verified || report.verdict == SeoVerdict::accepted_unverified;
    const auto field = taken ? std::nullopt : parse_seo_field(report.field);
    if (field) fields.push_back(*field);
  }
  return fields;
}

/// The post itself is gone; a category that the site has not is another matter.
bool post_is_gone(const PublishReport& report) {
  return report.error && report.error->wp_code == "rest_post_invalid_id";
}

/// Answers that a site gives under an address where it no longer is.
bool may_have_moved(const Error& error) {
  return error.code == Errc::moved || error.code == Errc::not_wordpress ||
         error.code == Errc::rest_closed;
}

}  // namespace

PublishReport Publisher::publish(const DocumentFile& file) {
  const int before = session_->requests();
  post_seen_ = false;
  PublishReport report = attempt(file);
  if (site_has_moved(report)) report = attempt(file);
  report.requests = session_->requests() - before;
  if (report.error) report.error = session_->explained(std::move(*report.error));
  return report;
}

PublishReport Publisher::attempt(const DocumentFile& file) {
  if (Result<void> opened = open_site(); !opened) return failed(std::move(opened).error());
  if (journal_ == nullptr || !has_name(file, wish_)) {
    return publish_once(file.document);
  }
  const DocumentName name = document_name(*journal_, guard_->root(), file, wish_);
  const Result<DocumentLock> held = lock(file, name);
  return held ? publish_known(file, name) : failed(held.error());
}

PublishReport Publisher::publish_once(const Document& document) {
  const Uuid key = wish_.key.value_or(fresh_key());
  const Result<PublishPlan> plan = plan_publish(document, std::nullopt, wish_, key);
  if (!plan) return failed(plan.error());
  return send(*plan, [](const Checkpoint&) { return true; });
}

PublishReport Publisher::publish_known(const DocumentFile& file, const DocumentName& name) {
  const Result<std::optional<JournalEntry>> known = journal_->find(name);
  if (!known) return failed(known.error());
  const Uuid key = wish_.key.value_or(fresh_key());
  std::vector<SeoField> refused;
  if (*known) refused = refused_fields(decode_report((*known)->report).seo);
  // What was refused then is tried again where the site's SEO plugins are others now.
  const bool try_again = !refused.empty() && seo_plugins_changed();
  if (!try_again) refused.clear();
  Result<PublishPlan> plan = plan_publish(file.document, *known, wish_, key, refused);
  if (!plan) return failed(std::move(plan).error());
  const bool resumes = plan->kind == PublishPlan::Kind::resume;
  PublishReport report = carry_out(name, file.document, std::move(*plan));
  if (!post_is_gone(report)) return report;
  if (!wish_.another || !resumes) {
    // The words come with the language, once the report is complete.
    report.error->remedy_text = {
        file.document.id ? "error.post_gone.by_id" : "error.post_gone.as_new", {}};
    return report;
  }
  // The unfinished draft was deleted on the site, and another post is what was asked for.
  plan = plan_publish(file.document, std::nullopt, wish_, fresh_key());
  return plan ? carry_out(name, file.document, std::move(*plan)) : failed(std::move(plan).error());
}

PublishReport Publisher::carry_out(const DocumentName& name, const Document& document,
                                   PublishPlan plan) {
  if (plan.kind == PublishPlan::Kind::nothing) {
    return unchanged(plan);
  }
  const Result<void> begun = plan.is_bound ? journal_->store(name, plan.entry) : Result<void>();
  if (!begun) return failed(begun.error());
  PublishReport report = send(plan, [&](const Checkpoint& checkpoint) {
    plan.entry.checkpoint = checkpoint;
    return journal_->store_checkpoint(name, checkpoint).has_value();
  });
  if (plan.kind == PublishPlan::Kind::resume) leave_out_untaken(report, document.draft.seo);
  if (!is_done(report)) return report;
  if (plan.kind == PublishPlan::Kind::update) {
    complete(report, plan.draft, decode_report(plan.entry.report));
  }
  plan.entry.confirmed = std::exchange(plan.entry.attempted, std::nullopt);
  plan.entry.report = publish_json("", report);
  // Where this is lost the next run sends the same once more, which changes nothing.
  if (Result<void> stored = journal_->store(name, plan.entry); !stored) {
    session_->console().note(stored.error().message);
  }
  return report;
}

PublishReport Publisher::send(const PublishPlan& plan, const Client::Save& save) {
  Client& client = session_->client();
  const bool known_before = plan.entry.checkpoint.post.has_value();
  const bool look = profile_->seo_plugins.empty() || !terms_are_known_;
  if (look && !plan.draft.seo.empty()) (void)seo_plugins_changed();
  PublishReport report =
      plan.kind == PublishPlan::Kind::update
          ? client.update(*guard_,
                          {*plan.entry.checkpoint.post, plan.draft, terms_.index, profile_},
                          publish_options(wish_))
          : client.publish(*guard_, {plan.draft, plan.entry.checkpoint, terms_.index, profile_},
                           save, publish_options(wish_));
  const bool lost = std::any_of(report.seo.begin(), report.seo.end(), [](const SeoReport& field) {
    return field.verdict == SeoVerdict::dropped && field.effective.empty();
  });
  if (lost && seo_plugins_changed()) send_seo_anew(plan, save, report);
  // Its place comes with an answer alone; so does the id of a post that was not known.
  post_seen_ = report.id && (!known_before || !report.link.empty());
  terms_.index = report.known;
  if (journal_ != nullptr) {
    // Only a cache: without it the next run reads the terms again.
    (void)journal_->store_terms(site_name(guard_->root()), terms_);
  }
  return report;
}

/// What went to a plugin that the site has no more goes to those that it has now.
void Publisher::send_seo_anew(const PublishPlan& plan, const Client::Save& save,
                              PublishReport& report) {
  Client& client = session_->client();
  const std::optional<PostId>& post = plan.entry.checkpoint.post;
  if (is_done(report) && report.id) {
    const PostDraft fields{.title = "", .content = "", .seo = plan.draft.seo};
    PublishReport anew = client.update(*guard_, {*report.id, fields, report.known, profile_},
                                       publish_options(wish_));
    if (anew.error) return;
    report.seo = std::move(anew.seo);
    report.advice = std::move(anew.advice);
  } else if (post && plan.kind != PublishPlan::Kind::update) {  // held back for them
    report = client.publish(*guard_, {plan.draft, plan.entry.checkpoint, report.known, profile_},
                            save, publish_options(wish_));
  }
}

Result<void> Publisher::open_site() {
  if (guard_) return {};
  const std::string address = target_->site.url().str();
  profile_ = target_->profile;
  if (!profile_ && journal_ != nullptr) profile_ = journal_->site(address);
  if (profile_ && may_be_another_site(*profile_)) profile_.reset();
  profile_is_old_ = profile_.has_value();
  if (!profile_) {
    Result<SiteProfile> found = session_->profile(*target_);
    if (!found) return unexpected(std::move(found).error());
    profile_ = std::move(*found);
    if (Result<void> stored = remember_site(); !stored) return stored;
  }
  guard_.emplace(profile_->root, target_->scope, *target_->credentials);
  terms_.read = system_now();
  if (journal_ != nullptr) {
    std::optional<KnownTerms> known = journal_->terms(site_name(profile_->root), terms_.read);
    terms_are_known_ = known.has_value();
    if (known) terms_ = std::move(*known);
  }
  return {};
}

/// Looks the site up anew where an old profile may be the reason of a failure; true where it is
/// elsewhere now and the document is worth another try.
bool Publisher::site_has_moved(const PublishReport& report) {
  if (!report.error || !may_have_moved(*report.error) || !profile_is_old_) return false;
  profile_is_old_ = false;
  Result<SiteProfile> found = session_->find(target_->site);
  if (!found || found->root == profile_->root) return false;
  profile_ = std::move(*found);
  guard_.emplace(profile_->root, target_->scope, *target_->credentials);
  return remember_site().has_value();
}

/// Looks an old profile's SEO plugins up anew, once; true where they are others now.
bool Publisher::seo_plugins_changed() {
  if (!std::exchange(profile_is_old_, false)) return false;
  Result<SiteProfile> found = session_->find(target_->site);
  if (!found || !(found->root == profile_->root)) return false;
  const bool changed =
      found->namespaces != profile_->namespaces || found->seo_signs != profile_->seo_signs;
  profile_ = std::move(*found);
  return changed && remember_site().has_value();
}

Result<void> Publisher::remember_site() {
  if (target_->connection.empty()) {
    return journal_ == nullptr ? Result<void>()
                               : journal_->store_site(target_->site.url().str(), *profile_);
  }
  const Result<ConnectionStore> store = ConnectionStore::standard();
  if (!store) return unexpected(store.error());
  Result<Connection> saved = store->load(target_->connection);
  if (!saved) return unexpected(std::move(saved).error());
  saved->site = *profile_;
  return store->save(target_->connection, *saved);
}

Result<DocumentLock> Publisher::lock(const DocumentFile& file, const DocumentName& name) {
  bool told = false;
  Result<DocumentLock> held = journal_->lock(name, [&](std::chrono::milliseconds waited) {
    if (waited > std::chrono::seconds(1) && !std::exchange(told, true)) {
      session_->console().note("Another presslink is publishing " + file.file +
                               "; waiting until it is done.");
    }
    return !session_->stopped();
  });
  const bool in_the_way =
      !held && held.error().code == Errc::cancelled && !session_->interrupt().raised();
  if (!in_the_way) return held;
  return unexpected(
      busy("Another presslink is publishing " + file.file + ", and was not done within --budget."));
}

}  // namespace presslink::cli
