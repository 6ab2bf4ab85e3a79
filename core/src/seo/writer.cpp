#include "seo/writer.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "wordpress/answer.hpp"
#include "wordpress/call.hpp"

namespace presslink {
namespace {

std::string text_of_value(const json::Value& value) {
  if (const auto flag = value.boolean()) return *flag ? "true" : "false";
  return std::string(value.string_or(""));
}

bool stands_in_page(SeoField field) { return field != SeoField::focus_keyphrase; }

bool is_in_word(char c) {
  return is_ascii_alphanumeric(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

constexpr std::string_view marks = "%#{}";  // of variables

/// The longest word of `text`.
std::string_view longest_word(std::string_view text) {
  std::string_view longest;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_in_word(text[at])) begin = at + 1;
    if (at + 1 - begin > longest.size()) longest = text.substr(begin, at + 1 - begin);
  }
  return longest;
}

/// The words by which a text with variables of any plugin can be found again in what it became, by
/// commas: the longest one before the first and behind the last variable, and of what can only be
/// text between them.
std::string words_of(std::string_view wish) {
  std::string words;
  const auto add = [&words](std::string_view part) {
    const std::string_view word = longest_word(part);
    if (!word.empty()) words.append(word) += ',';
  };
  add(wish.substr(0, wish.find_first_of(marks)));
  std::string_view end = wish.substr(wish.find_last_of(marks) + 1);
  while (!end.empty() && is_in_word(end.front())) end.remove_prefix(1);
  add(end);
  // Variables of one percent sign hold no spaces at their ends, so what has them is text.
  if (wish.find('%') == std::string_view::npos) return words;
  for (std::string_view rest = wish; !rest.empty();) {
    const std::string_view part = take_part(rest, '%');
    if (part.starts_with(' ') || part.ends_with(' ')) add(part);
  }
  return words;
}

/// Whether a text can be what `wish` with these words became. Separators beside an empty variable
/// may be gone.
bool holds_words(std::string_view text, std::string_view wish, std::string_view words) {
  const std::string plain = plain_seo_text(text);
  if (plain.empty()) return false;
  while (!words.empty()) {
    if (plain.find(take_part(words, ',')) == std::string::npos) return false;
  }
  // A separator that comes first tells that the variable before it became nothing.
  return wish.find_first_of(marks) != 0 || plain.find_first_of("|-,:/") != 0;
}

/// Whether two lists by commas have the same texts in the same order.
bool same_list(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    if (!same_seo_text(take_part(a, ','), take_part(b, ','))) return false;
  }
  return true;
}

class Refusal final : public SeoWriter {
 public:
  Refusal(const SeoPluginEntry* plugin, const SeoFields& fields, const char* why,
          const char* remedy)
      : SeoWriter(plugin, fields) {
    settle_all(SeoVerdict::unsupported, why, remedy);
  }
};

}  // namespace

std::unique_ptr<SeoWriter> make_refusal(const SeoPluginEntry* plugin, const SeoFields& fields,
                                        const char* why, const char* remedy) {
  return std::make_unique<Refusal>(plugin, fields, why, remedy);
}

SeoWriter::SeoWriter(const SeoPluginEntry* plugin, const SeoFields& fields) : plugin_(plugin) {
  for (const SeoField field : all_seo_fields) {
    auto text = text_of(fields, field);
    if (!text) continue;
    SeoEntry& entry = entries_.emplace_back();
    entry.field = field;
    entry.wish = std::move(*text);
  }
}

const SeoEntry* SeoWriter::find(SeoField field) const {
  for (const SeoEntry& entry : entries_) {
    if (entry.field == field) return &entry;
  }
  return nullptr;
}

SeoEntry* SeoWriter::find(SeoField field) {
  return const_cast<SeoEntry*>(std::as_const(*this).find(field));
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
  if (hidden_) return true;
  const std::string* noindex = wish(SeoField::noindex);
  return noindex != nullptr && *noindex == "true";
}

void SeoWriter::settle(SeoField field, SeoVerdict verdict, const char* why, const char* remedy) {
  SeoEntry* entry = find(field);
  if (entry == nullptr) return;
  entry->settled = verdict;
  entry->why = why;
  entry->remedy = remedy;
}

void SeoWriter::settle_all(SeoVerdict verdict, const char* why, const char* remedy) {
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

void SeoWriter::keep_keyphrases(std::string_view list) {
  const std::string* focus = wish(SeoField::focus_keyphrase);
  // A list that is wished replaces the one that is there, and an empty text clears it.
  if (focus == nullptr || focus->empty() || focus->find(',') != std::string::npos) return;
  static_cast<void>(take_part(list, ','));
  while (!list.empty()) {
    const std::string_view keyphrase = trim(take_part(list, ','));
    const bool further = !keyphrase.empty() && !same_seo_text(keyphrase, *focus);
    if (further) further_keyphrases_.append(1, ',').append(keyphrase);
  }
}

std::string SeoWriter::keyphrases() const {
  return *wish(SeoField::focus_keyphrase) + further_keyphrases_;
}

void SeoWriter::set_keyphrases(std::string_view list) {
  SeoEntry* entry = find(SeoField::focus_keyphrase);
  if (entry == nullptr) return;
  if (list.ends_with(further_keyphrases_)) list.remove_suffix(further_keyphrases_.size());
  // Plugins write the spaces of a list otherwise.
  entry->stored = same_list(list, entry->wish) ? std::string_view(entry->wish) : list;
}

void SeoWriter::take_refusal(const Response& answer, std::initializer_list<SeoField> sent) {
  const std::string said = plain_text(read_text(read_json(answer).root(), "message"));
  const bool forbidden = answer.status == 401 || answer.status == 403;
  std::string why = forbidden ? "The plugin does not let this account change it"
                              : "The plugin answered with status " + decimal(answer.status);
  why += said.empty() ? "." : ": " + said;
  for (const SeoField field : sent) {
    // A gateway that gave up waiting, or a plugin that broke down afterwards, may have stored it.
    SeoEntry* entry = answer.status >= 500 ? find(field) : nullptr;
    if (entry != nullptr) {
      entry->doubt = why;
    } else {
      settle(field, forbidden ? SeoVerdict::forbidden : SeoVerdict::dropped, why.c_str());
    }
  }
}

SeoRequest SeoWriter::ask(std::string route, std::string_view query) {
  return make_call(Method::get, std::move(route), query);
}

SeoRequest SeoWriter::send(Method method, std::string route, json::Encoder&& body) {
  return make_call(method, std::move(route), "", std::move(body));
}

void SeoWriter::read_head(const PageHead& head) {
  head_read_ = true;
  see_noindex(head.texts(SeoField::noindex).front() == "true");
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
    const bool doubted = !entry.settled && !entry.doubt.empty() && !entry.effective;
    return stands_in_page(entry.field) &&
           (doubted || judge(entry, contested).verdict == SeoVerdict::accepted_unverified);
  });
}

