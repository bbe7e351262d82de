#include "archive/imports/foreign_sessions.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "archive/imports/clock_text.hpp"
#include "archive/imports/csv_rows.hpp"
#include "archive/imports/edf_session.hpp"

namespace ebb {
namespace {

constexpr std::size_t kFewestIntervals = 10;

using Sessions = std::vector<ForeignSession>;
using Outcome = Expected<Sessions, std::string>;

std::string lower(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

std::span<const std::uint8_t> as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

void note_start(ForeignSession& session, std::optional<double> seconds) {
  if (seconds && *seconds > 0.0) {
    session.session.head.started_ms = static_cast<std::int64_t>(std::llround(*seconds * 1e3));
    session.dated = true;
  }
}

/// A line of names and one of what the exercise was, then the table itself.
bool is_polar_flow(std::string_view text) {
  return lower(first_line(text)).find("name,sport,date,start time") != std::string::npos;
}

/// Polar Flow writes 24-11-2016 or 2016-11-24.
std::string iso_day(const std::string& day) {
  const bool day_first = day.size() == 10 && day[2] == '-' && day[5] == '-';
  return day_first ? day.substr(6, 4) + "-" + day.substr(3, 2) + "-" + day.substr(0, 2) : day;
}

Outcome polar_flow(std::string_view text) {
  std::string_view table = text;
  for (int line = 0; line < 2; ++line) {
    table.remove_prefix(std::min(table.size(), first_line(table).size() + 1));
  }
  auto read = read_rate_table(as_bytes(table));
  if (!read) {
    return Unexpected{read.error()};
  }
  const auto rows = csv_rows(text.substr(0, text.size() - table.size()));
  if (rows.size() == 2 && rows[1].size() > 3) {
    note_start(*read, seconds_of(iso_day(rows[1][2]) + " " + rows[1][3]));
  }
  return Sessions{std::move(*read)};
}

/// Numbers between blanks, semicolons or commas; nothing when something else stands among them.
std::vector<ForeignInterval> intervals_in(std::string_view cell) {
  std::vector<ForeignInterval> intervals;
  const char* at = cell.data();
  const char* const end = at + cell.size();
  while (at != end) {
    if (*at == ' ' || *at == ';' || *at == ',' || *at == '[' || *at == ']') {
      ++at;
      continue;
    }
    double value = 0.0;
    const auto [stop, error] = std::from_chars(at, end, value);
    if (error != std::errc{}) {
      return {};
    }
    intervals.push_back({value, std::nullopt});
    at = stop;
  }
  return intervals;
}

/// One row a measurement, all its intervals in one cell. Nothing when the text is not like that.
Sessions rows_with_intervals(std::string_view text) {
  const std::string names = lower(first_line(text));
  if (names.find("rr") == std::string::npos || names.find("date") == std::string::npos) {
    return {};
  }
  Sessions sessions;
  const auto rows = csv_rows(text);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    for (std::size_t column = 0; column < rows[i].size() && column < rows[0].size(); ++column) {
      const auto intervals = intervals_in(rows[i][column]);
      if (lower(rows[0][column]).find("rr") == std::string::npos ||
          intervals.size() < kFewestIntervals) {
        continue;
      }
      ForeignSession one{interval_session(intervals), false};
      const auto day = std::find_if(rows[0].begin(), rows[0].end(), [](const std::string& name) {
        return lower(name) == "date" || lower(name) == "timestamp_measurement";
      });
      const auto place = static_cast<std::size_t>(day - rows[0].begin());
      if (place < rows[i].size()) {
        const auto whole = seconds_of(rows[i][place]);
        note_start(one, whole ? whole : seconds_of(rows[i][place] + " 00:00:00"));
      }
      sessions.push_back(std::move(one));
    }
  }
  return sessions;
}

/// What to say of a table that names its columns, and none of them as one of intervals; or nothing.
std::string no_column_of_intervals(std::string_view text) {
  constexpr std::size_t kLongestHead = 1000;
  const std::string_view head = first_line(text);
  if (head.size() > kLongestHead) {
    return {};
  }
  const auto rows = csv_rows(head);
  if (rows.empty() || rows[0].size() < 2) {
    return {};
  }
  std::string names;
  for (const std::string& name : rows[0]) {
    const std::string small = lower(name);
    for (const char* told : {"rr", "nn", "ibi", "interval", "ppi"}) {
      if (small.find(told) != std::string::npos) {
        return {};
      }
    }
    if (name.empty() || std::isalpha(static_cast<unsigned char>(name[0])) == 0) {
      return {};
    }
    names += (names.empty() ? "'" : ", '") + name + "'";
  }
  return "line 1: none of its columns (" + names +
         ") is of intervals. Ebb looks for rr, nn, ibi or interval; a list of results has none.";
}

Outcome tables(std::span<const std::uint8_t> bytes) {
  auto intervals = read_interval_table(bytes);
  if (intervals) {
    return Sessions{std::move(*intervals)};
  }
  auto rates = read_rate_table(bytes);
  if (rates) {
    return Sessions{std::move(*rates)};
  }
  if (std::string words =
          no_column_of_intervals({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
      !words.empty()) {
    return Unexpected{std::move(words)};
  }
  return Unexpected{intervals.error() + (intervals.error().back() == '.' ? "" : ".")};
}

}  // namespace

Outcome read_foreign(std::span<const std::uint8_t> bytes) {
  if (is_edf(bytes)) {
    const auto recording = read_edf(bytes);
    if (!recording) {
      return Unexpected{recording.error()};
    }
    auto session = edf_session(*recording);
    return session ? Outcome{Sessions{std::move(*session)}} : Unexpected{session.error()};
  }
  const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  if (is_polar_flow(text)) {
    return polar_flow(text);
  }
  if (Sessions rows = rows_with_intervals(text); !rows.empty()) {
    return rows;
  }
  return tables(bytes);
}

std::optional<double> date_in_name(std::string_view name) {
  constexpr std::string_view kForm = "0000-00-00 00-00-00";
  for (std::size_t at = 0; at + kForm.size() <= name.size(); ++at) {
    std::string found{name.substr(at, kForm.size())};
    if (found[10] == 'T' || found[10] == '_') {
      found[10] = ' ';
    }
    if (found[10] == ' ' && found[13] == '-' && found[16] == '-') {
      found[13] = ':';
      found[16] = ':';
      if (const auto seconds = seconds_of(found)) {
        return seconds;
      }
    }
  }
  return std::nullopt;
}

}  // namespace ebb
