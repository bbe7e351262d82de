#include "calibration/page.hpp"

namespace ebb::calibration {

const char* const kIntro = R"(# The calm-down curve

How a heart came down after a mark is told by `src/session/calm_down/` (`describe`). Heart rate is averaged over whole
breath cycles: sensed ones, else cued ones, else windows of 10 s. Only normal intervals count, a cycle with less than
70 % of clear time has no mean, and nothing is drawn across more than 10 s. Baseline and recovery are compared, and
only when breaths were cued in both or in neither; the cues themselves say so.

**What is shown when.** A fall: at least five minutes, 70 % of them clear and at most 30 % of the beats set aside; a
line of 3 bpm or more that beats a flat one by an AICc of 6, with 10 s <= tau <= half the span; and a curve that is
20 times likelier (e^3) with a fall than with drift alone. A half-time, always as a range: 150 times likelier (e^5), a 90 %
range no wider than a factor of four and closed within 0.8 of the span, no two rises of 0.3 of the fall, nor one of 0.5, a fall of
24 bpm at most, and a rest that looks like drift (below). Two rises of 6 bpm are waves. All else reads "No clear single curve
here. That is common."

**How the range is found.** What one line leaves over is not noise but the heart's drift, where neighbours are alike. So all is
weighed at once: falls that are exponential, logistic (three delays) or of two speeds, half-times, sizes,
correlation times and unevenness of the drift, on a grid, level and size of the fall integrated exactly (a Kalman filter
whitens the curve in one pass). The middle of the half-time's chances is the range. Held before the curve is seen:
half-times around 42 s within a factor of 2.5, falls like half a normal distribution of 10 bpm, and a drift of two parts alike in
size, 0.6 to 10 bpm each: one that lasts 10 to 60 s and one of 300 s, which wanders through the whole curve.

**Whether the rest looks like drift.** With the likeliest fall taken away and whitened by the drift believed in, no change from one point
to the next may stand out from their root mean square by more than 3.3. A heart that is still and then jumps is not what
the range was reckoned for, and gets none.

**What was tried** before, on hearts of other seeds. A likelihood threshold with the drift's unknowns summed up and
no further assumption: of those shown, the middle cell held the truth in 62 % and the least in 25 %, because what passes a
limit on width is what came out narrow by luck; a higher threshold (nominally 90 %) 74 and 42 %, with cells up to 91 %. Stronger
evidence before showing changed little. The chances above have no such trouble, since what is held beforehand widens the lucky
ones. Broader beliefs about the half-time showed fewer and held no better. A single drift of at most 4.5 bpm, as it was at first,
took a recorded heart that really came down by 20 to 40 bpm of its own for the fall laid over it, and was too sure on made-up
ones as well (80 % held of all, 83 % now). A slow part twice or four times as large as the quick one, more sizes below 0.6 bpm,
or two proportions at once showed a fifth fewer half-times and held no better; a looser limit on jumps (3.8) left more wrong
ones at the start of recordings, where a person has just sat down.

**Why not the profile rule.** The usual way to a range is a threshold on what the best line leaves over, with fewer points reckoned
than there are (one for 40 s), and a fall of three standard deviations of that rest. It stands beside Ebb's in every table, on the same
sessions. It shows about twice as many half-times, and is far surer of them than it may be: its ranges are called 80 %, and most of
its cells hold fewer than 72 %. Where the heart drifts by 2 to 3 bpm its line follows the drift, leaves little over, and is believed for
that; two humps are taken for a fall; and where there is no fall at all it shows one several times as often. On recorded hearts
(the last tables) it does better: it holds about 80 % there, as it is called, and shows more than twice as many, where Ebb's ranges
hold 89 % and are wider than they need to be. Ebb keeps to the grid for what the made-up hearts show, where the truth is known for
certain: it is far less often too sure, and hardly ever shows what is not there. Where a half-time is shown seldom (the cells in
brackets) Ebb's ranges, too, hold less than they say in many cells.

**What is not reached.** Held on average is not held everywhere. Where a half-time is shown seldom (drift of 2 to 3 bpm, or a
fall of 6), those that are shown hold a half-time far from 42 s too seldom; a logistic fall that stands out clearly is
held too often. How many cells lie outside 72-90 % is counted under the table of all kinds, those in brackets by themselves, and under the
tables of recorded hearts; they stand in the others. Two humps on
a slow, long fall are sometimes taken for one quick fall. Strongly varying hearts (sitting before Chi) show a half-time in less
than one of a hundred sessions, and of those few half are wrong. So it is with a fall of 6 bpm laid over a recorded heart: shown in
about one of a hundred, held in 50-75 % of them. The beliefs and limits were settled with these recordings in
sight, in coarse steps and for all alike; other hearts may be held somewhat less well.

This page is written by a program and not by hand:

    cmake --preset release -DEBB_BUILD_BENCHMARKS=ON && cmake --build --preset release --target calibrate_calm_down
    EBB_RECORDINGS=FOLDER build/release/bin/calibrate_calm_down --write docs/calm-down-curve.md

It takes five to six minutes of one core for 1,000 sessions a cell. `CalmDown.AKnownHalfTimeIsWithinTheShownRangeInThreeOfFourRuns` and `.A20_AFlatSessionHardlyEverShowsAFall` repeat a part of it in every run of the tests.
)";

}  // namespace ebb::calibration
