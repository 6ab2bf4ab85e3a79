#include "presslink/error.hpp"

#include "base/failure.hpp"
#include "base/text.hpp"

namespace presslink {

std::string_view name(Errc code) noexcept {
  // In their order.
  return word_at(
      "bad_input,out_of_scope,unreachable,tls_failed,timed_out,address_refused,"
      "insecure_site,moved,not_wordpress,rest_closed,passwords_unavailable,blocked,"
      "credentials_rejected,not_permitted,rejected,not_found,rate_limited,maintenance,"
      "site_failed,bad_answer,too_large,uncertain,cancelled,storage_failed",
      static_cast<std::size_t>(code));
}

std::string_view name(Phase phase) noexcept {
  // In their order.
  return word_at("input,discover,authorize,verify,terms,publish,seo,disconnect",
                 static_cast<std::size_t>(phase));
}

Unexpected::Unexpected(Error&& error) : error_(new Error(std::move(error))) {}

Unexpected::Unexpected(const Error& error) : error_(new Error(error)) {}

Unexpected::Unexpected(const Unexpected& other)
    : error_(other.error_ == nullptr ? nullptr : new Error(*other.error_)) {}

void Unexpected::destroy(const Error* error) { delete error; }

Error make_error(Errc code, Phase phase, std::string message, std::string remedy) {
  Error error;
  error.code = code;
  error.phase = phase;
  error.message = std::move(message);
  error.remedy = std::move(remedy);
  return error;
}

Error make_error(Errc code, Phase phase, const char* message, const char* remedy) {
  return make_error(code, phase, std::string(message), std::string(remedy));
}

Unexpected bad_input(std::string message, std::string remedy) {
  return unexpected(
      make_error(Errc::bad_input, Phase::input, std::move(message), std::move(remedy)));
}

Unexpected bad_input(const char* message, const char* remedy) {
  return bad_input(std::string(message), std::string(remedy));
}

}  // namespace presslink
