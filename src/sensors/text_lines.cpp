#include "sensors/text_lines.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

/// A MAX3010x counts to 262143 and sees less than this without a finger.
constexpr double kFingerAbove = 50'000.0;
constexpr double kLongestInterval = 60'000.0;

bool is_time(ColumnRole role) {
  return role == ColumnRole::time || role == ColumnRole::time_ms || role == ColumnRole::time_us;
}

std::string_view next_cell(std::string_view& line, std::string_view separators) {
  const auto end = line.find_first_of(separators);
  const std::string_view cell = line.substr(0, end);
  line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  return cell;
}

/// `"Resp (mV)"` is about resp.
std::string_view first_word(std::string_view cell) {
  constexpr std::string_view kAround = " \t\"():=[]";
  const auto begin = cell.find_first_not_of(kAround);
  if (begin == std::string_view::npos) {
    return {};
  }
  cell.remove_prefix(begin);
  return cell.substr(0, cell.find_first_of(kAround));
}

}  // namespace

/// What one line says, by what it is.
struct TextLines::Row {
  struct Interval {
    double ms = 0.0;
    bool optical = false;
  };
  std::optional<std::uint32_t> micros;
  std::optional<double> respiration;
  std::optional<double> ecg;
  std::optional<double> ppg;
  std::optional<double> infrared;
  std::optional<double> colour;
  std::optional<double> heart_rate;
  bool heart_rate_valid = true;
  std::optional<double> battery;
  std::array<Interval, TextFields::kMost> intervals{};
  std::size_t interval_count = 0;
  std::optional<double> signal;

  void take(ColumnRole role, double value, bool decimal) {
    const auto first = [value](std::optional<double>& slot) {
      slot = slot ? slot : std::optional{value};
    };
    switch (role) {
      case ColumnRole::respiration:
        return first(respiration);
      case ColumnRole::ecg:
        return first(ecg);
      case ColumnRole::ppg:
        return first(ppg);
      case ColumnRole::ppg_infrared:
        return first(infrared);
      case ColumnRole::ppg_colour:
        return first(colour);
      case ColumnRole::heart_rate:
        return first(heart_rate);
      case ColumnRole::heart_rate_valid:
        heart_rate_valid = value != 0.0;
        return;
      case ColumnRole::battery:
        return first(battery);
      case ColumnRole::interval:
      case ColumnRole::pulse_interval:
        if (value > 0.0 && value <= kLongestInterval) {
          intervals[interval_count++] = {.ms = decimal && value < 10.0 ? value * 1000.0 : value,
                                         .optical = role == ColumnRole::pulse_interval};
        }
        return;
      case ColumnRole::signal:
        return first(signal);
      default:
        return;
    }
  }
  [[nodiscard]] bool says_something() const {
    return respiration || ecg || ppg || infrared || colour || heart_rate || battery ||
           interval_count > 0;
  }
};

void TextLines::push(std::span<const std::uint8_t> bytes, HostTime arrival,
                     const ReadingSink& sink) {
  for (const std::uint8_t byte : bytes) {
    if (const auto line = lines_.push(byte)) {
      take(*line, arrival, sink);
    }
  }
}

void TextLines::reset() {
  lines_.reset();
  clock_.reset();
  time_unit_ = TimeUnit::unknown;
  columns_ = 0;
  new_columns_seen_ = 0;
  finger_.reset();
  sensor_missing_ = false;
}

Damage TextLines::damage() const {
  return {.frames = damage_.frames + lines_.too_long(),
          .bytes = damage_.bytes + lines_.dropped_bytes()};
}

std::string_view TextLines::complaint() const {
  return sensor_missing_ ? "The board answers, but its sensor was not found. Check the sensor's "
                           "wires and power, then reset the board."
                         : "";
}

void TextLines::take(const LineSplitter::Line& line, HostTime arrival, const ReadingSink& sink) {
  const TextFields fields = parse_text_fields(line.text);
  if (fields.shape == TextFields::Shape::words) {
    learn_header(line.text, line.first);
    return;
  }
  if (line.first) {
    return;
  }
  if (fields.shape == TextFields::Shape::damaged ||
      (fields.shape == TextFields::Shape::columns && !expected_columns(fields.count))) {
    damaged(line.text.size(), arrival, sink);
    return;
  }
  tell(row_of(fields), arrival, sink);
}

void TextLines::damaged(std::size_t size, HostTime arrival, const ReadingSink& sink) {
  ++damage_.frames;
  damage_.bytes += size;
  if (capabilities_.intervals) {
    sink(LossReading{.frames = 1, .arrival = arrival});  // the line may have held one
  }
}

void TextLines::learn_header(std::string_view line, bool first) {
  sensor_missing_ = sensor_missing_ || line.find("was not found") != std::string_view::npos;
  const bool table = line.find_first_of(",;\t") != std::string_view::npos;
  std::array<ColumnRole, TextFields::kMost> roles{};
  std::size_t size = 0;
  std::size_t known = 0;
  while (!line.empty() && size < roles.size()) {
    roles[size] = column_role(first_word(next_cell(line, table ? ",;\t" : " ")));
    known += roles[size] != ColumnRole::unknown ? 1U : 0U;
    ++size;
  }
  const bool whole = known == size;
  if (known == 0 || ((first || !table) && !whole)) {
    return;  // prose, or the tail of a header
  }
  header_ = roles;
  header_size_ = size;
  columns_ = 0;
  time_unit_ = TimeUnit::unknown;
}

