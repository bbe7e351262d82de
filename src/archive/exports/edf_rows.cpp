#include "archive/exports/edf_rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "archive/exports/even_means.hpp"
#include "archive/exports/even_wave.hpp"
#include "archive/exports/number_text.hpp"
#include "feed/words.hpp"

namespace ebb {
namespace {

constexpr double kHighestHeart = 300.0;
constexpr double kHighestBreath = 60.0;
constexpr double kUnknownQuality = -1.0;
/// What no wave of a body needs, and what no record of four seconds could hold.
constexpr double kSlowest = 1.0;
constexpr double kQuickest = 20'000.0;
constexpr double kShortestGap = 0.5;  // seconds
constexpr const char* kEstimate = "an estimate from a consumer sensor";

EdfRow evenly(std::string label, std::string unit, double low, double high, std::string remark) {
  EdfRow row{std::move(label), std::move(unit), kEstimate, std::move(remark)};
  row.scale.physical_low = low;
  row.scale.physical_high = high;
  return row;
}

void put(EdfRow& row, double value) {
  row.values.push_back(value > row.scale.physical_low ? row.scale.digital(static_cast<float>(value))
                                                      : std::int16_t{-32768});
}

EdfRow rates(const std::vector<EvenMean>& means, std::optional<double> EvenMean::*which,
             std::string label, double high) {
  EdfRow row = evenly(std::move(label), "/min", 0.0, high, "0: nothing is known");
  for (const EvenMean& mean : means) {
    put(row, (mean.*which).value_or(0.0));
  }
  return row;
}

/// The best that any sensor had of it in each step.
EdfRow quality(const KeptSession& session, StreamKind kind, std::size_t steps, double step) {
  std::vector<double> best(steps, kUnknownQuality);
  for (const KeptQuality& one : session.quality) {
    const double place = to_seconds(one.time) / step;
    if (one.kind == kind && place >= 0.0 && place < static_cast<double>(steps)) {
      double& value = best[static_cast<std::size_t>(place)];
      value = std::max(value, std::clamp(one.quality, 0.0, 1.0));
    }
  }
  EdfRow row = evenly("Q " + std::string{feed::word(kind)}, "", kUnknownQuality, 1.0,
                      "-1: nothing is known");
  for (const double value : best) {
    put(row, value);
  }
  return row;
}

std::vector<EdfRow> estimates(const KeptSession& session, const std::vector<EvenMean>& means,
                              double step) {
  std::vector<EdfRow> all{rates(means, &EvenMean::heart, "Heart rate", kHighestHeart),
                          rates(means, &EvenMean::breath, "Breathing rate", kHighestBreath)};
  for (const StreamKind kind :
       {StreamKind::ecg, StreamKind::ppg, StreamKind::respiration, StreamKind::acceleration,
        StreamKind::heart_rate, StreamKind::interval}) {
    if (std::any_of(session.quality.begin(), session.quality.end(),
                    [kind](const KeptQuality& one) { return one.kind == kind; })) {
      all.push_back(quality(session, kind, means.size(), step));
    }
  }
  return all;
}

std::string wave_label(StreamKind kind, int number) {
  const std::string name = kind == StreamKind::ecg   ? "ECG"
                           : kind == StreamKind::ppg ? "PPG"
                                                     : "Resp belt";
  return number > 1 ? name + " " + std::to_string(number) : name;
}

/// What a header's field can hold: printable, and no longer than that.
std::string field(const std::string& text, std::size_t most) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return c >= ' ' && c <= '~'; });
  out.resize(std::min(out.size(), most));
  return out;
}

EdfRow wave_row(const RecordedWave& wave, const std::vector<float>& grid, std::string label) {
  constexpr std::size_t kUnit = 8;
  constexpr std::size_t kTransducer = 80;
  EdfRow row{std::move(label), field(wave.unit, kUnit), field(wave.sensor, kTransducer),
             "least value: nothing is known"};
  row.scale = edf_scale(grid);
  if (row.scale.factor != 1.0) {
    row.remark += "; times 1e" + fixed(std::log10(row.scale.factor), 0) +
                  (row.unit.empty() ? "" : ", in " + std::exchange(row.unit, ""));
  }
  row.values.reserve(grid.size());
  for (const float value : grid) {
    row.values.push_back(row.scale.digital(value));
  }
  return row;
}

void add_gaps(std::vector<EdfNote>& gaps, const std::vector<float>& grid, double rate,
              const std::string& label) {
  constexpr double kUnits = 1e4;  // a second, in EDFlib's annotations
  for (std::size_t from = 0; from < grid.size();) {
    std::size_t to = from;
    while (to < grid.size() && std::isnan(grid[to])) {
      ++to;
    }
    if (static_cast<double>(to - from) >= kShortestGap * rate) {
      gaps.push_back({std::llround(kUnits * static_cast<double>(from) / rate),
                      std::llround(kUnits * static_cast<double>(to - from) / rate),
                      "gap: " + label});
    }
    from = to + 1;
  }
}

}  // namespace

EdfRows edf_rows(const KeptSession& session, std::span<const RecordedWave> waves) {
  EdfRows out;
  std::vector<const RecordedWave*> told;
  std::vector<double> true_rates;
  for (const RecordedWave& wave : waves) {
    const double rate = true_rate(wave);
    if (rate >= kSlowest && rate <= kQuickest) {
      told.push_back(&wave);
      true_rates.push_back(rate);
    }
  }
  out.records = edf_records(true_rates);
  const double length = out.records.seconds();
  const auto steps = static_cast<int>(std::lround(length));
  const double step = length / steps;
  std::vector<EvenMean> means = even_means(session, Seconds{step});
  const auto in_record = static_cast<std::size_t>(steps);
  out.count = (means.size() + in_record - 1) / in_record;
  std::vector<std::vector<float>> grids;
  for (std::size_t i = 0; i < told.size(); ++i) {
    // What was heard last may lie a little beyond the end, as it is put on an even grid.
    const auto samples = static_cast<std::size_t>(out.records.samples[i]);
    grids.push_back(
        even_wave(*told[i], static_cast<double>(samples) / length, (out.count + 1) * samples));
  }
  const bool longer = std::any_of(grids.begin(), grids.end(), [&out](const auto& grid) {
    const std::size_t end = grid.size() / (out.count + 1) * out.count;
    return std::any_of(grid.begin() + static_cast<std::ptrdiff_t>(end), grid.end(),
                       [](float value) { return !std::isnan(value); });
  });
  out.count += longer && out.count > 0 ? 1 : 0;
  means.resize(out.count * in_record);
  for (std::size_t i = 0; i < means.size(); ++i) {
    means[i].seconds = step * static_cast<double>(i);
  }
  out.rows = estimates(session, means, step);
  for (EdfRow& row : out.rows) {
    row.in_record = steps;
  }
  std::array<int, 8> numbers{};
  for (std::size_t i = 0; i < told.size(); ++i) {
    const RecordedWave& wave = *told[i];
    const int samples = out.records.samples[i];
    const double rate = samples / length;
    std::vector<float>& grid = grids[i];
    grid.resize(out.count * static_cast<std::size_t>(samples));
    const std::string label =
        wave_label(wave.kind, ++numbers[static_cast<std::size_t>(wave.kind) % numbers.size()]);
    out.rows.push_back(wave_row(wave, grid, label));
    out.rows.back().in_record = samples;
    add_gaps(out.gaps, grid, rate, label);
  }
  return out;
}

}  // namespace ebb
