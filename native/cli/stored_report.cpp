#include "stored_report.hpp"

#include <array>
#include <string>

#include "base/json_reader.hpp"

namespace presslink::cli {
namespace {

std::string text(const json::Value& value) { return std::string(value.string_or("")); }

std::vector<TermReport> read_terms(const json::Value& list) {
  std::vector<TermReport> terms;
  for (const json::Value item : list) {
    // One that the document does not name goes by its id alone.
    Result<TermPath> path = parse_term_path(item["path"].string_or(""));
    terms.push_back({path ? std::move(*path) : TermPath{},
                     TermId::from(item["id"].integer().value_or(0)), false, text(item["name"])});
  }
  return terms;
}

std::vector<SeoReport> read_seo(const json::Value& list) {
  static constexpr std::array<SeoVerdict, 5> verdicts = {
      SeoVerdict::verified, SeoVerdict::accepted_unverified, SeoVerdict::dropped,
      SeoVerdict::forbidden, SeoVerdict::unsupported};
  std::vector<SeoReport> fields;
  for (const json::Value item : list) {
    for (const SeoVerdict verdict : verdicts) {
      if (item["verdict"].string_or("") != name(verdict)) continue;
      fields.push_back({text(item["plugin"]), text(item["field"]), verdict, text(item["sent"]),
                        text(item["effective"]), text(item["why"]), text(item["remedy"])});
    }
  }
  return fields;
}

std::vector<Difference> read_differences(const json::Value& list) {
  std::vector<Difference> differences;
  for (const json::Value item : list) {
    differences.push_back(
        {text(item["field"]), text(item["sent"]), text(item["got"]), text(item["why"])});
  }
  return differences;
}

}  // namespace

PublishReport decode_report(std::string_view text_of_report) {
  PublishReport report;
  report.outcome = PublishOutcome::unchanged;
  const Result<json::Document> parsed = json::Document::parse(text_of_report);
  if (!parsed) return report;
  const json::Value root = parsed->root();
  report.id = PostId::from(root["id"].integer().value_or(0));
  report.link = text(root["link"]);
  report.slug = text(root["slug"]);
  report.status = parse_post_status(root["status"].string_or(""));
  report.date = parse_rfc3339(root["date_gmt"].string_or(""));
  report.categories = read_terms(root["categories"]);
  report.tags = read_terms(root["tags"]);
  report.seo = read_seo(root["seo"]);
  report.changed_by_site = read_differences(root["changed_by_site"]);
  return report;
}

}  // namespace presslink::cli
