#include "presslink/preview.hpp"

#include <map>
#include <utility>

#include "base/json_encoder.hpp"
#include "base/json_reader.hpp"

namespace presslink {
namespace {

// Far above any id of a real site and still exact in JavaScript.
constexpr std::int64_t first_stand_in = 9'000'000'000'000;

/// Plays the site for a flow: answers each request as an obliging WordPress would and keeps it.
class Rehearsal {
 public:
  explicit Rehearsal(const TermIndex& known) {
    for (const Term& term : known.categories) paths_[term.id.value()] = term.name;
  }

  /// Runs `flow` to its end.
  void run(Flow& flow) {
    // No date has passed at the beginning of time, so a scheduled post is planned whatever its
    // date.
    Event event = Begin{};
    while (true) {
      Step step = flow.advance(std::move(event), UtcTime::min());
      if (auto* send = std::get_if<Send>(&step)) {
        event = answer(std::move(send->request));
      } else if (std::holds_alternative<Wait>(step)) {
        event = Woke{};
      } else if (std::holds_alternative<Save>(step)) {
        event = Saved{};
      } else {
        return;
      }
    }
  }

  [[nodiscard]] Preview take() && { return std::move(preview_); }

 private:
  Response answer(Request request) {
    const bool get = request.method() == Method::get;
    const std::string route = request.route();
    if (get && route == "/wp/v2/tags") {
      return plan(std::move(request), "see whether somebody made the same tag meanwhile",
                  "if one was created", {200, "[]"});
    }
    if (get) return answer_categories(std::move(request));
    if (route == "/wp/v2/categories") {
      const auto [id, meaning] = invent_category(request);
      return plan(std::move(request), "create the " + meaning, "if the site does not have it",
                  {201, term_answer(id)});
    }
    if (route == "/wp/v2/tags") {
      const std::int64_t id = invent("tag " + read_body(request, "name"));
      return plan(std::move(request), "create the tag, or learn its id", "",
                  {201, term_answer(id)});
    }
    if (route == "/wp/v2/posts") {
      const std::int64_t id = invent("the new post");
      return plan(std::move(request), "create the post as a draft", "", {201, post_answer(id)});
    }
    const bool created = created_post_ != 0;
    const std::string purpose = created ? "give it its slug, status and date" : "change the post";
    return plan(std::move(request), purpose, "", {200, post_answer(created ? created_post_ : 1)});
  }

  struct Played {
    int status;
    std::string body;
  };

  Response answer_categories(Request request) {
    if (invented_.empty()) return plan(std::move(request), "read the categories", "", {200, "[]"});
    std::string list;
    for (const auto& [id, term] : invented_) {
      if (!list.empty()) list += ',';
      list += term;
    }
    return plan(std::move(request), "see whether somebody made the same categories meanwhile",
                "if one was created", {200, '[' + list + ']'});
  }

  Response plan(Request request, std::string purpose, std::string when, Played played) {
    preview_.requests.push_back({std::move(purpose), std::move(when), std::move(request)});
    return Response{.status = played.status, .headers = {}, .body = std::move(played.body)};
  }

  std::pair<std::int64_t, std::string> invent_category(const Request& request) {
    const auto body = json::Document::parse(request.body());
    const std::int64_t parent = body ? body->root()["parent"].integer().value_or(0) : 0;
    const std::string name = read_body(request, "name");
    const auto above = paths_.find(parent);
    const std::string path = above == paths_.end() ? name : above->second + " > " + name;
    const std::int64_t id = invent("category " + path);
    paths_[id] = path;
    json::Encoder term;
    term.begin_object();
    term.member("id", id);
    term.member("name", name);
    term.member("parent", parent);
    term.end_object();
    invented_[id] = std::move(term).finish().value_or("{}");
    return {id, "category " + path};
  }

  std::int64_t invent(std::string meaning) {
    const std::int64_t id = first_stand_in + static_cast<std::int64_t>(preview_.stand_ins.size());
    if (meaning == "the new post") created_post_ = id;
    preview_.stand_ins.push_back({id, std::move(meaning)});
    return id;
  }

  static std::string read_body(const Request& request, std::string_view key) {
    const auto body = json::Document::parse(request.body());
    return body ? std::string(body->root()[key].string_or("")) : std::string();
  }

  static std::string term_answer(std::int64_t id) {
    return R"({"id":)" + std::to_string(id) + R"(,"name":"","slug":"","parent":0})";
  }
  static std::string post_answer(std::int64_t id) {
    return R"({"id":)" + std::to_string(id) + R"(,"slug":"","status":"","link":""})";
  }

  Preview preview_;
  std::map<std::int64_t, std::string> paths_;
  std::map<std::int64_t, std::string> invented_;  ///< categories as a list of them shows each
  std::int64_t created_post_ = 0;
};

/// What keeps a draft from being sent at all; other outcomes are of the rehearsal's own making.
std::optional<Error> refusal(const PublishReport& report) {
  if (!report.error) return std::nullopt;
  const Errc code = report.error->code;
  const bool about_input = code == Errc::bad_input || code == Errc::out_of_scope;
  return about_input ? report.error : std::nullopt;
}

}  // namespace

Result<Preview> preview_publish(const ScopeGuard& guard, const PublishFlow::Input& input,
                                const PublishOptions& options) {
  Rehearsal rehearsal(input.known);
  PublishFlow flow(guard, input, options);
  rehearsal.run(flow);
  if (auto error = refusal(flow.result())) return unexpected(std::move(*error));
  return std::move(rehearsal).take();
}

Result<Preview> preview_update(const ScopeGuard& guard, const UpdateFlow::Input& input,
                               const PublishOptions& options) {
  Rehearsal rehearsal(input.known);
  UpdateFlow flow(guard, input, options);
  rehearsal.run(flow);
  if (auto error = refusal(flow.result())) return unexpected(std::move(*error));
  return std::move(rehearsal).take();
}

}  // namespace presslink
