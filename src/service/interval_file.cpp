#include "service/interval_file.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace ebb {
namespace {

constexpr double kMostSeconds = 10.0;
constexpr double kLongest = 86400e3;  // ms

}  // namespace

std::vector<std::string> interval_names() { return {"rr", "nn", "ibi", "interval"}; }

double interval_scale(std::vector<double> first) {
  std::sort(first.begin(), first.end());
  return !first.empty() && first[first.size() / 2] < kMostSeconds ? 1000.0 : 1.0;
}

double checked_interval(const NumberFile& file, std::uint64_t place, double value, double scale) {
  const double ms = value * scale;
  if (!(ms > 0.0) || ms > kLongest) {
    std::array<char, 40> shown{};
    std::snprintf(shown.data(), shown.size(), "%g", value);
    file.refuse_at(place,
                   std::string(shown.data()) + " is no interval between two beats, in ms or in s");
  }
  return ms;
}

IntervalFile::IntervalFile(const std::string& path, const std::string& column)
    : file_(path, {ColumnChoice{column, interval_names(), "--column", false, true}}) {
  std::vector<double> values;
  while (first_.size() < kToTellUnit) {
    const std::optional<Row> row = file_.next();
    if (!row) {
      break;
    }
    first_.push_back({row->front(), file_.place()});
    values.push_back(row->front().value_or(0.0));
  }
  scale_ = interval_scale(std::move(values));
}

std::optional<IntervalFile::Taken> IntervalFile::take() {
  if (taken_ < first_.size()) {
    return first_[taken_++];
  }
  const std::optional<Row> row = file_.next();
  return row ? std::optional{Taken{row->front(), file_.place()}} : std::nullopt;
}

std::optional<double> IntervalFile::next() {
  const std::optional<Taken> taken = take();
  if (!taken) {
    return std::nullopt;
  }
  if (!taken->value) {
    file_.refuse_at(taken->place, "nothing where an interval should be");
  }
  return checked_interval(file_, taken->place, *taken->value, scale_);
}

}  // namespace ebb