bool TextLines::expected_columns(std::size_t count) {
  if (columns_ == 0 || count == columns_) {
    columns_ = count;
    new_columns_seen_ = 0;
    return true;
  }
  new_columns_seen_ = count == new_columns_ ? new_columns_seen_ + 1 : 1;
  new_columns_ = count;
  if (new_columns_seen_ < kNewColumns) {
    return false;
  }
  columns_ = count;
  new_columns_seen_ = 0;
  return true;
}

ColumnRole TextLines::unnamed_role() const {
  switch (options_.kind.value_or(StreamKind::respiration)) {
    case StreamKind::ecg:
      return ColumnRole::ecg;
    case StreamKind::ppg:
      return ColumnRole::ppg;
    case StreamKind::interval:
      return ColumnRole::interval;
    case StreamKind::heart_rate:
      return ColumnRole::heart_rate;
    default:
      return ColumnRole::respiration;
  }
}

TextLines::Row TextLines::row_of(const TextFields& fields) {
  const bool by_header = fields.shape == TextFields::Shape::columns && header_size_ == fields.count;
  const bool unnamed = fields.shape == TextFields::Shape::columns && !by_header;
  Row row;
  std::optional<TextField> other;
  for (std::size_t i = 0; i < fields.count; ++i) {
    const TextField& field = fields.slots[i];
    if (!field.value || !std::isfinite(*field.value)) {
      continue;
    }
    if (unnamed) {
      if (i == (fields.count == 2 ? 1U : 0U)) {
        row.take(unnamed_role(), *field.value, field.decimal);
      }
      continue;
    }
    const ColumnRole role = by_header ? header_[i] : column_role(field.name);
    if (is_time(role)) {
      row.micros = row.micros ? row.micros : micros(field, role);
    } else {
      row.take(role, *field.value, field.decimal);
      other = role == ColumnRole::unknown && !other ? field : other;
    }
  }
  if (row.signal) {
    const bool beside_a_pulse = row.heart_rate && !options_.kind;
    row.take(beside_a_pulse ? ColumnRole::ppg : unnamed_role(), *row.signal, true);
  } else if (!row.says_something() && other) {
    row.take(unnamed_role(), *other->value, other->decimal);
  }
  return row;
}

std::optional<std::uint32_t> TextLines::micros(const TextField& field, ColumnRole role) {
  if (role == ColumnRole::time && time_unit_ == TimeUnit::unknown && *field.value != 0.0) {
    time_unit_ = field.decimal ? TimeUnit::seconds : TimeUnit::milliseconds;
  }
  const bool seconds = role == ColumnRole::time && time_unit_ == TimeUnit::seconds;
  const double scale = role == ColumnRole::time_us ? 1.0 : seconds ? 1e6 : 1e3;
  const double value = std::round(*field.value * scale);
  if (!(value >= 0.0 && value < 9e15)) {
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(static_cast<std::uint64_t>(value) & 0xFFFFFFFFU);
}

void TextLines::tell(const Row& row, HostTime arrival, const ReadingSink& sink) {
  std::optional<DeviceTime> time;
  if (row.micros) {
    const auto stamp = clock_.push(*row.micros);
    if (!stamp) {
      return damaged(0, arrival, sink);
    }
    if (stamp->restarted || !greeted_) {
      greeted_ = true;
      boots_ += stamp->restarted ? 1U : 0U;
      sink(HelloReading{.name = {}, .boot = boots_, .arrival = arrival});
    }
    time = stamp->time;
    sink(ClockReading{.device = *time, .arrival = arrival});
  }
  if (row.infrared) {
    bright_ = bright_ || *row.infrared >= kFingerAbove;
    const bool finger = *row.infrared >= kFingerAbove;
    if (bright_ && finger_ != finger) {
      finger_ = finger;
      capabilities_.contact = true;
      sink(ContactReading{.on_body = finger, .arrival = arrival});
    }
  }
  const auto wave = [&](StreamKind kind, std::optional<double> value) {
    if (value) {
      (kind == StreamKind::respiration ? capabilities_.breath : capabilities_.waveform) = true;
      sink(WaveSample{.kind = kind,
                      .stream = static_cast<std::uint8_t>(kind),
                      .value = options_.invert ? -*value : *value,
                      .time = time,
                      .arrival = arrival});
    }
  };
  const auto dark = row.infrared ? row.infrared : row.colour;
  wave(StreamKind::respiration, row.respiration);
  wave(StreamKind::ecg, row.ecg);
  wave(StreamKind::ppg, row.ppg || !dark ? row.ppg : std::optional{-*dark});
  if (row.heart_rate && row.heart_rate_valid && *row.heart_rate > 0.0) {
    sink(HeartRateReading{.rate = BeatsPerMinute{*row.heart_rate}, .arrival = arrival});
  }
  for (std::size_t i = 0; i < row.interval_count; ++i) {
    capabilities_.intervals = true;
    sink(IntervalReading{.interval = Milliseconds{row.intervals[i].ms},
                         .optical = row.intervals[i].optical,
                         .later_in_packet = static_cast<std::uint8_t>(row.interval_count - 1 - i),
                         .reception = time,
                         .arrival = arrival});
  }
  if (row.battery && *row.battery >= 0.0 && *row.battery <= 100.0) {
    sink(BatteryReading{.percent = static_cast<int>(*row.battery), .arrival = arrival});
  }
}

}  // namespace ebb
