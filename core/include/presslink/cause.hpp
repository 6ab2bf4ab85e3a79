#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace presslink {

/// How sure a cause is. Nothing is `certain` that another cause would explain as well.
enum class Likelihood : std::uint8_t { certain, likely, possible };
[[nodiscard]] std::string_view name(Likelihood likelihood) noexcept;

/// What may be behind a failure: a row of the table of causes (core/src/doctor/causes.cpp).
struct Suspect {
  std::string_view id;  ///< such as `wordfence_option`; static storage
  Likelihood likelihood = Likelihood::possible;
};

/// What to send to the host, for one kind of web server.
struct HostLine {
  std::string server;  ///< `Apache`, `LiteSpeed`, `nginx`, `Plesk`
  std::string text;
};

/// What a site's owner does about a cause.
struct Remedy {
  std::string title;
  std::vector<std::string> steps;  ///< what to click, in order
  std::string url;  ///< the screen of this very site; empty where there is none, or none is known
  std::vector<HostLine> for_host;
};

/// A cause in words.
struct Cause {
  std::string_view id;  ///< static storage
  Likelihood likelihood = Likelihood::possible;
  std::string title;
  std::vector<std::string> evidence;  ///< what was seen that speaks for it
  std::string tell_apart;  ///< what would tell it apart from the others; empty where it is certain
  Remedy remedy;
};

}  // namespace presslink
