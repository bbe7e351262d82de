#include "estimation/beats/ecg_beats.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/beat_score.hpp"
#include "support/recordings.hpp"
#include "support/wfdb.hpp"

namespace ebb {
namespace {

/// A lead with P, QRS and T waves, wandering baseline and noise; R waves at known instants.
struct Lead {
  double rate = 250.0;
  double gain = 1.0;
  double offset = 0.0;
  double noise = 0.02;
  double seconds = 120.0;
  double heart = 70.0;

  std::vector<double> beats() const {
    std::vector<double> all;
    for (double t = 0.7; t < seconds - 0.7;) {
      all.push_back(t * rate);
      t += 60.0 / (heart + 6.0 * std::sin(0.6 * t));
    }
    return all;
  }

  std::vector<double> samples() const {
    std::mt19937 random{7};
    std::normal_distribution<> white;
    std::vector<double> all(static_cast<std::size_t>(seconds * rate));
    for (std::size_t i = 0; i < all.size(); ++i) {
      const double t = static_cast<double>(i) / rate;
      all[i] = 0.3 * std::sin(2.0 * std::numbers::pi * 0.25 * t) + noise * white(random);
    }
    const auto wave = [&](double at, double height, double width) {
      const auto first = static_cast<std::int64_t>((at - 4.0 * width) * rate);
      const auto last = static_cast<std::int64_t>((at + 4.0 * width) * rate);
      for (std::int64_t i = first; i <= last; ++i) {
        if (i >= 0 && i < static_cast<std::int64_t>(all.size())) {
          const double z = (static_cast<double>(i) / rate - at) / width;
          all[static_cast<std::size_t>(i)] += height * std::exp(-0.5 * z * z);
        }
      }
    };
    for (const double beat : beats()) {
      const double t = beat / rate;
      wave(t - 0.16, 0.15, 0.025);
      wave(t - 0.025, -0.12, 0.008);
      wave(t, 1.0, 0.011);
      wave(t + 0.028, -0.22, 0.009);
      wave(t + 0.27, 0.35, 0.05);
    }
    for (double& x : all) {
      x = gain * x + offset;
    }
    return all;
  }
};

std::vector<double> find(const std::vector<double>& samples, double rate) {
  EcgBeats beats{Hertz{rate}};
  std::vector<double> found;
  for (const double x : samples) {
    if (const auto beat = beats.push(x)) {
      found.push_back(beat->at);
    }
  }
  while (const auto beat = beats.flush()) {
    found.push_back(beat->at);
  }
  return found;
}

class Rates : public testing::TestWithParam<double> {};

TEST_P(Rates, FindEveryBeatAndPlaceItWithinMilliseconds) {
  Lead lead;
  lead.rate = GetParam();
  const auto found = find(lead.samples(), lead.rate);
  const auto score = test::score_beats(lead.beats(), found, 0.006 * lead.rate);
  EXPECT_EQ(score.missed, 0U);
  EXPECT_EQ(score.extra, 0U);
}

INSTANTIATE_TEST_SUITE_P(OfManyRecorders, Rates,
                         testing::Values(100.0, 125.0, 128.0, 180.0, 200.0, 250.0, 360.0, 500.0,
                                         512.0, 1000.0, 2000.0, 10000.0));

TEST(EcgBeats, WorkInEitherPolarityAtAnyGainAndOffset) {
  Lead lead;
  const auto plain = find(lead.samples(), lead.rate);
  for (const double gain : {-1.0, 1e-3, 1e3, -200.0}) {
    lead.gain = gain;
    lead.offset = 1e4 * std::abs(gain);
    const auto found = find(lead.samples(), lead.rate);
    ASSERT_EQ(found.size(), plain.size()) << gain;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      EXPECT_NEAR(found[i], plain[i], 0.01) << gain;
    }
  }
}

TEST(EcgBeats, FindSlowAndFastHearts) {
  for (const double heart : {32.0, 45.0, 110.0, 160.0, 195.0}) {
    Lead lead;
    lead.heart = heart;
    const auto score = test::score_beats(lead.beats(), find(lead.samples(), lead.rate), 12.0);
    EXPECT_LE(score.missed + score.extra, 1U) << heart;
  }
}

TEST(EcgBeats, TellABeatWithinFourTenthsOfASecond) {
  Lead lead;
  lead.rate = 360.0;
  const auto samples = lead.samples();
  EcgBeats beats{Hertz{lead.rate}};
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (const auto beat = beats.push(samples[i]); beat && beat->at > 2.0 * lead.rate) {
      ASSERT_LE((static_cast<double>(i) - beat->at) / lead.rate, 0.4);
    }
  }
}

TEST(EcgBeats, ShiftWithTheSignal) {
  Lead lead;
  lead.noise = 0.0;
  const auto samples = lead.samples();
  const auto plain = find(samples, lead.rate);
  for (const std::size_t shift : {1U, 50U, 1234U}) {
    std::vector<double> later(shift, samples.front());
    later.insert(later.end(), samples.begin(), samples.end());
    const auto found = find(later, lead.rate);
    ASSERT_EQ(found.size(), plain.size()) << shift;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      EXPECT_NEAR(found[i] - static_cast<double>(shift), plain[i], 0.05) << shift;
    }
  }
}