bool SeoWriter::has_refusal() const {
  return std::any_of(entries_.begin(), entries_.end(), [this](const SeoEntry& entry) {
    const SeoVerdict verdict = judge(entry, false).verdict;
    return verdict != SeoVerdict::verified && verdict != SeoVerdict::accepted_unverified;
  });
}

void SeoWriter::report(bool contested, std::vector<SeoReport>& reports) const {
  for (const SeoEntry& entry : entries_) {
    const Judgement judgement = judge(entry, contested);
    SeoReport& report = reports.emplace_back();
    report.plugin = plugin_ != nullptr ? plugin_->name : "";
    report.field = name(entry.field);
    report.verdict = judgement.verdict;
    report.sent = entry.wish;
    report.effective = judgement.effective;
    report.why = judgement.why;
    report.remedy = entry.remedy;
  }
}

SeoWriter::Judgement SeoWriter::judge(const SeoEntry& entry, bool contested) const {
  const std::string_view effective = entry.effective ? *entry.effective : std::string_view();
  const char* const why = entry.why.c_str();
  if (entry.settled) return {*entry.settled, effective, why};
  const bool clears = entry.wish.empty();
  const bool varies = plugin_->has_variable(entry.wish);
  const bool proof = !contested || head_read_ || !stands_in_page(entry.field);
  const bool kept = entry.stored && same_seo_text(*entry.stored, entry.wish);
  // What a template became may be the default of the site, which has its own.
  const bool lost = varies && entry.stored && !kept;
  // A page that is kept from indexing may print no canonical address.
  const bool may_go_unprinted = entry.field == SeoField::canonical && keeps_from_indexing();
  if (entry.effective && proof && !clears && !lost) {
    const bool as_wished = same_seo_text(effective, entry.wish);
    if (varies) {
      const std::string wish = plain_seo_text(entry.wish);
      const std::string words = words_of(wish);
      const bool replaced =
          !plugin_->has_variable(effective) && holds_words(effective, wish, words);
      // The default of a site may have the same variables.
      if (replaced && words.empty() && !entry.stored) {
        return unproven(entry,
                        "It is made of variables alone, and what they became does not tell "
                        "whether it was stored.");
      }
      if (replaced) return {SeoVerdict::verified, effective, why};
      if (as_wished) {
        return {SeoVerdict::dropped, effective,
                "The site prints its variables as they stand; the plugin does not know them."};
      }
    } else if (as_wished) {
      return {SeoVerdict::verified, effective, why};
    }
    if (!effective.empty()) {
      return {SeoVerdict::dropped, effective, "The site prints something else."};
    }
    if (!may_go_unprinted) {
      return {SeoVerdict::dropped, effective, "The site prints nothing for it."};
    }
    return unproven(entry, "A page that is kept from indexing prints no canonical address.");
  }
  if (entry.stored && !kept) {
    return {SeoVerdict::dropped, *entry.stored,
            entry.stored->empty() ? "The plugin did not store it. Is it still active?"
                                  : "The plugin stored something else."};
  }
  // What is stored with tags is printed without.
  const bool has_tags = entry.wish.find('<') != std::string::npos && stands_in_page(entry.field);
  const bool settles = kept && proof && !may_go_unprinted && !has_tags &&
                       (clears || (!varies && stored_counts(entry.field)));
  if (settles) return {SeoVerdict::verified, clears ? effective : *entry.stored, why};
  return unproven(
      entry, proof
                 ? "The plugin took it; what counts on the site could not be read."
                 : "Several SEO plugins are active; only the public page tells which one counts.");
}

SeoWriter::Judgement SeoWriter::unproven(const SeoEntry& entry, const char* why) {
  const std::string_view effective = entry.effective ? *entry.effective : std::string_view();
  if (!entry.doubt.empty()) return {SeoVerdict::dropped, effective, entry.doubt.c_str()};
  return {SeoVerdict::accepted_unverified, effective, why};
}

bool has_namespace(const SiteProfile& site, std::string_view wanted) {
  return std::find(site.namespaces.begin(), site.namespaces.end(), wanted) != site.namespaces.end();
}

bool has_sign(const SiteProfile& site, const char* sign) {
  return std::find(site.seo_signs.begin(), site.seo_signs.end(), sign) != site.seo_signs.end();
}

bool has_enclosed(std::string_view text, std::string_view open, std::string_view close) {
  const std::size_t begin = text.find(open);
  if (begin == std::string_view::npos) return false;
  const std::size_t end = text.find(close, begin + open.size());
  return end != std::string_view::npos && end > begin + open.size();
}

}  // namespace presslink
