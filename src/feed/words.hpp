#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "core/event.hpp"
#include "core/snapshot.hpp"
#include "core/words.hpp"
#include "guidance/console_offer.hpp"
#include "guidance/session_agreement.hpp"
#include "guidance/showing.hpp"

namespace ebb::feed {

/// The feed's spelling of each enumeration, in the order of its enumerators.
template <class Enum>
inline constexpr std::array<std::string_view, 0> kWords{};
template <>
inline constexpr std::array<std::string_view, 5> kWords<SignalWord>{"none", "finding", "fair",
                                                                    "good", "resting"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<LinkState>{"searching", "streaming",
                                                                   "lost"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<BreathOrigin>{"none", "respiration",
                                                                      "heart"};
template <>
inline constexpr std::array<std::string_view, 7> kWords<IntervalVerdict>{
    "normal", "ectopic", "missed", "extra", "too-long", "too-short", "gap"};
template <>
inline constexpr std::array<std::string_view, 9> kWords<SignalFault>{
    "none",    "flat",     "clipped",       "mains",    "motion",
    "damaged", "off-body", "too-few-beats", "two-rates"};
/// From one up, as on the Ebb link; nothing is called by the first word.
template <>
inline constexpr std::array<std::string_view, 8> kWords<StreamKind>{
    "unknown", "ecg", "ppg", "respiration", "acceleration", "heart-rate", "interval", "spo2"};
template <>
inline constexpr std::array<std::string_view, 7> kWords<ConsoleOffer::Kind>{
    "soften", "pace", "words", "grounding", "pause", "together", "slot"};
template <>
inline constexpr std::array<std::string_view, 4> kWords<RunState>{"running", "paused", "eased-off",
                                                                  "closed"};
template <>
inline constexpr std::array<std::string_view, 4> kWords<OfferAnswer::What>{
    "taken-up", "not-taken-up", "own-pace", "not-used"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<SessionAgreement::Stage>{
    "proposed", "agreed", "declined"};

template <>
inline constexpr std::array<std::string_view, 2> kWords<Whose>{"person", "therapist"};
template <>
inline constexpr std::array<std::string_view, 5> kWords<WordsKind>{"body-signs", "how-much",
                                                                   "weather", "answer", "note"};

template <class Enum>
[[nodiscard]] constexpr std::string_view word(Enum value) {
  const auto place = static_cast<std::size_t>(value);
  return place < kWords<Enum>.size() ? kWords<Enum>[place] : std::string_view{};
}

template <class Enum>
[[nodiscard]] constexpr std::optional<Enum> from_word(std::string_view text) {
  for (std::size_t i = 0; i < kWords<Enum>.size(); ++i) {
    if (kWords<Enum>[i] == text) {
      return static_cast<Enum>(i);
    }
  }
  return std::nullopt;
}

}  // namespace ebb::feed
