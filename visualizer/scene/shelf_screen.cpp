#include "visualizer/scene/shelf_screen.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace ebb::scene {
namespace {

/// As a practice file calls them, and as the screen does.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kPillars = {
    {{"", "shelf.all"},
     {"mindfulness", "shelf.mindfulness"},
     {"common-humanity", "shelf.common_humanity"},
     {"self-kindness", "shelf.self_kindness"}}};

constexpr std::array<std::string_view, 3> kTenderness = {"shelf.light", "shelf.medium",
                                                         "shelf.tender"};

bool has_pillar(const Practice& practice, std::string_view pillar) {
  const auto of_it = [pillar](const Step& step) { return step.pillar == pillar; };
  return pillar.empty() || std::any_of(practice.steps.begin(), practice.steps.end(), of_it) ||
         std::find(practice.tags.begin(), practice.tags.end(), pillar) != practice.tags.end();
}

}  // namespace

const Practice* lighter_neighbour(const Practice& practice, const std::vector<Practice>& shelf) {
  const Practice* best = nullptr;
  long most = -1;
  for (const Practice& other : shelf) {
    if (other.tenderness >= practice.tenderness || !other.role.empty()) {
      continue;
    }
    // What both are about counts first, then how little lighter it is.
    const auto shared = std::count_if(other.tags.begin(), other.tags.end(), [&](const auto& tag) {
      return std::find(practice.tags.begin(), practice.tags.end(), tag) != practice.tags.end();
    });
    const bool imagines = other.imagery.has_value() || !other.slots.empty();
    const long value =
        4 * static_cast<long>(shared) + (imagines ? 2L : 0L) + static_cast<long>(other.tenderness);
    if (value > most) {
      most = value;
      best = &other;
    }
  }
  return best;
}

ShelfScreen::ShelfScreen(const Texts& texts, const std::vector<Practice>& practices,
                         std::vector<std::string> refused)
    : PageScreen(texts), shelf_(&practices), refused_(std::move(refused)) {
  for (const Practice& practice : practices) {
    if (practice.role.empty()) {
      practices_.push_back(&practice);
    }
  }
  std::stable_sort(practices_.begin(), practices_.end(),
                   [](const auto* a, const auto* b) { return a->tenderness < b->tenderness; });
}

ShelfScreen::Look ShelfScreen::look() const {
  const Page now = laid_out();
  return {pillar_, edition_,
          can_be_chosen(now, focus()) ? now.rows[static_cast<std::size_t>(focus())].text : ""};
}

void ShelfScreen::look_like(const Look& before) {
  pillar_ = before.pillar;
  edition_ = before.edition + 1;
  const Page now = laid_out();
  for (int row = 0; row < static_cast<int>(now.rows.size()); ++row) {
    if (can_be_chosen(now, row) && now.rows[static_cast<std::size_t>(row)].text == before.title) {
      set_focus(row);
    }
  }
}

std::vector<const Practice*> ShelfScreen::listed() const {
  std::vector<const Practice*> rows;
  const Practice* before = nullptr;
  for (const Practice* practice : practices_) {
    if (!has_pillar(*practice, kPillars[pillar_].first)) {
      continue;
    }
    if (before == nullptr || before->tenderness != practice->tenderness) {
      rows.push_back(nullptr);
    }
    rows.push_back(practice);
    before = practice;
  }
  return rows;
}

Page ShelfScreen::laid_out() const {
  Page page;
  page.id = "shelf";
  page.edition = edition_;
  page.title = texts()("shelf.title");
  const auto rows = listed();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] == nullptr) {
      page.rows.push_back(
          plain(PageRow::Kind::heading,
                texts()(kTenderness[static_cast<std::size_t>(rows[i + 1]->tenderness)])));
      continue;
    }
    std::string note = rows[i]->about;
    if (rows[i]->tenderness == Tenderness::tender) {
      note += " ";
      note += rows[i]->suggest.empty() ? texts()("shelf.suggest") : rows[i]->suggest;
      note += ".";
      if (const Practice* lighter = lighter_neighbour(*rows[i], *shelf_)) {
        note += " " + texts()("shelf.lighter", "title", lighter->title) + ".";
      }
    }
    page.rows.push_back(choice(rows[i]->title, note));
  }
  page.rows.push_back(plain(PageRow::Kind::gap, ""));
  for (const std::string& file : refused_) {
    page.rows.push_back(plain(PageRow::Kind::quiet, texts()("shelf.cannot_be_read", "file", file)));
  }
  page.rows.push_back(plain(PageRow::Kind::quiet, texts()("shelf.unread")));
  page.foot = {hint(texts()("key.escape"), texts()("shelf.back")),
               texts()("shelf.browse", "pillar", texts()(kPillars[pillar_].second)),
               hint(texts()("key.enter"), texts()("shelf.open"))};
  page.foot_keys = {Key::escape, Key::right, Key::enter};
  return page;
}

Way ShelfScreen::press(Key key) {
  if (key == Key::left || key == Key::right) {
    pillar_ = (pillar_ + (key == Key::right ? 1 : kPillars.size() - 1)) % kPillars.size();
    set_focus(-1);
    return {};
  }
  if (key == Key::enter && focus() < 0) {
    return {};
  }
  return PageScreen::press(key);
}

Way ShelfScreen::chosen(int row) {
  const auto rows = listed();
  const auto at = static_cast<std::size_t>(row);
  if (at >= rows.size() || rows[at] == nullptr) {
    return {};
  }
  return {Way::To::open, rows[at]->id};
}

}  // namespace ebb::scene
