#include "seo/writer.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "wordpress/answer.hpp"

namespace presslink {
namespace {

std::string text_of_value(const json::Value& value) {
  if (const auto flag = value.boolean()) return *flag ? "true" : "false";
  return std::string(value.string_or(""));
}

bool stands_in_page(SeoField field) { return field != SeoField::focus_keyphrase; }

class Refusal final : public SeoWriter {
 public:
  Refusal(std::string_view plugin, const SeoFields& fields, const std::string& why,
          const std::string& remedy)
      : SeoWriter(plugin, fields) {
    settle_all(SeoVerdict::unsupported, why, remedy);
  }

 private:
  bool has_variable(std::string_view /*text*/) const override { return false; }
};

}  // namespace

std::unique_ptr<SeoWriter> make_refusal(std::string_view plugin, const SeoFields& fields,
                                        const std::string& why, const std::string& remedy) {
  return std::make_unique<Refusal>(plugin, fields, why, remedy);
}

SeoWriter::SeoWriter(std::string_view plugin, const SeoFields& fields) : plugin_(plugin) {
  for (const SeoField field : all_seo_fields) {
    if (auto text = text_of(fields, field)) {
      entries_.push_back({.field = field, .wish = std::move(*text)});
    }
  }
}

SeoEntry* SeoWriter::find(SeoField field) {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [field](const SeoEntry& entry) { return entry.field == field; });
  return found == entries_.end() ? nullptr : &*found;
}

const SeoEntry* SeoWriter::find(SeoField field) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [field](const SeoEntry& entry) { return entry.field == field; });
  return found == entries_.end() ? nullptr : &*found;
}

const std::string* SeoWriter::wish(SeoField field) const {
  const SeoEntry* entry = find(field);
  return entry != nullptr && !entry->settled ? &entry->wish : nullptr;
}

bool SeoWriter::wants_any(std::initializer_list<SeoField> fields) const {
  return std::any_of(fields.begin(), fields.end(),
                     [this](SeoField field) { return wish(field) != nullptr; });
}

bool SeoWriter::keeps_from_indexing() const {
  const std::string* noindex = wish(SeoField::noindex);
  return noindex != nullptr && *noindex == "true";
}

void SeoWriter::settle(SeoField field, SeoVerdict verdict, std::string why, std::string remedy) {
  SeoEntry* entry = find(field);
  if (entry == nullptr) return;
  entry->settled = verdict;
  entry->why = std::move(why);
  entry->remedy = std::move(remedy);
}

void SeoWriter::settle_all(SeoVerdict verdict, const std::string& why, const std::string& remedy) {
  for (const SeoEntry& entry : entries_) {
    if (!entry.settled) settle(entry.field, verdict, why, remedy);
  }
}

void SeoWriter::set_stored(SeoField field, const json::Value& value) {
  if (SeoEntry* entry = find(field)) entry->stored = text_of_value(value);
}

void SeoWriter::set_effective(SeoField field, const json::Value& value) {
  if (SeoEntry* entry = find(field)) entry->effective = text_of_value(value);
}

void SeoWriter::take_refusal(const Response& answer, const std::vector<SeoField>& sent) {
  const auto document = read_json(answer);
  std::string said;
  if (document) said = plain_text(document->root()["message"].string_or(""));
  const bool forbidden = answer.status == 401 || answer.status == 403;
  std::string why = forbidden ? "The plugin does not let this account change it"
                              : "The plugin answered with status " + std::to_string(answer.status);
  why += said.empty() ? "." : ": " + said;
  for (const SeoField field : sent) {
    settle(field, forbidden ? SeoVerdict::forbidden : SeoVerdict::dropped, why);
  }
}

void SeoWriter::read_head(const PageHead& head) {
  head_read_ = true;
  for (SeoEntry& entry : entries_) {
    if (!stands_in_page(entry.field)) continue;
    // Where several plugins print the same tag, each has to say what was asked.
    const std::vector<std::string> printed = head.texts(entry.field);
    const auto other = std::find_if(printed.begin(), printed.end(), [&](const std::string& text) {
      return !same_seo_text(text, entry.wish);
    });
    entry.effective = other != printed.end() ? *other : printed.empty() ? "" : printed.front();
  }
}

