#include "visualizer/sound/own_sounds.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>
#include <utility>

#include "visualizer/sound/sound_file.hpp"

namespace ebb::sound {
namespace {

constexpr double kLongest = 30.0;  ///< s
constexpr std::array kEndings = {".wav", ".ogg", ".flac"};

std::optional<std::filesystem::path> find(const std::filesystem::path& folder,
                                          const std::string& name) {
  for (const char* const ending : kEndings) {
    const std::filesystem::path file = folder / (name + ending);
    std::error_code ignored;
    if (std::filesystem::is_regular_file(file, ignored)) {
      return file;
    }
  }
  return std::nullopt;
}

Expected<std::vector<float>, std::string> read(const std::filesystem::path& folder,
                                               const std::string& name, double sample_rate) {
  const auto path = find(folder, name);
  if (!path) {
    return Unexpected{(folder / name).string() +
                      ".wav: not found. A folder of own sounds has two files, `in` and `out`, "
                      "each .wav, .ogg or .flac."};
  }
  return read_sound_file(*path, sample_rate, kLongest);
}

class OwnVoice final : public Voice {
 public:
  explicit OwnVoice(OwnSounds sounds) : sounds_(std::move(sounds)) {}

  void turn(bool inhaling) override {
    inhaling_ = inhaling;
    place_ = 0;
  }

  double next(const Moment& /*moment*/) override {
    const std::vector<float>& sound = inhaling_ ? sounds_.in : sounds_.out;
    const double aim =
        place_ < sound.size() ? std::clamp(static_cast<double>(sound[place_++]), -1.0, 1.0) : 0.0;
    // Two recordings rarely meet at a turn: what stands between them dies away.
    if (place_ == 1) {
      step_ = last_ - aim;
    }
    step_ *= kForget;
    last_ = std::clamp(aim + step_, -1.0, 1.0);
    return last_;
  }

 private:
  static constexpr double kForget = 0.9995;  ///< some 50 ms

  OwnSounds sounds_;
  bool inhaling_ = true;
  std::size_t place_ = 0;
  double last_ = 0.0;
  double step_ = 0.0;
};

}  // namespace

Expected<OwnSounds, std::string> read_own_sounds(const std::filesystem::path& folder,
                                                 double sample_rate) {
  auto in = read(folder, "in", sample_rate);
  if (!in) {
    return Unexpected{in.error()};
  }
  auto out = read(folder, "out", sample_rate);
  if (!out) {
    return Unexpected{out.error()};
  }
  return OwnSounds{std::move(*in), std::move(*out)};
}

std::unique_ptr<Voice> make_own_voice(OwnSounds sounds) {
  return std::make_unique<OwnVoice>(std::move(sounds));
}

}  // namespace ebb::sound
