#include "wordpress/failure.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/failure.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "wordpress/answer.hpp"

namespace presslink {
namespace {

struct Text {
  Errc code;
  std::string_view message;
  std::string_view remedy;
};

constexpr Text moved_text = {
    Errc::moved, "The site answers at another address.",
    "Use the address it names; presslink does not carry a password there by "
    "itself."};
constexpr Text basic_auth_text = {
    Errc::blocked,
    "The web server asks for a password of its own (HTTP Basic authentication) before WordPress is "
    "reached. An Application Password cannot be sent at the same time.",
    "Exempt /wp-json/ from that protection, allow presslink's IP address, or switch it off."};
constexpr Text rejected_credentials_text = {
    Errc::credentials_rejected,
    "WordPress did not accept the user name and Application Password. They were mistyped or "
    "revoked, or something on the way removed the Authorization header.",
    "Check Users > Profile > Application Passwords. The log-in password and the application's name "
    "do not work here. If the entry is still there, open Settings > Permalinks and press Save "
    "Changes, which restores the header on Apache."};
constexpr Text closed_text = {
    Errc::rest_closed, "The site's REST API does not answer strangers.",
    "An Application Password usually still works. If not, allow the REST API in the plugin that "
    "closes it."};
constexpr Text no_route_text = {
    Errc::rest_closed,
    "The site's REST API does not know this route; a plugin may have removed it.",
    "Look for a plugin that disables the REST API."};
constexpr Text not_permitted_text = {
    Errc::not_permitted, "The account may not do this.",
    "Use an account with a higher role: Author to publish, Editor to "
    "create categories."};
constexpr Text firewall_text = {
    Errc::blocked, "A firewall or security plugin stopped the request before WordPress handled it.",
    "Allow /wp-json/ for presslink in the security plugin, or ask the host to do it."};
constexpr Text wordfence_text = {
    Errc::blocked, "Wordfence stopped the request.",
    "In WordPress: Wordfence > Tools > Live Traffic, find the block, then "
    "add it to the allow-list."};
constexpr Text cloudflare_text = {
    Errc::blocked, "Cloudflare stopped the request or asks for a browser check.",
    "In Cloudflare: Security > Events shows the rule. Add a rule that skips it for /wp-json/."};
constexpr Text sucuri_text = {Errc::blocked, "The Sucuri firewall stopped the request.",
                              "In the Sucuri dashboard: Access Control, allow the path /wp-json."};
constexpr Text imunify_text = {Errc::blocked,
                               "The host's bot protection (Imunify360) stopped the request.",
                               "Ask the host to allow presslink's IP address."};
constexpr Text mod_security_text = {Errc::blocked,
                                    "The host's web firewall (ModSecurity) refused the content.",
                                    "Ask the host to allow the rule it hit for /wp-json/."};
constexpr Text maintenance_text = {Errc::maintenance,
                                   "The site is in maintenance mode, probably for an update.",
                                   "Try again in a few minutes."};
constexpr Text rate_limited_text = {Errc::rate_limited, "The site asks to slow down.",
                                    "Try again later."};
constexpr Text too_large_for_server_text = {
    Errc::rejected, "The document is larger than the site's web server accepts.",
    "Make it smaller, or ask the host to raise the limit (client_max_body_size, post_max_size)."};
constexpr Text post_gone_text = {Errc::not_found, "The post does not exist any more.",
                                 "Publish it as a new post."};
constexpr Text gone_text = {Errc::not_found, "WordPress does not know this item any more.", ""};
constexpr Text passwords_off_text = {
    Errc::passwords_unavailable, "Application Passwords are switched off on this site.",
    "A security plugin or a missing https usually is the reason. In Wordfence: All Options > Brute "
    "Force Protection, untick \"Disable WordPress application passwords\"."};
constexpr Text not_wordpress_text = {
    Errc::not_wordpress, "No WordPress REST API answers at this address.", "Check the address."};
constexpr Text rejected_text = {Errc::rejected, "WordPress refused the data.", ""};
constexpr Text fatal_text = {Errc::site_failed, "The site failed with an internal error.",
                             "The site's PHP error log names the cause."};
constexpr Text unavailable_text = {Errc::site_failed, "The site does not answer at the moment.",
                                   "Try again later."};
constexpr Text html_answer_text = {Errc::bad_answer,
                                   "The site answered with a page where data was expected.",
                                   "A cache or security plugin may be replacing the answer."};
constexpr Text wrong_shape_text = {Errc::bad_answer,
                                   "The site's answer is not what WordPress sends.", ""};

struct Marker {
  std::string_view needle;
  const Text* text;
};

// Phrases of pages that stand in front of WordPress.
constexpr std::array<Marker, 14> page_markers = {{
    {"Generated by Wordfence", &wordfence_text},
    {"wordfence", &wordfence_text},
    {"<title>Just a moment...", &cloudflare_text},
    {"Attention Required! | Cloudflare", &cloudflare_text},
    {"cf-error-details", &cloudflare_text},
    {"Sucuri WebSite Firewall", &sucuri_text},
    {"Imunify360", &imunify_text},
    {"imunify360", &imunify_text},
    {"sgcaptcha", &firewall_text},
    {"Mod_Security", &mod_security_text},
    {"ModSecurity", &mod_security_text},
    {"Not Acceptable!", &mod_security_text},
    {"An appropriate representation", &mod_security_text},
    {"You are not authorized to perform this action", &firewall_text},
}};

const Text* front_page(const Response& response) {
  if (response.headers.find("cf-mitigated")) return &cloudflare_text;
  if (response.headers.find("X-Sucuri-Block")) return &sucuri_text;
  // The marks stand early; a long article that quotes one is no firewall page.
  const std::string_view head = std::string_view(response.body).substr(0, 16'384);
  for (const Marker& marker : page_markers) {
    if (head.find(marker.needle) != std::string_view::npos) return marker.text;
  }
  return nullptr;
}

struct Parsed {
  std::string code;
  std::string message;
};

std::optional<Parsed> parse_error(const Response& response) {
  const auto document = read_json(response);
  if (!document) return std::nullopt;
  const auto code = document->root()["code"].string();
  if (!code) return std::nullopt;
  return Parsed{std::string(*code), plain_text(document->root()["message"].string_or(""))};
}

bool is_one_of(std::string_view code, std::initializer_list<std::string_view> codes) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// Codes of plugins that refuse although the credentials are right.
bool is_plugin_block(std::string_view code) {
  return is_one_of(code, {"shield_block_anon_restapi", "nfw_rest_api_access_restricted", "wp_die",
                          "rest_disabled", "unsupported_http_method", "invalid_api_type",
                          "itsec_rest_api_access_restricted"});
}

bool asks_for_basic(const Response& response) {
  const auto challenge = response.headers.find("WWW-Authenticate");
  return challenge && ascii_lower(challenge->substr(0, 5)) == "basic";
}

bool says_maintenance(const Response& response) {
  return response.body.find("scheduled maintenance") != std::string::npos ||
         response.body.find("\"wp_die\"") != std::string::npos;
}

const Text& classify_denied(const Response& response, std::string_view code, Sender sender) {
  if (code.empty()) {
    if (asks_for_basic(response)) return basic_auth_text;
    const Text* page = front_page(response);
    return page != nullptr ? *page : firewall_text;
  }
  if (is_plugin_block(code)) return firewall_text;
  if (sender == Sender::anonymous) return closed_text;
  if (code == "rest_cannot_access") return firewall_text;
  return response.status == 401 ? rejected_credentials_text : not_permitted_text;
}

const Text& classify_missing(std::string_view code) {
  if (code == "rest_no_route") return no_route_text;
  if (code == "rest_post_invalid_id") return post_gone_text;
  return code.empty() ? not_wordpress_text : gone_text;
}

const Text& classify_unavailable(const Response& response) {
  if (const Text* page = front_page(response)) return *page;
  return says_maintenance(response) ? maintenance_text : unavailable_text;
}

const Text& classify(const Response& response, std::string_view code, Sender sender) {
  switch (response.status) {
    case 400: return is_plugin_block(code) ? firewall_text : rejected_text;
    case 401:
    case 403: return classify_denied(response, code, sender);
    case 404: return classify_missing(code);
    case 410: return code.empty() ? not_wordpress_text : post_gone_text;
    case 413: return too_large_for_server_text;
    case 429: return rate_limited_text;
    case 501:
      return code.starts_with("application_passwords_disabled") ? passwords_off_text
                                                                : rejected_text;
    case 503: return classify_unavailable(response);
    default: break;
  }
  if (response.status >= 300 && response.status < 400) return moved_text;
  if (response.status >= 500) return code.empty() ? unavailable_text : fatal_text;
  const Text* page = front_page(response);
  if (page != nullptr) return *page;
  return code.empty() ? firewall_text : rejected_text;
}

Error from_text(const Text& text, Phase phase) {
  return make_error(text.code, phase, std::string(text.message), std::string(text.remedy));
}

/// WordPress's own sentence says more than ours where it judges the data or the role.
bool quotes_wordpress(Errc code) {
  return code == Errc::rejected || code == Errc::not_permitted || code == Errc::site_failed;
}

std::string quoted_destination(const Response& response) {
  const auto location = response.headers.find("Location");
  const auto url = location ? Url::parse(*location) : bad_input("");
  return url ? " It names " + describe(*url) + "." : "";
}

}  // namespace

Error explain(const Response& response, Sender sender, Phase phase, UtcTime now) {
  const auto parsed = parse_error(response);
  const std::string_view code = parsed ? std::string_view(parsed->code) : std::string_view();
  const Text& text = classify(response, code, sender);
  Error error = from_text(text, phase);
  error.http_status = response.status;
  error.retry_after = retry_after(response.headers, now);
  if (text.code == Errc::moved) error.message += quoted_destination(response);
  if (parsed) {
    error.wp_code = parsed->code;
    if (quotes_wordpress(text.code) && !parsed->message.empty()) {
      error.message += " WordPress says: " + parsed->message;
    }
  }
  return error;
}

Error explain(const Fault& fault, Phase phase, std::string_view host) {
  const std::string site(host);
  const auto make = [&](Errc code, std::string message, std::string remedy) {
    if (!fault.detail.empty()) message += " (" + fault.detail + ")";
    return make_error(code, phase, std::move(message), std::move(remedy));
  };
  switch (fault.kind) {
    case Fault::Kind::dns:
      return make(Errc::unreachable, "There is no site called " + site + ".", "Check the address.");
    case Fault::Kind::connect:
      return make(Errc::unreachable, site + " does not accept connections.",
                  "Check the address; the site may be down.");
    case Fault::Kind::tls:
      return make(Errc::tls_failed,
                  "No safe connection to " + site +
                      ": its certificate or "
                      "encryption is not acceptable.",
                  "The host must renew or correct the certificate.");
    case Fault::Kind::timed_out:
      return make(Errc::timed_out, site + " did not answer in time.", "Try again later.");
    case Fault::Kind::interrupted:
      return make(Errc::unreachable, "The connection to " + site + " broke off.", "Try again.");
    case Fault::Kind::too_large:
      return make(Errc::too_large, "The answer of " + site + " is larger than allowed.", "");
    case Fault::Kind::address_refused:
      return make(Errc::address_refused, site + " is a private or local address.",
                  "Allow private addresses if this is meant.");
    case Fault::Kind::cancelled: return make(Errc::cancelled, "Cancelled.", "");
    case Fault::Kind::preflight:
      return make(Errc::blocked,
                  site +
                      " answers, but not to a request with a log-in from a web page: the "
                      "browser's question beforehand (OPTIONS) was refused, or the answer was "
                      "kept from the page.",
                  "A page cannot see which. A plugin that closes the REST API to strangers, a "
                  "firewall or the web server may be the reason; the presslink program is not "
                  "bound by it.");
    case Fault::Kind::unreadable:
      return make(
          Errc::blocked,
          "Something answers at " + site + ", but the browser keeps its answer from this page.",
          "A page cannot see more. Check that it is a WordPress site; if it is, a "
          "firewall, a redirect, maintenance or a plugin may stand in front of its REST "
          "API.");
    case Fault::Kind::other: break;
  }
  return make(Errc::unreachable, "The request to " + site + " failed.", "Try again.");
}

Error explain_wrong_shape(const Response& response, Phase phase) {
  const Text* page = front_page(response);
  const bool html = trim(std::string_view(response.body)).starts_with('<');
  Error error = from_text(page != nullptr ? *page
                          : html          ? html_answer_text
                                          : wrong_shape_text,
                          phase);
  error.http_status = response.status;
  return error;
}

std::string wordpress_code(const Response& response) {
  auto parsed = parse_error(response);
  return parsed ? std::move(parsed->code) : std::string();
}

}  // namespace presslink
