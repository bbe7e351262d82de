#include "report/session_page.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "archive/exports/even_means.hpp"
#include "archive/exports/number_text.hpp"
#include "archive/session_file/session_file.hpp"
#include "session/calm_down/calm_down.hpp"
#include "session/calm_down/paced_spans.hpp"
#include "session/calm_down/smooth_curve.hpp"

namespace ebb {
namespace {

constexpr std::size_t kMostMoments = 20;

std::string whole(double value) { return std::to_string(std::lround(value)); }

/// "22 November 2026, 19:30"
std::string day_and_time(const SessionHead& head) {
  constexpr std::array<const char*, 12> kMonths{"January",   "February", "March",    "April",
                                                "May",       "June",     "July",     "August",
                                                "September", "October",  "November", "December"};
  const std::string iso = iso_8601(head.started_ms, head.utc_offset_min);
  const auto month = static_cast<std::size_t>(std::stoi(iso.substr(5, 2)));
  return std::to_string(std::stoi(iso.substr(8, 2))) + " " + kMonths.at(month - 1) + " " +
         iso.substr(0, 4) + ", " + iso.substr(11, 5);
}

std::string about(const KeptSession& session, const PageWishes& wishes) {
  const SessionHead& head = session.head;
  std::string text = wishes.dated ? day_and_time(head) + "; " : std::string{};
  text += whole(std::max(1.0, head.length.count() / 60.0)) + " min";
  if (head.simulated) {
    text += "; simulated, no person was there";
  }
  return text;
}

/// "before" and "after", of words that were said at both ends; else nothing.
std::string end_of(const KeptSession& session, const Words& said) {
  if (said.kind == WordsKind::body_signs && (said.step == "before" || said.step == "after")) {
    return ", " + said.step;
  }
  if (said.kind == WordsKind::weather) {
    for (const KeptWords& other : session.words) {
      if (other.words.kind == WordsKind::weather && other.words.practice == said.practice &&
          other.words.step != said.step) {
        return said.time < other.words.time ? ", before" : ", after";
      }
    }
  }
  return {};
}

std::vector<std::string> own_words(const KeptSession& session) {
  std::vector<std::string> lines;
  for (const KeptWords& kept : session.words) {
    const Words& said = kept.words;
    if (!said.together || said.text.empty()) {
      continue;
    }
    switch (said.kind) {
      case WordsKind::body_signs:
        lines.push_back("in the body" + end_of(session, said) + ": " + said.text);
        break;
      case WordsKind::how_much:
        lines.push_back("how much is here: " + said.text);
        break;
      case WordsKind::weather:
        lines.push_back("weather" + end_of(session, said) + ": " + said.text);
        break;
      case WordsKind::answer:
      case WordsKind::note:
        lines.push_back("\u201c" + said.text + "\u201d");
        break;
    }
  }
  return lines;
}

std::vector<SessionPage::CurvePoint> heart_curve(const KeptSession& session, const TimeSpan& all) {
  std::vector<SessionPage::CurvePoint> curve;
  if (session.beats.empty()) {
    bool gap = true;
    for (const EvenMean& mean : even_means(session, Seconds{10.0})) {
      if (mean.heart) {
        curve.push_back({mean.seconds + 5.0, *mean.heart, *mean.heart, *mean.heart, gap});
      }
      gap = !mean.heart;
    }
    return curve;
  }
  const BreathMeans means =
      breath_means_of_all({session.beats, session.breaths, session.practice}, all);
  for (const BreathMean& mean : means.points) {
    if (const auto smooth = smoothed_at(means.points, mean.middle)) {
      curve.push_back({mean.middle, smooth->rate, smooth->low, smooth->high, mean.after_gap});
    }
  }
  return curve;
}

/// Marks first, since somebody set them; then the steps, as many as there are letters for.
std::vector<SessionPage::Moment> moments(const KeptSession& session) {
  std::vector<SessionPage::Moment> found;
  for (const KeptMark& mark : session.marks) {
    if (!mark.hidden) {
      found.push_back({to_seconds(mark.time), mark.label.empty()
                                                  ? std::string{"a mark"}
                                                  : "\u201c" + mark.label + "\u201d"});
    }
  }
  for (const PracticeEvent& event : session.practice) {
    if (event.what == "step") {
      found.push_back({to_seconds(event.time), event.step});
    } else if (event.what == "eased off") {
      found.push_back({to_seconds(event.time), event.what});
    }
  }
  if (found.size() > kMostMoments) {
    found.resize(kMostMoments);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.seconds < b.seconds; });
  return found;
}

/// "Breath about 13, then 7 (guided), then 10 (after)"
std::string breath_line(const KeptSession& session, const CalmDown& told,
                        const std::vector<TimeSpan>& paced) {
  std::string line;
  const auto add = [&line](const std::optional<BreathsPerMinute>& rate, const char* when) {
    if (rate) {
      line += (line.empty() ? "Breath a minute: about " : ", then ") + whole(rate->value()) + when;
    }
  };
  if (paced.empty()) {
    add(told.breath_after, "");
    return line;
  }
  const auto longest = std::max_element(
      paced.begin(), paced.end(),
      [](const TimeSpan& a, const TimeSpan& b) { return a.seconds() < b.seconds(); });
  add(told.breath_before, " (before)");
  add(breath_rate_of(session.breaths, *longest), " (guided)");
  add(told.paced ? std::nullopt : told.breath_after, " (after)");
  return line;
}

std::vector<std::string> facts(const KeptSession& session, const CalmDown& told,
                               const std::vector<TimeSpan>& paced) {
  std::vector<std::string> lines;
  if (std::string breath = breath_line(session, told, paced); !breath.empty()) {
    lines.push_back(std::move(breath));
  }
  if (const auto clear = clear_share(session)) {
    lines.push_back("Clear signal " + whole(100.0 * std::clamp(clear->of_time, 0.0, 1.0)) +
                    " % of the time; " + whole(100.0 * clear->set_aside) + " % of beats set aside");
  } else {
    lines.emplace_back("Intervals between beats: not available from this sensor");
  }
  return lines;
}

}  // namespace

std::string intended_purpose() { return EBB_PURPOSE; }

SessionPage session_page(const KeptSession& session, const std::string& practice,
                         const PageWishes& wishes) {
  const TimeSpan all{HostTime{}, HostTime{to_microseconds(session.head.length)}};
  const BodyRecord record{session.beats, session.breaths, session.practice};
  const CalmDown told = describe(record, usual_question(record, all));
  const std::vector<TimeSpan> paced = paced_spans(session.practice);
  SessionPage page;
  page.title = !practice.empty()                ? practice
               : !session.head.practice.empty() ? session.head.practice
                                                : "A session";
  page.label = session.head.label;
  page.about = about(session, wishes);
  page.own_words = own_words(session);
  page.seconds = session.head.length.count();
  page.curve = heart_curve(session, all);
  for (const TimeSpan& span : paced) {
    page.guided.push_back({to_seconds(span.from), to_seconds(span.to)});
  }
  page.moments = moments(session);
  page.caption = session.beats.empty() ? std::string{} : std::string{words_of(told.caption)};
  page.facts = facts(session, told, paced);
  page.footer = {
      "Estimated from a consumer sensor, for noticing and talking. Not a measure of stress, health "
      "or progress. Days differ: sleep, coffee, weather.",
      intended_purpose(), session.software};
  return page;
}

}  // namespace ebb
