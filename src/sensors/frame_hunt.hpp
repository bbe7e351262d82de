#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ebb {

/// Finds frames of one length in a stream that does not say where they begin. `Kind` knows
/// `kFrame` (bytes), `kSure` (frames in a row before one is believed),
/// `sound(frame)` and `follows(frame, next)`. Until frames are believed the search goes on a byte
/// at a time; a believed stream is left at the first frame that is not sound, or at the second in a
/// row that does not follow the one before (one that does not may come after a loss).
template <class Kind>
class FrameHunt {
 public:
  using Frame = std::span<const std::uint8_t, Kind::kFrame>;

  /// Calls `give(Frame)` for each frame believed and `lost()` when there was belief and it ends.
  template <class Give, class Lost>
  void push(std::uint8_t byte, Give give, Lost lost) {
    bytes_[size_++] = byte;
    if (sure_) {
      if (size_ < Kind::kFrame) {
        return;
      }
      const bool follows = Kind::follows(Frame{last_}, frame(0));
      if (Kind::sound(frame(0)) && (follows || !strayed_)) {
        strayed_ = !follows;
        believe(frame(0), give);
        return;
      }
      sure_ = false;
      lost();
    }
    hunt(give);
  }
  void reset() {
    size_ = 0;
    sure_ = false;
  }
  [[nodiscard]] bool sure() const { return sure_; }
  /// Bytes passed over.
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }

 private:
  [[nodiscard]] Frame frame(std::size_t n) const {
    return Frame{bytes_.data() + n * Kind::kFrame, Kind::kFrame};
  }
  [[nodiscard]] bool fits(std::size_t frames) const {
    for (std::size_t n = 0; n < frames; ++n) {
      if (!Kind::sound(frame(n)) || (n > 0 && !Kind::follows(frame(n - 1), frame(n)))) {
        return false;
      }
    }
    return true;
  }
  template <class Give>
  void hunt(Give give) {
    if (size_ % Kind::kFrame != 0) {
      return;  // the whole frames fitted already
    }
    while (size_ >= Kind::kFrame) {
      const std::size_t frames = size_ / Kind::kFrame;
      if (!fits(frames)) {
        std::copy(bytes_.begin() + 1, bytes_.begin() + static_cast<std::ptrdiff_t>(size_),
                  bytes_.begin());
        --size_;
        ++dropped_;
      } else if (frames == Kind::kSure) {
        sure_ = true;
        strayed_ = false;
        for (std::size_t n = 0; n < frames; ++n) {
          believe(frame(n), give);
        }
      } else {
        return;
      }
    }
  }

  template <class Give>
  void believe(Frame frame, Give give) {
    std::copy(frame.begin(), frame.end(), last_.begin());
    size_ = 0;
    give(frame);
  }

  std::array<std::uint8_t, Kind::kFrame * Kind::kSure> bytes_{};
  std::array<std::uint8_t, Kind::kFrame> last_{};
  std::size_t size_ = 0;
  bool sure_ = false;
  bool strayed_ = false;  ///< the last frame did not follow
  std::uint64_t dropped_ = 0;
};

}  // namespace ebb
