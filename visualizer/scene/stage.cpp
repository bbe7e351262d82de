#include "visualizer/scene/stage.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "visualizer/scene/brush.hpp"

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

constexpr Seconds kRecolour{7.0};  ///< long enough that no part of the screen leaps in brightness
constexpr Seconds kNearer{1.2};

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

/// The share of the in-breath that this cue's phase and size tell; nothing at the turns, where they
/// tell it poorly.
std::optional<double> in_share(const Cue& cue) {
  const double over = std::acos(std::clamp(1.0 - 2.0 * cue.size, -1.0, 1.0)) / std::numbers::pi;
  if (over < 0.1 || over > 0.9) {
    return std::nullopt;
  }
  const double phase = cue.phase.value();
  return cue.inhaling ? phase / over : (phase - (1.0 - over)) / over;
}

/// All of what is said the first time, and less of it for less room: never a part of a sentence.
std::vector<std::string> first_words(const Texts& texts) {
  const std::string what{texts("about.disclaimer")};
  const std::string whole = what + " " + std::string{texts("about.patience")};
  return {texts("start.first_time", "disclaimer", whole),
          texts("start.first_time", "disclaimer", what),
          std::string{texts("start.first_time_small")}};
}

std::string_view signal_text(SignalWord word) {
  switch (word) {
    case SignalWord::finding:
      return "signal.finding";
    case SignalWord::fair:
      return "signal.fair";
    case SignalWord::good:
      return "signal.good";
    case SignalWord::resting:
      return "signal.resting";
    case SignalWord::none:
      break;
  }
  return "";
}

}  // namespace

Stage::Stage(Settings settings, const Texts& texts)
    : settings_(settings),
      texts_(&texts),
      before_(palette(settings.theme)),
      colours_(before_),
      view_(settings.view),
      first_time_(first_words(texts)) {}

void Stage::set_settings(const Settings& settings) {
  if (settings.theme != settings_.theme) {
    before_ = colours_;
    recolour_ = 0.0;
  }
  settings_ = settings;
}

