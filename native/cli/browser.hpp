#pragma once

#include <string>

namespace presslink::cli {

/// Opens `url` in the user's browser and does not wait for it; nothing happens where there is no
/// desktop.
void open_browser(const std::string& url);

}  // namespace presslink::cli
