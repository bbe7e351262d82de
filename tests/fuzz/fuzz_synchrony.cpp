#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "estimation/breath/signal_quality.hpp"
#include "estimation/together/breath_heart_lag.hpp"
#include "estimation/together/coherence.hpp"
#include "estimation/together/resonance.hpp"
#include "estimation/together/respiratory_sinus_arrhythmia.hpp"
#include "estimation/together/synchrony.hpp"

namespace {

/// What heart and breath do together, with a check of all that is told.
class Together {
 public:
  void push(const ebb::Beat& beat) {
    coherence_.push(beat);
    take(arrhythmia_.push(beat));
    expect(!coherence_.ratio() || (*coherence_.ratio() >= 0.0 && *coherence_.ratio() < 1e6));
  }
  void push(const ebb::Breath& breath, double guide, double guide_period) {
    synchrony_.push(breath, ebb::Turns{guide}, ebb::Seconds{guide_period});
    check(synchrony_.agreement());
    take(arrhythmia_.push(breath));
  }
  void push(ebb::HostTime time, double value) { quality_.push(time, value); }

 private:
  static void expect(bool so) {
    if (!so) {
      std::abort();
    }
  }
  static void check(const std::optional<ebb::Agreement>& told) {
    const auto share = [](double x) { return x >= 0.0 && x <= 1.0; };
    expect(!told || (share(told->locking) && share(told->chance_low) && share(told->chance_high) &&
                     share(told->lag.value())));
  }
  void take(const std::optional<ebb::BreathSwing>& swing) {
    if (!swing) {
      return;
    }
    expect(std::isfinite(swing->swing.value()) && swing->range.value() >= 0.0);
    expect(!swing->rsa || swing->rsa->count() >= 0.0);
    lag_.push(*swing);
    resonance_.push(*swing);
    check(lag_.agreement());
    if (const auto& best = resonance_.best()) {
      expect(std::isfinite(best->rate.value()) && best->low <= best->rate &&
             best->rate <= best->high);
    }
  }

  ebb::Synchrony synchrony_;
  ebb::RespiratorySinusArrhythmia arrhythmia_;
  ebb::BreathHeartLag lag_;
  ebb::ResonanceExploration resonance_;
  ebb::Coherence coherence_;
  ebb::SignalQuality quality_;
};

}  // namespace

/// Steps of eighteen bytes: what it is, how far on in time, and two numbers of any kind.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  constexpr std::size_t kStep = 18;
  Together together;
  std::int64_t now = 0;
  for (; size >= kStep; bytes += kStep, size -= kStep) {
    double first = 0.0;
    double second = 0.0;
    std::memcpy(&first, bytes + 2, sizeof first);
    std::memcpy(&second, bytes + 10, sizeof second);
    now += std::int64_t{bytes[1]} * 10'000 - ((bytes[0] & 4U) != 0U ? 3'000'000 : 0);
    const ebb::HostTime time{ebb::Microseconds{now}};
    if ((bytes[0] & 3U) == 0U) {
      together.push(time, first);
    } else if ((bytes[0] & 3U) == 1U) {
      ebb::Breath breath;
      breath.start = time;
      breath.period = ebb::Seconds{first};
      breath.in_breath = ebb::Seconds{second};
      together.push(breath, second, first);
    } else {
      ebb::Beat beat;
      beat.time = time;
      beat.interval = ebb::Milliseconds{first};
      beat.verdict = static_cast<ebb::IntervalVerdict>(bytes[0] >> 5U);
      beat.lag = ebb::Milliseconds{second};
      together.push(beat);
    }
  }
  return 0;
}
