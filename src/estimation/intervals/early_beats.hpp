#pragma once

#include <span>
#include <vector>

namespace ebb {

/// Which intervals end with a beat that came early and was waited out: shorter than the one before,
/// followed by one that is longer than the one after. So an ectopic beat with its pause looks even
/// where it comes at every second or third beat and its size is lost in the heart's own swing.
///
/// Three things hold good breathing and an uneven heart apart from it:
///
/// * a swing goes up and down within three changes only where there are fewer than four beats to a
///   breath, and then the way back from the short interval is so much steeper than the ways beside
///   it; how much follows from the interval, up to 16 breaths a minute;
/// * an uneven heart makes the mirror image as often, a long interval between two shorter ones: of
///   the 91 beats around, early ones are believed to be that only where the mirror images are few
///   beside them (a local false discovery rate, as with decoys: Elias & Gygi 2007, "Target-decoy
///   search strategy", Nature Methods 4);
/// * a lone one has to stand out threefold from every mirror image.
///
/// Intervals of one run, in ms, above zero. O(n).
[[nodiscard]] std::vector<bool> early_beats(std::span<const double> intervals);

}  // namespace ebb
