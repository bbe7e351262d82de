#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/units.hpp"

namespace ebb {

/// What the remark lines (`#`) before a table's first row say of it, as recorders and numpy.savetxt
/// write them: "Sampling Rate (Hz):= 1000", {"sampling rate": 1000, "column": ["nSeq", "CH1"]},
/// {"ChannelsOrder": [...]}, "Labels:= ECG", or the columns' names alone.
class TableRemarks {
 public:
  /// One remark without its `#`.
  void read(std::string_view remark);

  [[nodiscard]] std::optional<Hertz> rate() const { return rate_; }
  /// The names of so many columns; empty when no remark has them.
  [[nodiscard]] std::vector<std::string> names(std::size_t columns) const;

 private:
  std::optional<Hertz> rate_;
  std::vector<std::string> listed_;  ///< by a remark that says that these are names
  std::vector<std::string> last_;    ///< the cells of the last remark
};

}  // namespace ebb
