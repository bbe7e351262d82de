#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "archive/kept_session.hpp"
#include "archive/session_file/session_reader.hpp"
#include "core/expected.hpp"

namespace ebb {

/// What a session's bytes give when they are estimated anew, in whole and with times from its
/// beginning, as kept ones are.
struct Reestimated {
  std::vector<Beat> beats;
  std::vector<Breath> breaths;
  std::uint64_t damaged_blocks = 0;
};
/// `finished`: to the end, with the beat that is held back for its verdict until then. `heard` is
/// told now and then how far into the session it has come, and may throw.
[[nodiscard]] Reestimated reestimate(SessionPlayback playback, bool finished,
                                     const std::function<void(Seconds)>& heard = {});

/// Where what was kept and what is made of the same bytes now part.
struct Reanalysis {
  struct Change {
    std::uint64_t kept = 0;     ///< how many there were
    std::uint64_t now = 0;      ///< how many there are now
    std::uint64_t added = 0;    ///< of those now, with no kept one at their time
    std::uint64_t removed = 0;  ///< of those kept, with none at their time now
    std::uint64_t changed = 0;  ///< in both, but not the same to the last bit
    [[nodiscard]] bool none() const { return added == 0 && removed == 0 && changed == 0; }
  };
  Change beats;
  std::uint64_t verdicts = 0;  ///< of the changed beats, those that are judged otherwise
  Change breaths;
  double kept_heart_rate = 0.0;  ///< 60000 / mean of the normal intervals, per minute; 0: none
  double heart_rate = 0.0;
  double kept_breath_rate = 0.0;  ///< 60 / mean period, per minute; 0: none
  double breath_rate = 0.0;
  std::uint64_t damaged_blocks = 0;

  [[nodiscard]] bool identical() const {
    return beats.none() && breaths.none() && damaged_blocks == 0;
  }
};

/// Beats within 20 ms of each other, and breaths that begin within half a second, are the same one.
[[nodiscard]] Reanalysis compare(const KeptSession& kept, const Reestimated& now);

}  // namespace ebb
