#include "presslink/translate.hpp"

namespace presslink {
namespace {

void translate(std::vector<SeoReport>& seo, const Catalogue& catalogue) {
  for (SeoReport& field : seo) {
    field.why = catalogue.say(field.why);
    field.remedy = catalogue.say(field.remedy);
  }
}

void translate(std::vector<SeoAdvice>& advice, const Catalogue& catalogue) {
  for (SeoAdvice& each : advice) each.text = catalogue.say(each.text);
}

}  // namespace

Account translate(Account account, const Catalogue& catalogue) {
  for (std::string& sentence : account.advice) sentence = catalogue.say(sentence);
  return account;
}

PublishReport translate(PublishReport report, const Catalogue& catalogue) {
  if (report.error) report.error = translate(std::move(*report.error), catalogue);
  for (Difference& difference : report.changed_by_site) {
    difference.why = catalogue.say(difference.why);
  }
  translate(report.seo, catalogue);
  translate(report.advice, catalogue);
  return report;
}

SeoFlow::Report translate(SeoFlow::Report report, const Catalogue& catalogue) {
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
