#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <utility>

#include <toml++/toml.h>

#include "visualizer/scene/preferences.hpp"

namespace ebb::scene {
namespace {

constexpr std::array<std::string_view, 4> kThemes = {"dark", "light", "dark high contrast",
                                                     "light high contrast"};
constexpr std::array<std::string_view, 3> kMotions = {"full", "less", "none"};
constexpr std::array<std::string_view, 4> kViews = {"disc", "hill", "bar", "words"};
constexpr double kNearest = 0.2;
constexpr double kFarthest = 10.0;

template <class Choice, std::size_t N>
void read_choice(const toml::table& table, std::string_view key,
                 const std::array<std::string_view, N>& names, Choice& into) {
  const std::string said = table[key].value_or(std::string{});
  const auto found = std::find(names.begin(), names.end(), said);
  if (found != names.end()) {
    into = static_cast<Choice>(found - names.begin());
  }
}

void read_names(const toml::table& table, std::string_view key, std::set<std::string>& into) {
  if (const auto* names = table[key].as_array()) {
    for (const auto& name : *names) {
      if (const auto text = name.value<std::string>()) {
        into.insert(*text);
      }
    }
  }
}

toml::array named(const std::set<std::string>& names) {
  toml::array all;
  for (const std::string& name : names) {
    all.push_back(name);
  }
  return all;
}

template <class Choice, std::size_t N>
std::string name_of(const std::array<std::string_view, N>& names, Choice choice) {
  return std::string{names[static_cast<std::size_t>(choice)]};
}

Preferences read(const toml::table& table) {
  Preferences p;
  read_choice(table, "colours", kThemes, p.settings.theme);
  read_choice(table, "motion", kMotions, p.settings.motion);
  read_choice(table, "view", kViews, p.settings.view);
  if (const auto metres = table["distance"].value<double>();
      metres && *metres >= kNearest && *metres <= kFarthest) {
    p.settings.distance = *metres;
  }
  p.sound = table["sound"].value_or(p.sound);
  p.check_in = table["check_in"].value_or(p.check_in);
  p.carry_me_along = table["carry_me_along"].value_or(p.carry_me_along);
  p.firm_tone = table["firm_tone"].value_or(p.firm_tone);
  p.kinder_words = table["kinder_words"].value_or(p.kinder_words);
  p.practice = table["practice"].value_or(std::string{});
  p.voice_of = table["voice_of"].value_or(std::string{});
  p.place = table["place"].value_or(std::string{});
  if (const auto* touch = table["touch"].as_table()) {
    for (const auto& [practice, choice] : *touch) {
      if (const auto text = choice.value<std::string>()) {
        p.touch[std::string{practice.str()}] = *text;
      }
    }
  }
  read_names(table, "cards_seen", p.cards_seen);
  read_names(table, "feedback_hidden", p.feedback_hidden);
  return p;
}

}  // namespace

Expected<Preferences, std::string> parse_preferences(std::string_view text, std::string_view file) {
  auto own = parse_own_way(text, file);
  if (!own) {
    return Unexpected{own.error()};
  }
  Preferences preferences = read(toml::parse(text, file));  // it has been read as TOML before
  preferences.own = std::move(own).value();
  return preferences;
}

std::string print(const Preferences& p) {
  toml::table touch;
  for (const auto& [practice, choice] : p.touch) {
    touch.insert(practice, choice);
  }
  toml::table table{{"colours", name_of(kThemes, p.settings.theme)},
                    {"motion", name_of(kMotions, p.settings.motion)},
                    {"view", name_of(kViews, p.settings.view)},
                    {"distance", p.settings.distance},
                    {"sound", p.sound},
                    {"check_in", p.check_in},
                    {"carry_me_along", p.carry_me_along},
                    {"firm_tone", p.firm_tone},
                    {"kinder_words", p.kinder_words},
                    {"practice", p.practice},
                    {"voice_of", p.voice_of},
                    {"place", p.place},
                    {"cards_seen", named(p.cards_seen)},
                    {"feedback_hidden", named(p.feedback_hidden)},
                    {"touch", touch}};
  std::ostringstream text;
  text << "# What Ebb's window remembers. It may be edited or deleted.\n"
       << print(p.own) << table << '\n';
  return text.str();
}

}  // namespace ebb::scene
