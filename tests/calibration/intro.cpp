#include "calibration/page.hpp"

namespace ebb::calibration {

const char* const kIntro = R"(# The calm-down curve

How a heart came down after a mark is told by `src/session/calm_down/` (`describe`). Heart rate is averaged over whole
breath cycles: sensed ones, else cued ones, else windows of 10 s. Only normal intervals count, a cycle with less than
70 % of clear time has no mean, and nothing is drawn across more than 10 s. Baseline and recovery are compared, and
only when breaths were cued in both or in neither; the cues themselves say so.

How well its ranges hold stands first, in the cells that matter most; then how it is done, what was tried, and a wider study.
This page is written by a program and not by hand:

    cmake --preset release -DEBB_BUILD_BENCHMARKS=ON && cmake --build --preset release --target calibrate_calm_down
    EBB_RECORDINGS=FOLDER build/release/bin/calibrate_calm_down --write docs/calm-down-curve.md

It takes nine to ten minutes of one core. `CalmDown.AKnownHalfTimeIsWithinTheShownRangeInThreeOfFourRuns`,
`.FourOfFiveRangesHoldTheHalfTimeWhetherItIsShownOftenOrSeldom` and `.A20_AFlatSessionHardlyEverShowsAFall` repeat a part of it in every run of the
tests.
)";

const char* const kMethod = R"(## How it is done

**What is shown when.** A fall: at least five minutes, 70 % of them clear and at most 30 % of the beats set aside; a
line of 3 bpm or more that beats a flat one by an AICc of 6, with 10 s <= tau <= half the span; and a curve that is
20 times likelier (e^3) with a fall than with drift alone. A half-time, always as a range: 150 times likelier (e^5), 90 % of
its chances (before the allowance below) no wider than a factor of four and closed within 0.8 of the span, a range no wider than a
factor of five and within the span, no two rises of 0.3 of the fall, nor one of 0.5, a fall of
24 bpm at most, and a rest that looks like drift (below). Two rises of 6 bpm are waves. All else reads "No clear single curve
here. That is common."

**How the range is found.** What one line leaves over is not noise but the heart's drift, where neighbours are alike. So all is
weighed at once: falls that are exponential, logistic (three delays) or of two speeds, half-times, sizes,
correlation times and unevenness of the drift, on a grid, level and size of the fall integrated exactly (a Kalman filter
whitens the curve in one pass). The middle of the half-time's chances, with the allowance below, is the range. Held before the curve is seen:
half-times around 42 s within a factor of 2.5, falls like half a normal distribution of 10 bpm, and a drift of two parts alike in
size, 0.6 to 10 bpm each: one that lasts 10 to 60 s and one of 300 s, which wanders through the whole curve.

**What is allowed for because it is shown.** A range is seen only if it passed all this, and what passes is no fair sample. Where the
fall is four times the drift, a half-time is shown in one of ten sessions: those in which the drift happened to look like a part
of the fall, and mostly hurried it. A half-time that is a third of the span is shown where it looked shorter. Chances that are
right on average over all hearts are then too sure of such a heart, and too broad of a clear one. So what the curve says of each
heart that it could be is divided by how often a half-time is shown of that heart:

    1 / ((1 + (7.5 drift / fall)^4) (1 + (half-time / 0.4 span)^4)), but not less than 0.001

Where the fall is clear and quick for the span, that is one, and nothing changes. What it stands for was counted: of made-up falls
of 2.75, 4.5, 7.7 and 13.5 times the drift a half-time was shown in 2.5, 12, 47 and 76 % (5 min) and 1, 8, 52 and 83 % (10 min), by
the first part in 2, 11, 53 and 91 %. By the count the second part would have 0.3 and not 0.4; that makes so many ranges too
wide to show that four of a hundred more half-times would be lost. The limit on width stays with the chances before the allowance, as a
limit on what is shown would choose once more. The middle 77 % of what comes of it is the range: with that, four of five hold
the truth on average.

**Whether the rest looks like drift.** With the likeliest fall taken away and whitened by the drift believed in, no change from one point
to the next may stand out from their root mean square by more than 3.3. A heart that is still and then jumps is not what
the range was reckoned for, and gets none.

