#include "visualizer/scene/card_screen.hpp"

namespace ebb::scene {

CardScreen::CardScreen(const Texts& texts, const Practice* practice, const Practice* lighter,
                       bool first_time)
    : PageScreen(texts) {
  using Kind = PageRow::Kind;
  if (first_time) {
    for (const std::string& line : texts.list("card.lines")) {
      rows_.push_back({plain(Kind::text, line)});
    }
    rows_.push_back({plain(Kind::gap, "")});
  }
  if (practice != nullptr) {
    practice_ = practice->id;
    rows_.push_back({plain(Kind::quiet, texts("card.suggest"))});
    rows_.push_back({plain(Kind::gap, "")});
    rows_.push_back({choice(texts("card.go_on")), Does::go_on});
    if (lighter != nullptr) {
      lighter_ = lighter->id;
      rows_.push_back({choice(texts("card.lighter", "title", lighter->title)), Does::lighter});
    }
  }
  rows_.push_back({choice(texts("card.back")), Does::back});
}

Page CardScreen::laid_out() const {
  Page page;
  page.id = "card";
  page.title = texts()("card.title");
  page.centred = true;
  for (const Row& row : rows_) {
    page.rows.push_back(row.row);
  }
  page.foot = {hint(texts()("key.escape"), texts()("card.back")), "",
               hint("P", texts()("start.people"))};
  page.foot_keys = {Key::escape, Key::other, Key::people};
  return page;
}

Way CardScreen::chosen(int row) {
  switch (rows_[static_cast<std::size_t>(row)].does) {
    case Does::go_on:
      return {Way::To::begin, practice_};
    case Does::lighter:
      return {Way::To::open, lighter_};
    case Does::back:
      return {Way::To::back};
    case Does::nothing:
      break;
  }
  return {};
}

// A tender practice is never one absent-minded key away.
Way CardScreen::passed_by() { return practice_.empty() ? Way{Way::To::back} : Way{}; }

}  // namespace ebb::scene
