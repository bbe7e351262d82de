#include "guidance/spoken_lines.hpp"

#include <algorithm>
#include <cstddef>

namespace ebb {
namespace {

constexpr std::string_view kBreathWords[] = {
    "breath", "breaths",  "breathe",   "breathes",   "breathing",  "inhale",     "inhaling",
    "exhale", "exhaling", "in-breath", "out-breath", "in-breaths", "out-breaths"};
// The shape is the breath's picture.
constexpr std::string_view kShapeWords[] = {"shape", "the pace", "rise and fall"};
constexpr std::string_view kTouchWords[] = {"hand",  "hands", "touch",  "touched", "cheek",  "palm",
                                            "palms", "heart", "warmth", "cup",     "blanket"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || c == '\'' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

template <std::size_t N>
bool says_any(const std::string& low, const std::string_view (&words)[N]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&low](std::string_view word) { return says(low, word); });
}

std::vector<std::string> lines_of(const Practice& practice, std::string_view anchor,
                                  const UsualLines& usual) {
  for (const auto* lines : {&practice.anchor_lines, &usual.anchors}) {
    const auto found = lines->find(anchor);
    if (found != lines->end() && !found->second.empty()) {
      return found->second;
    }
  }
  return {};
}

/// Where attention rests instead of on what was turned away from.
std::vector<std::string> instead(const Practice& practice, const Manner& manner,
                                 const UsualLines& usual) {
  std::vector<std::string> found;
  const auto fits = [&manner](std::string_view anchor) {
    return anchor != "breath" && (manner.touch || anchor != "hands");
  };
  if (fits(manner.anchor)) {
    found = lines_of(practice, manner.anchor, usual);
  } else {
    const auto other = std::find_if(practice.anchors.begin(), practice.anchors.end(), fits);
    found = lines_of(practice, other != practice.anchors.end() ? std::string_view{*other} : "sight",
                     usual);
  }
  if (!manner.touch) {
    found.erase(std::remove_if(found.begin(), found.end(), speaks_of_touch), found.end());
  }
  if (manner.anchor != "breath") {
    found.erase(std::remove_if(found.begin(), found.end(), speaks_of_breath), found.end());
  }
  return found;
}

}  // namespace

std::span<const std::string_view> breath_words() { return kBreathWords; }

std::string lowered(std::string_view text) {
  constexpr std::string_view kCurly = "\u2019";
  std::string low;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, kCurly.size()) == kCurly) {
      low += '\'';
      i += kCurly.size() - 1;
    } else {
      low += text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    }
  }
  return low;
}

bool says(std::string_view low, std::string_view words) {
  for (auto at = low.find(words); at != low.npos; at = low.find(words, at + 1)) {
    const auto end = at + words.size();
    if ((at == 0 || !is_letter(low[at - 1])) && (end == low.size() || !is_letter(low[end]))) {
      return true;
    }
  }
  return false;
}

bool speaks_of_breath(std::string_view line) {
  const std::string low = lowered(line);
  return says_any(low, kBreathWords) || says_any(low, kShapeWords);
}

bool speaks_of_touch(std::string_view line) { return says_any(lowered(line), kTouchWords); }

std::map<std::string, std::vector<std::string>, std::less<>> UsualLines::english_anchor_lines() {
  return {
      {"feet",
       {"Feet, and the floor under them.", "Heels, toes, the weight going down.",
        "The floor asks for nothing."}},
      {"hands",
       {"Hands, and whatever they are resting on.", "Warm or cool, rough or smooth.",
        "The hands can stay as they are."}},
      {"sound",
       {"Sounds, near or far.", "One of them can come and go.", "And the quiet in between."}},
      {"sight",
       {"Something to look at, near or far.", "Its edges, its colour, the light on it.",
        "The eyes can rest there for a while."}},
      {"object",
       {"Something small to hold, or to look at.", "Its weight, its surface, its corners.",
        "It can stay just as it is."}},
  };
}

std::vector<std::string> spoken_lines(const Practice& practice, const Step& step,
                                      const Manner& manner, const Slots& slots,
                                      const UsualLines& usual) {
  const auto& lines =
      manner.tone == Tone::firm && !step.say_firm.empty() ? step.say_firm : step.say;
  const auto others = instead(practice, manner, usual);
  Slots silent;  // the person's own words are theirs, whatever they speak of
  for (const auto& [name, words] : slots) {
    silent[name] = words.empty() ? "" : " ";
  }
  std::vector<std::string> spoken;
  std::size_t used = 0;
  for (const auto& line : lines) {
    const std::string written = fill_slots(line, silent);
    const bool unwanted = (manner.anchor != "breath" && speaks_of_breath(written)) ||
                          (!manner.touch && speaks_of_touch(written));
    if (!unwanted) {
      spoken.push_back(fill_slots(line, slots));
    } else {
      spoken.push_back(used < others.size() ? others[used] : std::string{});
      ++used;
    }
  }
  return spoken;
}

}  // namespace ebb
