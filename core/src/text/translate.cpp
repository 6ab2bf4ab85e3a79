#include "presslink/translate.hpp"

#include <utility>

#include "doctor/texts.hpp"

namespace presslink {
namespace {

std::string_view value_of(const Message& message, std::string_view key) {
  for (const auto& [name, value] : message.values) {
    if (name == key) return value;
  }
  return {};
}

/// The sentence of an error: its text, and behind it the transport's words (`detail`), where a
/// redirect leads (`to`) and what WordPress says (`quote`), each where it has that value.
std::string message_in_words(const Message& message, const Catalogue& catalogue) {
  std::string text = catalogue.text(message);
  if (const auto detail = value_of(message, "detail"); !detail.empty()) {
    text.append(" (").append(detail).append(")");
  }
  for (const char* part : {"to", "quote"}) {
    if (value_of(message, part).empty()) continue;
    text += " " + catalogue.text({std::string("error.") + part, message.values});
  }
  return text;
}

void translate(std::vector<SeoReport>& seo, const Catalogue& catalogue) {
  for (SeoReport& field : seo) {
    field.why = catalogue.say(field.why);
    field.remedy = catalogue.say(field.remedy);
  }
}

void translate(std::vector<Difference>& differences, const Catalogue& catalogue) {
  for (Difference& difference : differences) difference.why = catalogue.say(difference.why);
}

void translate(std::vector<SeoAdvice>& advice, const Catalogue& catalogue) {
  for (SeoAdvice& each : advice) each.text = catalogue.say(each.text);
}

}  // namespace

Error translate(Error error, const Catalogue& catalogue) {
  error.message = error.message_text.id.empty() ? catalogue.say(error.message)
                                                : message_in_words(error.message_text, catalogue);
  error.remedy = error.remedy_text.id.empty() ? catalogue.say(error.remedy)
                                              : in_one_line(error.remedy_text, catalogue);
  return error;
}

Account translate(Account account, const Catalogue& catalogue) {
  for (std::string& sentence : account.advice) sentence = catalogue.say(sentence);
  return account;
}

PublishReport translate(PublishReport report, const Catalogue& catalogue) {
  if (report.error) report.error = translate(std::move(*report.error), catalogue);
  translate(report.changed_by_site, catalogue);
  translate(report.seo, catalogue);
  translate(report.advice, catalogue);
  return report;
}

SeoFlow::Report translate(SeoFlow::Report report, const Catalogue& catalogue) {
  translate(report.changed_by_site, catalogue);
  translate(report.seo, catalogue);
  translate(report.advice, catalogue);
  return report;
}

Preview translate(Preview preview, const Catalogue& catalogue) {
  translate(preview.not_sent, catalogue);
  translate(preview.advice, catalogue);
  return preview;
}

}  // namespace presslink
