#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <variant>

#include "archive/kept_session.hpp"
#include "archive/session_file/sqlite.hpp"

namespace ebb {

/// Further from the beginning than this is damage, and would overflow arithmetic on times.
inline constexpr std::int64_t kFurthestMicros = 315'360'000'000'000;  // ten years

/// The times of a row, moved by `clock`; those that cannot be are the beginning.
[[nodiscard]] HostTime time_of(const Statement& row, int column, Microseconds clock = {});

/// What stands in `about`.
class About {
 public:
  explicit About(Database& session);
  [[nodiscard]] std::string text(const std::string& key) const;
  [[nodiscard]] std::int64_t number(const std::string& key) const;

 private:
  std::map<std::string, std::string> values_;
};

/// Hands on each row that `sql` gives, up to the first that cannot be read.
void each_row(Database& session, std::string_view sql,
              const std::function<void(const Statement&)>& take);

// One row each, its columns in the order of the table.
[[nodiscard]] KeptSensor sensor_of(const Statement& row);
[[nodiscard]] PracticeEvent practice_of(const Statement& row, Microseconds clock = {});
[[nodiscard]] LinkEvent link_of(const Statement& row, Microseconds clock = {});

}  // namespace ebb