TEST(EcgBeats, AreTheSameHoweverTheSamplesAreCut) {
  for (const double rate : {100.0, 250.0, 360.0, 1000.0}) {
    Lead lead;
    lead.rate = rate;
    lead.seconds = 40.0;
    lead.noise = 0.1;
    auto samples = lead.samples();
    samples[samples.size() / 3] = std::numeric_limits<double>::quiet_NaN();
    const auto one_by_one = find(samples, rate);
    ASSERT_FALSE(one_by_one.empty());
    for (const std::size_t cut : {1U, 2U, 7U, 97U, 4096U}) {
      EcgBeats beats{Hertz{rate}};
      std::vector<double> found;
      for (std::size_t i = 0; i < samples.size(); i += cut) {
        beats.push(std::span{samples}.subspan(i, std::min(cut, samples.size() - i)),
                   [&](const EcgBeat& beat) { found.push_back(beat.at); });
      }
      while (const auto beat = beats.flush()) {
        found.push_back(beat->at);
      }
      ASSERT_EQ(found, one_by_one) << rate << " Hz in parts of " << cut;
    }
  }
}

TEST(EcgBeats, ACopyGoesOnByItself) {
  Lead lead;
  const auto samples = lead.samples();
  EcgBeats one{Hertz{lead.rate}};
  const std::size_t half = samples.size() / 2;
  for (std::size_t i = 0; i < half; ++i) {
    one.push(samples[i]);
  }
  EcgBeats other = one;
  for (std::size_t i = half; i < samples.size(); ++i) {
    const auto a = one.push(samples[i]);
    const auto b = other.push(samples[i]);
    ASSERT_EQ(a.has_value(), b.has_value());
    if (a) {
      ASSERT_EQ(a->at, b->at);
    }
  }
}

TEST(EcgBeats, ComeBackAfterAnImpulseOfAnySize) {
  for (const double height : {1e3, 1e12, 1e30}) {
    Lead lead;
    auto samples = lead.samples();
    for (std::size_t i = 4000; i < 4010; ++i) {
      samples[i] = i % 2 == 0 ? height : -height;
    }
    const auto found = find(samples, lead.rate);
    const auto truth = lead.beats();
    std::vector<double> late_truth;
    std::vector<double> late_found;
    for (const double t : truth) {
      if (t > 4000.0 + 10.0 * lead.rate) {
        late_truth.push_back(t);
      }
    }
    for (const double t : found) {
      if (t > 4000.0 + 10.0 * lead.rate - 3.0) {
        late_found.push_back(t);
      }
    }
    const auto score = test::score_beats(late_truth, late_found, 3.0);
    EXPECT_LE(score.missed + score.extra, 2U) << height;
  }
}

TEST(EcgBeats, MakeNothingOfNoNumbersAndSilence) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(find(std::vector<double>(20000, nan), 250.0).empty());
  EXPECT_TRUE(find(std::vector<double>(20000, infinity), 250.0).empty());
  EXPECT_TRUE(find(std::vector<double>(20000, 1234.5), 250.0).empty());
  EXPECT_TRUE(find({}, 250.0).empty());
}

TEST(EcgBeats, BeginWithTheFirstNumber) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  Lead lead;
  lead.offset = 2048.0;
  lead.seconds = 30.0;
  const auto samples = lead.samples();
  const auto expected = find(samples, lead.rate);
  for (const std::size_t blank : {1U, 7U, 2000U}) {
    std::vector<double> late(blank, nan);
    late.insert(late.end(), samples.begin(), samples.end());
    std::vector<double> at_once;
    EcgBeats beats{Hertz{lead.rate}};
    const auto told = [&at_once](const EcgBeat& beat) { at_once.push_back(beat.at); };
    beats.push(late, told);
    while (const auto beat = beats.flush()) {
      told(*beat);
    }
    const auto found = find(late, lead.rate);
    EXPECT_EQ(at_once, found);
    ASSERT_EQ(found.size(), expected.size()) << blank;
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_NEAR(found[i] - static_cast<double>(blank), expected[i], 1e-6);
    }
  }
}

TEST(EcgBeats, HearAgainAfterZerosAtTheBeginning) {
  for (const double offset : {0.0, 10.0, 2048.0}) {
    std::vector<double> samples(125U * 250U, 0.0);
    for (std::size_t i = 5U * 250U; i < samples.size(); ++i) {
      const double from_r = std::fmod(static_cast<double>(i) / 250.0, 0.8) - 0.4;
      samples[i] = offset + std::exp(-0.5 * from_r * from_r / 4e-4);
    }
    EXPECT_GT(find(samples, 250.0).size(), 125U) << offset;
  }
}

