#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"
#include "sensors/device_speech.hpp"

namespace ebb {

/// At which speed an unknown serial device is listened to, and for how long, in an order that can
/// do no harm:
///
///   1. 115200 baud, 2.5 s: most devices, and time for a board that restarts when it is opened
///   2. 19200 baud with odd parity, 1.2 s: an older CMS50
///   3. 9600 baud, 1.2 s: a Nonin
///
/// and round again, because a device may be switched on later. A line that begins to make sense is
/// listened to for longer. A few bytes once a second that make none are a slow device at another
/// speed, which only the Nonins are (four bytes a second in their format 8): 3. comes next then.
/// With the person's consent, and only while not one byte has come, 1. is followed by the questions
/// that wake the devices which wait to be asked: a BITalino's version, the start of a newer CMS50,
/// an OpenBCI Cyton's version. In this order, because an idle BITalino takes the other two for
/// orders (to start, and to change its battery's threshold): it has answered before it could hear
/// them, and whoever has answered is asked nothing else. A device that sends anything at all is
/// never asked: a byte that wakes one device may erase another's memory. Silence is the same at
/// every speed, so nothing is lost by asking before the other two. Pure.
class LineTrial {
 public:
  struct Step {
    std::string_view as;             ///< a device that has these settings; empty = a plain board's
    Seconds length;                  ///< unless the line begins to make sense
    std::vector<std::uint8_t> ask;   ///< to be written when the step begins
    std::string_view answers;        ///< what the answer to it holds
    std::string_view answers_means;  ///< the protocol this proves
  };
  /// What a line that makes sense may take to be recognised.
  static constexpr Seconds kPatience{12.0};

  explicit LineTrial(bool may_ask);

  /// The device was opened, at the settings of the present step.
  void begin(HostTime now);
  /// What came, to see an answer in it. True when due() is earlier than it was.
  bool push(std::span<const std::uint8_t> bytes, HostTime now);
  /// Moves on if it is time; `makes_sense`: the recogniser has begun to believe in something. True
  /// when there is a new step to be carried out.
  bool advance(HostTime now, bool makes_sense);

  [[nodiscard]] const Step& step() const { return steps_[at_]; }
  /// The line settings of the present step.
  [[nodiscard]] DeviceSpeech line() const { return device_speech(step().as); }
  /// When advance() is to be called next.
  [[nodiscard]] HostTime due() const { return std::min(due_, looked_at_.value_or(due_)); }
  /// The protocol that an answer proved, else empty.
  [[nodiscard]] std::string_view answered() const { return answered_; }
  /// How often all settings were tried since begin().
  [[nodiscard]] std::size_t rounds() const { return tried_ / listening_; }
  /// Whether anything has come since begin().
  [[nodiscard]] bool anything_came() const { return came_; }

 private:
  void next();
  void go_on(HostTime now);
  /// Counts what comes once a second; true when it is a slow device's.
  bool is_slow(std::size_t bytes, HostTime now);

  std::vector<Step> steps_;
  std::size_t listening_;  ///< of the steps, those that only listen
  std::size_t at_ = 0;
  std::size_t tried_ = 0;
  HostTime began_{};
  HostTime due_{};
  std::size_t burst_ = 0;  ///< bytes that came together
  HostTime burst_began_{};
  HostTime latest_{};                  ///< of the bytes
  int slow_bursts_ = 0;                ///< in a row
  std::optional<HostTime> looked_at_;  ///< when what seems to be slow has had its say
  bool came_ = false;                  ///< since begin()
  bool came_by_itself_ = false;        ///< before anything was asked, at any speed
  std::string tail_;                   ///< the newest bytes, in which an answer may begin
  std::string_view answered_;
};

}  // namespace ebb
