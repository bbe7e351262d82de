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
  first.erase(std::remove_if(first.begin(), first.end(), [](double value) { return value <= 0.0; }),
              first.end());
  std::sort(first.begin(), first.end());
  return !first.empty() && first[first.size() / 2] < kMostSeconds ? 1000.0 : 1.0;
}

std::optional<double> interval_of(std::optional<double> value, double scale) {
  const double ms = value.value_or(0.0) * scale;
  return ms > 0.0 && ms <= kLongest ? std::optional{ms} : std::nullopt;
}

void refuse_interval(const NumberFile& file, std::uint64_t place, std::optional<double> value,
                     const std::string& more) {
  if (!value) {
    file.refuse_at(place, "nothing where an interval should be" + more);
  }
  std::array<char, 40> shown{};
  std::snprintf(shown.data(), shown.size(), "%g", *value);
  file.refuse_at(
      place, std::string(shown.data()) + " is no interval between two beats, in ms or in s" + more);
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
    if (row->front()) {
      values.push_back(*row->front());
    }
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
  const std::optional<double> ms = interval_of(taken->value, scale_);
  if (!ms) {
    refuse_interval(file_, taken->place, taken->value);
  }
  return ms;
}

}  // namespace ebb
