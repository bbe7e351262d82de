#include "visualizer/scene/stage.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "visualizer/scene/words.hpp"

namespace ebb::scene {
namespace {

constexpr Seconds kSizeBlend{1.0};
constexpr double kIdleSize = 0.4;
constexpr double kIdleSwing = 0.12;
constexpr Seconds kIdlePeriod{14.0};
constexpr double kRestingGuide = 0.42;  ///< how much of the guide is seen while paused
constexpr double kClosedGuide = 0.3;
constexpr double kStillGuide = 0.3;
constexpr double kStillSize = 0.25;
constexpr Seconds kFirstEasedWords{9.0};
constexpr Seconds kOffersAfter{3.0};
constexpr Seconds kTurnFade{0.3};  ///< of "in" and "out", half of it before the turn

double as_aim(bool yes) { return yes ? 1.0 : 0.0; }

/// Until the half-breath ends. An in-breath's size tells how much of it is over, since the cue's
/// phase is that of the whole breath.
Seconds until_turn(const Cue& cue) {
  const double period = period_seconds(cue.rate);
  if (!cue.inhaling) {
    return Seconds{(1.0 - cue.phase.value()) * period};
  }
  const double over = std::acos(std::clamp(1.0 - 2.0 * cue.size, -1.0, 1.0)) / std::numbers::pi;
  return over > 0.0 ? Seconds{cue.phase.value() * period * (1.0 / over - 1.0)} : Seconds{period};
}

}  // namespace

Stage::Stage(Settings settings) : settings_(settings), colours_(&palette(settings.theme)) {}

void Stage::hide_feedback() {
  ring_.hide();
  heart_shown_.drop();
  corner_.drop();
}

void Stage::scroll_help(double rows) {
  help_row_ = rows == 0.0 ? 0.0 : std::max(0.0, help_row_ + rows);
}

double Stage::drift() const { return first_ ? Seconds{now_ - *first_}.count() : 0.0; }

void Stage::advance(HostTime now, const StageView& view) {
  if (!first_) {
    first_ = last_ = now;
  }
  now_ = now;
  const Seconds passed = std::clamp(Seconds{now - last_}, Seconds{0.0}, Seconds{0.25});
  last_ = now;
  title_ = view.title;
  grounding_ready_ = view.grounding_ready;

  const bool practising = view.place == Place::practice && view.run.has_value();
  const RunState state = practising ? view.run->state : RunState::closed;
  const bool eased = practising && state == RunState::eased_off;
  const bool paused = practising && state == RunState::paused;

  start_.advance(as_aim(view.place == Place::start && !view.help), passed);
  practice_.advance(as_aim(practising && !eased && !view.help), passed);
  paused_.advance(as_aim(paused && !view.help), passed);
  eased_.advance(as_aim(eased && !view.help), passed);
  closed_.advance(as_aim(view.place == Place::closed && !view.help), passed);
  help_.advance(as_aim(view.help), passed);
  dim_.advance(as_aim(eased), passed);
  blank_.advance(as_aim(view.blank), passed);
  unblanked_.advance(as_aim(!view.blank), passed);
  eased_for_ = eased ? eased_for_ + passed : Seconds{0.0};
  help_scroll_ += (help_row_ - help_scroll_) * (1.0 - std::exp(-(passed / Seconds{0.25})));

  const bool breathing = practising && state == RunState::running && view.run->cue.shown;
  advance_guide(view, breathing, passed);
  advance_feedback(view, breathing, passed);
  advance_words(view, passed);
}

void Stage::advance_guide(const StageView& view, bool breathing, Seconds passed) {
  const bool practising = view.place == Place::practice && view.run.has_value();
  const bool eased = practising && view.run->state == RunState::eased_off;
  double shown = 0.0;
  int source = 0;
  double size = kIdleSize;
  if (view.place == Place::start) {
    shown = 1.0;
    if (settings_.motion == Motion::full) {
      const double turn = drift() / kIdlePeriod.count();
      size += kIdleSwing * 0.5 * (1.0 - std::cos(2.0 * std::numbers::pi * turn));
    }
  } else if (eased) {
    source = 2;
    size = guide_size_;
  } else if (practising) {
    source = 1;
    size = view.run->cue.size;
    if (breathing) {
      shown = 1.0;
    } else if (view.run->cue.shown) {
      shown = kRestingGuide;
    } else if (view.run->kind != StepKind::ground) {
      // Nothing breathes here: a still, edgeless light keeps the place.
      source = 4;
      size = kStillSize;
      shown = kStillGuide;
    } else {
      source = 2;  // on its way out it keeps its size
      size = guide_size_;
    }
  } else {
    source = 3;
    shown = kClosedGuide;
  }
  if (view.help) {
    shown = 0.0;
  }
  guide_shown_.advance(shown, passed);

  if (source != size_source_) {
    size_source_ = source;
    size_before_ = guide_size_;
    since_source_ = Seconds{0.0};
  }
  // A shape that cannot be seen yet has nothing to come from.
  since_source_ = guide_shown_.linear() < 0.02 ? kSizeBlend : since_source_ + passed;
  const double share = raised_cosine(since_source_ / kSizeBlend);
  guide_size_ = size_before_ + (size - size_before_) * share;

  const bool turning = breathing && until_turn(view.run->cue) <= kTurnFade / 2.0;
  const bool in = breathing && view.run->cue.inhaling != turning;
  in_.advance(as_aim(in), passed);
  out_.advance(as_aim(breathing && !in), passed);
}

void Stage::advance_feedback(const StageView& view, bool breathing, Seconds passed) {
  const bool practising = view.place == Place::practice && view.run.has_value();
  const bool shared = practising && view.run->state == RunState::running && !view.feedback_hidden;
  ring_.advance(now_, view.own, view.own_origin, breathing && shared && !view.help);
  heart_.advance(now_);
  // The line moves along as the heart beats: not where nothing may move.
  const bool heart = settings_.motion != Motion::none && !heart_.empty();
  heart_shown_.advance(as_aim(shared && !view.help && heart), passed);
  heart_word_.advance(view.simulated ? words::kSimulatedHeart : words::kHeart, 1.0, passed);
  const bool resting =
      practising && view.run->state == RunState::paused && view.simulated && !view.feedback_hidden;
  const bool corner = !view.help && (view.place == Place::start || shared || resting);
  const auto word = view.simulated ? words::kSimulated : words::of(view.signal);
  corner_.advance(corner ? word : "", 1.0, passed);
  sensor_note_.advance(view.place == Place::start ? std::string_view{view.sensor_note} : "", 1.0,
                       passed);
}

void Stage::advance_words(const StageView& view, Seconds passed) {
  const bool running =
      view.place == Place::practice && view.run.has_value() && view.run->state == RunState::running;
  line_.advance(running ? std::string_view{view.run->line} : "",
                running ? view.run->line_opacity : 0.0, passed);
  on_hint_.advance(as_aim(running && (view.run->waiting || view.run->hint)), passed);

  const bool eased = view.place == Place::practice && view.run.has_value() &&
                     view.run->state == RunState::eased_off;
  const auto& lines = eased_for_ < kFirstEasedWords ? words::kEasedFirst : words::kEasedOutward;
  eased_line_.advance(eased ? lines[0] : "", 1.0, passed);
  eased_second_.advance(eased ? lines[1] : "", 1.0, passed);
  offers_.advance(as_aim(eased && eased_for_ > kOffersAfter), passed);
}

}  // namespace ebb::scene
