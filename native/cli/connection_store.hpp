#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "presslink/account.hpp"
#include "presslink/scope.hpp"
#include "presslink/secret.hpp"
#include "presslink/site.hpp"

namespace presslink::cli {

/// A site with the credentials for it, as `connect` saves it.
struct Connection {
  std::string address;  ///< of the site, as the user typed it
  SiteProfile site;
  Credentials credentials;
  Scope scope;
  std::string password_name;  ///< what WordPress lists the password under; empty: not known
};

/// The saved connections: one file each, readable by their owner alone.
class ConnectionStore {
 public:
  explicit ConnectionStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// `presslink/connections` below `$XDG_CONFIG_HOME` or `~/.config`. Error `storage_failed` where
  /// there is no home folder.
  [[nodiscard]] static Result<ConnectionStore> standard();

  /// The names of all connections, sorted.
  [[nodiscard]] std::vector<std::string> names() const;

  /// Error `bad_input` where there is none of that name, `storage_failed` where the file cannot be
  /// read, is damaged, or could be read by other users.
  [[nodiscard]] Result<Connection> load(std::string_view name) const;
  /// Replaces the file as a whole: after a crash there is the old one or the new one.
  [[nodiscard]] Result<void> save(std::string_view name, const Connection& connection) const;
  /// Does what `save` would do, with a file beside the connection's that is gone afterwards: finds
  /// a folder that takes no file and a disk that is full. Errors as those of `save`.
  [[nodiscard]] Result<void> rehearse(std::string_view name) const;
  [[nodiscard]] Result<void> remove(std::string_view name) const;

  /// Error `bad_input` for a name that is no plain file name.
  [[nodiscard]] static Result<void> check_name(std::string_view name);

 private:
  [[nodiscard]] Result<void> make_folder() const;
  [[nodiscard]] std::filesystem::path file(std::string_view name) const;

  std::filesystem::path folder_;
};

}  // namespace presslink::cli
