#include "connection_store.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "file_descriptor.hpp"

namespace presslink::cli {
namespace {

namespace fs = std::filesystem;

/// Where the password stands in a file. It is cut out before the JSON is parsed, since the parser
/// would leave copies behind; being letters and digits, it needs no escapes.
constexpr std::string_view password_member = "\"password\":\"";

/// More than a connection takes.
constexpr std::size_t rehearsal_size = 65'536;

Unexpected storage_failure(std::string message, std::string remedy = {}) {
  return unexpected(
      make_error(Errc::storage_failed, Phase::input, std::move(message), std::move(remedy)));
}

Unexpected system_failure(const fs::path& file, std::string_view doing) {
  return storage_failure("The connection file " + file.string() + " cannot be " +
                         std::string(doing) + ": " + std::strerror(errno) + ".");
}

/// A string that is wiped when it goes.
struct WipedString {
  WipedString() = default;
  WipedString(const WipedString&) = delete;
  WipedString& operator=(const WipedString&) = delete;
  ~WipedString() { wipe(text); }
  std::string text;
};

Result<void> check_privacy(const fs::path& file, const struct stat& facts) {
  const bool shared = (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0;
  const bool foreign = facts.st_uid != ::geteuid();
  if (S_ISREG(facts.st_mode) && !shared && !foreign) return {};
  return storage_failure(
      "The connection file " + file.string() + " is not private: other users could read it.",
      "Run: chmod 600 '" + file.string() + "'. If others may have read it, connect anew.");
}

Result<void> read_private(const fs::path& file, std::string& text) {
  const FileDescriptor input(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  struct stat facts {};
  if (!input || ::fstat(input.get(), &facts) != 0) return system_failure(file, "read");
  if (Result<void> safe = check_privacy(file, facts); !safe) return safe;
  text.resize(static_cast<std::size_t>(facts.st_size));
  std::size_t filled = 0;
  while (filled < text.size()) {
    const ssize_t got = ::read(input.get(), text.data() + filled, text.size() - filled);
    if (got <= 0) return system_failure(file, "read");
    filled += static_cast<std::size_t>(got);
  }
  return {};
}

/// Where the new content of a connection file is written before it takes the file's place: readable
/// by its owner alone, and under a name that no other process has.
class Temporary {
 public:
  explicit Temporary(const fs::path& file)
      : file_(file),
        name_(file.string() + ".XXXXXX"),
        output_(::mkostemp(name_.data(), O_CLOEXEC)) {}
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary() {
    // There may be a password in it.
    if (output_ && !in_place_) ::unlink(name_.c_str());
  }

  /// Has reached the disk when it returns.
  [[nodiscard]] Result<void> write(std::string_view text) {
    if (!output_) return system_failure(file_, "written");
    while (!text.empty()) {
      const ssize_t put = ::write(output_.get(), text.data(), text.size());
      if (put < 0) return system_failure(file_, "written");
      text.remove_prefix(static_cast<std::size_t>(put));
    }
    if (::fsync(output_.get()) != 0) return system_failure(file_, "written");
    return {};
  }

  [[nodiscard]] Result<void> put_in_place() {
    in_place_ = ::rename(name_.c_str(), file_.c_str()) == 0;
    if (!in_place_) return system_failure(file_, "written");
    return {};
  }

 private:
  fs::path file_;
  std::string name_;
  FileDescriptor output_;
  bool in_place_ = false;
};

Result<void> write_private(const fs::path& file, std::string_view text) {
  Temporary temporary(file);
  if (Result<void> written = temporary.write(text); !written) return written;
  if (Result<void> placed = temporary.put_in_place(); !placed) return placed;
  const FileDescriptor folder(
      ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder) ::fsync(folder.get());
  return {};
}

/// Moves the password out of `text`.
std::optional<AppPassword> cut_password(std::string& text) {
  const std::size_t member = text.find(password_member);
  if (member == std::string::npos) return std::nullopt;
  const std::size_t begin = member + password_member.size();
  const std::size_t end = text.find('"', begin);
  if (end == std::string::npos) return std::nullopt;
  Result<AppPassword> password =
      AppPassword::parse(std::string_view(text).substr(begin, end - begin));
  std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin),
            text.begin() + static_cast<std::ptrdiff_t>(end), '*');
  return password ? std::optional(std::move(*password)) : std::nullopt;
}

std::optional<Connection> decode(std::string& text) {
  std::optional<AppPassword> password = cut_password(text);
  const Result<json::Document> parsed = json::Document::parse(text);
  if (!password || !parsed) return std::nullopt;
  const json::Value root = parsed->root();
  Result<Username> username = Username::parse(root["user"].string_or(""));
  Result<SiteProfile> site = decode_site_profile(root["site"].string_or(""));
  const Result<Scope> scope = Scope::parse(root["scope"].string_or(""));
  if (!username || !site || !scope) return std::nullopt;
  return Connection{std::string(root["address"].string_or("")),
                    std::move(*site),
                    {std::move(*username), std::move(*password)},
                    *scope,
                    std::string(root["password_name"].string_or(""))};
}

Result<void> encode(const Connection& connection, std::string& text) {
  json::Encoder out;
  out.begin_object();
  out.member("address", connection.address);
  out.member("user", connection.credentials.username.str());
  out.member("password", "");
  out.member("scope", connection.scope.str());
  out.member("password_name", connection.password_name);
  out.member("site", encode(connection.site));
  out.end_object();
  Result<std::string> json = std::move(out).finish();
  if (!json) return unexpected(std::move(json).error());
  const std::string_view password = connection.credentials.password.secret().reveal();
  text.reserve(json->size() + password.size() + 1);
  text = *json;
  text.insert(text.find(password_member) + password_member.size(), password);
  text += '\n';
  return {};
}

}  // namespace

Result<ConnectionStore> ConnectionStore::standard() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && config[0] == '/') {
    return ConnectionStore(fs::path(config) / "presslink" / "connections");
  }
  const char* home = std::getenv("HOME");
  if (home == nullptr || home[0] == '\0') {
    return storage_failure("There is no home folder to keep connections in.",
                           "Set HOME or XDG_CONFIG_HOME.");
  }
  return ConnectionStore(fs::path(home) / ".config" / "presslink" / "connections");
}

