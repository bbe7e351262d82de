#include "visualizer/scene/looking_back/made_past.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <random>
#include <utility>

namespace ebb::scene {
namespace {

constexpr std::int64_t kNewest = 1'795'368'600'000;  ///< 2026-11-22T18:30:00+01:00
constexpr std::int64_t kDayMs = 86'400'000;
constexpr double kPractice = 90.0;
constexpr double kRest = 390.0;
constexpr double kEnd = 720.0;
constexpr double kFall = 12.0;
constexpr double kHalfTime = 42.0;

using Steps = std::array<std::pair<double, const char*>, 4>;
constexpr Steps kSteps{
    {{90.0, "arrive"}, {180.0, "notice"}, {255.0, "belong"}, {320.0, "kindness"}}};
constexpr std::array kLabels{"Tuesday A", "", "", "with Ros", "", ""};
constexpr std::array kWords{"shoulders a bit lower; still sad",
                            "nothing much, a bit lighter in the jaw", "wanted to stop, and stayed",
                            "rain on the window the whole time"};

double breaths_a_minute(double seconds) {
  if (seconds < kPractice) {
    return 14.0;
  }
  return seconds < kRest ? std::max(7.0, 13.0 - (seconds - kPractice) * 0.045) : 11.0;
}

double heart_at(double seconds, MadePast::Heart heart, double base, double fall = kFall,
                double half_time = kHalfTime) {
  const double since = seconds - kRest;
  switch (heart) {
    case MadePast::Heart::falls:
      return base + (since < 0.0 ? fall : fall * std::exp2(-since / half_time));
    case MadePast::Heart::rises:
      return base + (since < 0.0 ? 0.0 : fall * (1.0 - std::exp2(-since / half_time)));
    case MadePast::Heart::waves:
      return base + 7.0 * std::sin(seconds / 45.0 * 2.0 * std::numbers::pi / 2.0);
    case MadePast::Heart::flat:
      break;
  }
  return base;
}

void add_practice(KeptSession& session) {
  const auto tell = [&](double at, const char* what, const char* step, double rate = 0.0) {
    session.practice.push_back({at_seconds<HostTime>(at), session.head.practice, what, step, rate});
  };
  tell(kPractice, "began", kSteps.front().second);
  for (const auto& [at, step] : kSteps) {
    tell(at, "step", step);
  }
  for (double at = kPractice; at < kRest;) {
    const double rate = breaths_a_minute(at);
    const char* step = kSteps.front().second;
    for (const auto& [from, name] : kSteps) {
      step = from <= at ? name : step;
    }
    tell(at, "cue in", step, rate);
    tell(at + 24.0 / rate, "cue out", step, rate);
    at += 60.0 / rate;
  }
  tell(kRest, "step", "rest");
  tell(kEnd - 1.0, "ended", "rest");
}

/// Beats and breaths; a stretch from `gap` on is not heard.
void add_body(KeptSession& session, MadePast::Heart heart, std::uint32_t seed, double gap) {
  std::mt19937 random{seed};
  std::normal_distribution<double> little{0.0, 1.0};
  const double base = 68.0 + static_cast<double>(seed % 7U);
  const double fall =
      kFall + static_cast<double>((seed - 17U) * 5U % 9U) - (seed == 17U ? 0.0 : 4.0);
  const double half_time = kHalfTime * (0.7 + 0.15 * static_cast<double>(seed % 5U));
  double drift = 0.0;
  double phase = 0.0;
  double seconds = 0.3;
  double breath_from = 0.0;
  bool lost = false;
  while (seconds < kEnd) {
    const double swing = 2.5 * std::sin(2.0 * std::numbers::pi * phase);
    drift += 0.03 * (-drift) + 0.28 * little(random);
    const double interval =
        60.0 / (heart_at(seconds, heart, base, fall, half_time) + swing + drift);
    seconds += interval;
    phase += interval * breaths_a_minute(seconds) / 60.0;
    const bool heard = seconds < gap || seconds > gap + 45.0;
    if (heard) {
      const bool odd = random() % 60U == 0;
      session.beats.push_back({at_seconds<HostTime>(seconds), Seconds{lost ? 0.0 : interval},
                               lost  ? IntervalVerdict::gap
                               : odd ? IntervalVerdict::ectopic
                                     : IntervalVerdict::normal,
                               Milliseconds{}});
    }
    lost = !heard;
    if (phase >= 1.0) {
      phase -= 1.0;
      if (heard) {
        session.breaths.push_back({at_seconds<HostTime>(breath_from),
                                   Seconds{seconds - breath_from}, 1.0, 0.9,
                                   BreathOrigin::respiration, Seconds{}});
      }
      breath_from = seconds;
    }
  }
}

}  // namespace

MadePast::MadePast(const Manner& manner) : manner_(manner), shut_(!manner.passphrase.empty()) {
  for (std::size_t i = 0; manner.journal && i < kWords.size(); ++i) {
    JournalEntry entry;
    entry.id = "entry" + std::to_string(i);
    const int number = static_cast<int>(i) * 2;
    entry.written_ms = kNewest + 900'000 - static_cast<std::int64_t>(number) * 5 * kDayMs;
    entry.utc_offset_min = 60;
    entry.text = kWords[i];
    entry.session = i == 2 ? "" : head(number).id;
    entry.bring = i == 0;
    entry.together = i != 3;
    entry.starred = i == 1;
    journal_.push_back(std::move(entry));
  }
}

SessionHead MadePast::head(int number) const {
  SessionHead head;
  head.id = "made" + std::to_string(100 + number);
  head.label = kLabels[static_cast<std::size_t>(number) % kLabels.size()];
  head.started_ms = kNewest - static_cast<std::int64_t>(number) * 5 * kDayMs +
                    static_cast<std::int64_t>(number % 3) * 9'000'000;
  head.utc_offset_min = 60;
  head.length = Seconds{kEnd};
  head.practice = "kind-pause";
  head.sensors = {"Strap"};
  return head;
}

KeptSession MadePast::session(int number) const {
  KeptSession session;
  session.head = head(number);
  session.software = "made of formulas";
  session.finished = true;
  const bool watch = manner_.rate_only && number == 0;
  if (watch) {
    session.can_tell.heart_rate = true;
    for (double at = 1.0; at < kEnd; at += 1.0) {
      session.rates.push_back(
          {at_seconds<HostTime>(at), KeptRate::Of::heart, heart_at(at, manner_.heart, 70.0), 0.9});
    }
  } else {
    session.can_tell.intervals = true;
    session.can_tell.respiration = true;
    session.can_tell.optical = number > 0 && number <= manner_.other_sensor;
    session.can_tell.ppg = session.can_tell.optical;
    add_body(session, manner_.heart, 17U + static_cast<std::uint32_t>(number),
             number == 0 ? 205.0 : 1e9);
  }
  add_practice(session);
  session.marks.push_back(
      {"mark-a", at_seconds<HostTime>(330.0 + number), "kindness", false, Whose::person});
  session.marks.push_back(
      {"mark-b", at_seconds<HostTime>(250.0), "mentioned sister", false, Whose::therapist});
  ebb::Words said{at_seconds<HostTime>(kEnd - 5.0),
                  WordsKind::note,
                  "warm hands",
                  "",
                  "",
                  Whose::person,
                  false};
  session.words.push_back({"words-a", said, false});
  for (const auto& [at, weather] : {std::pair{95.0, "drizzle"}, std::pair{kEnd - 20.0, "cloud"}}) {
    said.time = at_seconds<HostTime>(at);
    said.kind = WordsKind::weather;
    said.text = weather;
    said.together = true;
    session.words.push_back({std::string{"weather-"} + weather, said, false});
  }
  return session;
}

std::optional<Found> MadePast::answer_about_lock(const Errand& errand) {
  if (const auto* unlock = std::get_if<Unlock>(&errand)) {
    shut_ = !unlock->passphrase->same_as(Passphrase{manner_.passphrase});
    return FoundUnlocked{shut_ ? "That is not the passphrase; nothing was opened." : ""};
  }
  if (std::holds_alternative<LockAgain>(errand)) {
    shut_ = true;
    return FoundLocked{};
  }
  if (shut_ && std::holds_alternative<ReadShelf>(errand)) {
    return FoundLocked{};
  }
  return std::nullopt;
}

std::optional<Found> MadePast::answer(const Errand& errand) {
  asked_.push_back(errand);
  if (auto found = answer_about_lock(errand)) {
    return found;
  }
  if (std::holds_alternative<ReadShelf>(errand)) {
    FoundShelf shelf;
    for (int i = 0; i < manner_.sessions; ++i) {
      if (gone_.count(head(i).id) == 0) {
        shelf.sessions.push_back(head(i));
      }
    }
    shelf.journal = journal_;
    return shelf;
  }
  if (const auto* read = std::get_if<ReadSession>(&errand)) {
    for (int i = 0; i < manner_.sessions; ++i) {
      if (head(i).id == read->session && gone_.count(read->session) == 0) {
        return FoundSession{read->session, std::make_shared<LookedAt>(look_at(session(i)))};
      }
    }
    return FoundSession{read->session, nullptr};
  }
  if (const auto* gone = std::get_if<DeleteSession>(&errand)) {
    gone_.insert(gone->session);
    return std::nullopt;
  }
  if (std::holds_alternative<ReadStarred>(errand)) {
    return FoundStarred{{{head(1).id, StarredMoment::Of::mark, "mentioned sister"}}};
  }
  if (const auto* out = std::get_if<LetOutSession>(&errand); out != nullptr && !out->write) {
    for (int i = 0; i < manner_.sessions; ++i) {
      if (head(i).id == out->session) {
        return FoundLeaving{
            out->session, leaving_fields(names_removed(session(i), {"7c1d93aa", out->labels, {}}))};
      }
    }
    return std::nullopt;
  }
  if (const auto* print = std::get_if<PrintSession>(&errand)) {
    return FoundWritten{print->session, "the folder \u201cprinted\u201d"};
  }
  if (const auto* keep = std::get_if<KeepEntry>(&errand)) {
    JournalEntry entry = keep->entry;
    for (JournalEntry& known : journal_) {
      if (known.id == entry.id) {
        known = entry;
        return std::nullopt;
      }
    }
    entry.id = "entry" + std::to_string(journal_.size());
    entry.written_ms = kNewest + 1'000'000;
    entry.utc_offset_min = 60;
    journal_.insert(journal_.begin(), entry);
    return FoundEntry{entry};
  }
  return std::nullopt;
}

}  // namespace ebb::scene
