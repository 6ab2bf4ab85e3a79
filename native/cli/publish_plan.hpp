#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "document_file.hpp"
#include "journal.hpp"
#include "presslink/publish.hpp"

namespace presslink::cli {

/// What the command line asks of every document of a run.
struct PublishWish {
  std::optional<PostStatus> status;
  OnMissingTerm on_missing = OnMissingTerm::create;
  OnUnverifiedSeo on_unverified_seo = OnUnverifiedSeo::publish;
  bool another = false;     ///< `--new`
  std::optional<Uuid> key;  ///< `--key`
};

/// Whether the next run can tell that it has the same document: a stream without a key is always
/// another one.
[[nodiscard]] bool has_name(const DocumentFile& file, const PublishWish& wish);

/// The name of a document in the journal, where it has one: by `--key`, its own key, or the path of
/// its file.
[[nodiscard]] DocumentName document_name(const Journal& journal, const ApiRoot& site,
                                         const DocumentFile& file, const PublishWish& wish);

/// What publishing a document means, given what the journal knows of it.
struct PublishPlan {
  enum class Kind {
    create,   ///< a new post
    resume,   ///< one that an earlier run began
    update,   ///< one that is there
    nothing,  ///< the site has it all
  };
  Kind kind = Kind::create;
  PostDraft draft;     ///< what is to be sent: of an update what changed, of `nothing` the document
  JournalEntry entry;  ///< what the journal has to hold before the first byte is sent
  /// The post is this document's. A post that an `id` names becomes so when the site has taken the
  /// update: until then the journal keeps what it holds.
  bool is_bound = true;
};

[[nodiscard]] PublishOptions publish_options(const PublishWish& wish);

/// Whether `draft` sets what a report calls `field`.
[[nodiscard]] bool sets(const PostDraft& draft, std::string_view field);
/// Whether what a report calls `field` is a text that people correct in WordPress.
[[nodiscard]] bool is_text(std::string_view field);

/// `fresh_key` is for a post that is not there yet.
///
/// A document without `status` is to be published. Statuses are compared with what was sent last,
/// not with what the site has now: an editor's decision there is not undone by a corrected comma.
/// A document with an `id` changes the status only where it names one.
///
/// An unfinished post is finished even under `--new`: it is the other post that was asked for. What
/// the document has not any more is taken away from it.
///
/// What the site did otherwise the last time is no reason to send anything, but goes along with
/// what is sent.
///
/// SEO fields that `refused` names were not taken the last time and are sent again.
///
/// Error `bad_input` where the text of a post was taken away, which an update cannot say.
[[nodiscard]] Result<PublishPlan> plan_publish(const Document& document,
                                               const std::optional<JournalEntry>& known,
                                               const PublishWish& wish, const Uuid& fresh_key,
                                               const std::vector<SeoField>& refused = {});

}  // namespace presslink::cli
