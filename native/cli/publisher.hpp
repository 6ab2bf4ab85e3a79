#pragma once

#include <optional>
#include <string>

#include "document_file.hpp"
#include "journal.hpp"
#include "publish_plan.hpp"
#include "session.hpp"

namespace presslink::cli {

/// Publishes one document after another to one site, each exactly once.
class Publisher {
 public:
  /// All are borrowed; `journal` is null for a run that keeps none. The session is connected.
  Publisher(Session& session, const Target& target, Journal* journal, PublishWish wish)
      : session_(&session), target_(&target), journal_(journal), wish_(std::move(wish)) {}

  [[nodiscard]] PublishReport publish(const DocumentFile& file);
  /// Whether the site showed the post of the last `publish` in answer to it.
  [[nodiscard]] bool post_seen() const { return post_seen_; }

 private:
  [[nodiscard]] PublishReport attempt(const DocumentFile& file);
  [[nodiscard]] PublishReport publish_once(const Document& document);
  [[nodiscard]] PublishReport publish_known(const DocumentFile& file, const DocumentName& name);
  [[nodiscard]] PublishReport carry_out(const DocumentName& name, const Document& document,
                                        PublishPlan plan);
  [[nodiscard]] PublishReport send(const PublishPlan& plan, const Client::Save& save);
  void send_seo_anew(const PublishPlan& plan, const Client::Save& save, PublishReport& report);

  [[nodiscard]] Result<void> open_site();
  [[nodiscard]] bool site_has_moved(const PublishReport& report);
  [[nodiscard]] Result<void> remember_site();
  [[nodiscard]] bool seo_plugins_changed();

  [[nodiscard]] Result<DocumentLock> lock(const DocumentFile& file, const DocumentName& name);

  Session* session_;
  const Target* target_;
  Journal* journal_;
  PublishWish wish_;

  std::optional<SiteProfile> profile_;
  bool profile_is_old_ = false;  ///< it was not discovered in this run
  std::optional<ScopeGuard> guard_;
  KnownTerms terms_;
  /// They were read lately, and the SEO plugins with them; true without a journal.
  bool terms_are_known_ = true;
  bool post_seen_ = false;
};

}  // namespace presslink::cli
