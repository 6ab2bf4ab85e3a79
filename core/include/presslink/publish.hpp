#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "presslink/difference.hpp"
#include "presslink/flow.hpp"
#include "presslink/post.hpp"
#include "presslink/scope.hpp"

namespace presslink {

enum class PublishOutcome {
  published,
  scheduled,
  saved,  ///< draft, pending or private, as asked
  updated,
  unchanged,  ///< nothing was sent
  failed,     ///< see `error`; a draft may be left, see `id`
  uncertain,  ///< an answer, or the last checkpoint, was lost; running again settles it
};
[[nodiscard]] std::string_view name(PublishOutcome outcome) noexcept;

/// What is on the site now, as the site itself says.
struct PublishReport {
  PublishOutcome outcome = PublishOutcome::failed;
  std::optional<PostId> id;
  std::string link;
  std::string slug;
  std::optional<PostStatus> status;  ///< nothing for a plugin's own and for the trash
  std::optional<UtcTime> date;
  /// Of an update that names none: what the post is in, by their ids alone.
  std::vector<TermReport> categories;
  std::vector<TermReport> tags;  ///< likewise
  std::vector<SeoReport> seo;
  std::vector<SeoAdvice> advice;
  std::vector<Difference> changed_by_site;
  bool resumed = false;  ///< an earlier run's post was found and finished
  int requests = 0;
  TermIndex known;  ///< the terms learned, for the next publish
  /// Why it failed or is uncertain.
  std::optional<Error> error;
};

/// What becomes of a post when an SEO plugin is known not to have taken one of its fields
/// (`dropped`, `forbidden` or `unsupported`) before it goes live.
enum class OnUnverifiedSeo {
  publish,  ///< it goes live; the report says what is missing
  hold,     ///< it stays a draft, and the publish has failed; running it again tries again
};

struct PublishOptions {
  OnMissingTerm on_missing_category = OnMissingTerm::create;
  OnUnverifiedSeo on_unverified_seo = OnUnverifiedSeo::publish;
  SeoAccess access = {};
  FlowOptions flow = {};
};

/// Creates one post exactly once and makes it public last.
///
/// The draft is created under a slug equal to the key; after a lost answer it is looked up by that
/// key instead of created again. Real slug, status and date go in the last request, so nothing
/// half-made is ever public. Each `Save` must be stored before the flow goes on; a later process
/// passes the last checkpoint and finishes the same post. What the draft does not set is then taken
/// from an unfinished post, for the earlier run may have sent it: excerpt and tags, and categories
/// where the draft has an empty list. SEO fields, author and image that are not set stay. Title,
/// content and excerpt that the post was given before are not sent again: what was corrected on the
/// site stays, and the report tells of it.
///
/// SEO fields are written before the post goes live, and read back after it did.
///
/// One key, one flow at a time: two at once cannot see each other's draft and make two posts. Who
/// shares keys between workers locks them.
///
/// On a site whose terms are known: two requests, plus those that an SEO plugin needs of its own.
class PublishFlow final : public Flow {
 public:
  struct Input {
    PostDraft draft;
    Checkpoint checkpoint;  ///< `{.key = fresh UUID}`, or what was saved last
    TermIndex known = {};
    std::optional<SiteProfile> site = {};  ///< tells which SEO plugins there are
    /// The key is not new and the checkpoint of its run is lost: look for a draft before one is
    /// created. One request more.
    bool look_first = false;
  };

  /// `guard` is borrowed and outlives the flow.
  PublishFlow(const ScopeGuard& guard, Input input, PublishOptions options = {});
  ~PublishFlow() override;
  PublishFlow(PublishFlow&&) noexcept;
  PublishFlow& operator=(PublishFlow&&) noexcept;

  [[nodiscard]] Step advance(Event event, UtcTime now) override;
  [[nodiscard]] const PublishReport& result() const;  ///< precondition: `Done`

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Changes an existing post; sends only what `draft` sets. One request where the terms are known,
/// plus those that an SEO plugin needs, and a look before a date without a status.
class UpdateFlow final : public Flow {
 public:
  struct Input {
    PostId post;
    PostDraft draft;
    TermIndex known = {};
    std::optional<SiteProfile> site = {};  ///< tells which SEO plugins there are
  };

  /// `guard` is borrowed and outlives the flow.
  UpdateFlow(const ScopeGuard& guard, Input input, PublishOptions options = {});
  ~UpdateFlow() override;
  UpdateFlow(UpdateFlow&&) noexcept;
  UpdateFlow& operator=(UpdateFlow&&) noexcept;

  [[nodiscard]] Step advance(Event event, UtcTime now) override;
  [[nodiscard]] const PublishReport& result() const;  ///< precondition: `Done`

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Checks what can be checked without a site. Error `bad_input` names the field: an empty title,
/// `future` without a date, invalid UTF-8, a name or text that WordPress cannot store …
[[nodiscard]] Result<void> validate(const PostDraft& draft);

}  // namespace presslink
