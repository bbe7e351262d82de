#include "archive/imports/interval_session.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>

#include "archive/imports/complete_session.hpp"
#include "archive/imports/table_reader.hpp"
#include "estimation/intervals/interval_correction.hpp"

namespace ebb {
namespace {

constexpr double kMostUnexplained = 3.0;   // seconds
constexpr double kLongestInterval = 60e3;  // ms; what is longer is a pause between recordings
constexpr double kMostSeconds = 10.0;      // intervals whose middle is below that are in seconds
constexpr double kLongestImport = 48.0 * 3600.0;
constexpr double kFirstDate = 86'400.0 * 366.0;  // times above that are dates, not times of day
constexpr double kLastDate = 253'402'300'799.0;  // year 9999

struct Cells {
  std::vector<std::optional<double>> values;
  std::vector<std::optional<double>> times;
  bool dated = false;
  std::string trouble;
};

/// The columns with these words in their names; no column of times if `time` is empty.
Cells read_cells(std::span<const std::uint8_t> bytes, const std::string& value,
                 const std::string& time) {
  const bool timed = !time.empty();
  ColumnChoices choices{ColumnChoice{{}, {value}, "a line of names", false, true}};
  if (timed) {
    choices.push_back({{}, {time}, "a line of names", true, false});
  }
  Cells cells;
  TableReader reader{choices};
  const RowSink sink = [&cells, timed](Row row) {
    cells.values.push_back(row[0]);
    cells.times.push_back(timed ? row[1] : std::nullopt);
  };
  auto error = reader.push(bytes, sink);
  if (!error) {
    error = reader.finish(sink);
  }
  cells.dated = reader.dated();
  cells.trouble = error ? error->what : std::string{};
  return cells;
}

/// The first of `likely` that names one column, with a column of times if there is one; else what
/// was in the way of the one that came furthest.
Cells read_cells(std::span<const std::uint8_t> bytes, const std::vector<std::string>& likely) {
  Cells furthest;
  for (const char* time : {"timestamp", "date", "time", ""}) {
    for (const std::string& value : likely) {
      Cells cells = read_cells(bytes, value, time);
      // A single column would be both.
      if (cells.trouble.empty() && (*time == '\0' || cells.values != cells.times)) {
        return cells;
      }
      if (furthest.trouble.empty() || cells.values.size() >= furthest.values.size()) {
        furthest = std::move(cells);
      }
    }
  }
  return furthest;
}

double in_ms(const std::vector<std::optional<double>>& values) {
  std::vector<double> first;
  for (const auto& value : values) {
    if (value && *value > 0.0 && first.size() < 101) {
      first.push_back(*value);
    }
  }
  std::sort(first.begin(), first.end());
  return !first.empty() && first[first.size() / 2] < kMostSeconds ? 1000.0 : 1.0;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// How many of the times' unit are a second, by how far they move on from one interval to the next;
/// nothing where they do not go with the intervals at all.
std::optional<double> times_in_a_second(const Cells& cells, double to_ms) {
  if (cells.dated) {
    return 1.0;
  }
  std::vector<double> steps;
  std::vector<double> intervals;
  std::optional<double> last;
  for (std::size_t i = 0; i < cells.values.size(); ++i) {
    if (cells.values[i] && *cells.values[i] > 0.0) {
      intervals.push_back(*cells.values[i] * to_ms * 1e-3);
    }
    const auto& time = cells.times[i];
    if (time && last && *time > *last) {
      steps.push_back(*time - *last);
    }
    last = time ? time : last;
  }
  if (steps.empty() || intervals.empty()) {
    return std::nullopt;
  }
  // Some apps note one time for a few intervals that came together.
  constexpr double kAlike = 5.0;
  const double ratio = median(std::move(steps)) / median(std::move(intervals));
  for (const double unit : {1.0, 1e3, 1e6, 1e9}) {
    if (ratio > unit / kAlike && ratio < unit * kAlike) {
      return unit;
    }
  }
  return std::nullopt;
}

std::optional<double> first_date(const Cells& cells) {
  if (!cells.dated) {
    return std::nullopt;
  }
  const auto found = std::find_if(cells.times.begin(), cells.times.end(),
                                  [](const auto& time) { return time.has_value(); });
  const bool is_date = found != cells.times.end() && **found > kFirstDate && **found < kLastDate;
  return is_date ? std::optional{**found} : std::nullopt;
}

void note_date(ForeignSession& session, std::optional<double> seconds) {
  if (seconds && *seconds > kFirstDate && *seconds < kLastDate) {
    session.session.head.started_ms = static_cast<std::int64_t>(std::llround(*seconds * 1e3));
    session.dated = true;
  }
}

}  // namespace

KeptSession interval_session(std::span<const ForeignInterval> intervals) {
  KeptSession session;
  std::vector<Beat> beats{{.time = {}, .interval = {}, .verdict = IntervalVerdict::gap}};
  double now = 0.0;                // of the last beat
  std::optional<double> offset{};  // of the file's times against ours
  for (const ForeignInterval& one : intervals) {
    if (!(one.ms > 0.0)) {
      continue;
    }
    const double length = std::min(one.ms, kLongestInterval) * 1e-3;
    if (now + length > kLongestImport) {
      break;
    }
    now += length;
    bool lost = one.ms >= kLongestInterval;
    if (one.time && std::isfinite(*one.time)) {
      const double ahead = offset ? *one.time - *offset - now : 0.0;
      if (offset && ahead > kMostUnexplained && now + ahead < kLongestImport) {
        now += ahead;
        lost = true;
      } else if (!offset || ahead < -kMostUnexplained) {
        offset = *one.time - now;
      }
    }
    beats.push_back({.time = at_seconds<HostTime>(now),
                     .interval = lost ? Milliseconds{} : Milliseconds{one.ms},
                     .verdict = lost ? IntervalVerdict::gap : IntervalVerdict::normal});
  }
  session.beats = correct_intervals(beats).judged;
  KeptSensor sensor;
  sensor.name = "imported intervals";
  sensor.can_tell.intervals = true;
  session.sensors.push_back(std::move(sensor));
  session.finished = true;
  complete(session);
  return session;
}

Expected<ForeignSession, std::string> read_interval_table(std::span<const std::uint8_t> bytes) {
  const Cells cells = read_cells(bytes, {"rr", "nn", "ibi", "interval"});
  if (!cells.trouble.empty()) {
    return Unexpected{cells.trouble};
  }
  const double scale = in_ms(cells.values);
  const auto unit = times_in_a_second(cells, scale);
  std::vector<ForeignInterval> intervals;
  for (std::size_t i = 0; i < cells.values.size(); ++i) {
    const double ms = cells.values[i].value_or(0.0) * scale;
    if (ms < 0.0) {
      return Unexpected{"row " + std::to_string(i + 1) +
                        ": an interval below zero, so these are no intervals between beats."};
    }
    const auto& time = cells.times[i];
    intervals.push_back({ms, time && unit ? std::optional{*time / *unit} : std::nullopt});
  }
  constexpr std::size_t kFewest = 10;
  if (intervals.size() < kFewest) {
    return Unexpected{"there are fewer than " + std::to_string(kFewest) +
                      " intervals in it, too few for a session."};
  }
  ForeignSession out{interval_session(intervals), false};
  if (const auto date = first_date(cells)) {
    note_date(out, *date - intervals.front().ms * 1e-3);
  }
  return out;
}

Expected<ForeignSession, std::string> read_rate_table(std::span<const std::uint8_t> bytes) {
  const Cells cells =
      read_cells(bytes, {"hr (bpm", "hr [bpm", "bpm", "heart rate", "heartrate", "hr"});
  if (!cells.trouble.empty()) {
    return Unexpected{cells.trouble};
  }
  ForeignSession out;
  KeptSession& session = out.session;
  std::optional<double> first;
  for (std::size_t i = 0; i < cells.values.size(); ++i) {
    const auto& rate = cells.values[i];
    const auto& time = cells.times[i];
    if (!rate || !time || !(*rate > 0.0) || *rate > 400.0) {
      continue;
    }
    first = first.value_or(*time);
    const double seconds = *time - *first;
    if (seconds < 0.0 || seconds > kLongestImport) {
      return Unexpected{"row " + std::to_string(i + 1) +
                        ": its time lies before the first, or days after it."};
    }
    // A device's own rate is worth half, as while it is heard.
    session.rates.push_back({at_seconds<HostTime>(seconds), KeptRate::Of::heart, *rate, 0.5});
  }
  if (session.rates.empty()) {
    return Unexpected{std::string{"there is no heart rate in it."}};
  }
  KeptSensor sensor;
  sensor.name = "imported heart rate";
  sensor.can_tell.heart_rate = true;
  session.sensors.push_back(std::move(sensor));
  session.finished = true;
  complete(session);
  note_date(out, first_date(cells));
  return out;
}

}  // namespace ebb
