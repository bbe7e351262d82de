// A signal that comes late, is lost, or makes no sense.
#include <cmath>
#include <optional>
#include <random>

#include <gtest/gtest.h>

#include "breather.hpp"
#include "cued.hpp"
#include "guidance/pacer.hpp"

namespace ebb {
namespace {

using test::at;
using test::Breather;
using test::cued;

TEST(Pacer, ASensorThatComesLateAroundARampsBeginningMakesNoJump) {
  for (const double rate : {20.0, 4.5, 15.0, 7.0}) {
    for (double comes = 20.0; comes < 60.0; comes += 1.3) {
      Pacer pacer;
      const Breather person{rate, 0.3};
      const auto own = [&](double t) -> std::optional<OwnBreath> {
        return t < comes ? std::nullopt : std::optional(person.at(t));
      };
      pacer.set_mode(FollowBreath{}, at(0));
      auto breaths = cued(pacer, 0, 40, own);
      const std::size_t followed = breaths.size();
      pacer.set_mode(RampBreath{}, at(40));
      for (const auto& breath : cued(pacer, 40.02, 160, own)) {
        if (breath.start > breaths.back().start) {
          breaths.push_back(breath);
        }
      }
      for (std::size_t i = 1; i < breaths.size(); ++i) {
        const double longer = breaths[i - 1].rate / breaths[i].rate;
        EXPECT_LE(longer, i > followed ? 1.05 + 1e-6 : 1.3 + 1e-6) << rate << " from " << comes;
        EXPECT_GE(longer, 1.0 / (i > followed ? 1.3 : 1.5) - 1e-6) << rate << " from " << comes;
      }
    }
  }
}

TEST(Pacer, A8_ASignalThatIsLostOrPoorChangesNothing) {
  for (const bool poor : {true, false}) {
    Pacer pacer;
    Breather person{14.0};
    pacer.set_mode(RampBreath{}, at(0));
    const auto before = cued(pacer, 0, 20, [&](double t) { return person.at(t); });
    const auto gone = [&](double t) -> std::optional<OwnBreath> {
      Breather wild{t < 40 ? 3.0 : 23.0, 0.3, 0.49};
      return poor ? std::optional(wild.at(t)) : std::nullopt;
    };
    const auto during = cued(pacer, 20.02, 65, gone);
    for (std::size_t i = 1; i < during.size(); ++i) {
      EXPECT_NEAR(during[i].rate, before.back().rate, 0.02 * before.back().rate);
    }
  }
}

TEST(Pacer, WildBodyDataIsHarmless) {
  std::mt19937 dice{3};
  const double wild[] = {0.0, -5.0, 1e300, NAN, INFINITY, -INFINITY, 1e-300, 70000.0};
  Pacer pacer;
  pacer.set_mode(FollowBreath{}, at(0));
  for (int i = 0; i < 20'000; ++i) {
    if (i % 500 == 0) {
      pacer.set_mode(i % 1000 == 0 ? BreathMode{RampBreath{}} : BreathMode{FollowBreath{}},
                     at(i * 0.05));
    }
    const OwnBreath own{BreathsPerMinute{wild[dice() % 8]}, Turns{wild[dice() % 8]},
                        wild[dice() % 8]};
    const Cue cue = pacer.advance(at(i * 0.05), own);
    EXPECT_TRUE(cue.size >= 0.0 && cue.size <= 1.0);
    EXPECT_TRUE(cue.rate.value() >= 4.4999 && cue.rate.value() <= 24.0001) << cue.rate.value();
  }
}

}  // namespace
}  // namespace ebb
