#include "visualizer/sound/speaker.hpp"

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include <AL/alc.h>
#include <SFML/Audio/SoundStream.hpp>

#include "visualizer/sound/quiet_library.hpp"

namespace ebb::sound {
namespace {

constexpr double kBlock = 0.02;  ///< s; SFML keeps three of them waiting
constexpr Microseconds kAstray{40'000};
constexpr std::int64_t kCorrection = 16;  ///< a sixteenth of what the clock is off, each block

/// SFML does not say whether there is a device, and would complain of its absence ever after.
bool device_is_there() {
  const QuietErrors quiet;
  ALCdevice* const device = alcOpenDevice(nullptr);
  if (device == nullptr) {
    return false;
  }
  alcCloseDevice(device);
  return true;
}

}  // namespace

class Speaker::Stream final : public sf::SoundStream {
 public:
  Stream(Soundscape soundscape, Now now)
      : soundscape_(std::move(soundscape)),
        now_(std::move(now)),
        block_(static_cast<std::size_t>(kBlock * soundscape_.sample_rate())) {
    initialize(1, static_cast<unsigned>(soundscape_.sample_rate()));
    play();
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() override { stop(); }

  void push(const Sounding& sounding) {
    const std::lock_guard lock{mutex_};
    soundscape_.push(sounding);
  }

  void speak(std::vector<float> recording) {
    const std::lock_guard lock{mutex_};
    soundscape_.speak(std::move(recording));
  }

 private:
  bool onGetData(Chunk& data) override {
    const HostTime heard = heard_at();
    {
      const std::lock_guard lock{mutex_};
      soundscape_.render(heard, block_);
    }
    made_ += static_cast<std::int64_t>(block_.size());
    data.samples = block_.data();
    data.sampleCount = block_.size();
    return true;
  }

  void onSeek(sf::Time /*offset*/) override {}

  [[nodiscard]] Microseconds length_of(std::int64_t samples) const {
    return to_microseconds(Seconds{static_cast<double>(samples) / soundscape_.sample_rate()});
  }

  /// When the next sample will be heard: what is made but not yet played lies before it. The device
  /// tells its place in steps, so its clock is followed slowly, and at once when it is far away.
  HostTime heard_at() {
    const Microseconds played{getPlayingOffset().asMicroseconds()};
    const HostTime told = now_() + std::max(Microseconds{0}, length_of(made_) - played);
    const HostTime expected = began_ + length_of(made_);
    const Microseconds off = told - expected;
    began_ += off > kAstray || off < -kAstray ? off : off / kCorrection;
    return began_ + length_of(made_);
  }

  std::mutex mutex_;
  Soundscape soundscape_;
  Now now_;
  std::vector<std::int16_t> block_;
  std::int64_t made_ = 0;
  HostTime began_{};
};

std::unique_ptr<Speaker> Speaker::open(Soundscape soundscape, Now now) {
  const QuietSfml quiet;
  if (!device_is_there()) {
    return nullptr;
  }
  return std::unique_ptr<Speaker>{
      new Speaker{std::make_unique<Stream>(std::move(soundscape), std::move(now))}};
}

Speaker::Speaker(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}

Speaker::~Speaker() = default;

void Speaker::push(const Sounding& sounding) { stream_->push(sounding); }

void Speaker::speak(std::vector<float> recording) { stream_->speak(std::move(recording)); }

}  // namespace ebb::sound