std::vector<std::string> ConnectionStore::names() const {
  std::vector<std::string> names;
  std::error_code problem;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_, problem)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<Connection> ConnectionStore::load(std::string_view name) const {
  if (Result<void> good = check_name(name); !good) return unexpected(std::move(good).error());
  std::error_code problem;
  if (!fs::exists(fs::symlink_status(file(name), problem))) {
    return bad_input("There is no connection named " + std::string(name) + ".",
                     "Make it with: presslink connect URL --as " + std::string(name));
  }
  WipedString buffer;
  if (Result<void> read = read_private(file(name), buffer.text); !read) {
    return unexpected(std::move(read).error());
  }
  std::optional<Connection> connection = decode(buffer.text);
  if (!connection) {
    return storage_failure("The connection file " + file(name).string() + " is damaged.",
                           "Connect anew with: presslink connect URL --as " + std::string(name));
  }
  return std::move(*connection);
}

Result<void> ConnectionStore::save(std::string_view name, const Connection& connection) const {
  if (Result<void> good = check_name(name); !good) return good;
  if (Result<void> made = make_folder(); !made) return made;
  WipedString buffer;
  if (Result<void> encoded = encode(connection, buffer.text); !encoded) return encoded;
  return write_private(file(name), buffer.text);
}

Result<void> ConnectionStore::rehearse(std::string_view name) const {
  if (Result<void> good = check_name(name); !good) return good;
  if (Result<void> made = make_folder(); !made) return made;
  std::error_code problem;
  if (fs::is_directory(fs::symlink_status(file(name), problem))) {
    errno = EISDIR;
    return system_failure(file(name), "written");
  }
  return Temporary(file(name)).write(std::string(rehearsal_size, ' '));
}

Result<void> ConnectionStore::make_folder() const {
  std::error_code problem;
  fs::create_directories(folder_, problem);
  if (::chmod(folder_.c_str(), 0700) != 0) return system_failure(folder_, "written");
  return {};
}

Result<void> ConnectionStore::remove(std::string_view name) const {
  if (Result<void> good = check_name(name); !good) return good;
  if (::unlink(file(name).c_str()) != 0 && errno != ENOENT) {
    return system_failure(file(name), "removed");
  }
  return {};
}

Result<void> ConnectionStore::check_name(std::string_view name) {
  const bool plain = !name.empty() && name.size() <= 64 && name.front() != '.' &&
                     name.front() != '-' && std::all_of(name.begin(), name.end(), [](char c) {
                       return is_ascii_alphanumeric(c) || c == '.' || c == '-' || c == '_';
                     });
  if (plain) return {};
  return bad_input("\"" + std::string(name) + "\" cannot name a connection.",
                   "Use up to 64 letters, digits, dots, - and _, with a letter or digit first.");
}

fs::path ConnectionStore::file(std::string_view name) const {
  return folder_ / (std::string(name) + ".json");
}

}  // namespace presslink::cli
