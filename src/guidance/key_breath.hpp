#pragma once

#include <optional>

#include "core/history.hpp"
#include "core/time.hpp"
#include "guidance/pacer.hpp"

namespace ebb {

/// A breath that is led by a key: held down on the in-breath, let go on the out-breath. It stands
/// where a sensor's would, and is gone two and a half breaths after the last press.
class KeyBreath {
 public:
  /// The key went down; a key that repeats by itself while it is held says nothing new.
  void press(HostTime now);
  void release(HostTime now);
  void reset();

  /// The mean of the last breaths; none before the second press, or when the hand has left off.
  [[nodiscard]] std::optional<OwnBreath> at(HostTime now) const;

 private:
  History<HostTime, 7> presses_;  ///< the beginnings of breaths that follow each other
  bool down_ = false;
};

}  // namespace ebb
