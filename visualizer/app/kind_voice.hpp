#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/expected.hpp"
#include "visualizer/app/hearing.hpp"
#include "visualizer/app/home.hpp"

namespace ebb::app {

/// A recording that somebody brought, and whose it is. Nothing of it is kept before the yes.
struct BroughtVoice {
  std::string whose;
  std::vector<unsigned char> bytes;  ///< of the file, as it is
  std::vector<float> sound;
};

inline constexpr double kLongestVoice = 120.0;            ///< seconds
inline constexpr std::size_t kLargestVoice = 64'000'000;  ///< bytes of a file
inline constexpr std::size_t kLongestName = 40;           ///< characters

/// Reads a WAV file; the error is a sentence for a person.
[[nodiscard]] Expected<BroughtVoice, std::string> bring_voice(const std::filesystem::path& file,
                                                              const std::string& whose);

/// The recording that was kept with a yes, and the one that is held out now: between the screen,
/// where the person answers, the person's folder and what is heard.
class KindVoice {
 public:
  /// `home` may be none, and its folder may be nothing: then nothing is kept.
  KindVoice(const HomeFolder* home, std::optional<BroughtVoice> brought);

  /// Before the first frame: what is kept is heard, what was brought is held out.
  void begin(scene::PersonScreen& screen, Hearing& hearing);
  /// Once a frame: does what was answered. A sentence when it could not be done.
  [[nodiscard]] std::string follow(scene::PersonScreen& screen, Hearing& hearing);

 private:
  const HomeFolder* home_;
  std::optional<BroughtVoice> brought_;
};

}  // namespace ebb::app
