#include "archive/session_file/session_rows.hpp"

#include <algorithm>
#include <charconv>

#include "archive/session_file/spelling.hpp"

namespace ebb {

HostTime time_of(const Statement& row, int column, Microseconds clock) {
  const std::int64_t micros = row.integer(column);
  const bool possible = micros >= -kFurthestMicros && micros <= kFurthestMicros;
  return HostTime{Microseconds{possible ? micros : 0} + clock};
}

About::About(Database& session) {
  each_row(session, "SELECT key, value FROM about",
           [this](const Statement& row) { values_[row.text(0)] = row.text(1); });
}

std::string About::text(const std::string& key) const {
  const auto found = values_.find(key);
  return found == values_.end() ? std::string{} : found->second;
}

std::int64_t About::number(const std::string& key) const {
  const std::string digits = text(key);
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

void each_row(Database& session, std::string_view sql,
              const std::function<void(const Statement&)>& take) {
  try {
    Statement rows{session, sql};
    while (rows.step()) {
      take(rows);
    }
  } catch (const SqliteError& error) {
    if (!error.damaged()) {
      throw;
    }
  }
}

KeptSensor sensor_of(const Statement& row) {
  return {.number = static_cast<std::uint32_t>(row.integer(0)),
          .name = row.text(2),
          .protocol = row.text(3),
          .named = row.text(4),
          .address = row.text(5),
          .simulated = row.integer(6) != 0,
          .can_tell = can_tell_from(row.text(7))};
}

PracticeEvent practice_of(const Statement& row, Microseconds clock) {
  return {.time = time_of(row, 1, clock),
          .practice = row.text(2),
          .what = row.text(3),
          .step = row.text(4),
          .rate = row.real(5)};
}

LinkEvent link_of(const Statement& row, Microseconds clock) {
  return {.time = time_of(row, 1, clock),
          .source = row.text(3),
          .state = feed::from_word<LinkState>(row.text(4)).value_or(LinkState::searching),
          .note = row.text(5),
          .number = static_cast<std::uint32_t>(row.integer(2))};
}

}  // namespace ebb
