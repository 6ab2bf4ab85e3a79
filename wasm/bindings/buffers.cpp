#include "buffers.hpp"

#include <cstdint>
#include <utility>

#include "base/failure.hpp"
#include "bindings.hpp"
#include "presslink/doctor.hpp"
#include "presslink/translate.hpp"
#include "report/json_report.hpp"
#include "words.hpp"

namespace presslink::wasm {
namespace {

// One thread, and no call is made from inside another.
std::string input_buffer;
std::string content_buffer;
std::string secret_buffer;
std::string answer_buffer;
std::string_view shown;
Catalogue language = Catalogue::english();

int address(const char* at) { return static_cast<int>(reinterpret_cast<std::intptr_t>(at)); }

}  // namespace

int input(int size) {
  input_buffer.resize(static_cast<std::size_t>(size));
  return address(input_buffer.data());
}

int content_input(int size) {
  content_buffer.resize(static_cast<std::size_t>(size));
  return address(content_buffer.data());
}

int secret_input(int size) {
  wipe(secret_buffer);
  secret_buffer.resize(static_cast<std::size_t>(size));
  return address(secret_buffer.data());
}

int output() { return address(shown.data()); }

std::string_view input_text() { return input_buffer; }

Result<json::Document> input_json() {
  auto document = json::Document::parse(input_buffer);
  // JavaScript wrote it: what is wrong is a lone surrogate, or the size.
  if (!document && document.error().code == Errc::bad_answer) {
    return bad_input("A text is not well-formed Unicode, or nested too deep.");
  }
  return document;
}

std::string take_content() { return std::exchange(content_buffer, {}); }

Secret take_secret() {
  Secret secret(secret_buffer);
  wipe(secret_buffer);
  return secret;
}

int answer(std::string text) {
  answer_buffer = std::move(text);
  return answer_view(answer_buffer);
}

int answer_view(std::string_view text) {
  shown = text;
  return answered();
}

int answer(const Error& error) { return answer(failure(error)); }

int answered() { return static_cast<int>(shown.size()); }

const Catalogue& catalogue() { return language; }

std::string failure(const Error& error) {
  std::string out = failure_json(translate(error, language));
  out.back() = ',';
  return out + R"("words":)" + words(error) + '}';
}

int use_messages() {
  auto chosen =
      input_buffer.empty() ? Result(Catalogue::english()) : Catalogue::parse(input_buffer);
  if (!chosen) return answer(chosen.error());
  language = std::move(*chosen);
  return answer("{}");
}

}  // namespace presslink::wasm
