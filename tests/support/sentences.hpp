#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "presslink/catalogue.hpp"
#include "presslink/preview.hpp"
#include "presslink/publish.hpp"
#include "support/catch.hpp"

namespace presslink::testing {

/// A language of core/messages.
inline Catalogue language(const std::string& tag) {
  std::ifstream in(PRESSLINK_FIXTURES "/../../core/messages/" + tag + ".json");
  REQUIRE(in);
  const auto catalogue = Catalogue::parse(std::string(std::istreambuf_iterator<char>(in), {}));
  REQUIRE(catalogue);
  return *catalogue;
}

/// A sentence of the library's own is in every language; empty is none.
inline void check_sentence(const std::string& english) {
  static const Catalogue german = language("de");
  static const Catalogue spanish = language("es");
  if (english.empty()) return;
  INFO(english);
  CHECK(german.say(english) != english);
  CHECK(spanish.say(english) != english);
}

inline void check_sentences(const Preview& preview) {
  for (const PlannedRequest& planned : preview.requests) {
    check_sentence(planned.purpose);
    check_sentence(planned.when);
  }
  for (const StandIn& stand_in : preview.stand_ins) check_sentence(stand_in.meaning);
}

inline void check_sentences(const PublishReport& report) {
  for (const SeoReport& field : report.seo) {
    // WordPress's own words, where it refuses.
    if (field.verdict != SeoVerdict::forbidden) check_sentence(field.why);
    check_sentence(field.remedy);
  }
  for (const SeoAdvice& advice : report.advice) check_sentence(advice.text);
  for (const Difference& difference : report.changed_by_site) check_sentence(difference.why);
  if (report.error && report.error->message_text.id.empty()) {
    check_sentence(report.error->message);
    check_sentence(report.error->remedy);
  }
}

}  // namespace presslink::testing
