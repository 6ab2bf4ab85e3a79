// SeoFlow
//   state  | event                         | next
//   -------|-------------------------------|--------------------------------------------
//   start  | Begin, input not acceptable   | done: error, nothing sent
//   start  | Begin                         | look
//   look   | 200 of the target             | write
//   look   | anything else                 | done: error
//   write  | the plugins' writes are done  | change, or effect where nothing else carries fields
//   write  | a write got no answer         | done: error
//   change | 200 of the target             | effect
//   change | anything else                 | done: error
//   effect | the fields are read back      | done
//   any    | Cancelled, event out of order | done: error

#include "presslink/seo.hpp"

#include <utility>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "flows/retry_loop.hpp"
#include "flows/seo_part.hpp"
#include "wordpress/answer.hpp"
#include "wordpress/post.hpp"

namespace presslink {
namespace {

std::string route_of(const SeoTarget& target) {
  const std::string_view base = target.kind == SeoTarget::Kind::page       ? "/wp/v2/pages/"
                                : target.kind == SeoTarget::Kind::category ? "/wp/v2/categories/"
                                                                           : "/wp/v2/posts/";
  return std::string(base) + decimal(target.id);
}

Result<void> check(const SeoFlow::Input& input, Scope scope) {
  if (!scope.has(Permission::seo)) {
    return unexpected(make_error(Errc::out_of_scope, Phase::input,
                                 "Setting SEO fields needs the scope \"seo\", which this "
                                 "connection does not have.",
                                 "Nothing was sent."));
  }
  if (!PostId::from(input.target.id)) return bad_input("The id is out of range.");
  if (input.fields.empty()) return bad_input("No SEO field is given.");
  return check_seo_texts(input.fields);
}

}  // namespace

struct SeoFlow::State {
  enum class Stage { start, look, write, change, effect, done };

  State(const ScopeGuard& scope_guard, Input asked, FlowOptions options)
      : guard(&scope_guard),
        input(std::move(asked)),
        loop(&scope_guard, options, Phase::seo),
        seo(scope_guard,
            {.fields = input.fields,
             .site = &input.site,
             .kind = input.target.kind,
             .access = input.access,
             .existing = true},
            options) {
    loop.know(input.site);
  }

  Step begin(UtcTime now) {
    if (auto good = check(input, guard->scope()); !good) return fail(std::move(good).error());
    stage = Stage::look;
    Query query = {{"_fields", "id,link,status" + text_fields() + seo.prepare_fields()}};
    if (has_text()) query.emplace_back("context", "edit");
    return take(loop.begin(Call{.method = Method::get,
                                .route = route_of(input.target),
                                .query = std::move(query),
                                .body = {}},
                           Safety::read, now),
                now);
  }

  [[nodiscard]] bool has_text() const { return input.target.kind != SeoTarget::Kind::category; }
  /// What WordPress filters when the target is saved with the fields.
  [[nodiscard]] std::string text_fields() const {
    return has_text() && seo.has_members() ? ",title.raw,content.raw" : "";
  }

  Step take(std::optional<Step> step, UtcTime now) {
    if (step) return std::move(*step);
    RetryLoop::Reply reply = loop.take_reply();
    if (!reply) return fail(std::move(reply).error());
    const auto document = reply->status == 200 ? read_json(*reply) : json::Document();
    if (read_integer(document.root(), "id") != input.target.id) {
      if (stage == Stage::change) return fail(loop.explain_write(*reply, now));
      return fail(reply->status == 200 ? loop.explain_shape(*reply)
                                       : loop.explain_response(*reply, now));
    }
    const auto texts = parse_post(*reply);
    if (stage == Stage::look) {
      before.title = texts && texts->title ? *texts->title : "";
      before.content = texts && texts->content ? *texts->content : "";
      return looked(document.root(), now);
    }
    if (texts) report.changed_by_site = compare_post(before, {}, *texts, Part::body);
    return changed(document.root(), now);
  }

  Step looked(const json::Value& object, UtcTime now) {
    report.link = std::string(object["link"].string_or(""));
    const bool category = input.target.kind == SeoTarget::Kind::category;
    is_public = category || object["status"].string_or("") == "publish";
    seo.prepare(object);
    stage = Stage::write;
    auto step = seo.begin_writes(input.target, now);
    return step ? std::move(*step) : written(now);
  }

  Step in_part(Event&& event, UtcTime now) {
    auto step = seo.on(std::move(event), now);
    if (step) return std::move(*step);
    return stage == Stage::write ? written(now) : end();
  }

  Step written(UtcTime now) {
    if (seo.error()) return fail(*seo.error());
    if (!seo.has_members()) return read_effect(now);
    json::Encoder body;
    body.begin_object();
    seo.add_members(body);
    body.end_object();
    auto text = std::move(body).finish();
    if (!text) return fail(std::move(text).error());
    stage = Stage::change;
    return take(loop.begin(Call{.method = Method::post,
                                .route = route_of(input.target),
                                .query = {{"_fields", "id" + text_fields() + seo.answer_fields()}},
                                .body = std::move(*text)},
                           Safety::repeatable, now),
                now);
  }

  Step changed(const json::Value& object, UtcTime now) {
    seo.read_answer(object, true);
    return read_effect(now);
  }

  Step read_effect(UtcTime now) {
    stage = Stage::effect;
    auto step = seo.begin_reads(input.target, is_public ? report.link : "", now);
    return step ? std::move(*step) : end();
  }

  Step fail(Error error) {
    stage = Stage::done;
    result = unexpected(std::move(error));
    return Done{};
  }

  Step end() {
    stage = Stage::done;
    report.seo = seo.report();
    report.advice = seo.advice();
    report.requests = loop.requests() + seo.requests();
    result = std::move(report);
    return Done{};
  }

  Step advance(Event&& event, UtcTime now) {
    if (stage == Stage::done) return Done{};
    if (stage == Stage::write || stage == Stage::effect) return in_part(std::move(event), now);
    if (stage == Stage::start && std::holds_alternative<Begin>(event)) return begin(now);
    return take(loop.on(std::move(event), now), now);
  }

  const ScopeGuard* guard;
  Input input;
  RetryLoop loop;
  SeoPart seo;
  Stage stage = Stage::start;
  bool is_public = false;
  PostDraft before;  ///< title and content of the target
  Report report;
  Result<Report> result = not_run_yet(Phase::seo);
};

SeoFlow::SeoFlow(const ScopeGuard& guard, Input input, FlowOptions options)
    : state_(std::make_unique<State>(guard, std::move(input), options)) {}
SeoFlow::~SeoFlow() = default;
SeoFlow::SeoFlow(SeoFlow&&) noexcept = default;
SeoFlow& SeoFlow::operator=(SeoFlow&&) noexcept = default;

Step SeoFlow::advance(Event event, UtcTime now) { return state_->advance(std::move(event), now); }

const Result<SeoFlow::Report>& SeoFlow::result() const { return state_->result; }

}  // namespace presslink
