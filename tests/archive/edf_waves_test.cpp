#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "archive/exports/edf_file.hpp"
#include "archive/exports/edf_scale.hpp"
#include "archive/exports/even_wave.hpp"
#include "archive/imports/edf_session.hpp"
#include "kept_evening.hpp"
#include "telling_evening.hpp"

namespace ebb {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::SizeIs;

/// A wave of so many samples a second from here to there, its times uncertain by a few ms.
RecordedWave wave_of(StreamKind kind, double rate, double from, double to) {
  RecordedWave wave;
  wave.kind = kind;
  wave.stretches = {0};
  const auto count = static_cast<int>((to - from) * rate);
  for (int i = 0; i < count; ++i) {
    wave.times.push_back(from + i / rate + 0.003 * std::sin(0.7 * i));
    wave.values.push_back(static_cast<float>(1.3 * std::sin(0.05 * i) + 0.0001 * (i % 97)));
  }
  return wave;
}

/// Nothing was heard for a while.
void leave_out(RecordedWave& wave, double from, double to) {
  const auto place = [&wave](double time) {
    return std::lower_bound(wave.times.begin(), wave.times.end(), time) - wave.times.begin();
  };
  const auto first = place(from);
  const auto last = place(to);
  wave.times.erase(wave.times.begin() + first, wave.times.begin() + last);
  wave.values.erase(wave.values.begin() + first, wave.values.begin() + last);
  wave.stretches.push_back(static_cast<std::size_t>(first));
}

std::vector<float> known(const std::vector<float>& grid) {
  std::vector<float> values;
  std::copy_if(grid.begin(), grid.end(), std::back_inserter(values),
               [](float value) { return !std::isnan(value); });
  return values;
}

TEST(EvenWave, KeepsEverySampleAndItsPlaceThoughTheRateIsNoWholeNumber) {
  const double rate = 129.973;
  RecordedWave wave = wave_of(StreamKind::ecg, rate, 12.5, 600.0);
  leave_out(wave, 100.0, 130.0);
  EXPECT_NEAR(true_rate(wave), rate, 1e-3);
  const auto grid = even_wave(wave, rate, static_cast<std::size_t>(601 * rate));
  EXPECT_EQ(known(grid), wave.values);
  for (const double silent : {5.0, 101.0, 115.0, 129.0}) {
    EXPECT_TRUE(std::isnan(grid[static_cast<std::size_t>(silent * rate)])) << silent;
  }
  for (std::size_t i = 0; i < wave.times.size(); i += 1000) {
    const auto place = static_cast<std::size_t>(std::lround(wave.times[i] * rate));
    const auto near =
        std::find(grid.begin() + static_cast<std::ptrdiff_t>(place) - 2,
                  grid.begin() + static_cast<std::ptrdiff_t>(place) + 3, wave.values[i]);
    EXPECT_LT(near - grid.begin(), static_cast<std::ptrdiff_t>(place) + 3) << i;
  }
}

// A grid that is a little too quick or too slow costs a place now and then, and never drifts away.
TEST(EvenWave, StaysAtItsTimeOnAGridThatIsNotQuiteItsOwn) {
  const RecordedWave wave = wave_of(StreamKind::respiration, 100.0, 0.0, 400.0);
  for (const double rate : {99.9, 100.1}) {
    const auto grid = even_wave(wave, rate, static_cast<std::size_t>(400 * rate));
    EXPECT_GT(known(grid).size(), 39'900U);
    const auto last = std::find(grid.rbegin(), grid.rend(), wave.values[39'000]);
    ASSERT_NE(last, grid.rend());
    EXPECT_NEAR(static_cast<double>(grid.rend() - last - 1) / rate, 390.0, 0.05);
  }
}

TEST(EvenWave, OfNothingThereIsNothing) {
  const RecordedWave empty;
  EXPECT_EQ(true_rate(empty), 0.0);
  EXPECT_THAT(even_wave(empty, 10.0, 5), Each(testing::NanSensitiveFloatEq(std::nanf(""))));
  RecordedWave at_once = wave_of(StreamKind::ppg, 100.0, 0.0, 1.0);
  std::fill(at_once.times.begin(), at_once.times.end(), 4.0);
  EXPECT_EQ(true_rate(at_once), 0.0);
}

TEST(EdfScale, LeavesCountsAsTheyAre) {
  const std::vector<float> counts{512.0F, 0.0F, std::nanf(""), 1023.0F};
  const EdfScale scale = edf_scale(counts);
  EXPECT_EQ(scale.step(), 1.0);
  EXPECT_EQ(scale.digital(512.0F), 512);
  EXPECT_EQ(scale.digital(std::nanf("")), scale.digital_low);
  EXPECT_LT(scale.digital_low, 0);
  const std::vector<float> high{8'000'000.0F, 8'060'000.0F};
  const EdfScale moved = edf_scale(high);
  EXPECT_EQ(moved.step(), 1.0);
  EXPECT_EQ(moved.physical_low + (moved.digital(8'012'345.0F) - moved.digital_low), 8'012'345.0);
}

TEST(EdfScale, FitsTheHeaderAndIsTrueWithinADigitWhateverTheValues) {
  for (const double size : {1e-9, 0.002, 0.7, 3.0, 47.0, 900.0, 12'345.0, 3e6, 4e12, 1e37}) {
    const std::vector<float> values{static_cast<float>(-0.3 * size), 0.0F,
                                    static_cast<float>(size / 3.7), static_cast<float>(size)};
    const EdfScale scale = edf_scale(values);
    for (const double limit : {scale.physical_low, scale.physical_high}) {
      // EDFlib prints it so.
      std::array<char, 64> text{};
      std::snprintf(text.data(), text.size(), "%.*f", limit == std::round(limit) ? 0 : 5, limit);
      std::string printed = text.data();
      printed.erase(printed.find_last_not_of(printed.find('.') == std::string::npos ? "" : "0") +
                    1);
      EXPECT_LE(printed.size(), 8U) << size << ": " << printed;
      EXPECT_NEAR(std::stod(printed), limit, 1e-9);
    }
    for (const float value : values) {
      const int digital = scale.digital(value);
      EXPECT_GT(digital, scale.digital_low) << size;
      EXPECT_NEAR(scale.physical_low + scale.step() * (digital - scale.digital_low),
                  static_cast<double>(value) * scale.factor, 0.51 * scale.step())
          << size;
    }
    EXPECT_LT(scale.step() / scale.factor, size / 40'000.0) << size;
  }
}

TEST(EdfRecords, AreOneSecondForWholeRatesAndElseWhatComesNearest) {
  EXPECT_EQ(edf_records(std::vector<double>{}).length, 100'000);
  const EdfRecords whole = edf_records(std::vector<double>{250.0, 99.9999, 25.0});
  EXPECT_EQ(whole.length, 100'000);
  EXPECT_THAT(whole.samples, ElementsAre(250, 100, 25));
  for (const std::vector<double>& rates :
       {std::vector<double>{129.973}, std::vector<double>{55.08}, std::vector<double>{10.003}}) {
    const EdfRecords one = edf_records(rates);
    EXPECT_NEAR(one.samples[0] / one.seconds(), rates[0], 0.0002) << one.length;
  }
  const std::vector<double> both{129.973, 10.003};
  const EdfRecords two = edf_records(both);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_NEAR(two.samples[i] / two.seconds(), both[i], 0.005) << two.length;
  }
}

TEST(EdfFile, HoldsWavesInTheirUnitsAtTheirRatesWithTheirGaps) {
  const OwnFolder folder;
  const std::filesystem::path path = folder.path() / "one.edf";
  RecordedWave ecg = wave_of(StreamKind::ecg, 129.973, 3.0, 290.0);
  ecg.unit = "mV";
  ecg.sensor = "Polar H10 7E1A2B3C";
  leave_out(ecg, 100.0, 110.0);
  RecordedWave pulse = wave_of(StreamKind::ppg, 100.0, 0.0, 300.0);
  for (float& value : pulse.values) {
    value = std::round(300.0F * value + 512.0F);
  }
  const KeptSession session = telling_evening();
  ASSERT_FALSE(write_edf(session, std::vector{ecg, pulse}, path, [](double) {}));
  std::ifstream in(path, std::ios::binary);
  const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(in), {}};
  const auto read = read_edf(bytes);
  ASSERT_TRUE(read) << read.error();
  ASSERT_THAT(read->signals, SizeIs(5));
  EXPECT_EQ(read->signals[3].label, "ECG");
  EXPECT_EQ(read->signals[3].unit, "mV");
  EXPECT_NEAR(read->signals[3].rate, 129.973, 0.003);
  EXPECT_EQ(read->signals[4].label, "PPG");
  EXPECT_EQ(read->signals[4].unit, "");
  EXPECT_NEAR(read->signals[4].rate, 100.0, 0.003);

  const auto told = [](const EdfSignal& signal, float above) {
    std::vector<float> values;
    std::copy_if(signal.samples.begin(), signal.samples.end(), std::back_inserter(values),
                 [above](float value) { return value > above; });
    return values;
  };
  const std::vector<float> ecg_told = told(read->signals[3], read->signals[3].samples.front());
  ASSERT_THAT(ecg_told, SizeIs(ecg.values.size()));
  for (std::size_t i = 0; i < ecg_told.size(); ++i) {
    ASSERT_NEAR(static_cast<double>(ecg_told[i]), static_cast<double>(ecg.values[i]), 3e-5) << i;
  }
  EXPECT_EQ(told(read->signals[4], 121.5F), pulse.values);
  std::vector<std::pair<double, double>> gaps;
  for (const EdfAnnotation& note : read->annotations) {
    if (note.text == "gap: ECG") {
      gaps.emplace_back(std::round(note.onset), std::round(note.length.value_or(0.0)));
    }
  }
  using Gap = std::pair<double, double>;
  ASSERT_THAT(gaps, SizeIs(3));
  EXPECT_EQ(gaps[0], Gap(0.0, 3.0));
  EXPECT_EQ(gaps[1], Gap(100.0, 10.0));
  EXPECT_EQ(gaps[2].first, 290.0);
  // The means beside them are about one a second still, and a gap of a wave is no mark.
  EXPECT_NEAR(read->signals[0].rate, 1.0, 0.2);
  const auto back = edf_session(*read);
  ASSERT_TRUE(back) << back.error();
  EXPECT_EQ(back->session.beats.size(), session.beats.size());
  for (const KeptMark& mark : back->session.marks) {
    EXPECT_EQ(mark.label.find("gap"), std::string::npos);
  }
}

}  // namespace
}  // namespace ebb
