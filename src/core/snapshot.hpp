#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/agreement.hpp"
#include "core/estimate.hpp"
#include "core/event.hpp"
#include "core/reading.hpp"
#include "core/resonance.hpp"
#include "core/signal_fault.hpp"
#include "core/time.hpp"
#include "core/units.hpp"
#include "core/variability.hpp"

namespace ebb {

/// The four words a person may see of a signal; `none` when no sensor was ever there.
enum class SignalWord : std::uint8_t { none, finding, fair, good, resting };

/// A stream that is listened to, over about the last second.
struct StreamStatus {
  StreamKind kind = StreamKind::respiration;
  double quality = 0.0;  ///< 0..1
  SignalFault fault = SignalFault::none;
};

struct SourceStatus {
  std::string name;      ///< what the device calls itself, else its address
  std::string protocol;  ///< "ble-bridge", "ebb-link", ...
  LinkState state = LinkState::searching;
  std::string note;                     ///< a sentence that says what to do, or empty
  std::optional<int> battery;           ///< percent
  bool simulated = false;               ///< no person there: a synthetic body speaks
  std::optional<bool> on_body;          ///< only when the device can tell
  std::vector<StreamStatus> streams{};  ///< those that heart or breath are read from
  bool second = false;                  ///< worn by the person who keeps company
};

/// The breath of the person who keeps company, for breathing together; nothing else of theirs is
/// told.
struct SecondBreath {
  Estimate<BreathsPerMinute> rate;
  Estimate<Turns> phase;  ///< at its own time; carry it on at `rate`
};

/// Of all beats since the session began; what a headless run prints when it ends.
struct HeartTotals {
  std::uint64_t intervals = 0;
  std::uint64_t set_aside = 0;
  double mean_hr_bpm = 0.0;  ///< mean of 60000 / interval over normal intervals
  double mean_rr_ms = 0.0;
  double rmssd_ms = 0.0;  ///< over neighbouring pairs of normal intervals; 0 when there is no pair
};

/// All that a viewer may know at one instant. A value that has not been earned is absent.
struct Snapshot {
  HostTime time;
  SignalWord signal = SignalWord::none;
  std::optional<Estimate<BeatsPerMinute>> heart_rate;
  std::optional<Estimate<Milliseconds>> rmssd;  ///< last 60 s
  std::optional<Estimate<BreathsPerMinute>> breath_rate;
  std::optional<Estimate<Turns>>
      breath_phase;  ///< at `breath_phase->time`; carry it on at breath_rate
  BreathOrigin breath_origin = BreathOrigin::none;
  SignalFault heart_fault = SignalFault::none;   ///< why heart_rate is absent or poor
  SignalFault breath_fault = SignalFault::none;  ///< why breath_rate is absent or poor
  std::optional<Agreement> agreement{};          ///< breaths beside the guide
  std::optional<Estimate<Milliseconds>> rsa{};   ///< respiratory sinus arrhythmia, last breaths
  std::optional<Estimate<BeatsPerMinute>>
      heart_swing{};                        ///< within a breath, mean of the last ones
  std::optional<Agreement> breath_heart{};  ///< the heart's swing beside the breath
  std::optional<double> coherence{};       ///< published ratio, to compare with other programs only
  std::optional<Resonance> resonance{};    ///< for a console, never for the person's screen
  std::vector<Variability> variability{};  ///< last 30, 60 and 120 s, those with enough clean beats
  std::optional<SecondBreath> second_breath{};
  HeartTotals heart_totals;
  std::vector<SourceStatus> sources;
};

}  // namespace ebb
