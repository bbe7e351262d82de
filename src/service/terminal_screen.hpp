#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/snapshot.hpp"
#include "core/time.hpp"
#include "guidance/body_now.hpp"
#include "guidance/practice_run.hpp"
#include "service/fading.hpp"

namespace ebb {

/// The person's screen where there is no window: a breathing bar, the own breath below it, heart
/// rate, signal word, the line of the practice, and what a sensor needs. Pure text; nothing is
/// printed here. The frame keeps its height; words and rows come and go slowly and nothing
/// flashes. Words that come from outside lose their control characters.
class TerminalScreen {
 public:
  struct Look {
    int columns = 80;    ///< taken as 40..120
    int rows = 24;       ///< of the terminal: a higher frame loses its last lines
    bool colour = true;  ///< false where NO_COLOR is set
    /// While the practice runs; empty where there is no keyboard. Three spaces between keys.
    std::string keys = "E ease off   Esc stop   Enter on   Space pause   + - pace";
  };

  TerminalScreen() : TerminalScreen(Look{}) {}
  explicit TerminalScreen(Look look);

  /// The terminal changed its size.
  void resize(int columns, int rows);
  /// A sentence that no sensor's status carries; it stands for half a minute.
  void say(const std::string& sentence, HostTime now);

  /// `body` is the person at this instant, by whichever clock the session has; `now` is this
  /// machine's, by which things come and go.
  void advance(const RunView& run, const Snapshot& snapshot, const BodyNow& body, HostTime now);
  /// The frame, line by line, without line ends.
  [[nodiscard]] std::vector<std::string> frame() const;

  /// advance(), and the frame with what makes a terminal draw it over the last one; the first call
  /// hides the cursor, and leave() brings it back.
  [[nodiscard]] std::string redraw(const RunView& run, const Snapshot& snapshot,
                                   const BodyNow& body, HostTime now);
  /// Where the session's clock is this machine's.
  [[nodiscard]] std::string redraw(const RunView& run, const Snapshot& snapshot, HostTime now) {
    return redraw(run, snapshot, body_now(snapshot, now), now);
  }
  [[nodiscard]] std::string leave();

  /// One plain line (ASCII but for the practice's words) for a pipe or a log, without line end.
  [[nodiscard]] static std::string plain(const RunView& run, const Snapshot& snapshot,
                                         const BodyNow& body, Microseconds elapsed);
  [[nodiscard]] static std::string plain(const RunView& run, const Snapshot& snapshot, HostTime now,
                                         HostTime start) {
    return plain(run, snapshot, body_now(snapshot, now), now - start);
  }

 private:
  void advance_words(const RunView& run, Seconds passed);
  [[nodiscard]] std::string note_of(const Snapshot& snapshot, HostTime now);
  [[nodiscard]] std::string painted(std::string_view colour, const std::string& text,
                                    double opacity) const;

  Look look_;
  std::size_t drawn_ = 0;        ///< lines of the frame that is on the terminal
  std::size_t empty_below_ = 0;  ///< lines at its end
  std::optional<HostTime> last_;
  Seconds eased_for_{0.0};

  Fade guide_{Seconds{0.6}, Seconds{0.8}};
  double guide_size_ = 0.0;
  FadingText turn_{Seconds{0.3}, Seconds{0.2}};
  EarnedSign<double> own_;  ///< size, as the guide's
  Fade own_wanted_{Seconds{0.6}, Seconds{0.8}};
  EarnedSign<long> heart_;  ///< beats per minute
  FadingText signal_{Seconds{0.8}, Seconds{0.6}};
  FadingText line_{Seconds{0.4}, Seconds{0.7}};
  FadingText second_{Seconds{0.4}, Seconds{0.7}};
  FadingText keys_{Seconds{0.4}, Seconds{0.7}};
  FadingText note_{Seconds{0.4}, Seconds{0.7}};
  std::string said_;
  HostTime said_at_{};
};

/// Whether all that speaks at present is a synthetic body.
[[nodiscard]] bool only_simulated(const Snapshot& snapshot);
/// "fair" and so on; empty for none.
[[nodiscard]] std::string_view name_of(SignalWord signal);

}  // namespace ebb
