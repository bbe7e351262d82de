#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"
#include "sensors/decoder.hpp"

namespace ebb {

/// Tells protocols apart by listening only; nothing is ever written to an unknown device (one that
/// was recognised as a board on the Ebb link is asked the time, by its decoder). It keeps the first
/// kKept bytes, so that the chosen decoder misses none of them if it is handed them once there is a
/// verdict. Pure, memory bounded. Arrival counts where bytes alone could be many things: slow text
/// (a line a second), and packets that come at a known pace.
class Recogniser {
 public:
  static constexpr std::size_t kKept = 16'384;
  /// So many bytes without anything known are enough to say so.
  static constexpr std::size_t kEnough = 8'192;

  enum class Verdict : std::uint8_t { listening, recognised, unknown };
  struct Candidate {
    std::string_view protocol;  ///< a name that make_decoder knows
    double share = 0.0;         ///< of what was heard, 0..1
    std::string reason;         ///< what spoke for it, in words
  };

  Recogniser();
  ~Recogniser();
  Recogniser(Recogniser&&) noexcept;
  Recogniser& operator=(Recogniser&&) noexcept;

  void push(std::span<const std::uint8_t> bytes, HostTime arrival);
  void reset();

  [[nodiscard]] Verdict verdict() const;
  /// Best first; those for which nothing spoke are left out.
  [[nodiscard]] std::vector<Candidate> candidates() const;
  /// The best candidate's name once recognised, else empty.
  [[nodiscard]] std::string_view protocol() const;
  /// Whether what was heard so far looks more like something that is known than not: reason enough
  /// to go on listening at this speed.
  [[nodiscard]] bool makes_sense() const;
  /// A sentence for a person: what was recognised and by what, or what was heard instead.
  [[nodiscard]] std::string reason() const;
  [[nodiscard]] std::size_t bytes_seen() const;

  /// Gives the kept bytes, with the times they came, to the decoder that was chosen.
  void hand_over(Decoder& decoder, const ReadingSink& sink) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ebb
