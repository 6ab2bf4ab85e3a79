#include "presslink/error.hpp"

#include "base/failure.hpp"

namespace presslink {

std::string_view name(Errc code) noexcept {
  switch (code) {
    case Errc::bad_input: return "bad_input";
    case Errc::out_of_scope: return "out_of_scope";
    case Errc::unreachable: return "unreachable";
    case Errc::tls_failed: return "tls_failed";
    case Errc::timed_out: return "timed_out";
    case Errc::address_refused: return "address_refused";
    case Errc::insecure_site: return "insecure_site";
    case Errc::moved: return "moved";
    case Errc::not_wordpress: return "not_wordpress";
    case Errc::rest_closed: return "rest_closed";
    case Errc::passwords_unavailable: return "passwords_unavailable";
    case Errc::blocked: return "blocked";
    case Errc::credentials_rejected: return "credentials_rejected";
    case Errc::not_permitted: return "not_permitted";
    case Errc::rejected: return "rejected";
    case Errc::not_found: return "not_found";
    case Errc::rate_limited: return "rate_limited";
    case Errc::maintenance: return "maintenance";
    case Errc::site_failed: return "site_failed";
    case Errc::bad_answer: return "bad_answer";
    case Errc::too_large: return "too_large";
    case Errc::uncertain: return "uncertain";
    case Errc::cancelled: return "cancelled";
    case Errc::storage_failed: return "storage_failed";
  }
  return "unknown";
}

std::string_view name(Phase phase) noexcept {
  switch (phase) {
    case Phase::input: return "input";
    case Phase::discover: return "discover";
    case Phase::authorize: return "authorize";
    case Phase::verify: return "verify";
    case Phase::terms: return "terms";
    case Phase::publish: return "publish";
    case Phase::seo: return "seo";
    case Phase::disconnect: return "disconnect";
  }
  return "unknown";
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
