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
cross-validation over records and people; on other people's recordings expect somewhat less.
)";

}  // namespace ebb::evaluation