void Stage::hide_feedback() {
  ring_.hide();
  heart_shown_.drop();
  corner_.drop();
  numbers_.drop();
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
  shelf_ready_ = view.shelf_ready;
  past_ready_ = view.past_ready;
  place_ = view.place;
  if (recolour_ < 1.0) {
    recolour_ = std::min(1.0, recolour_ + passed / kRecolour);
    const Palette& wanted = palette(settings_.theme);
    colours_ = recolour_ < 1.0 ? mixed(before_, wanted, recolour_) : wanted;
  }

  const bool practising = view.place == Place::practice && view.run.has_value();
  const RunState state = practising ? view.run->state : RunState::closed;
  eased_now_ = practising && state == RunState::eased_off;
  paused_now_ = practising && state == RunState::paused;
  paged_ = view.page.has_value();

  start_.advance(as_aim(view.place == Place::start && !paged_), passed);
  practice_.advance(as_aim(practising && !eased_now_ && !paged_), passed);
  paused_.advance(as_aim(paused_now_ && !paged_), passed);
  eased_.advance(as_aim(eased_now_ && !paged_), passed);
  closed_.advance(as_aim(view.place == Place::closed && !paged_), passed);
  if (view.place == Place::closed) {
    words_offered_.advance(as_aim(view.past_ready && !view.only_people), passed);
    check_in_offered_.advance(as_aim(view.check_in_ready), passed);
    record_.advance(
        view.asks_to_keep ? (*texts_)("close.keep_this") : std::string_view{view.record_said}, 1.0,
        passed);
    keep_offered_.advance(as_aim(view.asks_to_keep), passed);
  }
  page_.advance(view.page ? &*view.page : nullptr, passed);
  dim_.advance(as_aim(eased_now_ && !paged_), passed);
  blank_.advance(as_aim(view.blank), passed);
  unblanked_.advance(as_aim(!view.blank), passed);
  eased_for_ = eased_now_ ? eased_for_ + passed : Seconds{0.0};

  const bool breathing = practising && state == RunState::running && view.run->cue.shown;
  advance_guide(view, breathing, passed);
  advance_feedback(view, breathing, passed);
  advance_words(view, passed);
  advance_panel(view, passed);
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
    } else if (view.run->kind != StepKind::ground && !view.panel && view.tally_of == 0) {
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
  if (view.page) {
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

  advance_view(view.place == Place::practice ? settings_.view : View::disc, passed);
  advance_cue(practising ? view.run->cue : Cue{}, breathing, passed);
}

/// One view leaves before the next comes.
void Stage::advance_view(View wanted, Seconds passed) {
  if (wanted != view_ && (view_shown_.linear() == 0.0 || guide_shown_.linear() == 0.0)) {
    view_ = wanted;
  }
  view_shown_.advance(as_aim(wanted == view_), passed);
}

void Stage::advance_cue(const Cue& cue, bool breathing, Seconds passed) {
  moving_.advance(as_aim(breathing), passed);
  if (breathing) {
    phase_ = cue.phase.value();
    if (const auto share = in_share(cue)) {
      in_share_ +=
          (std::clamp(*share, 0.2, 0.7) - in_share_) * (1.0 - std::exp(-(passed / Seconds{0.4})));
    }
  }
  const bool turning = breathing && until_turn(cue) <= kTurnFade / 2.0;
  const bool in = breathing && cue.inhaling != turning;
  in_.advance(as_aim(in), passed);
  out_.advance(as_aim(breathing && !in), passed);
}

void Stage::advance_feedback(const StageView& view, bool breathing, Seconds passed) {
  const bool practising = view.place == Place::practice && view.run.has_value();
  const bool shared = practising && view.run->state == RunState::running && !view.feedback_hidden &&
                      !view.body_unshown;
  ring_.advance(now_, view.own, view.own_origin, breathing && shared && !paged_);
  heart_.advance(now_);
  // The line moves along as the heart beats: not where nothing may move.
  const bool heart = settings_.motion != Motion::none && !heart_.empty();
  heart_shown_.advance(as_aim(shared && !paged_ && heart), passed);
  heart_word_.advance((*texts_)(view.simulated ? "practice.simulated_heart" : "practice.heart"),
                      1.0, passed);
  const bool resting =
      practising && view.run->state == RunState::paused && view.simulated && !view.feedback_hidden;
  const bool corner = !paged_ && (view.place == Place::start || shared || resting);
  std::string_view word;
  if (!view.said.empty()) {
    word = view.said;
  } else if (corner && view.simulated) {
    word = (*texts_)("signal.simulated");
  } else if (corner && view.signal != SignalWord::none) {
    word = (*texts_)(signal_text(view.signal));
  }
  corner_.advance(word, 1.0, passed);
  numbers_.advance(shared && !paged_ ? std::string_view{view.numbers} : "", 1.0, passed);
  const std::string& note = view.first_time ? first_time_.front() : view.sensor_note;
  sensor_note_.advance(view.place == Place::start ? std::string_view{note} : "", 1.0, passed);
}

void Stage::advance_words(const StageView& view, Seconds passed) {
  const bool running =
      view.place == Place::practice && view.run.has_value() && view.run->state == RunState::running;
  if (line_.opacity() == 0.0) {
    line_high_ = running && !view.run->cue.shown && (view.panel || view.tally_of > 0);
  }
  line_.advance(running ? std::string_view{view.run->line} : "",
                running ? view.run->line_opacity : 0.0, passed);
  const bool offered = running && !view.offered.empty();
  // With something in focus, Enter chooses it.
  const bool chooses = view.panel && view.panel->focus >= 0;
  // How to go on, where a key is waited for; else how to pass a step by that says it may be passed.
  std::string onward;
  if (running && !offered && !chooses) {
    const bool waits = view.run->waiting || view.run->hint;
    const bool passes = view.run->skippable || view.run->skip_line;
    onward = waits    ? spelled((*texts_)("key.enter"), (*texts_)("practice.on"))
             : passes ? spelled("X", (*texts_)("practice.pass_by"))
                      : "";
  }
  onward_.advance(onward, 1.0, passed);
  offered_.advance(offered ? std::string_view{view.offered} : "", 1.0, passed);

  const auto& lines = eased_for_ < kFirstEasedWords ? view.eased_first : view.eased_outward;
  const auto line = [&](std::size_t i) {
    return eased_now_ && i < lines.size() ? std::string_view{lines[i]} : std::string_view{};
  };
  eased_line_.advance(line(0), 1.0, passed);
  eased_second_.advance(line(1), 1.0, passed);
  offers_.advance(as_aim(eased_now_ && !view.offers_away && eased_for_ > kOffersAfter), passed);
}

void Stage::advance_panel(const StageView& view, Seconds passed) {
  const bool running = view.place == Place::practice && view.run.has_value() && !paged_ &&
                       view.run->state == RunState::running;
  panel_.advance(running && view.panel ? &*view.panel : nullptr, passed);
  free_foot_.advance(as_aim(!view.panel || view.place != Place::practice), passed);
  const bool dots = running && view.tally_of > 0;
  if (tally_shown_.linear() == 0.0) {
    tally_.assign(static_cast<std::size_t>(std::max(dots ? view.tally_of : 0, 0)),
                  Glide{Seconds{0.6}});
  }
  tally_shown_.advance(as_aim(dots && tally_.size() == static_cast<std::size_t>(view.tally_of)),
                       passed);
  for (std::size_t i = 0; i < tally_.size(); ++i) {
    tally_[i].advance(as_aim(static_cast<int>(i) < view.tally), passed);
  }
  ripple_age_ += passed;
  const bool around = view.place == Place::practice && view.run.has_value() && !paged_ &&
                      !eased_now_ && view.surroundings != Surroundings::none;
  if (surroundings_shown_.linear() == 0.0) {
    surroundings_ = view.surroundings;
  }
  surroundings_shown_.advance(as_aim(around && view.surroundings == surroundings_), passed);
  nearness_ += (view.nearness - nearness_) * (1.0 - std::exp(-(passed / kNearer)));
  if (!view.surroundings_still && settings_.motion == Motion::full) {
    scene_time_ += passed;
  }
}

}  // namespace ebb::scene
