#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/reading.hpp"
#include "core/signal_fault.hpp"
#include "core/time.hpp"
#include "core/words.hpp"

namespace ebb {

// A session as it was kept, to look back on. Every HostTime here counts from the session's
// beginning; the calendar is noted once, at the start, and never moves a time.

/// What a sensor told at all. Everything else is "not available from this sensor".
struct CanTell {
  bool intervals = false;   ///< beats, or the intervals between them, as the device found them
  bool optical = false;     ///< ... and they are pulse-to-pulse
  bool heart_rate = false;  ///< a rate of the device's own
  bool ecg = false;
  bool ppg = false;
  bool respiration = false;
  bool acceleration = false;
  bool spo2 = false;

  [[nodiscard]] bool variability() const { return intervals || ecg || ppg; }
  [[nodiscard]] bool heart() const { return heart_rate || variability(); }
  /// A belt, a moving chest, or the swing of the heart.
  [[nodiscard]] bool breath() const { return respiration || acceleration || variability(); }

  /// What two sensors can tell together.
  CanTell& operator|=(const CanTell& other) {
    intervals = intervals || other.intervals;
    optical = optical || other.optical;
    heart_rate = heart_rate || other.heart_rate;
    ecg = ecg || other.ecg;
    ppg = ppg || other.ppg;
    respiration = respiration || other.respiration;
    acceleration = acceleration || other.acceleration;
    spo2 = spo2 || other.spo2;
    return *this;
  }
  friend bool operator==(const CanTell&, const CanTell&) = default;
};

struct KeptSensor {
  std::uint32_t number = 0;  ///< in the order in which they joined
  std::string name{};        ///< what the device calls itself, else its address
  std::string protocol{};
  std::string named{};  ///< the protocol as somebody said it; empty: it was told from the bytes
  std::string address{};
  bool simulated = false;
  CanTell can_tell{};
};

/// How good one stream was over the second before `time`: 0..1, and why it was not better.
struct KeptQuality {
  HostTime time{};
  std::uint32_t sensor = 0;
  StreamKind kind = StreamKind::respiration;
  double quality = 0.0;
  SignalFault fault = SignalFault::none;
};

/// A rate as the person could see it, once a second while there was one: all there is of the heart
/// from a sensor that tells no beats.
struct KeptRate {
  enum class Of : std::uint8_t { heart, breath };
  HostTime time{};
  Of of = Of::heart;
  double per_minute = 0.0;
  double quality = 0.0;
};

struct KeptMark {
  std::string id{};  ///< hex, random
  HostTime time{};
  std::string label{};
  bool hidden = false;
  Whose whose = Whose::person;
  bool starred = false;  ///< by the person, never by Ebb
};

struct KeptWords {
  std::string id{};  ///< hex, random
  Words words{};
  bool starred = false;  ///< by the person, never by Ebb
};

/// The machine slept: nothing could be heard. The clock stood still meanwhile, so this lies between
/// two instants of it.
struct KeptGap {
  HostTime time{};
  Seconds length{};
};

/// What was agreed at the start, in plain words; empty where nothing was said.
struct Agreed {
  std::string shown{};  ///< what is shown, and to whom
  std::string kept{};   ///< what happens to the record
  std::string note{};   ///< what for
  std::string label{};  ///< a name for the session; as in the head
};

/// What a shelf shows of a session: cheap to have, see library.hpp.
struct SessionHead {
  std::string id{};  ///< hex, random
  std::string label{};
  std::int64_t started_ms = 0;  ///< Unix time
  int utc_offset_min = 0;       ///< of the calendar there and then
  Seconds length{};
  std::string practice{};              ///< id of the first that began; empty if none did
  std::vector<std::string> sensors{};  ///< their names
  bool simulated = false;              ///< no person was there
};

struct KeptSession {
  SessionHead head;
  std::string software{};  ///< that kept it: "ebb 0.1.0"
  bool finished = false;   ///< or it was cut off, up to a second after the last that is here
  Agreed agreed;
  CanTell can_tell;  ///< all its sensors together
  std::vector<KeptSensor> sensors{};
  std::vector<Beat> beats{};
  std::vector<Breath> breaths{};
  std::vector<KeptQuality> quality{};
  std::vector<KeptRate> rates{};
  std::vector<PracticeEvent> practice{};
  std::vector<LinkEvent> links{};
  std::vector<KeptGap> gaps{};
  std::vector<KeptMark> marks{};  ///< hidden ones too
  std::vector<KeptWords> words{};
};

}  // namespace ebb