bool SeoWriter::wants_head(bool contested) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const SeoEntry& entry) {
    return stands_in_page(entry.field) &&
           judge(entry, contested).verdict == SeoVerdict::accepted_unverified;
  });
}

bool SeoWriter::has_refusal() const {
  return std::any_of(entries_.begin(), entries_.end(), [this](const SeoEntry& entry) {
    const SeoVerdict verdict = judge(entry, false).verdict;
    return verdict != SeoVerdict::verified && verdict != SeoVerdict::accepted_unverified;
  });
}

std::vector<SeoReport> SeoWriter::report(bool contested) const {
  std::vector<SeoReport> reports;
  for (const SeoEntry& entry : entries_) reports.push_back(judge(entry, contested));
  return reports;
}

SeoReport SeoWriter::judge(const SeoEntry& entry, bool contested) const {
  SeoReport report{.plugin = plugin_,
                   .field = std::string(name(entry.field)),
                   .verdict = SeoVerdict::accepted_unverified,
                   .sent = entry.wish,
                   .effective = entry.effective.value_or(""),
                   .why = entry.why,
                   .remedy = entry.remedy};
  if (entry.settled) {
    report.verdict = *entry.settled;
    return report;
  }
  const bool clears = entry.wish.empty();
  const bool varies = has_variable(entry.wish);
  const bool proof = !contested || head_read_ || !stands_in_page(entry.field);
  const bool kept = entry.stored && same_seo_text(*entry.stored, entry.wish);
  if (entry.effective && proof && !clears) {
    const bool counts = varies ? !entry.effective->empty() && !has_variable(*entry.effective)
                               : same_seo_text(*entry.effective, entry.wish);
    if (counts) {
      report.verdict = SeoVerdict::verified;
      return report;
    }
    if (entry.field == SeoField::canonical && entry.effective->empty() && keeps_from_indexing()) {
      report.why = "A page that is kept from indexing prints no canonical address.";
      return report;
    }
    report.verdict = SeoVerdict::dropped;
    report.why = entry.effective->empty() ? "The site prints nothing for it."
                                          : "The site prints something else.";
    return report;
  }
  if (entry.stored && !kept) {
    report.verdict = SeoVerdict::dropped;
    report.effective = *entry.stored;
    report.why = entry.stored->empty() ? "The plugin did not store it."
                                       : "The plugin stored something else.";
    return report;
  }
  // A page that is kept from indexing may print no canonical address.
  const bool may_go_unprinted = entry.field == SeoField::canonical && keeps_from_indexing();
  // What is stored with tags is printed without.
  const bool has_tags = entry.wish.find('<') != std::string::npos && stands_in_page(entry.field);
  const bool settles = kept && proof && !may_go_unprinted && !has_tags &&
                       (clears || (!varies && stored_counts(entry.field)));
  if (settles) {
    report.verdict = SeoVerdict::verified;
    if (!clears) report.effective = *entry.stored;
    return report;
  }
  report.why = !proof
                   ? "Several SEO plugins are active; only the public page tells which one counts."
                   : "The plugin took it; what counts on the site could not be read.";
  return report;
}

bool has_namespace(const SiteProfile& site, std::string_view wanted) {
  return std::find(site.namespaces.begin(), site.namespaces.end(), wanted) != site.namespaces.end();
}

bool has_sign(const SiteProfile& site, std::string_view sign) {
  return std::find(site.seo_signs.begin(), site.seo_signs.end(), sign) != site.seo_signs.end();
}

bool has_enclosed(std::string_view text, std::string_view open, std::string_view close) {
  const std::size_t begin = text.find(open);
  if (begin == std::string_view::npos) return false;
  const std::size_t end = text.find(close, begin + open.size());
  return end != std::string_view::npos && end > begin + open.size();
}

}  // namespace presslink
