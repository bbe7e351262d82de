#include "analysis/even_samples.hpp"

#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/stream_analysis.hpp"

namespace ebb {
namespace {

struct Given {
  std::vector<std::optional<double>> values;
  void push(EvenSamples& samples, double seconds, std::optional<double> value) {
    samples.push(
        seconds, value, [this](std::optional<double> x) { values.push_back(x); },
        [this](std::uint64_t steps) { values.resize(values.size() + steps); });
  }
  void finish(EvenSamples& samples, double seconds) {
    samples.finish(
        seconds, [this](std::optional<double> x) { values.push_back(x); },
        [this](std::uint64_t steps) { values.resize(values.size() + steps); });
  }
};

TEST(EvenSamples, NothingIsMadeUpBeforeTheFirstAndAfterTheLast) {
  for (const double first : {9.0, 20.0}) {
    EvenSamples samples{Hertz{250}, Seconds{0.1}};
    Given given;
    for (int i = 0; i < 250 * 60; ++i) {
      const double t = i / 250.0;
      given.push(samples, t, t >= first && t < 45.0 ? std::optional{t} : std::nullopt);
    }
    given.finish(samples, 60.0);
    ASSERT_EQ(given.values.size(), 250U * 60U) << first;
    for (std::size_t i = 0; i < given.values.size(); ++i) {
      const double t = static_cast<double>(i) / 250.0;
      ASSERT_EQ(given.values[i].has_value(), t >= first && t < 45.0) << first << ' ' << t;
    }
  }
}

TEST(EvenSamples, ASignalIsAsLongAsItsRecording) {
  for (const double end : {45.0, 59.5}) {
    const auto stream =
        make_stream_analysis({.kind = RecordedKind::ecg, .rate = Hertz{250}, .even = false});
    for (int i = 0; i < 250 * 60; ++i) {
      const double t = i / 250.0;
      const std::optional<double> value = t < end ? std::optional{std::sin(6.0 * t)} : std::nullopt;
      stream->push(t, {&value, 1});
    }
    EXPECT_EQ(stream->finish(60.0).signal.size(), 60U) << end;
  }
}

}  // namespace
}  // namespace ebb
