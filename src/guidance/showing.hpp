#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "core/units.hpp"
#include "guidance/console_offer.hpp"
#include "guidance/run_view.hpp"

namespace ebb {

/// What became of something that a console held out, or the pace that the person chose instead.
struct OfferAnswer {
  /// not_used: this person never uses what it would lead to.
  enum class What : std::uint8_t { taken_up, not_taken_up, own_pace, not_used };
  HostTime time{};
  What what = What::not_taken_up;
  std::optional<ConsoleOffer::Kind> offer{};  ///< none of a pace chosen by the person alone
};

/// What the person's screen shows at `time`: for a console, which shows it in words. It never holds
/// what the person wrote.
struct Showing {
  HostTime time{};
  std::string practice{};  ///< id; empty between practices
  std::string title{};     ///< of that practice
  RunState state = RunState::closed;
  std::string step{};           ///< id
  std::size_t step_number = 0;  ///< from 0
  std::size_t step_count = 0;
  Seconds in_step{};         ///< without the time that the run stood still
  Seconds in_practice{};     ///< since it began, by the clock
  BreathsPerMinute guide{};  ///< what is cued; 0 while no shape is shown
  /// What is to be seen: "shape", "words", "own breath", "heart", "numbers", "signal", "page",
  /// "nothing" (a blank screen).
  std::vector<std::string> visible{};
  bool shared = true;     ///< false: the person wants no picture of their signals now
  bool together = false;  ///< the guide keeps the second person's breath company
  std::optional<ConsoleOffer::Kind> offered{};  ///< stands on the screen now
  std::vector<OfferAnswer> answers{};           ///< of this practice, newest last
  /// Names of the slots that words can be put into: of this practice, else of any that may come.
  std::vector<std::string> slots{};
};

/// Answers that a Showing carries at most: the newest.
inline constexpr std::size_t kMostAnswers = 8;
/// Slots that it names at most.
inline constexpr std::size_t kMostShownSlots = 16;

}  // namespace ebb
