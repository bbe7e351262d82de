#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"
#include "guidance/practice.hpp"

namespace ebb {

/// How long a line stays: max(4 s, 1.5 s + 0.4 s a word).
[[nodiscard]] Seconds reading_time(std::string_view line);

/// Brings the lines of a step one at a time: never two changes at once, each for its reading time,
/// the next one at the end of an out-breath after a whole breath of quiet. Words fade 400 ms in and
/// 700 ms out.
class LineCadence {
 public:
  /// The lines of a step. What is still to be read is faded out first. `last_stays`: the last line
  /// is kept until something else comes. No line begins before `earliest`.
  void begin(std::vector<std::string> lines, Length every, bool last_stays, HostTime now,
             HostTime earliest);
  /// A breath of the guide begins that will last `period`: the next line may come at its end.
  void breath_begins(HostTime start, Microseconds period);
  /// Brings the line before, or the next one, without waiting for a breath. False: there is none.
  bool previous(HostTime now);
  bool next(HostTime now);
  /// Fades out what is there, for good.
  void hush(HostTime now);
  /// After a pause of `by`, everything happens that much later.
  void shift(Microseconds by);

  struct View {
    std::string_view text;
    double opacity = 0.0;
  };
  [[nodiscard]] View at(HostTime now) const;
  /// When the last line has been read; none while one is still to come.
  [[nodiscard]] std::optional<HostTime> all_read() const;

 private:
  struct Shown {
    std::string text;
    HostTime from;
    HostTime until;  ///< the fade-out begins
  };
  [[nodiscard]] HostTime cut(HostTime now);
  void bring(std::size_t index, HostTime from);

  std::vector<std::string> lines_;
  Length every_ = BreathCount{2};
  bool last_stays_ = false;
  std::size_t index_ = 0;  ///< of the line that was brought last
  int breaths_ = 0;        ///< begun since then
  std::optional<Shown> leaving_;
  std::optional<Shown> line_;
};

}  // namespace ebb
