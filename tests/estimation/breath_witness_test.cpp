#include "estimation/breath/breath_witness.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace ebb {
namespace {

double breath(int beat) { return std::sin(2.0 * std::numbers::pi * 0.2 * beat); }

/// Heartbeats of a second each: first wild ones, then those that the breath moves.
BreathWitness::Row all_along(double wild, int beats) {
  BreathWitness witness;
  for (int i = 0; i < beats; ++i) {
    const double value = i < 60 ? wild * (i % 7 - 3) : breath(i);
    witness.push(at_seconds<HostTime>(i), value);
  }
  witness.weigh();
  return witness.all_along();
}

TEST(BreathWitness, WhatWasFarLargerOnceLeavesNothingBehind) {
  const BreathWitness::Row calm = all_along(0.0, 600);
  const BreathWitness::Row after = all_along(1e8, 600);
  const float most = calm.maxCoeff();
  EXPECT_GT(most, 4.0F);
  EXPECT_LT((after - calm).abs().maxCoeff(), 0.01F * most);
}

}  // namespace
}  // namespace ebb