TEST(EcgBeats, NameWhatIsWrong) {
  Lead lead;
  const auto fault_of = [&](const std::vector<double>& samples) {
    EcgBeats beats{Hertz{lead.rate}};
    for (const double x : samples) {
      beats.push(x);
    }
    return beats.fault();
  };
  auto samples = lead.samples();
  EXPECT_EQ(fault_of(samples), WaveFault::none);
  EXPECT_EQ(fault_of(std::vector<double>(2000, 3.0)), WaveFault::flat);
  EXPECT_EQ(fault_of(std::vector<double>(2000, std::nan(""))), WaveFault::damaged);
  auto clipped = samples;
  for (double& x : clipped) {
    x = std::clamp(x, -0.05, 0.05);
  }
  EXPECT_EQ(fault_of(clipped), WaveFault::clipped);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    samples[i] +=
        3.0 * std::sin(2.0 * std::numbers::pi * 50.0 * static_cast<double>(i) / lead.rate);
  }
  EXPECT_EQ(fault_of(samples), WaveFault::mains);
}

TEST(EcgBeats, TrustThemselvesInAClearLeadAndNotInNoise) {
  Lead lead;
  const auto shares = [](const std::vector<double>& samples, double rate) {
    EcgBeats beats{Hertz{rate}};
    std::size_t told = 0;
    std::size_t trusted = 0;
    for (const double x : samples) {
      if (const auto beat = beats.push(x); beat && ++told > 3) {
        trusted += beat->quality >= 0.8 ? 1U : 0U;
      }
    }
    return static_cast<double>(trusted) / static_cast<double>(std::max<std::size_t>(told, 4) - 3);
  };
  EXPECT_GE(shares(lead.samples(), lead.rate), 0.99);
  std::mt19937 random{3};
  std::normal_distribution<> white;
  std::vector<double> noise(static_cast<std::size_t>(120.0 * lead.rate));
  double slow = 0.0;
  for (double& x : noise) {
    slow += 0.05 * (white(random) - slow);
    x = slow;
  }
  EXPECT_LE(shares(noise, lead.rate), 0.1);
}

TEST(EcgBeats, LeaveAMissingBeatsTimeEmpty) {
  Lead lead;
  auto samples = lead.samples();
  const auto truth = lead.beats();
  const auto gone = static_cast<std::int64_t>(truth[40]);
  for (std::int64_t i = gone - 60; i < gone + 110; ++i) {
    samples[static_cast<std::size_t>(i)] = samples[static_cast<std::size_t>(gone - 61)];
  }
  for (const double at : find(samples, lead.rate)) {
    EXPECT_GT(std::abs(at - truth[40]), 40.0);
  }
}

TEST(EcgBeats, StrangeRatesAreSaidNotToWorkAndDoNoHarm) {
  EXPECT_FALSE(EcgBeats::works_at(Hertz{1.0}));
  EXPECT_FALSE(EcgBeats::works_at(Hertz{1e6}));
  EXPECT_TRUE(EcgBeats::works_at(Hertz{100.0}));
  for (const double rate : {1.0, 3.0, 1e6}) {
    std::mt19937 random{1};
    EcgBeats beats{Hertz{rate}};
    for (int i = 0; i < 20000; ++i) {
      beats.push(std::normal_distribution<>{}(random));
    }
  }
}

TEST(EcgBeats, ReachTheirScoreOnTheArrhythmiaRecords) {
  EBB_NEEDS_RECORDING("ecg/mitdb/100.dat");
  test::BeatScore wide;
  test::BeatScore narrow;
  for (const char* name : {"106", "119", "207", "215"}) {
    const auto record = test::read_record(test::recording(std::string{"ecg/mitdb/"} + name));
    const auto found = find(record.leads[0], record.rate);
    wide += test::score_beats(record.beats, found, 0.150 * record.rate, record.flutter);
    narrow += test::score_beats(record.beats, found, 0.050 * record.rate, record.flutter);
  }
  EXPECT_GE(wide.f1(), 99.9);
  EXPECT_GE(narrow.f1(), 99.5);
}

TEST(EcgBeats, NumbersAtTheEndOfTheirRangeAreNoSignal) {
  EcgBeats one{Hertz{360.0}};
  EcgBeats many{Hertz{360.0}};
  std::vector<double> samples;
  for (int i = 0; i < 4000; ++i) {
    samples.push_back(i % 40 < 5 ? (i % 80 < 40 ? 1.7e308 : -1e200)
                                 : 1e90 * (i % 300 == 20 ? 9 : 1));
  }
  std::vector<double> found;
  std::vector<double> also;
  for (const double sample : samples) {
    if (const auto beat = one.push(sample)) {
      found.push_back(beat->at);
    }
  }
  many.push(std::span<const double>{samples},
            [&also](const EcgBeat& beat) { also.push_back(beat.at); });
  while (const auto beat = one.flush()) {
    found.push_back(beat->at);
  }
  while (const auto beat = many.flush()) {
    also.push_back(beat->at);
  }
  EXPECT_EQ(found, also);
  for (const double at : found) {
    EXPECT_TRUE(std::isfinite(at));
  }
}

}  // namespace
}  // namespace ebb
