#include "wordpress/failure.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "doctor/causes.hpp"
#include "presslink/catalogue.hpp"
#include "presslink/translate.hpp"
#include "wordpress/answer.hpp"

namespace presslink {
namespace {

/// What an error is, and what it is called in the catalogue where no cause stands out.
struct Meaning {
  Errc code;
  const char* name;
};

bool is_one_of(std::string_view code, std::initializer_list<std::string_view> codes) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// Codes of plugins that refuse although the credentials are right.
bool is_plugin_block(std::string_view code) {
  return is_one_of(code, {"shield_block_anon_restapi", "nfw_rest_api_access_restricted", "wp_die",
                          "rest_disabled", "unsupported_http_method", "invalid_api_type",
                          "itsec_rest_api_access_restricted"});
}

constexpr Meaning blocked = {Errc::blocked, "blocked"};
constexpr Meaning rejected = {Errc::rejected, "rejected"};
constexpr Meaning unavailable = {Errc::site_failed, "unavailable"};

Meaning classify_denied(const Response& response, std::string_view code, const Asked& asked,
                        const Evidence& known) {
  if (code.empty() || is_plugin_block(code)) return blocked;
  if (!asked.with_credentials) return {Errc::rest_closed, "rest_closed"};
  if (code == "rest_cannot_access") return blocked;
  if (response.status == 403 && refuses_change(asked, known, code)) {
    return {Errc::not_permitted, "refused_change"};
  }
  if (response.status == 401) return {Errc::credentials_rejected, "credentials_rejected"};
  if (code == "rest_cannot_edit_others") return {Errc::not_permitted, "cannot_set_author"};
  return {Errc::not_permitted, refuses_post(asked, code) ? "cannot_edit" : "not_permitted"};
}

Meaning classify_missing(std::string_view code) {
  if (code == "rest_no_route") return {Errc::rest_closed, "no_route"};
  if (code == "rest_post_invalid_id") return {Errc::not_found, "post_gone"};
  return code.empty() ? Meaning{Errc::not_wordpress, "not_wordpress"}
                      : Meaning{Errc::not_found, "not_found"};
}

Meaning classify_unavailable(const Response& response) {
  if (front_page(response) != Fact::none) return blocked;
  return says_maintenance(response) ? Meaning{Errc::maintenance, "unavailable"} : unavailable;
}

Meaning classify(const Response& response, std::string_view code, const Asked& asked,
                 const Evidence& known) {
  if (is_broken_refusal(response)) return {Errc::bad_answer, "rejected"};
  switch (response.status) {
    case 400: return is_plugin_block(code) ? blocked : rejected;
    case 401:
    case 403: return classify_denied(response, code, asked, known);
    case 404: return classify_missing(code);
    case 410:
      return code.empty() || is_closed_site(response)
                 ? Meaning{Errc::not_wordpress, "not_wordpress"}
                 : Meaning{Errc::not_found, "post_gone"};
    case 413: return rejected;
    case 429: return {Errc::rate_limited, "unavailable"};
    case 501:
      return code.starts_with("application_passwords_disabled")
                 ? Meaning{Errc::passwords_unavailable, "passwords_unavailable"}
                 : rejected;
    case 503: return classify_unavailable(response);
    default: break;
  }
  if (response.status >= 300 && response.status < 400) return {Errc::moved, "moved"};
  if (response.status >= 500) return unavailable;
  if (front_page(response) != Fact::none) return blocked;
  return code.empty() ? blocked : rejected;
}

/// WordPress's own sentence says more than ours where it judges the data or the role.
bool quotes_wordpress(Errc code) {
  return code == Errc::rejected || code == Errc::not_permitted || code == Errc::site_failed;
}

/// The cause that a message can name: certain, or alone, or surer than all others.
const Suspect* one_that_stands_out(const std::vector<Suspect>& causes) {
  if (causes.empty() || causes.front().likelihood == Likelihood::possible) return nullptr;
  const bool alone = causes.size() == 1;
  const bool surest = alone || causes[0].likelihood == Likelihood::certain ||
                      causes[0].likelihood != causes[1].likelihood;
  return surest ? causes.data() : nullptr;
}

}  // namespace

Error diagnose(Errc code, const char* name, const Evidence& seen, Phase phase,
               std::vector<std::pair<std::string, std::string>> values) {
  Error error;
  error.code = code;
  error.phase = phase;
  error.causes = suspects(find_causes(seen));
  const Suspect* cause = one_that_stands_out(error.causes);
  const std::string text = cause != nullptr ? std::string(cause->id) : std::string("error.") + name;
  error.message_text = {text + (cause != nullptr ? ".title" : ""), values};
  error.remedy_text = {text + (cause != nullptr ? ".steps" : ".remedy"), std::move(values)};
  return translate(std::move(error), Catalogue::english());
}

void set_words(Error& error, const char* name, const char* key, const std::string& value) {
  error.message_text = {std::string("error.") + name, {}};
  if (key != nullptr) error.message_text.values.emplace_back(key, value);
  error.remedy_text = {error.message_text.id + ".remedy", {}};
  error = translate(std::move(error), Catalogue::english());
}

Error make_worded(Errc code, Phase phase, const char* name) {
  return make_worded(code, phase, name, nullptr, {});
}

Error make_worded(Errc code, Phase phase, const char* name, const char* key,
                  const std::string& value) {
  Error error;
  error.code = code;
  error.phase = phase;
  set_words(error, name, key, value);
  return error;
}

Error explain(const Response& response, const Asked& asked, const Evidence& known, Phase phase,
              UtcTime now) {
  const json::Document document = read_json(response);
  const json::Value said = document.root();
  const std::string_view code = said["code"].string_or("");
  const Meaning meaning = classify(response, code, asked, known);
  Evidence seen;
  seen.add(known);
  observe(seen, asked, response);
  std::vector<std::pair<std::string, std::string>> values;
  if (meaning.code == Errc::moved) {
    const auto url = Url::parse(response.headers.find("Location").value_or(""));
    if (url) values.emplace_back("to", describe(*url));
  }
  if (said["code"].is_string() && quotes_wordpress(meaning.code)) {
    values.emplace_back("quote", plain_text(said["message"].string_or("")));
  }
  Error error = diagnose(meaning.code, meaning.name, seen, phase, std::move(values));
  error.http_status = response.status;
  error.retry_after = retry_after(response.headers, now);
  error.wp_code = plain_text(code);
  return error;
}

Error explain(const Fault& fault, Phase phase, std::string_view host) {
  if (fault.kind == Fault::Kind::cancelled) {
    return diagnose(Errc::cancelled, "cancelled", {}, phase, {{"detail", fault.detail}});
  }
  Evidence seen;
  observe(seen, fault);
  const std::vector<Finding> found = find_causes(seen);
  const Errc code = found.empty() ? Errc::unreachable : kind_of_cause(found.front().suspect.id);
  return diagnose(code, "unreachable", seen, phase,
                  {{"host", std::string(host)}, {"detail", fault.detail}});
}

Error explain_wrong_shape(const Response& response, const Asked& asked, const Evidence& known,
                          Phase phase) {
  Evidence seen;
  seen.add(known);
  observe(seen, asked, response, true);
  const bool page = front_page(response) != Fact::none;
  Error error =
      diagnose(page ? Errc::blocked : Errc::bad_answer, page ? "blocked" : "rejected", seen, phase);
  error.http_status = response.status;
  return error;
}

std::string wordpress_code(const Response& response) {
  return read_text(read_json(response).root(), "code");
}

}  // namespace presslink
