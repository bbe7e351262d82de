#include "guidance/sitting.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace ebb {
namespace {

constexpr double kGlide = 4.0;  // seconds from one practice's picture and sound to another's

}  // namespace

Sitting::Sitting(WaysOut ways_out, Pacer::Config pacer, PracticeRun::Tell tell)
    : ways_out_(std::move(ways_out)), pacer_(pacer), tell_(std::move(tell)) {}

PracticeRun* Sitting::run() { return aside_ ? &*aside_ : practice_ ? &*practice_ : nullptr; }

void Sitting::begin(Practice practice, HostTime now, RunChoices choices) {
  drop_practices(now);
  front_ = Front::practice;
  glide(now);
  practice_.emplace(std::move(practice), pacer_, now, tell_, std::move(choices));
}

void Sitting::begin_grounding(HostTime now) {
  if (!ways_out_.grounding) {
    return;
  }
  drop_practices(now);
  if (tell_) {
    tell_({now, ways_out_.grounding->id, "route: grounding", "", 0.0});
  }
  go(Front::grounding, now);
}

/// To one of the ways out, over whatever there is; what was in front stands still meanwhile.
void Sitting::go(Front front, HostTime now) {
  if (practice_ && practice_->state() != RunState::closed) {
    const bool held = practice_->state() == RunState::eased_off;
    if (front == Front::grounding) {
      practice_->press(Wish::grounding, now);
    } else if (!held) {
      practice_->press(Wish::ease_off, now);
    } else if (tell_) {
      tell_({now, practice_->practice().id, "eased off", "", 0.0});
    }
  }
  drop_aside(now);
  glide(now);
  front_ = front;
  const auto& practice = front == Front::ease_off ? ways_out_.ease_off : ways_out_.grounding;
  aside_.emplace(*practice, pacer_, now, tell_);
}

void Sitting::drop_aside(HostTime now) {
  if (aside_) {
    aside_->press(Wish::stop, now);
    keep_answers(*aside_);
    aside_.reset();
  }
}

void Sitting::drop_practices(HostTime now) {
  end_all(now);
  drop_aside(now);
  if (practice_) {
    keep_answers(*practice_);
    practice_.reset();
  }
}

void Sitting::keep_answers(const PracticeRun& of) {
  answers_.insert(answers_.end(), of.answers().begin(), of.answers().end());
}

void Sitting::back(HostTime now) {
  if (!practice_ || practice_->state() == RunState::closed) {
    end_all(now);
    return;
  }
  drop_aside(now);
  glide(now);
  front_ = Front::practice;
  practice_->press(Wish::on, now);  // it goes on with an out-breath, and leads nobody unasked
}

void Sitting::end_all(HostTime now) {
  if (aside_) {
    aside_->press(Wish::stop, now);
  }
  if (practice_) {
    practice_->press(Wish::stop, now);
  }
}

void Sitting::press(Wish wish, HostTime now) {
  PracticeRun* const front = run();
  const bool over = front == nullptr || front->state() == RunState::closed;
  if (wish == Wish::grounding) {
    if (grounding() && !over) {
      back(now);
    } else if (ways_out_.grounding) {
      go(Front::grounding, now);
    }
    return;
  }
  if (over) {
    return;
  }
  if (wish == Wish::stop) {
    end_all(now);
  } else if (wish == Wish::ease_off && easing_off()) {
    back(now);
  } else if (wish == Wish::ease_off && ways_out_.ease_off) {
    go(Front::ease_off, now);
  } else if (wish == Wish::take_up) {
    const auto taken = front->take_up(now);
    if (taken && taken->kind == ConsoleOffer::Kind::grounding && ways_out_.grounding) {
      go(Front::grounding, now);
    }
  } else {
    front->press(wish, now);
  }
}

std::optional<OfferMeaning> Sitting::choose_offer(std::size_t offer, HostTime now) {
  PracticeRun* const front = run();
  const auto meaning = front != nullptr ? front->choose_offer(offer, now) : std::nullopt;
  if (meaning == OfferMeaning::grounding) {
    press(Wish::grounding, now);
  } else if (meaning == OfferMeaning::back && aside_) {
    back(now);
  } else if (meaning == OfferMeaning::stop) {
    end_all(now);
  }
  return meaning;
}

bool Sitting::offer(const ConsoleOffer& offer, HostTime now) {
  PracticeRun* const front = run();
  return front != nullptr && front->offer(offer, now);
}

HostTime Sitting::next_due() const {
  return aside_ ? aside_->next_due() : practice_ ? practice_->next_due() : HostTime::max();
}

/// What is shown now is what the next practice's picture and sound glide away from.
void Sitting::glide(HostTime now) {
  glides_since_ = now;
  from_dim_ = dim_;
  from_motion_ = motion_;
  from_sound_ = sound_;
}

RunView Sitting::advance(HostTime now, const BodyNow& body) {
  PracticeRun* const front = run();
  if (front == nullptr) {
    RunView nothing;
    nothing.state = RunState::closed;
    return nothing;
  }
  RunView view = front->advance(now, body);
  if (aside_ && view.state == RunState::closed && practice_) {
    practice_->press(Wish::stop, now);  // nothing goes on by itself after an end
  }
  if (easing_off() && view.state != RunState::closed) {
    view.state = RunState::eased_off;
  }
  const double part = std::clamp(Seconds{now - glides_since_}.count() / kGlide, 0.0, 1.0);
  const double there = 0.5 - 0.5 * std::cos(std::numbers::pi * part);
  const auto between = [there](double from, double to) { return from + (to - from) * there; };
  if (view.state != RunState::closed) {
    dim_ = view.dim = between(from_dim_, view.dim);
    motion_ = view.motion = std::min(view.motion, between(from_motion_, view.motion));
    sound_ = view.sound = between(from_sound_, view.sound);
  } else {
    sound_ = 0.0;
  }
  return view;
}

std::vector<Answer> Sitting::answers() const {
  std::vector<Answer> all = answers_;
  for (const auto* one : {&practice_, &aside_}) {
    if (*one) {
      all.insert(all.end(), (*one)->answers().begin(), (*one)->answers().end());
    }
  }
  return all;
}

}  // namespace ebb
