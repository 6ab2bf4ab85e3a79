#include "sqlite.hpp"

#include <thread>

namespace presslink::cli {
namespace {

constexpr std::chrono::milliseconds pause{25};

/// Called by SQLite before each further try; `tries` is how many there were. Zero gives up.
int on_busy(void* given, int tries) {
  const auto& patience = *static_cast<const Patience*>(given);
  if (tries * pause >= patience.longest || (patience.is_over && patience.is_over())) return 0;
  std::this_thread::sleep_for(pause);
  return 1;
}

}  // namespace

void wait_for_others(sqlite3* database, Patience& patience) {
  sqlite3_busy_handler(database, on_busy, &patience);
}

Statement::Statement(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  ok_ = sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement,
                           nullptr) == SQLITE_OK;
  statement_.reset(statement);
}

Statement& Statement::bind(std::string_view text) {
  // A text without data would be bound as NULL.
  const char* data = text.empty() ? "" : text.data();
  ok_ = ok_ && sqlite3_bind_text64(statement_.get(), next_++, data, text.size(), SQLITE_TRANSIENT,
                                   SQLITE_UTF8) == SQLITE_OK;
  return *this;
}

Statement& Statement::bind_optional(const std::optional<std::string>& text) {
  if (text) return bind(std::string_view(*text));
  ok_ = ok_ && sqlite3_bind_null(statement_.get(), next_++) == SQLITE_OK;
  return *this;
}

bool Statement::row() {
  if (!ok_) return false;
  const int code = sqlite3_step(statement_.get());
  ok_ = code == SQLITE_ROW || code == SQLITE_DONE;
  return code == SQLITE_ROW;
}

bool Statement::run() {
  while (row()) {
  }
  return ok_;
}

std::optional<std::string> Statement::text(int index) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), index));
  if (data == nullptr) return std::nullopt;
  return std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), index)));
}

}  // namespace presslink::cli
