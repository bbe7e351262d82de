#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "session/session.hpp"
#include "simulation/body_plan.hpp"
#include "simulation/synthetic_body.hpp"

namespace ebb {
namespace {

HostTime at(double seconds) { return at_seconds<HostTime>(seconds); }

struct Kept {
  std::vector<Beat> beats;
  std::vector<Breath> breaths;
  void operator()(const Event& event) {
    if (const auto* beat = std::get_if<Beat>(&event)) {
      beats.push_back(*beat);
    } else if (const auto* breath = std::get_if<Breath>(&event)) {
      breaths.push_back(*breath);
    }
  }
};

/// A device that counts its own time and sends frames of samples, some of which are lost on the
/// way: what its decoder makes of that.
struct Device {
  StreamKind kind = StreamKind::ecg;
  double rate = 250.0;
  int per_frame = 10;
  double seconds = 120.0;
  std::function<bool(int frame)> lost = [](int) { return false; };

  [[nodiscard]] Kept run() const {
    Kept kept;
    const EventSink sink = [&kept](const Event& event) { kept(event); };
    Session session;
    const SourceId id = session.add_source("device", "ebb-link");
    session.push(id, LinkState::streaming, "", at(0), sink);
    BodyPlan plan = *body_plan("steady");
    plan.wander = 0.05;
    SyntheticBody body{plan};
    bool missing = false;
    const int frames = static_cast<int>(seconds * rate / per_frame);
    for (int f = 0; f < frames; ++f) {
      const double first = f * per_frame / rate;
      const HostTime arrival = at(first + per_frame / rate + 0.02);
      const bool gone = lost(f);
      if (!gone) {
        if (missing) {
          session.push(id, LossReading{1, arrival}, sink);
        }
        session.push(id, ClockReading{at_seconds<DeviceTime>(7.0 + first), arrival}, sink);
      }
      missing = gone;
      for (int i = 0; i < per_frame; ++i) {
        const double t = first + i / rate;
        WaveSample sample;
        sample.kind = kind;
        sample.value =
            kind == StreamKind::ecg ? body.ecg(Seconds{t}) : body.respiration(Seconds{t});
        sample.time = at_seconds<DeviceTime>(7.0 + t);
        sample.arrival = arrival;
        if (!gone) {
          session.push(id, sample, sink);
        }
      }
    }
    session.finish(sink);
    return kept;
  }
};

std::vector<Beat> normal(const std::vector<Beat>& beats) {
  std::vector<Beat> out;
  std::copy_if(beats.begin(), beats.end(), std::back_inserter(out),
               [](const Beat& beat) { return beat.verdict == IntervalVerdict::normal; });
  return out;
}

/// How far each believed interval is from that of the whole signal which ends at the same beat; the
/// largest, in ms.
double worst_interval(const std::vector<Beat>& whole, const std::vector<Beat>& holed) {
  double worst = 0.0;
  for (const Beat& beat : normal(holed)) {
    const auto same =
        std::min_element(whole.begin(), whole.end(), [&](const Beat& a, const Beat& b) {
          return std::abs((a.time - beat.time).count()) < std::abs((b.time - beat.time).count());
        });
    worst = std::max(worst, std::abs(same->interval.count() - beat.interval.count()));
  }
  return worst;
}

TEST(LostSamples, LostFramesCostTheBeatsAroundThemAndNoMore) {
  std::mt19937 random(5);
  std::bernoulli_distribution lost(0.02);
  Device device;
  const Kept whole = device.run();
  device.lost = [&](int frame) { return frame > 100 && lost(random); };
  const Kept holed = device.run();
  ASSERT_GT(normal(whole.beats).size(), 100U);
  EXPECT_GT(normal(holed.beats).size(), normal(whole.beats).size() * 8 / 10);
  EXPECT_LT(worst_interval(whole.beats, holed.beats), 8.0);
}

TEST(LostSamples, NoIntervalIsCountedAcrossAHole) {
  Device device;
  const auto hole = [](int frame) { return frame >= 1000 && frame < 1012; };  // 40.00 to 40.48 s
  device.lost = hole;
  const Kept kept = device.run();
  int across = 0;
  int after = 0;
  for (const Beat& beat : normal(kept.beats)) {
    const double end = to_seconds(beat.time);
    across += end > 40.5 && end - beat.interval.count() / 1000.0 < 40.0 ? 1 : 0;
    after += end > 40.5 && end < 45.0 ? 1 : 0;
  }
  EXPECT_EQ(across, 0);
  EXPECT_GE(after, 3);  // the search was not begun anew
}

TEST(LostSamples, ALongHoleBeginsAnew) {
  Device device;
  device.lost = [](int frame) { return frame >= 1000 && frame < 1075; };  // three seconds
  const Kept kept = device.run();
  for (const Beat& beat : normal(kept.beats)) {
    const double end = to_seconds(beat.time);
    EXPECT_FALSE(end > 43.0 && end - beat.interval.count() / 1000.0 < 40.0) << end;
  }
  EXPECT_GT(to_seconds(kept.beats.back().time), 118.0);
}

TEST(LostSamples, ABreathGoesOnWhereAFrameOfItIsLost) {
  Device device{.kind = StreamKind::respiration, .rate = 25.0, .per_frame = 5};
  const Kept whole = device.run();
  device.lost = [](int frame) { return frame > 50 && frame % 31 == 0; };
  const Kept holed = device.run();
  ASSERT_GT(whole.breaths.size(), 15U);
  EXPECT_GE(holed.breaths.size() + 1, whole.breaths.size());
}

/// The breaths of a belt without times, at 100 Hz; now and then `lost` frames go missing.
std::size_t breaths_without_times(std::uint32_t lost) {
  Kept kept;
  const EventSink sink = [&kept](const Event& event) { kept(event); };
  Session session;
  const SourceId id = session.add_source("belt", "bitalino");
  session.push(id, LinkState::streaming, "", at(0), sink);
  SyntheticBody body{*body_plan("steady")};
  for (int i = 0; i < 12'000; ++i) {
    const double t = i / 100.0;
    if (i % 300 == 299) {
      session.push(id, LossReading{lost, at(t)}, sink);
    } else {
      WaveSample sample;
      sample.kind = StreamKind::respiration;
      sample.value = body.respiration(Seconds{t});
      sample.arrival = at(t);
      session.push(id, sample, sink);
    }
  }
  return kept.breaths.size();
}

TEST(LostSamples, ABreathWithoutTimesGoesOnOverAFewLostSamples) {
  EXPECT_GT(breaths_without_times(1), 10U);
  EXPECT_EQ(breaths_without_times(300), 0U);
}

TEST(LostSamples, NoBreathIsCountedAcrossAHole) {
  Device device{.kind = StreamKind::respiration, .rate = 25.0, .per_frame = 5};
  device.lost = [](int frame) { return frame >= 300 && frame < 320; };  // 60 to 64 s
  for (const Breath& breath : device.run().breaths) {
    const double start = to_seconds(breath.start);
    EXPECT_FALSE(start < 60.0 && start + breath.period.count() > 64.0) << start;
  }
}

TEST(LostSamples, LostSingleSamplesDoNotMoveBeats) {
  std::mt19937 random(6);
  std::bernoulli_distribution lost(0.02);
  Device device{.per_frame = 1};
  const Kept whole = device.run();
  device.lost = [&](int) { return lost(random); };
  const Kept holed = device.run();
  EXPECT_GT(normal(holed.beats).size() + 3, normal(whole.beats).size());
  EXPECT_LT(worst_interval(whole.beats, holed.beats), 10.0);
}

TEST(LostSamples, UnevenSampleTimesAreTakenAsTheyAre) {
  // A camera's pulse: about 30 frames a second, each a little early or late and told with its time.
  const auto run = [](double uneven) {
    Kept kept;
    const EventSink sink = [&kept](const Event& event) { kept(event); };
    Session session;
    const SourceId id = session.add_source("camera", "text");
    session.push(id, LinkState::streaming, "", at(0), sink);
    std::mt19937 random(7);
    std::uniform_real_distribution<double> away(-1.0, 1.0);
    BodyPlan plan = *body_plan("steady");
    plan.noise = 0.0;
    SyntheticBody body{plan};
    for (int i = 0; i < 3600; ++i) {
      const double t = (i + 1 + uneven * away(random)) / 30.0;
      session.push(id, ClockReading{at_seconds<DeviceTime>(t), at(t + 0.01)}, sink);
      WaveSample sample;
      sample.kind = StreamKind::ppg;
      sample.value = body.ppg(Seconds{t});
      sample.time = at_seconds<DeviceTime>(t);
      sample.arrival = at(t + 0.01);
      session.push(id, sample, sink);
    }
    return kept;
  };
  const Kept even = run(0.0);
  const Kept uneven = run(0.3);
  ASSERT_GT(normal(even.beats).size(), 90U);
  EXPECT_GT(normal(uneven.beats).size() + 5, normal(even.beats).size());
  EXPECT_LT(worst_interval(even.beats, uneven.beats), 60.0);
}

}  // namespace
}  // namespace ebb
