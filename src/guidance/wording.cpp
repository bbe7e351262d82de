#include "guidance/wording.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "guidance/slots.hpp"

namespace ebb {
namespace {

constexpr std::size_t kMostWords = 16;
constexpr std::size_t kMostLetters = 88;

struct Advice {
  std::string_view words;  ///< whole words, as they stand in a line
  std::string_view kinder;
};

constexpr Advice kAdvice[] = {
    {"you", "\"we\", or no pronoun at all: \"Something here is hard.\""},
    {"your", "\"our\", or no pronoun at all: \"The floor is here.\""},
    {"yours", "\"ours\""},
    {"yourself", "\"ourselves\""},
    {"must", "\"could\" or \"might\""},
    {"should", "\"could\" or \"might\""},
    {"always", "\"often\", or leaving it out"},
    {"never", "\"rarely\", or leaving it out"},
    {"try", "\"we might\" or \"perhaps\""},
    {"trying", "\"we might\" or \"perhaps\""},
    {"fail", "saying what is there instead"},
    {"failed", "saying what is there instead"},
    {"failure", "saying what is there instead"},
    {"success", "leaving it out: there is nothing to win"},
    {"score", "leaving it out: there is nothing to win"},
    {"goal", "\"what matters\""},
    {"target", "\"what matters\""},
    {"streak", "leaving it out: there is nothing to win"},
    {"well done", "\"That was a pause, and pausing counts as care.\""},
    {"perfect", "\"enough\""},
    {"relax", "\"The shoulders could have a little room.\""},
    {"calm down", "\"There is no hurry.\""},
    {"deep breath", "\"one easy breath\": deeper breathing makes many people light-headed"},
    {"deep breaths", "\"easy breaths\": deeper breathing makes many people light-headed"},
    {"breathe deeply", "\"small and easy is plenty\""},
    {"hold the breath", "leaving it out: holding the breath can harm"},
    {"hold our breath", "leaving it out: holding the breath can harm"},
    {"hold your breath", "leaving it out: holding the breath can harm"},
    {"remaining", "leaving it out: nothing is counted down"},
    {"keep going", "\"We can stop here, or rest here.\""},
    {"close the eyes", "\"eyes open, lowered or closed\""},
    {"close our eyes", "\"eyes open, lowered or closed\""},
    {"close your eyes", "\"eyes open, lowered or closed\""},
    {"color", "\"colour\""},
    {"center", "\"centre\""},
    {"favorite", "\"favourite\""},
};

constexpr std::string_view kCommands[] = {
    "breathe", "inhale", "exhale",  "close", "sit",      "stand", "lie",   "put",   "place",
    "notice",  "feel",   "imagine", "think", "focus",    "take",  "allow", "bring", "look",
    "listen",  "repeat", "say",     "count", "remember", "stop",  "don't"};

constexpr std::string_view kBreathWords[] = {"breath", "breaths", "breathe",   "breathing",
                                             "inhale", "exhale",  "in-breath", "out-breath"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || c == '\'' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

std::string lowered(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return low;
}

/// Whether `words` stand in `low` on their own, not as a part of longer words.
bool says(std::string_view low, std::string_view words) {
  for (auto at = low.find(words); at != low.npos; at = low.find(words, at + 1)) {
    const auto end = at + words.size();
    if ((at == 0 || !is_letter(low[at - 1])) && (end == low.size() || !is_letter(low[end]))) {
      return true;
    }
  }
  return false;
}

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    words += c != ' ' && !inside ? 1 : 0;
    inside = c != ' ';
  }
  return words;
}

std::size_t count_letters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

/// The first word of a sentence in `low` that gives an order; empty when none does.
std::string_view command_in(std::string_view low) {
  bool sentence_begins = true;
  for (std::size_t i = 0; i < low.size(); ++i) {
    if (is_letter(low[i])) {
      std::size_t end = i;
      while (end < low.size() && is_letter(low[end])) {
        ++end;
      }
      const std::string_view word = low.substr(i, end - i);
      const auto* const found = std::find(std::begin(kCommands), std::end(kCommands), word);
      if (sentence_begins && found != std::end(kCommands)) {
        return *found;
      }
      sentence_begins = false;
      i = end - 1;
    } else if (low[i] == '.' || low[i] == '?' || low[i] == '!') {
      sentence_begins = true;
    }
  }
  return {};
}

void note_line(const std::string& line, int at, bool breathing, std::vector<WordingNote>& notes) {
  const std::string shown = fill_slots(line, {});
  const std::string low = lowered(shown);
  const auto note = [&](std::string message) { notes.push_back({at, std::move(message)}); };
  for (const Advice& advice : kAdvice) {
    if (says(low, advice.words)) {
      note("\"" + std::string(advice.words) + "\": kinder is " + std::string(advice.kinder) + ".");
    }
  }
  if (const auto command = command_in(low); !command.empty()) {
    note("\"" + std::string(command) +
         "\" begins a sentence as an order: kinder is \"we might\", \"perhaps\" or a question.");
  }
  if (low.find('!') != low.npos) {
    note("\"!\": a full stop is quieter.");
  }
  if (const auto words = count_words(shown); words > kMostWords) {
    note("the line has " + std::to_string(words) + " words: up to 16 are easy to read.");
  }
  if (const auto letters = count_letters(shown); letters > kMostLetters) {
    note("the line has " + std::to_string(letters) + " letters: up to 88 fit the screen.");
  }
  if (!breathing) {
    for (const auto word : kBreathWords) {
      if (says(low, word)) {
        note("\"" + std::string(word) +
             "\" in a step that grounds: it is there for those who the breath is no help to.");
        break;
      }
    }
  }
}

}  // namespace

std::vector<WordingNote> wording_notes(const Practice& practice) {
  std::vector<WordingNote> notes;
  for (const Step& step : practice.steps) {
    const bool breathing = step.kind != StepKind::ground;
    for (std::size_t i = 0; i < step.say.size(); ++i) {
      note_line(step.say[i], i < step.say_at.size() ? step.say_at[i] : 0, breathing, notes);
    }
    const int near = step.say_at.empty() ? 0 : step.say_at.back();
    if (step.on_key && !step.on_key->say.empty()) {
      note_line(step.on_key->say, near, breathing, notes);
    }
    if (step.ask) {
      note_line(step.ask->text, near, breathing, notes);
    }
  }
  if (!practice.steps.empty() && practice.steps.back().kind != StepKind::close) {
    notes.push_back({0,
                     "the last step is no \"close\": a practice ends with a way of being fine "
                     "with nothing having happened."});
  }
  return notes;
}

}  // namespace ebb
