#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
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
  /// The out-breath begins of a breath that lasts `period` in all: the next line may come at its
  /// end.
  void breath_turns(HostTime start, Microseconds period);
  /// The same lines in other words, one for each. What can be read now goes if it is worded
  /// otherwise, unless `keep_current`.
  void reword(std::vector<std::string> lines, bool keep_current, HostTime now);
  /// One more line, in its turn, before the others go on. A second one takes the place of the
  /// first.
  void interject(std::string line) { aside_ = std::move(line); }
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
  void bring_aside(HostTime from);

  std::vector<std::string> lines_;
  Length every_ = BreathCount{2};
  bool last_stays_ = false;
  std::optional<std::string> aside_;
  bool on_aside_ = false;  ///< it is the line that was brought last
  std::size_t index_ = 0;  ///< of the line that was brought last
  int breaths_ = 0;        ///< begun since then
  std::optional<Shown> leaving_;
  std::optional<Shown> line_;
};

}  // namespace ebb