**What was tried** before, on hearts of other seeds. A likelihood threshold with the drift's unknowns summed up and
no further assumption: of those shown, the middle cell held the truth in 62 % and the least in 25 %, because what passes a
limit on width is what came out narrow by luck; a higher threshold (nominally 90 %) 74 and 42 %, with cells up to 91 %. Stronger
evidence before showing changed little. The chances above have less of that trouble, since what is held beforehand widens the lucky
ones, and the allowance is for what is left of it. Broader beliefs about the half-time showed fewer and held no better. A single drift of at most 4.5 bpm, as it was at first,
took a recorded heart that really came down by 20 to 40 bpm of its own for the fall laid over it, and was too sure on made-up
ones as well (80 % held of all, 83 % with two parts). A slow part twice or four times as large as the quick one, more sizes below 0.6 bpm,
or two proportions at once showed a fifth fewer half-times and held no better; a looser limit on jumps (3.8) left more wrong
ones at the start of recordings, where a person has just sat down. Taking more of the chances near the limits and less of them for
clear falls has nothing to go by: among shown sessions that are alike in their evidence, in their width or in the drift believed in, the middle 80 %
of the chances hold the truth in 75-89 %, mostly in 79-86 %, with hardly a tendency. It is hearts that differ in what is not known to
the curve, their true fall and drift, that are held more or less often, and the allowance is made for that. Steps of the drift's size half as large held one of a hundred more and took two thirds longer.

**Which sessions settled what.** The allowance and the 77 % were settled on made-up hearts alone: 200,000 sessions with any fall of
3 to 18 bpm, drift of 0.7 to 4 bpm and half-time of 15 to 120 s, and 280,000 of cells as below; what the chances hold without it was
asked of 670,000 more (seeds from 901 to 905 times 64,000,192 on, streams 23, 29 and 31). The tables draw from other streams, 19 in the main
cells and 17 in the others, so that no session is in both. Recorded hearts had no part in it and only check it. The beliefs and the older limits were settled with the recordings in sight, in
coarse steps and for all alike; other hearts may be held somewhat less well.

**Why not the profile rule.** The usual way to a range is a threshold on what the best line leaves over, with fewer points reckoned
than there are (one for 40 s), and a fall of three standard deviations of that rest. It stands beside Ebb's in every table of the
wider study, on the same
sessions. It shows about twice as many half-times, and is far surer of them than it may be: its ranges are called 80 %, and most of
its cells hold fewer than 72 %. Where the heart drifts by 2 to 3 bpm its line follows the drift, leaves little over, and is believed for
that; two humps are taken for a fall; and where there is no fall at all it shows one several times as often. On recorded hearts
(the last tables) it does better: it holds about 80 % there, as it is called, and shows more than twice as many, where Ebb's ranges
hold 87-89 % and are wider than they need to be. Ebb keeps to the grid for what the made-up hearts show, where the truth is known for
certain: it is far less often too sure, and hardly ever shows what is not there.

**What is not reached.** Of the main cells of made-up hearts those hold less than 72 % that are shown least: a fall of 6 bpm under a drift of
3 bpm over ten minutes, in one or two of a thousand sessions. Which they are, and how it is on recorded hearts, stands
under their tables. The wider study has cells that do, and
counts them under the table of all kinds, those in brackets by themselves. Too seldom held is what is shown seldom and has a
half-time far from 42 s, most of all a fall of two speeds, where the usual half-time is leant on, and falls of 12 bpm under a drift of 2 bpm that are averaged over windows
of 10 s. Too often held, by a few of a hundred, are clear falls with a half-time of 84 s that are logistic or in two waves. Two humps on
a slow, long fall are sometimes taken for one quick fall. On recorded hearts the ranges are on the wide side, and of some falls of 18 bpm
they hold more than 90 %. Strongly varying hearts (sitting before Chi) show a half-time in less
than one of a hundred sessions, and these are too few to tell how well they hold. A fall of 6 bpm laid over a recorded heart is shown in
about one of a hundred, and held in about half of them in five minutes.
)";

}  // namespace ebb::calibration
