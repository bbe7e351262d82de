#include "visualizer/scene/comfort_screen.hpp"

#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace ebb::scene {
namespace {

struct Distance {
  double metres;
  std::string_view name;
};
constexpr std::array<Distance, 5> kDistances = {{{0.4, "comfort.near"},
                                                 {0.6, "comfort.desk"},
                                                 {1.0, "comfort.arm"},
                                                 {2.0, "comfort.room"},
                                                 {3.0, "comfort.far"}}};
constexpr std::array<std::string_view, 4> kThemes = {"comfort.dark", "comfort.light",
                                                     "comfort.dark_high", "comfort.light_high"};
constexpr std::array<std::string_view, 3> kMotions = {"comfort.full", "comfort.less",
                                                      "comfort.none"};
constexpr std::array<std::string_view, 4> kViews = {"view.disc", "view.hill", "view.bar",
                                                    "view.words"};

enum Row { distance, colours, motion, view, sound, check_in, carry, tone, kinder, own_way };

std::size_t nearest(double metres) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < kDistances.size(); ++i) {
    if (std::abs(kDistances[i].metres - metres) < std::abs(kDistances[best].metres - metres)) {
      best = i;
    }
  }
  return best;
}

template <class Choice>
void turn(Choice& choice, int by, int count) {
  choice = static_cast<Choice>((static_cast<int>(choice) + by + count) % count);
}

}  // namespace

Page ComfortScreen::laid_out() const {
  const Preferences& p = *preferences_;
  Page page;
  page.id = "comfort";
  page.title = texts()("comfort.title");
  const auto add = [&](std::string_view name, std::string_view value) {
    page.rows.push_back(choice(texts()(name)));
    page.rows.back().beside = texts()(value);
  };
  const auto yes = [](bool on) { return on ? "comfort.on" : "comfort.off"; };
  add("comfort.distance", kDistances[nearest(p.settings.distance)].name);
  add("comfort.colours", kThemes[static_cast<std::size_t>(p.settings.theme)]);
  add("comfort.motion", kMotions[static_cast<std::size_t>(p.settings.motion)]);
  add("comfort.view", kViews[static_cast<std::size_t>(p.settings.view)]);
  add("comfort.sound", yes(p.sound));
  add("comfort.checkin", yes(p.check_in));
  add("comfort.carry", yes(p.carry_me_along));
  add("comfort.tone", p.firm_tone ? "comfort.firm" : "comfort.gentle");
  add("comfort.kinder", yes(p.kinder_words));
  page.rows.push_back(choice(texts()("comfort.own_way")));
  page.rows.push_back(plain(PageRow::Kind::gap, ""));
  page.rows.push_back(plain(PageRow::Kind::text, texts()("comfort.sample")));
  page.foot = {hint(texts()("key.escape"), texts()("comfort.back")), "",
               std::string{texts()("comfort.change")}};
  page.foot_keys = {Key::escape, Key::other, Key::right};
  return page;
}

Way ComfortScreen::change(int row, int by) {
  Preferences& p = *preferences_;
  switch (row) {
    case distance: {
      const auto count = kDistances.size();
      const std::size_t at = nearest(p.settings.distance) + (by > 0 ? 1 : count - 1);
      p.settings.distance = kDistances[at % count].metres;
      break;
    }
    case colours:
      turn(p.settings.theme, by, static_cast<int>(kThemes.size()));
      break;
    case motion:
      turn(p.settings.motion, by, static_cast<int>(kMotions.size()));
      break;
    case view:
      turn(p.settings.view, by, static_cast<int>(kViews.size()));
      break;
    case sound:
      p.sound = !p.sound;
      break;
    case check_in:
      p.check_in = !p.check_in;
      break;
    case carry:
      p.carry_me_along = !p.carry_me_along;
      break;
    case tone:
      p.firm_tone = !p.firm_tone;
      break;
    case kinder:
      p.kinder_words = !p.kinder_words;
      break;
    default:
      return {};
  }
  return {Way::To::changed};
}

Way ComfortScreen::press(Key key) {
  if (key == Key::left || key == Key::right) {
    if (focus() < 0) {
      set_focus(0);
    }
    return change(focus(), key == Key::right ? 1 : -1);
  }
  return PageScreen::press(key);
}

Way ComfortScreen::chosen(int row) {
  return row == own_way ? Way{Way::To::page, "own_way"} : change(row, 1);
}

}  // namespace ebb::scene
