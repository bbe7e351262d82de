#include "session/breath_path.hpp"

#include <algorithm>
#include <utility>

namespace ebb {

namespace {

constexpr Seconds kBetweenWeighings{1.0};
// A signal that says nothing for so long gives its place to another.
constexpr Seconds kSilent{5.0};
// By how much a breath may begin before the end of the last one, seen by another sensor.
constexpr Seconds kOverlap{0.5};

bool is_silent(const BreathVoice& voice, HostTime arrival) {
  return arrival - voice.heard() > to_microseconds(kSilent);
}

}  // namespace

BreathVoice* BreathPath::voice_of(std::size_t source, const WaveSample& sample) {
  const BreathVoice::Name name = BreathVoice::name_of(source, sample);
  for (BreathVoice& voice : voices_) {
    if (voice.name() == name) {
      return &voice;
    }
  }
  if (voices_.size() < kVoices) {
    voices_.reserve(kVoices);
    voices_.emplace_back(name);
    return &voices_.back();
  }
  for (BreathVoice& voice : voices_) {
    if (is_silent(voice, sample.arrival)) {
      voice = BreathVoice{name};
      return &voice;
    }
  }
  return nullptr;
}

std::optional<Breath> BreathPath::push(std::size_t source, const WaveSample& sample,
                                       HostTime time) {
  BreathVoice* const voice = voice_of(source, sample);
  if (voice == nullptr) {
    return std::nullopt;
  }
  const std::optional<Breath> breath = voice->push(sample, time);
  if (!breath || voice != spokesman()) {
    return std::nullopt;
  }
  const bool again = breath->start + to_microseconds(kOverlap) < told_until_ &&
                     breath->start + to_microseconds(breath->period) > told_until_;
  if (again) {
    return std::nullopt;  // the one before was another's, and reached into this one
  }
  told_until_ = breath->start + to_microseconds(breath->period);
  return breath;
}

BreathPath::Speakers BreathPath::speakers(HostTime now, const HeartWords& heart) const {
  Speakers all{};
  for (std::size_t i = 0; i < voices_.size(); ++i) {
    all[i] = voices_[i].speaker(now);
  }
  all[kVoices] = {BreathSight::heart, heart.waves};
  all[kVoices + 1] = {BreathSight::heart, heart.swing};
  return all;
}

bool BreathPath::is_due(HostTime arrival) const {
  return arrival - weighed_ >= to_microseconds(kBetweenWeighings);
}

void BreathPath::weigh(HostTime arrival, const HeartWords& heart) {
  weighed_ = arrival;
  const Speakers all = speakers(arrival, heart);
  own_.push(arrival, all);
  choose_spokesman(arrival, all);
}

void BreathPath::choose_spokesman(HostTime arrival, const Speakers& all) {
  std::size_t next = spokesman_;
  if (own_.leader() && *own_.leader() < voices_.size()) {
    next = *own_.leader();
  } else if (spokesman_ < voices_.size() && is_silent(voices_[spokesman_], arrival)) {
    for (std::size_t i = 0; i < voices_.size(); ++i) {
      next = all[i].says.rate && (!all[next].says.rate ||
                                  all[i].says.rate->quality > all[next].says.rate->quality)
                 ? i
                 : next;
    }
  }
  changed_ = changed_ || next != spokesman_;
  spokesman_ = next;
}

bool BreathPath::changed() { return std::exchange(changed_, false); }

void BreathPath::mute(std::size_t source) {
  for (BreathVoice& voice : voices_) {
    if (voice.name().source == source) {
      voice.mute();
    }
  }
}

Breathing BreathPath::at(HostTime now, const HeartWords& heart) const {
  return own_.choose(speakers(now, heart));
}

}  // namespace ebb
