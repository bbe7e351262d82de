#include "guidance/wording.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "guidance/slots.hpp"
#include "guidance/spoken_lines.hpp"

namespace ebb {
namespace {

constexpr std::size_t kMostWords = 16;
constexpr std::size_t kMostLetters = 88;

struct Advice {
  std::string_view words;  ///< whole words, as they stand in a line
  std::string_view kinder;
};

constexpr const char* kNothingToWin = "leaving it out: there is nothing to win";
constexpr const char* kNoHolding = "leaving it out: holding the breath can harm";
constexpr const char* kNoFight = "a word of care: what is harsh was trying to help";
constexpr const char* kNoClaim = "leaving it out: Ebb is for wellbeing and claims nothing";

constexpr Advice kAdvice[] = {
    {"you", "\"we\", or no pronoun at all: \"Something here is hard.\""},
    {"you're", "\"we are\", or no pronoun at all"},
    {"you'll", "\"we might\", or no pronoun at all"},
    {"you've", "\"we have\", or no pronoun at all"},
    {"you'd", "\"we could\", or no pronoun at all"},
    {"your", "\"our\", or no pronoun at all: \"The floor is here.\""},
    {"yours", "\"ours\""},
    {"yourself", "\"ourselves\""},
    {"i", "\"we\": the words on a screen are nobody's"},
    {"i'm", "\"we are\": the words on a screen are nobody's"},
    {"i'll", "\"we might\": the words on a screen are nobody's"},
    {"i've", "\"we have\": the words on a screen are nobody's"},
    {"me", "\"us\""},
    {"my", "\"our\""},
    {"mine", "\"ours\""},
    {"myself", "\"ourselves\""},
    {"must", "\"could\" or \"might\""},
    {"should", "\"could\" or \"might\""},
    {"always", "\"often\", or leaving it out"},
    {"never", "\"rarely\", or leaving it out"},
    {"try", "\"we might\" or \"perhaps\""},
    {"trying", "\"we might\" or \"perhaps\""},
    {"fail", "saying what is there instead"},
    {"failed", "saying what is there instead"},
    {"failing", "saying what is there instead"},
    {"failure", "saying what is there instead"},
    {"success", kNothingToWin},
    {"successful", kNothingToWin},
    {"score", kNothingToWin},
    {"goal", "\"what matters\""},
    {"goals", "\"what matters\""},
    {"target", "\"what matters\""},
    {"streak", kNothingToWin},
    {"well done", "\"That was a pause, and pausing counts as care.\""},
    {"good job", "\"That was a pause, and pausing counts as care.\""},
    {"perfect", "\"enough\""},
    {"perfectly", "\"enough\""},
    {"relax", "\"The shoulders could have a little room.\""},
    {"calm down", "\"There is no hurry.\""},
    {"deep breath", "\"one easy breath\": deeper breathing makes many people light-headed"},
    {"deep breaths", "\"easy breaths\": deeper breathing makes many people light-headed"},
    {"deep breathing", "\"easy breathing\": deeper breathing makes many people light-headed"},
    {"breathe deeply", "\"small and easy is plenty\""},
    {"breathe deep", "\"small and easy is plenty\""},
    {"hold the breath", kNoHolding},
    {"hold our breath", kNoHolding},
    {"hold your breath", kNoHolding},
    {"holding the breath", kNoHolding},
    {"remaining", "leaving it out: nothing is counted down"},
    {"seconds left", "leaving it out: nothing is counted down"},
    {"minutes left", "leaving it out: nothing is counted down"},
    {"three, two, one", "leaving it out: nothing is counted down"},
    {"keep going", "\"We can stop here, or rest here.\""},
    {"close the eyes", "\"eyes open, lowered or closed\""},
    {"close our eyes", "\"eyes open, lowered or closed\""},
    {"close your eyes", "\"eyes open, lowered or closed\""},
    {"fight", kNoFight},
    {"fighting", kNoFight},
    {"defeat", kNoFight},
    {"beat it", kNoFight},
    {"silence it", kNoFight},
    {"kill", kNoFight},
    {"therapy", kNoClaim},
    {"treatment", kNoClaim},
    {"cure", kNoClaim},
    {"clinically", kNoClaim},
    {"diagnose", kNoClaim},
    {"normal", kNoClaim},
    {"abnormal", kNoClaim},
    {"stress level", kNoClaim},
    {"color", "\"colour\""},
    {"colors", "\"colours\""},
    {"center", "\"centre\""},
    {"favorite", "\"favourite\""},
    {"gray", "\"grey\""},
    {"realize", "\"realise\""},
    {"recognize", "\"recognise\""},
    {"behavior", "\"behaviour\""},
    {"practicing", "\"practising\""},
};

constexpr std::string_view kCommands[] = {
    "breathe", "inhale", "exhale",  "close",  "sit",      "stand",   "lie",   "put",   "place",
    "notice",  "feel",   "imagine", "think",  "focus",    "take",    "allow", "bring", "look",
    "listen",  "repeat", "say",     "count",  "remember", "stop",    "don't", "let",   "choose",
    "picture", "open",   "lower",   "soften", "drop",     "release", "turn",  "move",  "return",
    "come",    "go",     "keep",    "stay",   "write",    "name",    "find",  "smile", "begin",
    "start",   "press",  "wait",    "use",    "be",       "make",    "give"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || c == '\'' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
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

/// `label`: what can be chosen or stands above, not a line that is read out.
void note_line(const std::string& line, int at, bool breathing, std::vector<WordingNote>& notes,
               bool label = false) {
  const std::string shown = fill_slots(line, {});
  const std::string low = lowered(shown);
  const auto note = [&](std::string message) { notes.push_back({at, std::move(message)}); };
  for (const Advice& advice : kAdvice) {
    if (says(low, advice.words)) {
      note("\"" + std::string(advice.words) + "\": kinder is " + std::string(advice.kinder) + ".");
    }
  }
  if (const auto command = command_in(low); !label && !command.empty()) {
    note("\"" + std::string(command) +
         "\" begins a sentence as an order: kinder is \"we might\", \"perhaps\" or a question.");
  }
  if (shown.find_first_of("0123456789") != shown.npos) {
    note("a numeral: a word is quieter, and nothing on the screen is counted.");
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
    for (const auto word : breath_words()) {
      if (says(low, word)) {
        note("\"" + std::string(word) +
             "\" in a step that grounds: it is there for those who the breath is no help to.");
        break;
      }
    }
  }
}

void note_step(const Step& step, std::vector<WordingNote>& notes) {
  const bool breathing = step.kind != StepKind::ground;
  const auto note_all = [&](const std::vector<std::string>& lines, const std::vector<int>& at) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      note_line(lines[i], i < at.size() ? at[i] : 0, breathing, notes);
    }
  };
  note_all(step.say, step.say_at);
  note_all(step.say_firm, step.say_firm_at);
  for (const auto* labels : {&step.touch, &step.offers}) {
    for (const auto& label : *labels) {
      note_line(label, 0, breathing, notes, true);
    }
  }
  if (step.on_key && !step.on_key->say.empty()) {
    note_line(step.on_key->say, step.on_key->at, breathing, notes);
  }
  if (step.ask) {
    note_line(step.ask->text, step.ask->at, breathing, notes);
  }
}

}  // namespace

std::vector<WordingNote> wording_notes(const Practice& practice) {
  std::vector<WordingNote> notes;
  for (const auto* line : {&practice.title, &practice.about}) {
    note_line(*line, 0, true, notes, true);
  }
  for (const auto& [anchor, lines] : practice.anchor_lines) {
    for (const auto& line : lines) {
      note_line(line, 0, false, notes);
    }
  }
  for (const Step& step : practice.steps) {
    note_step(step, notes);
  }
  if (practice.tenderness == Tenderness::tender && practice.suggest.empty()) {
    notes.push_back({0,
                     "a tender practice without \"suggest\": \"with a therapist first\" says who "
                     "could be near."});
  }
  if (!practice.steps.empty() && practice.steps.back().kind != StepKind::close) {
    notes.push_back({0,
                     "the last step is no \"close\": a practice ends with a way of being fine "
                     "with nothing having happened."});
  }
  return notes;
}

}  // namespace ebb
