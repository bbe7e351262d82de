#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/time.hpp"
#include "visualizer/sound/sounding.hpp"
#include "visualizer/sound/soundscape.hpp"

namespace ebb::sound {

/// Plays a soundscape through this machine's sound device, on a thread of its own. Without a device
/// there is no speaker: the practice goes on in silence.
class Speaker {
 public:
  using Now = std::function<HostTime()>;  ///< may be called from another thread

  /// Opens the device; nothing when there is none.
  [[nodiscard]] static std::unique_ptr<Speaker> open(Soundscape soundscape, Now now);

  Speaker(const Speaker&) = delete;
  Speaker& operator=(const Speaker&) = delete;
  ~Speaker();

  /// Once a frame; blocks for as long as a block of some milliseconds is made.
  void push(const Sounding& sounding);
  /// From now on; see Soundscape.
  void speak(std::vector<float> recording);

 private:
  class Stream;
  explicit Speaker(std::unique_ptr<Stream> stream);

  std::unique_ptr<Stream> stream_;
};

}  // namespace ebb::sound
