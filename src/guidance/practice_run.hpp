#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/event.hpp"
#include "guidance/asking.hpp"
#include "guidance/body_now.hpp"
#include "guidance/body_watch.hpp"
#include "guidance/console_offer.hpp"
#include "guidance/envelope.hpp"
#include "guidance/key_breath.hpp"
#include "guidance/line_cadence.hpp"
#include "guidance/offer_meaning.hpp"
#include "guidance/pacer.hpp"
#include "guidance/practice.hpp"
#include "guidance/run_view.hpp"
#include "guidance/slots.hpp"
#include "guidance/spoken_lines.hpp"

namespace ebb {

/// What the person asked for. The person's wish beats every condition and every console.
enum class Wish {
  on,
  previous_line,
  pause_or_resume,
  slower,
  quicker,
  own_pace,
  ease_off,
  stop,
  skip_step,       ///< past all the step's lines at once
  next_anchor,     ///< to the practice's next one; see choose_anchor()
  notice_thought,  ///< a mark and a ripple, in any step
  fill_dot,
  nearer,
  farther,
  take_up,  ///< what a console offers
  hide_feedback,
  grounding,  ///< stands still, as for ease_off; a Sitting knows the practice that grounds
};

/// What a person chose before the run.
struct RunChoices {
  /// "Until ready" steps go on by themselves, 12 s after their last line is read or at `at_most`.
  bool carry_me_along = false;
  Slots slots{};
  std::optional<Tone> tone{};  ///< else the practice's
  std::string anchor{};        ///< empty: the practice as it is written
  std::string touch{};         ///< the one that is remembered
  bool ease_line = false;      ///< one line may say that the guide has eased
  bool feedback_hidden = false;
  UsualLines usual{};
};

/// One run of one practice, as a function of time. It owns the pacer and needs neither sensor, nor
/// service, nor screen. Everything happens at its own instant, however seldom advance() is called.
///
/// A condition of the body can only move on sooner, is silent, counts nothing, and sleeps while
/// there is no good signal; in a tender practice it does nothing at all unless the person chose to
/// be carried along. What it tells (PracticeEvent::what): "began", "step", "mark: LABEL", "cue in",
/// "cue out", "moved on: condition" / ": time" / ": key", "guide eased", "own pace", "slower",
/// "quicker", "eased off", "grounding", "came back", "paused", "resumed", "ended", "ended early",
/// "anchor: NAME", "chose: OFFER", "not shared", "shared", and of a console's offers "offered:
/// KIND", "taken up: KIND", "not taken up: KIND" and "chose own pace". It never tells what was
/// written.
class PracticeRun {
 public:
  using Tell = std::function<void(const PracticeEvent&)>;

  PracticeRun(Practice practice, Pacer::Config pacer, HostTime start, Tell tell,
              RunChoices choices = {});

  void press(Wish wish, HostTime now);
  RunView advance(HostTime now, const BodyNow& body);
  /// When something will next happen by itself, so that it can be told at its instant.
  [[nodiscard]] HostTime next_due() const;

  /// A letter of the step's own. False: it means nothing here.
  bool press_letter(char letter, HostTime now);
  /// Held on the in-breath: the person leads the guide by hand.
  void lead_by_key(bool down, HostTime now);
  /// One of the practice's anchors. Any but the breath hides the shape, and its lines stand in for
  /// those about the breath.
  bool choose_anchor(std::string_view anchor, HostTime now);
  void choose_tone(Tone tone, HostTime now);
  bool choose_touch(std::size_t choice, HostTime now);
  /// Answers the step's question. `keep`, if the person says so, in place of the file's. What is
  /// kept nowhere stays in this object, and only if it fills a slot. False: nothing was asked, or
  /// said.
  bool answer(std::string_view typed, HostTime now, std::optional<Ask::Keep> keep = std::nullopt);
  bool choose_answer(std::size_t choice, HostTime now);
  /// One of the step's offers; what the run cannot do itself is for whoever holds it.
  std::optional<OfferMeaning> choose_offer(std::size_t offer, HostTime now);
  /// The person's words for a slot, from now on.
  bool set_slot(std::string_view slot, std::string_view words, HostTime now);
  /// From a console. False: not here, not now, or the person's key was first.
  bool offer(const ConsoleOffer& offer, HostTime now);
  /// Takes up what is offered; what the run cannot do itself (grounding) is for whoever holds it.
  std::optional<ConsoleOffer> take_up(HostTime now);

