#pragma once

#include <optional>
#include <string>
#include <vector>

#include "document_text.hpp"
#include "exit_code.hpp"
#include "publish_plan.hpp"
#include "session.hpp"

namespace presslink::cli {

// One function for each verb; what it is given is what the command line says.

[[nodiscard]] ExitCode discover(Session& session, const std::string& url);

enum class CallbackWay {
  automatic,  ///< loopback where the site is known to allow it
  loopback,
  paste,
};
struct ConnectArguments {
  std::string url;
  std::string app_name;  ///< empty: one with the machine's name and the time
  std::string save_as;   ///< empty: the site's host
  bool open_browser = true;
  CallbackWay callback = CallbackWay::automatic;
};
[[nodiscard]] ExitCode connect(Session& session, const ConnectArguments& arguments);

[[nodiscard]] ExitCode check(Session& session);

/// `url` may be empty where the options name the site.
[[nodiscard]] ExitCode doctor(Session& session, const std::string& url);

[[nodiscard]] ExitCode list_categories(Session& session);
[[nodiscard]] ExitCode ensure_categories(Session& session, const std::vector<std::string>& paths);

struct PublishArguments {
  std::vector<std::string> files;
  std::optional<DocumentFormat> format;
  std::string journal;  ///< empty: `.presslink/journal.db`
  PublishWish wish;
};
[[nodiscard]] ExitCode publish(Session& session, const PublishArguments& arguments);

struct PreviewArguments {
  PublishArguments publish;
  bool curl = false;
  std::string assume;  ///< SEO plugins of a site that nobody asks; empty: the site is asked
};
[[nodiscard]] ExitCode preview(Session& session, const PreviewArguments& arguments);

struct SeoArguments {
  SeoTarget target;
  std::string category;  ///< a path, in the place of the target's id
  SeoFields fields;
};
[[nodiscard]] ExitCode set_seo(Session& session, const SeoArguments& arguments);

struct DisconnectArguments {
  bool forget_only = false;  ///< drop the saved connection and leave the site alone
};
[[nodiscard]] ExitCode disconnect(Session& session, const DisconnectArguments& arguments);

}  // namespace presslink::cli
