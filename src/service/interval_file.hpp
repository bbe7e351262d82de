#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/number_file.hpp"

namespace ebb {

/// 1000 when intervals whose first values are these are in seconds, else 1: the first can be a
/// lead-in of minutes, so the middle of those above 0 decides, and below 10 it is in seconds.
double interval_scale(std::vector<double> first);
/// So many values tell the unit.
inline constexpr std::size_t kToTellUnit = 16;

/// A file's value in milliseconds, or nothing when it is no interval: not above 0, above a day.
std::optional<double> interval_of(std::optional<double> value, double scale);
/// That a value, or none, is no interval; `more` ends the sentence.
[[noreturn]] void refuse_interval(const NumberFile& file, std::uint64_t place,
                                  std::optional<double> value, const std::string& more = {});

/// A file of beat-to-beat intervals and nothing else. Of two columns without names, as in lines of
/// `time interval`, the second is taken.
class IntervalFile {
 public:
  IntervalFile(const std::string& path, const std::string& column);
  /// Milliseconds, above 0; nothing at the end.
  std::optional<double> next();

 private:
  struct Taken {
    std::optional<double> value;
    std::uint64_t place = 0;
  };
  std::optional<Taken> take();

  NumberFile file_;
  std::vector<Taken> first_;  ///< what told the unit
  std::size_t taken_ = 0;
  double scale_ = 1.0;
};

/// Words that the name of a column of intervals has.
std::vector<std::string> interval_names();

}  // namespace ebb
