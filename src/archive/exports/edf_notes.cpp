#include "archive/exports/edf_notes.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "archive/exports/number_text.hpp"
#include "feed/words.hpp"
#include "session/calm_down/breath_cycles.hpp"

namespace ebb {
namespace {

constexpr std::int64_t kMicrosInUnit = 100;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

/// The front of a text that fits, cut at a blank or at least between two characters.
std::size_t fitting(std::string_view text) {
  if (text.size() <= kLongestNote) {
    return text.size();
  }
  const std::size_t blank = text.substr(0, kLongestNote).rfind(' ');
  if (blank != std::string_view::npos && blank > kLongestNote / 2) {
    return blank + 1;
  }
  std::size_t size = kLongestNote;
  while (size > kLongestNote - 4 && continues(text[size])) {
    --size;
  }
  return size;
}

/// EDF+ parts annotations by control characters, so there are none within.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20U; }, ' ');
  return text;
}

class Notes {
 public:
  explicit Notes(HostTime end) : end_(end) {}

  void add(HostTime time, const std::string& text, Seconds length = Seconds{-1.0}) {
    if (time < HostTime{} || time >= end_) {
      return;
    }
    EdfNote note;
    note.onset = (time.time_since_epoch().count() + kMicrosInUnit / 2) / kMicrosInUnit;
    if (length.count() > 0.0 && length.count() < 1e6) {
      note.length = to_microseconds(length).count() / kMicrosInUnit;
    }
    const std::string line = one_line(text);
    for (std::string_view rest = line; !rest.empty();) {
      const std::size_t size = fitting(rest);
      note.text = rest.substr(0, size);
      rest.remove_prefix(size);
      notes_.push_back(note);
    }
  }
  std::vector<EdfNote> take() {
    std::stable_sort(notes_.begin(), notes_.end(),
                     [](const EdfNote& a, const EdfNote& b) { return a.onset < b.onset; });
    return std::move(notes_);
  }

 private:
  HostTime end_;
  std::vector<EdfNote> notes_;
};

bool is_cue(const PracticeEvent& event) { return event.what.compare(0, 4, "cue ") == 0; }

/// "breath", and from where if no sensor felt it.
std::string breath_note(const Breath& breath) {
  return breath.origin == BreathOrigin::respiration
             ? std::string{"breath"}
             : "breath " + std::string{feed::word(breath.origin)};
}

}  // namespace

std::vector<EdfNote> edf_notes(const KeptSession& session, HostTime end) {
  Notes notes{end};
  for (const KeptMark& mark : session.marks) {
    if (!mark.hidden) {
      notes.add(mark.time, mark.label.empty() ? "mark" : "mark: " + mark.label);
    }
  }
  for (const PracticeEvent& event : session.practice) {
    if (!is_cue(event)) {
      const std::string& of = event.what == "step" ? event.step : event.practice;
      notes.add(event.time, event.what + (of.empty() ? "" : ": " + of));
    }
  }
  for (const KeptGap& gap : session.gaps) {
    notes.add(gap.time, "machine slept " + fixed(gap.length.count(), 1) + " s");
  }
  for (const Breath& breath : session.breaths) {
    if (is_trusted(breath)) {
      notes.add(breath.start, breath_note(breath), breath.period);
    }
  }
  for (const Beat& beat : session.beats) {
    notes.add(beat.time, beat.verdict == IntervalVerdict::normal
                             ? std::string{"beat"}
                             : "beat " + std::string{feed::word(beat.verdict)});
  }
  return notes.take();
}

}  // namespace ebb
