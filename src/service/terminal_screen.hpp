#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/snapshot.hpp"
#include "core/time.hpp"
#include "guidance/practice_run.hpp"

namespace ebb {

/// The person's screen where there is no window: a breathing bar, the own breath below it, heart
/// rate, signal word and the line of the practice. Pure text; nothing is printed here. The frame
/// keeps its height, changes slowly, and never flashes. Words that come from outside lose their
/// control characters.
class TerminalScreen {
 public:
  struct Look {
    int columns = 80;    ///< taken as 40..120
    bool colour = true;  ///< false where NO_COLOR is set
    std::string keys = "Enter on   Space pause   E ease off   + - pace   Esc stop";  ///< or empty
  };

  TerminalScreen() : TerminalScreen(Look{}) {}
  explicit TerminalScreen(Look look);

  /// The frame, line by line, without line ends.
  [[nodiscard]] std::vector<std::string> frame(const RunView& run, const Snapshot& snapshot,
                                               HostTime now) const;
  /// The frame with what makes a terminal draw it over the last one; the first call hides the
  /// cursor, and leave() brings it back.
  [[nodiscard]] std::string redraw(const RunView& run, const Snapshot& snapshot, HostTime now);
  [[nodiscard]] std::string leave();
  /// The terminal changed its width.
  void resize(int columns);

  /// One plain line (ASCII but for the practice's words) for a pipe or a log, without line end.
  [[nodiscard]] static std::string plain(const RunView& run, const Snapshot& snapshot, HostTime now,
                                         HostTime start);

 private:
  Look look_;
  std::size_t drawn_ = 0;  ///< lines of the frame that is on the terminal
};

}  // namespace ebb
