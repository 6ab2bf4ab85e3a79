#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/json_reader.hpp"
#include "flows/retry_loop.hpp"
#include "presslink/publish.hpp"
#include "seo/writer.hpp"
#include "wordpress/post.hpp"

namespace presslink {

/// The SEO fields of one post, page or category as a part of a flow, for all plugins of a site. The
/// flow sends what travels in WordPress's own request; this part sends the plugins' own requests:
///
///   state  | event                      | next
///   -------|----------------------------|---------------------------------------------
///   idle   | begin_writes               | write, or over where no plugin has one
///   write  | any answer                 | the next write, or over
///   write  | no answer, Cancelled       | over, with an error: nothing may go live yet
///   idle   | begin_reads                | again, read, page or hidden, or over
///   again  | any answer, or none        | read
///   hidden | any answer, or none        | page, or over where it tells of a plugin
///   read   | any answer, or none        | the next read, page where that settles more, or over
///   page   | any answer, or none        | over
///
/// What cannot be read stays unverified; only a write that got no answer is an error.
class SeoPart final : public PostExtension {
 public:
  struct Input {
    const SeoFields& fields;            ///< borrowed
    const SiteProfile* site = nullptr;  ///< borrowed; null: not known
    SeoTarget::Kind kind = SeoTarget::Kind::post;
    SeoAccess access = {};
    bool existing = false;  ///< the target was there before
  };
  SeoPart(const ScopeGuard& guard, const Input& input, FlowOptions options);

  [[nodiscard]] bool wanted() const { return !input_.fields.empty(); }

  /// `_fields` of what is to be read of an existing target before it is changed; may be empty.
  [[nodiscard]] std::string prepare_fields() const;
  void prepare(const json::Value& object);

  void add_members(json::Encoder& body) const override;
  [[nodiscard]] std::string answer_fields() const override;
  void read_answer(const json::Value& object, bool same_request) override;
  [[nodiscard]] bool has_members() const;

  /// The next step, or nothing where the part is over.
  [[nodiscard]] std::optional<Step> begin_writes(const SeoTarget& target, UtcTime now);
  /// `link`: the public address; empty where nobody may see it yet.
  [[nodiscard]] std::optional<Step> begin_reads(const SeoTarget& target, std::string link,
                                                UtcTime now);
  [[nodiscard]] std::optional<Step> on(Event&& event, UtcTime now);
  [[nodiscard]] bool busy() const { return stage_ != Stage::idle; }

  /// Why a write got no answer.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  /// Whether a plugin is known not to have taken a field.
  [[nodiscard]] bool has_refusal() const;
  [[nodiscard]] std::vector<SeoReport> report() const;
  [[nodiscard]] std::vector<SeoAdvice> advice() const;
  [[nodiscard]] int requests() const { return loop_.requests(); }

 private:
  enum class Stage { idle, write, again, read, hidden, page };

  [[nodiscard]] bool contested() const { return writers_.size() > 1; }
  [[nodiscard]] std::optional<Step> next_write(UtcTime now);
  [[nodiscard]] std::optional<Step> next_read(UtcTime now);
  [[nodiscard]] std::optional<Step> look_for_hidden(UtcTime now);
  [[nodiscard]] std::optional<Step> read_page(UtcTime now);
  [[nodiscard]] std::optional<Step> send(Stage stage, SeoRequest&& request, Safety safety,
                                         UtcTime now);
  [[nodiscard]] std::optional<Step> take(std::optional<Step>&& step, UtcTime now);
  [[nodiscard]] std::optional<Step> written(RetryLoop::Reply&& reply, UtcTime now);
  void take_page(const Response& page);
  [[nodiscard]] std::optional<Step> over();

  Input input_;
  RetryLoop loop_;
  std::vector<std::unique_ptr<SeoWriter>> writers_;
  std::optional<Url> xml_rpc_;
  const SeoPluginEntry* hidden_ = nullptr;  ///< a plugin that no index shows

  Stage stage_ = Stage::idle;
  SeoTarget target_;
  std::string link_;
  std::size_t at_ = 0;  ///< the writer whose turn it is
  bool stale_ = false;  ///< the last answer carried the members, so it shows no effect of them
  bool by_xml_rpc_ = false;
  bool writes_by_xml_rpc_ = false;
  bool cancelled_ = false;
  std::optional<Error> error_;
};

}  // namespace presslink
