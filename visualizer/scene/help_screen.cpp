#include "visualizer/scene/help_screen.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace ebb::scene {
namespace {

using Kind = PageRow::Kind;

struct KeyLine {
  std::string_view key;  ///< a letter, or the name of a text ("key.space")
  std::string_view does;
};

constexpr std::array<KeyLine, 27> kKeys = {
    {{"key.space", "help.space"}, {"key.escape", "help.escape"},
     {"E", "help.ease_off"},      {"G", "help.grounding"},
     {"P", "help.people"},        {"L", "help.shelf"},
     {"key.enter", "help.enter"}, {"key.left", "help.left"},
     {"O", "help.own_pace"},      {"+ -", "help.pace"},
     {"key.shift", "help.lead"},  {"A", "help.anchor"},
     {"V", "help.view"},          {"key.up_down", "help.distance"},
     {"H", "help.hide"},          {"N", "help.numbers"},
     {"T", "help.noticed"},       {"M", "help.mark"},
     {"S", "help.sound"},         {"B", "help.blank"},
     {"R", "help.looking_back"},  {"J", "help.journal"},
     {"X", "help.pass_by"},       {"K", "help.agreed"},
     {"C", "help.comfort"},       {"F", "help.full"},
     {"?", "help.help"}}};

/// A page behind the help, and its title.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kBehind = {
    {{"card", "card.title"},
     {"not_broken", "help.not_broken_title"},
     {"first", "help.first_title"},
     {"about", "help.about"}}};

}  // namespace

Page HelpScreen::laid_out() const {
  Page page;
  page.id = "help";
  page.columns = 2;
  page.rows.push_back(plain(Kind::text, texts()("help.light_headed")));
  page.rows.push_back(plain(Kind::gap, ""));
  for (const KeyLine& line : kKeys) {
    const bool named = line.key.find('.') != std::string_view::npos;
    page.rows.push_back(key_row(named ? texts()(line.key) : line.key, texts()(line.does)));
  }
  page.rows.push_back(plain(Kind::gap, ""));
  for (const auto& [name, title] : kBehind) {
    page.rows.push_back(choice(texts()(title)));
  }
  page.foot = {hint(texts()("key.escape"), texts()("shelf.back")),
               hint("P", texts()("start.people")), hint(texts()("key.tab"), texts()("help.about"))};
  page.foot_keys = {Key::help, Key::people, Key::tab};
  return page;
}

Way HelpScreen::chosen(int row) {
  const Page page = laid_out();
  const auto first = page.rows.size() - kBehind.size();
  return {Way::To::page, std::string{kBehind[static_cast<std::size_t>(row) - first].first}};
}

ReadingScreen::ReadingScreen(const Texts& texts, std::string name)
    : PageScreen(texts), name_(std::move(name)) {}

Page ReadingScreen::laid_out() const {
  Page page;
  page.id = name_;
  if (name_ == "about") {
    page.title = texts()("help.about");
    page.rows.push_back(plain(Kind::text, texts()("about.purpose")));
    page.rows.push_back(plain(Kind::gap, ""));
    page.rows.push_back(plain(Kind::text, texts()("about.disclaimer")));
    page.rows.push_back(plain(Kind::gap, ""));
    page.rows.push_back(plain(Kind::text, texts()("about.patience")));
    page.rows.push_back(plain(Kind::gap, ""));
    page.rows.push_back(plain(Kind::quiet, texts()("about.private")));
  } else {
    page.title = texts()("help." + name_ + "_title");
    page.rows.push_back(plain(Kind::text, texts()("help." + name_)));
  }
  page.foot = {hint(texts()("key.escape"), texts()("shelf.back")), "",
               hint("P", texts()("start.people"))};
  page.foot_keys = {Key::escape, Key::other, Key::people};
  return page;
}

}  // namespace ebb::scene