  [[nodiscard]] const Practice& practice() const { return practice_; }
  [[nodiscard]] RunState state() const { return state_; }
  /// What was said to be kept, in a journal or with the session.
  [[nodiscard]] const std::vector<Answer>& answers() const { return answers_; }
  [[nodiscard]] const Slots& slots() const { return choices_.slots; }

 private:
  [[nodiscard]] const Step& step() const { return practice_.steps[step_]; }
  [[nodiscard]] std::optional<HostTime> time_is_up() const;
  [[nodiscard]] bool condition_may_move_on() const;
  [[nodiscard]] RunView view(HostTime now) const;
  void view_choices(RunView& view, HostTime now) const;
  [[nodiscard]] std::vector<std::string> lines() const;

  HostTime arrive(HostTime now);
  void pass_all(HostTime now);
  void pass(HostTime now, const BodyNow& body);
  void watch_over(HostTime now);
  void enter(std::size_t step, HostTime now);
  void leave(std::string_view why, HostTime now);
  void close(std::string_view how, HostTime now);
  void guide(HostTime now, const BodyNow& body);
  void tell_cues(HostTime start, HostTime now);
  void guide_by(const BreathMode& mode, HostTime now);
  void hold(RunState state, HostTime now, std::string_view told);
  void go_on(HostTime now);
  void speak_otherwise(HostTime now);
  bool press_pace(Wish wish, HostTime now);
  void press_in_step(Wish wish, HostTime now);
  void overrule(bool all, HostTime now, std::string_view pace_said = {});
  void soften(HostTime now);
  bool offer_slot(const ConsoleOffer& offer, HostTime now);
  void tell(std::string what, HostTime now, double rate = 0.0);

  Practice practice_;
  Pacer pacer_;
  Tell tell_;
  RunChoices choices_;
  Manner manner_;
  LineCadence lines_;
  BodyWatch watch_;
  KeyBreath key_breath_;
  OfferStand offers_;
  std::vector<Answer> answers_;
  std::set<std::string, std::less<>> filled_here_;  ///< slots that the person filled in this run

  RunState state_ = RunState::running;
  std::size_t step_ = 0;
  HostTime step_began_{};
  int breaths_ = 0;               ///< whole breaths of the guide since the step began
  BreathMode mode_ = NoBreath{};  ///< what the guide does in this step when a breath is shown
  bool guide_eased_ = false;
  bool begun_ = false;  ///< the first advance() has been
  HostTime now_{};
  BodyNow body_;  ///< the newest, at body_at_
  HostTime body_at_{};
  HostTime held_since_{};
  Cue cue_;
  bool in_told_ = true;
  bool out_told_ = true;
  HostTime shape_since_{};             ///< the shape does what it does now
  HostTime turned_ = HostTime::min();  ///< start of the breath whose out-breath has begun

  std::size_t anchor_ = 0;  ///< of the practice's
  bool answered_ = false;
  int dots_ = 0;
  std::optional<std::size_t> touched_;
  double distance_ = 0.5;
  bool quiet_screen_ = false;  ///< no more offers: the person wants to be left alone
  std::optional<HostTime> noticed_;
  std::string reply_;
  std::optional<HostTime> ease_line_;
  Envelope dim_{0.0};
  Envelope motion_{1.0};
  Envelope sound_{1.0};
};

}  // namespace ebb
