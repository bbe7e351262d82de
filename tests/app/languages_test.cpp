// Every screen in a made-up language: what is still English in it does not come from the catalogue,
// and what has too little room runs out of the picture.
#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "app/drawn_row.hpp"
#include "render/canvas.hpp"
#include "scene/at_the_screen.hpp"
#include "scene/words_of.hpp"
#include "visualizer/app/walk.hpp"
#include "visualizer/render/fonts.hpp"
#include "visualizer/scene/contacts.hpp"

namespace ebb::app {
namespace {

constexpr Microseconds kCoarse{200'000};
constexpr std::string_view kVowels = "aeiouAEIOU";
constexpr std::string_view kMarked[] = {"å", "é", "î", "ø", "ü", "Å", "É", "Î", "Ø", "Ü"};

/// English with every vowel marked, so that no word is as it was, and a fifth longer. What stands
/// in braces is put in by the program.
std::string marked(const std::string& text) {
  std::string out;
  bool inside = false;
  for (const char c : text) {
    inside = c == '{' || (inside && c != '}');
    const auto vowel = kVowels.find(c);
    out += inside || vowel == kVowels.npos ? std::string(1, c) : std::string{kMarked[vowel]};
  }
  for (std::size_t i = 0; i < text.size() / 5 && text.size() > 8; ++i) {
    out += i == 0 ? " " : "ü";
  }
  return out;
}

scene::Texts made_up() {
  scene::Texts::Lines lines = scene::uk_english().lines();
  for (auto& [key, said] : lines) {
    if (key.find('.') != std::string::npos && key.substr(0, 4) != "key.") {
      std::transform(said.begin(), said.end(), said.begin(), marked);
    }
  }
  return scene::Texts{std::move(lines)};
}

/// All that may stay as it is: a practice file's own text, names of keys, what somebody typed, and
/// people to contact.
class Allowed {
 public:
  Allowed() {
    for (const Practice& practice : scene::all_practices()) {
      add(practice.id, practice.title + ".", practice.about,
          practice.about + " " + practice.suggest + ".", practice.length_hint);
      std::for_each(practice.anchors.begin(), practice.anchors.end(), [this](auto& a) { add(a); });
      if (practice.imagery) {
        const auto& options = practice.imagery->options;
        std::for_each(options.begin(), options.end(), [this](auto& one) { add(one); });
      }
      for (const Step& step : practice.steps) {
        add_step(step);
      }
    }
    for (const auto& [key, lines] : scene::uk_english().lines()) {
      if (key.substr(0, 4) == "key.") {
        add(lines.front());
      }
    }
    for (const scene::Contact& contact : scene::shipped_contacts().people) {
      add(contact.name, contact.reach, contact.note);
    }
  }
  template <class... More>
  void add(const std::string& text, const More&... more) {
    all_ += text + "\n";
    (add(more), ...);
  }
  /// The longest runs of words that are plain English and allowed nowhere.
  [[nodiscard]] std::string strange(const std::string& row) const {
    std::istringstream words{row};
    std::string run;
    std::string word;
    while (words >> word) {
      if (word.find_first_of(kVowels) == word.npos || word.size() == 1) {
        if (!run.empty() && all_.find(run) == all_.npos) {
          return run;
        }
        run.clear();
        continue;
      }
      run += (run.empty() ? "" : " ") + word;
    }
    return all_.find(run) == all_.npos ? run : "";
  }

 private:
  void add_step(const Step& step) {
    add(step.id, step.mark);
    for (const auto* lines : {&step.say, &step.say_firm, &step.touch, &step.offers}) {
      std::for_each(lines->begin(), lines->end(), [this](auto& line) { add(line); });
    }
    if (step.ask) {
      add(step.ask->text);
    }
    if (step.imagery) {
      std::for_each(step.imagery->options.begin(), step.imagery->options.end(),
                    [this](auto& one) { add(one); });
    }
    if (step.on_key) {
      add(step.on_key->say, step.on_key->mark);
    }
  }
  std::string all_;
};

TEST(Languages, EveryWordOfEveryScreenComesFromTheCatalogue) {
  Allowed allowed;
  // What the people of the made-up past wrote, and what is typed at the console.
  allowed.add("Tuesday A", "with Ros", "mentioned sister", "kindness", "warm hands",
              "\u201cwarm hands\u201d", "\u201cdrizzle\u201d", "\u201ccloud\u201d",
              "shoulders a bit lower; still sad", "\u201cshoulders a bit lower; still sad\u201d",
              "wanted to stop, and stayed", "rain on the window the whole time",
              "\u201cnothing much, a bit lighter in the jaw\u201d", "\u201cmentioned sister\u201d",
              "\u201ckindness\u201d", "grounding,", "ease,", "sister", "rain|", "grou|");
  allowed.add("\u201ca\u201d");  // what is looked for among one's own words
  const scene::Texts texts = made_up();
  const scene::Shelf shelf = scene::whole_shelf();
  for (const Shot& shot : shots()) {
    allowed.add(shot.typed + "|");
    for (const scene::Words& words :
         words_of(picture_of(shot, shelf, {1280, 720}, {}, texts, kCoarse))) {
      EXPECT_EQ(allowed.strange(words.text), "") << shot.name << ": " << words.text;
    }
  }
}

TEST(Languages, ALongerOneHasRoomOnEveryScreen) {
  EBB_NEEDS_DISPLAY();
  const render::Fonts fonts;
  const scene::Texts texts = made_up();
  const scene::Shelf shelf = scene::whole_shelf();
  for (const Shot& shot : shots()) {
    const scene::Picture seen = picture_of(shot, shelf, {1280, 720}, {}, texts, kCoarse);
    for (const scene::Words& words : words_of(seen)) {
      const DrawnRow row = drawn_row(words, fonts);
      EXPECT_GE(row.left, 0.0) << shot.name << ": " << words.text;
      EXPECT_LE(row.right, seen.size.width) << shot.name << ": " << words.text;
    }
  }
}

}  // namespace
}  // namespace ebb::app
