#include "guidance/line_cadence.hpp"

#include <algorithm>
#include <utility>

namespace ebb {
namespace {

constexpr Microseconds kFadeIn{400'000};
constexpr Microseconds kFadeOut{700'000};

double part(Microseconds of, Microseconds whole) {
  return std::clamp(static_cast<double>(of.count()) / static_cast<double>(whole.count()), 0.0, 1.0);
}

}  // namespace

Seconds reading_time(std::string_view line) {
  int words = 0;
  bool inside = false;
  for (const char c : line) {
    const bool space = c == ' ' || c == '\t' || c == '\n';
    words += !space && !inside ? 1 : 0;
    inside = !space;
  }
  return Seconds{std::max(4.0, 1.5 + 0.4 * words)};
}

void LineCadence::begin(std::vector<std::string> lines, Length every, bool last_stays, HostTime now,
                        HostTime earliest) {
  const HostTime free = cut(now);
  lines_ = std::move(lines);
  every_ = every;
  last_stays_ = last_stays;
  index_ = 0;
  if (!lines_.empty()) {
    bring(0, std::max(free, earliest));
  }
}

void LineCadence::breath_turns(HostTime start, Microseconds period) {
  const HostTime at = start + period - kFadeIn;  // words are there by the turn, not in its rise
  if (!line_) {
    if (aside_ && (!leaving_ || at >= leaving_->until + kFadeOut + period)) {
      bring_aside(at);
    }
    return;
  }
  if (start >= line_->from) {
    ++breaths_;
  }
  const HostTime read = line_->from + to_microseconds(reading_time(line_->text));
  if (aside_) {
    if (at >= read + kFadeOut + period) {
      leaving_ = std::move(line_);
      leaving_->until = std::min(leaving_->until, at - kFadeOut);
      bring_aside(at);
    }
    return;
  }
  if (index_ + 1 >= lines_.size()) {
    return;
  }
  HostTime earliest = read + kFadeOut + period;
  if (const auto* wanted = std::get_if<Seconds>(&every_)) {
    earliest = std::max(earliest, line_->from + to_microseconds(*wanted));
  } else if (const auto* count = std::get_if<BreathCount>(&every_);
             count != nullptr && breaths_ < count->breaths) {
    return;
  }
  if (at >= earliest) {
    leaving_ = std::move(line_);
    bring(index_ + 1, at);
  }
}

void LineCadence::reword(std::vector<std::string> lines, bool keep_current, HostTime now) {
  if (lines.size() != lines_.size()) {
    return;
  }
  lines_ = std::move(lines);
  if (!line_ || on_aside_ || line_->text == lines_[index_] ||
      (keep_current && now >= line_->from)) {
    return;
  }
  if (now < line_->from) {
    line_->text = lines_[index_];
    return;
  }
  const HostTime free = cut(now);
  bring(index_, free);
}

bool LineCadence::previous(HostTime now) {
  if (lines_.empty()) {
    return false;
  }
  const bool unseen = line_ && now < line_->from;
  const std::size_t back = unseen ? 2 : 1;
  const HostTime free = cut(now);
  bring(index_ >= back ? index_ - back : 0, free);
  return true;
}

bool LineCadence::next(HostTime now) {
  if (line_ && now < line_->from) {  // it is on its way already
    const HostTime from = cut(now);
    bring(index_, from);
    return true;
  }
  if (index_ + 1 >= lines_.size()) {
    return false;
  }
  const HostTime free = cut(now);
  bring(index_ + 1, free);
  return true;
}

void LineCadence::hush(HostTime now) {
  static_cast<void>(cut(now));
  lines_.clear();
}

void LineCadence::shift(Microseconds by) {
  for (auto* shown : {&leaving_, &line_}) {
    if (*shown) {
      (*shown)->from += by;
      (*shown)->until = (*shown)->until == HostTime::max() ? HostTime::max() : (*shown)->until + by;
    }
  }
}

LineCadence::View LineCadence::at(HostTime now) const {
  const Shown* shown = line_ && now >= line_->from ? &*line_ : leaving_ ? &*leaving_ : nullptr;
  if (shown == nullptr || now < shown->from) {
    return {};
  }
  double opacity = part(std::min(now, shown->until) - shown->from, kFadeIn);
  if (now > shown->until) {
    opacity *= 1.0 - part(now - shown->until, kFadeOut);
  }
  return opacity > 0.0 && !shown->text.empty() ? View{shown->text, opacity} : View{};
}

std::optional<HostTime> LineCadence::all_read() const {
  if (!line_) {
    return HostTime::min();
  }
  if (index_ + 1 < lines_.size()) {
    return std::nullopt;
  }
  return line_->from + to_microseconds(reading_time(line_->text));
}

/// Begins to fade out what can be read now; answers when the place is free.
HostTime LineCadence::cut(HostTime now) {
  if (line_ && now >= line_->from) {
    leaving_ = std::move(line_);
  }
  line_.reset();
  if (!leaving_ || at(now).text.empty()) {
    leaving_.reset();
    return now;
  }
  leaving_->until = std::min(leaving_->until, now);
  return leaving_->until + kFadeOut;
}

void LineCadence::bring(std::size_t index, HostTime from) {
  index_ = index;
  breaths_ = 0;
  on_aside_ = false;
  const bool stays = last_stays_ && index + 1 == lines_.size();
  line_ = Shown{lines_[index], from,
                stays ? HostTime::max() : from + to_microseconds(reading_time(lines_[index]))};
}

void LineCadence::bring_aside(HostTime from) {
  breaths_ = 0;
  const HostTime until = from + to_microseconds(reading_time(*aside_));
  line_ = Shown{std::move(*aside_), from, until};
  aside_.reset();
  on_aside_ = true;
}

}  // namespace ebb
