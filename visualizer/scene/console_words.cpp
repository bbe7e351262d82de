// What a console says, in sentences.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "visualizer/scene/brush.hpp"
#include "visualizer/scene/console_screen.hpp"
#include "visualizer/scene/typed_text.hpp"

namespace ebb::scene {
namespace {

constexpr double kGood = 0.8;
constexpr double kFair = 0.5;
constexpr Seconds kOld{10.0};
/// Between two things on one row: the em space is drawn wide, and a row may break after it.
constexpr std::string_view kAside = "\u2003 ";

std::string filled(std::string text, std::string_view name, std::string_view value) {
  const std::string place = "{" + std::string{name} + "}";
  if (const auto at = text.find(place); at != std::string::npos) {
    text.replace(at, place.size(), value);
  }
  return text;
}

std::string number(double value, int decimals) {
  char text[32];
  const double bounded = std::clamp(std::isfinite(value) ? value : 0.0, -9999.0, 9999.0);
  std::snprintf(text, sizeof text, "%.*f", decimals, bounded);
  return text;
}

/// 1:42
std::string clock_time(Seconds length) {
  const auto whole = static_cast<long>(std::clamp(length.count(), 0.0, 359999.0));
  char text[32];
  std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
  return text;
}

std::string_view quality_word(double quality) {
  return quality >= kGood ? "console.good" : quality >= kFair ? "console.fair" : "console.finding";
}

std::string_view fault_words(SignalFault fault) {
  switch (fault) {
    case SignalFault::flat:
      return "fault.flat";
    case SignalFault::clipped:
      return "fault.clipped";
    case SignalFault::mains:
      return "fault.mains";
    case SignalFault::motion:
      return "fault.motion";
    case SignalFault::damaged:
      return "fault.damaged";
    case SignalFault::off_body:
      return "fault.off_body";
    case SignalFault::too_few_beats:
      return "fault.too_few";
    case SignalFault::two_rates:
      return "fault.two_rates";
    case SignalFault::none:
      break;
  }
  return "";
}

std::string_view kind_words(ConsoleOffer::Kind kind) {
  switch (kind) {
    case ConsoleOffer::Kind::soften:
      return "console.softer";
    case ConsoleOffer::Kind::pace:
      return "console.pace";
    case ConsoleOffer::Kind::words:
      return "console.words";
    case ConsoleOffer::Kind::grounding:
      return "console.grounding";
    case ConsoleOffer::Kind::pause:
      return "console.rest";
    case ConsoleOffer::Kind::together:
      return "console.together";
    case ConsoleOffer::Kind::slot:
      return "console.own_words";
  }
  return "";
}

}  // namespace

std::string ConsoleScreen::agreed_words() const {
  const Texts& t = *texts_;
  using Stage = SessionAgreement::Stage;
  if (!agreement_) {
    return std::string{t("console.nothing_agreed")};
  }
  if (agreement_->stage == Stage::declined) {
    return std::string{t("console.declined")};
  }
  const SessionAgreement& a = *agreement_;
  std::string words{t(a.stage == Stage::agreed ? "console.agreed" : "console.proposed")};
  words = filled(words, "minutes", number(a.minutes, 0));
  words = filled(words, "feedback", t(a.feedback_shown ? "proposal.shown" : "proposal.hidden"));
  words = filled(words, "record", t(a.kept ? "proposal.kept" : "proposal.not_kept"));
  words = filled(words, "purpose", a.purpose.empty() ? t("console.no_purpose") : a.purpose);
  return a.label.empty() ? words : a.label + std::string{kAside} + words;
}

std::string ConsoleScreen::practice_words() const {
  const Texts& t = *texts_;
  if (!screen_is_there()) {
    return std::string{t("console.no_screen")};
  }
  if (!practising()) {
    return std::string{t("console.between")};
  }
  std::string step = filled(std::string{t("console.step")}, "step", showing_->step);
  step = filled(step, "number", number(static_cast<double>(showing_->step_number) + 1.0, 0));
  step = filled(step, "count", number(static_cast<double>(showing_->step_count), 0));
  step = filled(step, "time", clock_time(showing_->in_step));
  std::string words = showing_->title;
  words.append(kAside).append(step);
  if (showing_->state == RunState::paused) {
    words.append(kAside).append(t("console.resting"));
  } else if (showing_->state == RunState::eased_off) {
    words.append(kAside).append(t("console.eased"));
  }
  return words;
}

std::string ConsoleScreen::signal_words() const {
  const Texts& t = *texts_;
  const auto word = [&](const auto& estimate, SignalFault fault) {
    if (!snapshot_ || (!estimate && fault == SignalFault::none)) {
      return t("console.not_heard");
    }
    return t(quality_word(estimate ? estimate->quality : 0.0));
  };
  const Snapshot none;
  const Snapshot& s = snapshot_ ? *snapshot_ : none;
  std::string words{t("console.signal")};
  words = filled(words, "heart", word(s.heart_rate, s.heart_fault));
  words = filled(words, "breath", word(s.breath_rate, s.breath_fault));
  if (s.second_breath) {
    words += kAside;
    words += filled(std::string{t("console.second")}, "breath",
                    t(quality_word(s.second_breath->rate.quality)));
  }
  return words;
}

/// What is in the way and what to try; empty when nothing is.
std::string ConsoleScreen::advice() const {
  const Texts& t = *texts_;
  if (!snapshot_ || Seconds{now_ - snapshot_->time} > kOld) {
    return std::string{t("console.no_service")};
  }
  for (const SourceStatus& source : snapshot_->sources) {
    if (source.state != LinkState::streaming && !source.note.empty()) {
      return source.note;
    }
  }
  if (snapshot_->heart_fault != SignalFault::none) {
    return filled(std::string{t("console.heart_trouble")}, "what",
                  t(fault_words(snapshot_->heart_fault)));
  }
  if (snapshot_->breath_fault != SignalFault::none) {
    return filled(std::string{t("console.breath_trouble")}, "what",
                  t(fault_words(snapshot_->breath_fault)));
  }
  return {};
}

std::string ConsoleScreen::body_words() const {
  const Texts& t = *texts_;
  std::string words;
  const auto add = [&words](const std::string& part) {
    words += words.empty() ? "" : kAside;
    words += part;
  };
  if (practising() && showing_->guide.value() > 0.0) {
    add(filled(std::string{t("console.guide")}, "rate", number(showing_->guide.value(), 1)));
  }
  if (!snapshot_ || Seconds{now_ - snapshot_->time} > kOld) {
    return words;
  }
  const auto about = [&](std::string_view key, std::string_view ranged, const auto& estimate) {
    if (!estimate || estimate->quality < kFair) {
      return;
    }
    const bool range = estimate->low < estimate->high;
    std::string part =
        filled(std::string{t(range ? ranged : key)}, "rate", number(estimate->value.value(), 0));
    part = filled(part, "low", number(estimate->low.value(), 0));
    add(filled(part, "high", number(estimate->high.value(), 0)));
  };
  if (shared()) {
    about("console.breath", "console.breath_range", snapshot_->breath_rate);
    about("console.heart", "console.heart_range", snapshot_->heart_rate);
  }
  if (snapshot_->second_breath) {
    add(filled(std::string{t("console.second_rate")}, "rate",
               number(snapshot_->second_breath->rate.value.value(), 0)));
  }
  return words;
}

std::string ConsoleScreen::visible_words() const {
  const Texts& t = *texts_;
  if (!screen_is_there()) {
    return {};
  }
  constexpr std::pair<std::string_view, std::string_view> kSeen[] = {
      {"shape", "seen.shape"},     {"words", "seen.words"}, {"own breath", "seen.own_breath"},
      {"heart", "seen.heart"},     {"page", "seen.page"},   {"nothing", "seen.nothing"},
      {"numbers", "seen.numbers"},
  };
  std::string list;
  for (const std::string& one : showing_->visible) {
    for (const auto& [word, key] : kSeen) {
      if (word == one) {
        list += list.empty() ? "" : ", ";
        list += t(key);
      }
    }
  }
  std::string words = filled(std::string{t("console.sees")}, "visible", list);
  if (!showing_->shared) {
    words.append(kAside).append(t("console.not_shared"));
  }
  if (showing_->together) {
    words.append(kAside).append(t("console.breathing_together"));
  }
  return words;
}

std::string ConsoleScreen::answered(const OfferAnswer& answer) const {
  const Texts& t = *texts_;
  using What = OfferAnswer::What;
  const Seconds since{answer.time - (showing_->time - to_microseconds(showing_->in_practice))};
  const std::string at = clock_time(since);
  if (answer.what == What::own_pace) {
    return filled(std::string{t("console.own_pace")}, "time", at);
  }
  const std::string offer{answer.offer ? t(kind_words(*answer.offer)) : ""};
  std::string words{t(answer.what == What::taken_up   ? "console.taken"
                      : answer.what == What::not_used ? "console.not_used"
                                                      : "console.not_taken")};
  return filled(filled(words, "offer", offer), "time", at);
}

/// The last three answers, newest first, and what stands there now.
std::string ConsoleScreen::answer_words() const {
  const Texts& t = *texts_;
  std::string words;
  if (!practising()) {
    return words;
  }
  if (showing_->offered) {
    words = filled(std::string{t("console.stands")}, "offer", t(kind_words(*showing_->offered)));
    if (showing_->offered == ConsoleOffer::Kind::pace && pace_) {
      words += " " + number(*pace_, 1);
    }
  }
  const auto& answers = showing_->answers;
  const std::size_t most = std::min<std::size_t>(answers.size(), 3);
  for (std::size_t i = 0; i < most; ++i) {
    words += words.empty() ? "" : kAside;
    words += answered(answers[answers.size() - 1 - i]);
  }
  return words;
}

std::string ConsoleScreen::written_words() const {
  const Texts& t = *texts_;
  std::string asked{t(writing_ == Writing::words   ? "console.write_words"
                      : writing_ == Writing::label ? "console.write_label"
                                                   : "console.write_slot")};
  if (writing_ == Writing::slot) {
    std::string slot = slot_;
    std::replace(slot.begin(), slot.end(), '_', ' ');
    asked = filled(asked, "slot", slot);
  }
  return asked + " " + with_caret(written_, t.right_to_left());
}

std::vector<std::pair<std::string, char32_t>> ConsoleScreen::commands() const {
  const Texts& t = *texts_;
  std::vector<std::pair<std::string, char32_t>> all = {
      {spelled("S", t("console.softer")), U's'},    {spelled("-", t("console.slower")), U'-'},
      {spelled("+", t("console.quicker")), U'+'},   {spelled("W", t("console.words")), U'w'},
      {spelled("O", t("console.own_words")), U'o'}, {spelled("G", t("console.grounding")), U'g'},
      {spelled("P", t("console.rest")), U'p'},
  };
  if (snapshot_ && snapshot_->second_breath) {
    all.emplace_back(spelled("T", t("console.together")), U't');
  }
  all.emplace_back(spelled("M", t("console.mark")), U'm');
  all.emplace_back(spelled("L", t("console.label")), U'l');
  all.emplace_back(spelled("A", t("console.agree")), U'a');
  return all;
}

}  // namespace ebb::scene
