#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "guidance/envelope.hpp"
#include "guidance/practice_run.hpp"

namespace ebb {

/// The two practices that are one key away from everywhere. Without one of them its key does what
/// a run by itself can do.
struct WaysOut {
  std::optional<Practice> ease_off;   ///< role "ease-off"
  std::optional<Practice> grounding;  ///< without breath
};

/// A practice with its ways out. E leads to the practice that eases off and G to the one that
/// grounds, from anywhere, at once and without a question; the same key leads back, and what was
/// left stands where it was. Nothing starts by itself after an end. Between the practices picture
/// and sound glide.
class Sitting {
 public:
  Sitting(WaysOut ways_out, Pacer::Config pacer, PracticeRun::Tell tell);

  /// Begins a practice; one that is under way ends early.
  void begin(Practice practice, HostTime now, RunChoices choices = {});
  /// "Too much" at the check-in: grounding and no guide. The record says only that way.
  void begin_grounding(HostTime now);
  void press(Wish wish, HostTime now);
  RunView advance(HostTime now, const BodyNow& body);
  [[nodiscard]] HostTime next_due() const;

  /// One of the offers that are shown. What is for the screen to do (contacts) is answered.
  std::optional<OfferMeaning> choose_offer(std::size_t offer, HostTime now);
  /// What a console holds out.
  bool offer(const ConsoleOffer& offer, HostTime now);

  /// The practice that is in front: for questions, anchors, touch, slots. None before the first.
  [[nodiscard]] PracticeRun* run();
  [[nodiscard]] bool grounding() const { return front_ == Front::grounding; }
  [[nodiscard]] bool easing_off() const { return front_ == Front::ease_off; }
  /// What was written in any of them, to be kept.
  [[nodiscard]] std::vector<Answer> answers() const;

 private:
  enum class Front { practice, ease_off, grounding };

  void go(Front front, HostTime now);
  void back(HostTime now);
  void end_all(HostTime now);
  void drop_aside(HostTime now);
  void drop_practices(HostTime now);
  void keep_answers(const PracticeRun& of);
  void glide(HostTime now);

  WaysOut ways_out_;
  Pacer::Config pacer_;
  PracticeRun::Tell tell_;
  std::optional<PracticeRun> practice_;
  std::optional<PracticeRun> aside_;  ///< that eases off or grounds
  std::vector<Answer> answers_;       ///< of runs that are gone
  Front front_ = Front::practice;
  HostTime glides_since_{};
  double dim_ = 0.0;
  double motion_ = 1.0;
  double sound_ = 1.0;
  double from_dim_ = 0.0;
  double from_motion_ = 1.0;
  double from_sound_ = 1.0;
};

}  // namespace ebb
