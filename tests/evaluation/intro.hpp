#pragma once

namespace ebb::evaluation {

/// How the page of figures begins.
inline constexpr const char* kIntro = R"(# What was measured

Figures of the methods as they are now, on recordings with reference annotations and on made-up people with known
truth. They are here so that anyone can repeat and doubt them. The recordings belong to others and are not part of the
project; the program finds them through `EBB_RECORDINGS`. This page is written by it and not by hand:

    cmake --preset release -DEBB_BUILD_BENCHMARKS=ON && cmake --build --preset release --target evaluate
    EBB_RECORDINGS=FOLDER build/release/bin/evaluate --write docs/accuracy.md

`evaluate ecg breath` runs single sections and prints them. Where a figure stands for another program, it was measured
by us on the same recordings unless its row names a source. Constants were chosen on broad plateaus or by
cross-validation over records and people; on other people's recordings expect somewhat less. A goal that is not reached
stands here as it is: in heavy noise (record 118 at 6 and 0 dB) beats are still told that are none, some of them as sure;
of hearts that swing only with the slow 0.1 Hz wave some are taken for slow breathing; beside a belt with sighs and
pauses the heart alone tells the rhythm between them.

Whole programs are tried elsewhere: `tests/end_to_end` sends a strap's and a belt's bytes through a pty into a run
(mean heart rate 83.85 a minute where 83.847 is true, RMSSD 19.54 where 19.519 is), `bench_end_to_end` measures from
bytes to a viewer's snapshot (median 0.6 ms in an unoptimised build on a busy machine), and `docs/performance.md` holds
what everything costs.
)";

}  // namespace ebb::evaluation
