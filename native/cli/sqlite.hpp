#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace presslink::cli {

/// One prepared statement, bound and stepped in order. Any failure sticks; ask `ok()` at the end.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);

  Statement& bind(std::string_view text);
  Statement& bind_optional(const std::optional<std::string>& text);

  /// Steps on; true while there is a row.
  [[nodiscard]] bool row();
  /// Steps to the end and throws rows away; true where all went well.
  [[nodiscard]] bool run();
  [[nodiscard]] bool ok() const noexcept { return ok_; }

  /// Column `index` of the current row; nothing where it is NULL.
  [[nodiscard]] std::optional<std::string> text(int index) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int next_ = 1;
  bool ok_ = true;
};

/// Closes the database when it goes.
struct CloseDatabase {
  void operator()(sqlite3* database) const noexcept { sqlite3_close(database); }
};
using DatabasePtr = std::unique_ptr<sqlite3, CloseDatabase>;

/// How long an access waits for another process that has the database.
struct Patience {
  std::chrono::milliseconds longest{15'000};
  /// Asked again and again; true ends the wait early. Empty: nothing does.
  std::function<bool()> is_over = {};
};

/// Makes accesses of `database` wait as `patience` says, which has to live as long.
void wait_for_others(sqlite3* database, Patience& patience);

}  // namespace presslink::cli
