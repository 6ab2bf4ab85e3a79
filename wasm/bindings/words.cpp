#include "words.hpp"

#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "bindings.hpp"
#include "buffers.hpp"
#include "conversion.hpp"
#include "presslink/translate.hpp"
#include "report/json_report.hpp"

namespace presslink::wasm {
namespace {

// ASCII's own separators, which stand in no text that a site owner reads. JSON would take a
// kilobyte of code more.
constexpr char after_part = '\x1f';
constexpr char after_message = '\x1e';
constexpr char after_finding = '\x1d';

void write(std::string& out, std::string_view part) {
  out += part;
  out += after_part;
}

void write(std::string& out, const Message& message) {
  write(out, message.id);
  for (const auto& [name, value] : message.values) {
    write(out, name);
    write(out, value);
  }
  out += after_message;
}

void read(std::string_view& rest, Message& out) {
  std::string_view text = take_part(rest, after_message);
  out.id = take_part(text, after_part);
  while (!text.empty()) {
    auto& value = out.values.emplace_back();
    value.first = take_part(text, after_part);
    value.second = take_part(text, after_part);
  }
}

/// Where a text is not of the catalogue, its sentence stands in the place of the id.
void write(std::string& out, const Message& message, std::string_view sentence) {
  if (message.id.empty()) out += sentence;
  write(out, message);
}

void read(std::string_view& rest, Message& message, std::string& sentence) {
  read(rest, message);
  const bool is_sentence = message.id.find(' ') != std::string::npos;
  if (is_sentence) sentence = std::exchange(message.id, {});
}

void read(std::string_view& rest, Finding& out) {
  std::string_view text = take_part(rest, after_finding);
  out.suspect.id = known_cause(take_part(text, after_part));
  out.suspect.likelihood = static_cast<Likelihood>(take_part(text, after_part).size());
  while (!text.empty()) read(text, out.evidence.emplace_back());
}

}  // namespace

int say() { return answer(catalogue().say(input_text())); }

std::string words(const Error& error) {
  std::string out = "e";
  write(out, error.message_text, error.message);
  write(out, error.remedy_text, error.remedy);
  return quoted(replace_invalid_utf8(out));
}

std::string words(const DoctorReport& report) {
  std::string out = "d";
  write(out, report.host);
  write(out, report.admin);
  for (const Finding& finding : report.findings) {
    write(out, finding.suspect.id);
    write(out, std::string(static_cast<std::size_t>(finding.suspect.likelihood), 'x'));
    for (const Message& message : finding.evidence) write(out, message);
    out += after_finding;
  }
  return quoted(replace_invalid_utf8(out));
}

int retell() {
  std::string_view rest = input_text();
  const bool is_error = rest.starts_with('e');
  rest.remove_prefix(rest.empty() ? 0 : 1);
  if (is_error) {
    Error error;
    read(rest, error.message_text, error.message);
    read(rest, error.remedy_text, error.remedy);
    return answer(failure_json(translate(std::move(error), catalogue())));
  }
  DoctorReport report;
  report.host = take_part(rest, after_part);
  report.admin = take_part(rest, after_part);
  while (!rest.empty()) read(rest, report.findings.emplace_back());
  return answer(doctor_json(report, catalogue()));
}

}  // namespace presslink::wasm
