#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "presslink/cause.hpp"
#include "presslink/message.hpp"

namespace presslink {

/// What went wrong, as far as a caller can act on it. Closed: a new cause becomes one of these
/// plus WordPress's own code string in `Error::wp_code`.
enum class Errc {
  bad_input,              ///< an argument or document is wrong; nothing was sent
  out_of_scope,           ///< the scope guard refused the request; nothing was sent
  unreachable,            ///< no connection: DNS, refused, reset
  tls_failed,             ///< the certificate or the handshake was refused
  timed_out,              ///< no whole answer in time
  address_refused,        ///< the address is private, loopback or otherwise not allowed
  insecure_site,          ///< plain http where https is required
  moved,                  ///< the site answers with a redirect to another address
  not_wordpress,          ///< something answers, but no WordPress REST API was found
  rest_closed,            ///< WordPress is there; its REST API refuses or was removed
  passwords_unavailable,  ///< the site has Application Passwords switched off
  blocked,                ///< a firewall, challenge page or Basic authentication stands in front
  credentials_rejected,   ///< wrong, revoked or never seen by WordPress
  not_permitted,          ///< accepted, but the account's role may not do this
  rejected,               ///< WordPress refused the data (4xx)
  not_found,              ///< the post, term or password does not exist (any more)
  rate_limited,           ///< 429; see `retry_after`
  maintenance,            ///< 503 maintenance; see `retry_after`
  site_failed,            ///< the site failed (5xx, fatal error, database)
  bad_answer,      ///< the answer is not what WordPress sends: not JSON, truncated, wrong shape
  too_large,       ///< the answer, or what it expands to, is over the limit
  uncertain,       ///< the answer of a write was lost; running again settles it
  cancelled,       ///< the caller cancelled
  storage_failed,  ///< the host could not store a checkpoint
};

/// The name of `code` in snake_case, as in command line and JSON answers. Static storage.
[[nodiscard]] std::string_view name(Errc code) noexcept;

/// Which part of the work an error belongs to.
enum class Phase { input, discover, authorize, verify, terms, publish, seo, disconnect };

[[nodiscard]] std::string_view name(Phase phase) noexcept;

/// One request that was tried. Holds no query value that `describe` hides, no header and no body.
struct Attempt {
  std::string
      request;  ///< method and redacted address: `POST https://example.com/wp-json/wp/v2/posts`
  std::string outcome;  ///< `201`, or the kind of fault: `timed_out`
};

/// An error as a value. Never holds a secret.
struct Error {
  Errc code{};
  Phase phase{};
  int http_status = 0;  ///< 0 where there was no answer
  std::string wp_code;  ///< WordPress's own code, e.g. `rest_cannot_create`; may be empty
  std::string message;  ///< for a site owner; one or two plain sentences
  std::string remedy;   ///< what to do next; may be empty
  /// What `message` and `remedy` are in the catalogue; their ids empty where they are of one
  /// language alone. See `translate`.
  Message message_text;
  Message remedy_text;
  /// What the doctor would say from what was seen, the likeliest first; may be empty.
  std::vector<Suspect> causes;
  std::optional<std::chrono::seconds> retry_after;
  std::vector<Attempt> attempts;
};

}  // namespace presslink
