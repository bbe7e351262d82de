#include "estimation/variability/hrv_neurokit.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "estimation/variability/hrv.hpp"
#include "estimation/variability/hrv_nonlinear.hpp"
#include "support/golden_series.hpp"
#include "support/recordings.hpp"
#include "support/wfdb.hpp"

namespace ebb {
namespace {

void expect_same(double ours, double theirs) { EXPECT_NEAR(ours, theirs, 1e-9 * std::abs(theirs)); }

// Values of NeuroKit2 0.2.
TEST(HrvNeurokit, GoldenSeriesHasItsValues) {
  const auto rr = test::golden_series();
  const auto h = neurokit_indices(rr);
  ASSERT_TRUE(h);
  expect_same(h->pnn50, 10.16949152542373);
  expect_same(h->pnn20, 57.34463276836158);
  expect_same(h->mad, 46.701899999999995);
  expect_same(h->mcvnn, 0.05504054213317619);
  expect_same(h->sd2, 54.23817623351927);
  expect_same(h->ellipse, 3907.254857738374);
  expect_same(h->csi, 2.3653112025102585);
  expect_same(h->cvi, 4.298841849750591);
  expect_same(h->dfa_alpha1.value_or(0), 1.2571672367937965);
  expect_same(h->dfa_alpha2.value_or(0), 0.34916206893777885);
  const auto one = neurokit_pieces(rr, 1.0);
  ASSERT_TRUE(one);
  expect_same(one->sdann, 2.8720963258969485);
  expect_same(one->sdnni, 41.46958683908249);
  const auto two = neurokit_pieces(rr, 2.0);
  ASSERT_TRUE(two);
  expect_same(two->sdann, 3.0642885399701822);
  expect_same(two->sdnni, 41.47820375394025);
  EXPECT_FALSE(neurokit_pieces(rr, 5.0));
}

// Beats of record 100 of the MIT-BIH Arrhythmia Database, differences in ms.
TEST(HrvNeurokit, ARealRecordHasItsValues) {
  EBB_NEEDS_RECORDING("ecg/mitdb/100.atr");
  const auto beats = test::read_annotations(test::recording("ecg/mitdb/100.atr"));
  std::vector<double> rr;
  std::int64_t last = -1;
  for (const auto& beat : beats) {
    if (!test::is_beat(beat.code)) {
      continue;
    }
    if (last >= 0) {
      rr.push_back(1000.0 * static_cast<double>(beat.sample - last) / 360.0);
    }
    last = beat.sample;
  }
  ASSERT_EQ(rr.size(), 2272U);
  const auto h = neurokit_indices(rr);
  const auto ours = hrv_time(rr);
  const auto five = neurokit_pieces(rr, 5.0);
  ASSERT_TRUE(h && ours && five);
  expect_same(ours->mean_rr, 794.593603286385);
  expect_same(ours->sdnn, 48.84614637822633);
  expect_same(ours->rmssd, 63.23178826544666);
  expect_same(ours->sdsd, 63.24569910313225);
  expect_same(ours->median_rr, 797.2222222222222);
  expect_same(ours->iqr, 50.0);
  expect_same(ours->prc20, 766.6666666666666);
  expect_same(ours->prc80, 827.7777777777778);
  expect_same(ours->sd1, 44.721462716708764);
  expect_same(ours->triangular_index, 11.029126213592233);
  expect_same(h->pnn50, 9.59507042253521);
  expect_same(h->mad, 37.065);
  expect_same(h->sd2, 52.639817040075144);
  expect_same(h->ellipse, 7395.716304622808);
  expect_same(five->sdann, 16.09359812275621);
  expect_same(five->sdnni, 46.09741799013838);
  expect_same(h->dfa_alpha1.value_or(0), 0.5910121064269865);
  expect_same(h->dfa_alpha2.value_or(0), 0.8164136075691973);
  expect_same(hrv_nonlinear(nn_series(rr)).sample_entropy.value_or(0), 1.4984011652600187);
}

}  // namespace
}  // namespace ebb
