#include "visualizer/scene/shelf_screen.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

namespace ebb::scene {
namespace {

constexpr std::string_view kAgreed = "agreed";
constexpr std::string_view kAll;

/// As a practice file calls them, and as the screen does.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kLeaves = {
    {{kAgreed, "shelf.agreed"},
     {kAll, "shelf.all"},
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

const Practice* lighter_neighbour(const Practice& practice, const std::vector<Practice>& shelf,
                                  const OwnWay::Ids& never) {
  const Practice* best = nullptr;
  long most = -1;
  for (const Practice& other : shelf) {
    if (other.tenderness >= practice.tenderness || !other.role.empty() ||
        never.count(other.id) > 0) {
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

ShelfScreen::ShelfScreen(const Texts& texts, const std::vector<Practice>& practices, OwnWay& own,
                         std::vector<std::string> refused)
    : PageScreen(texts), shelf_(&practices), own_(&own), refused_(std::move(refused)) {
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
  return {leaf_, edition_,
          can_be_chosen(now, focus()) ? now.rows[static_cast<std::size_t>(focus())].text : ""};
}

void ShelfScreen::look_like(const Look& before) {
  leaf_ = std::min(before.leaf, leaves().size() - 1);
  edition_ = before.edition + 1;
  const Page now = laid_out();
  for (int row = 0; row < static_cast<int>(now.rows.size()); ++row) {
    if (can_be_chosen(now, row) && now.rows[static_cast<std::size_t>(row)].text == before.title) {
      set_focus(row);
    }
  }
}

bool ShelfScreen::left_aside(const Practice& practice) const {
  return own_->never.count(practice.id) > 0;
}

bool ShelfScreen::agreed_on(const Practice& practice) const {
  return std::find(own_->shelf.begin(), own_->shelf.end(), practice.id) != own_->shelf.end();
}

std::vector<const Practice*> ShelfScreen::of_leaf(std::string_view leaf) const {
  std::vector<const Practice*> found;
  if (leaf != kAgreed) {
    std::copy_if(practices_.begin(), practices_.end(), std::back_inserter(found),
                 [&](const auto* one) { return has_pillar(*one, leaf) && !left_aside(*one); });
    return found;
  }
  for (const std::string& id : own_->shelf) {
    const auto at = std::find_if(practices_.begin(), practices_.end(),
                                 [&id](const auto* one) { return one->id == id; });
    if (at != practices_.end() && !left_aside(**at)) {
      found.push_back(*at);
    }
  }
  return found;
}

std::vector<std::string_view> ShelfScreen::leaves() const {
  std::vector<std::string_view> all;
  for (const auto& [leaf, name] : kLeaves) {
    if (leaf != kAgreed || !of_leaf(kAgreed).empty()) {
      all.push_back(leaf);
    }
  }
  return all;
}

ShelfScreen::Row ShelfScreen::row_of(const Practice& practice) const {
  std::string note = practice.about;
  if (practice.tenderness == Tenderness::tender) {
    note += " ";
    note += practice.suggest.empty() ? texts()("shelf.suggest") : practice.suggest;
    note += ".";
    if (const Practice* lighter = lighter_neighbour(practice, *shelf_, own_->never)) {
      note += " " + texts()("shelf.lighter", "title", lighter->title) + ".";
    }
  }
  PageRow row = choice(practice.title, note);
  row.chosen = leaf() != kAgreed && agreed_on(practice);
  return {std::move(row), Row::Does::open, &practice};
}

std::vector<ShelfScreen::Row> ShelfScreen::rows() const {
  using Kind = PageRow::Kind;
  using Does = Row::Does;
  std::vector<Row> all;
  const auto heading = [&](std::string_view key) {
    all.push_back({plain(Kind::heading, texts()(key))});
  };
  const Practice* before = nullptr;
  for (const Practice* practice : of_leaf(leaf())) {
    if (leaf() != kAgreed && (before == nullptr || before->tenderness != practice->tenderness)) {
      heading(kTenderness[static_cast<std::size_t>(practice->tenderness)]);
    }
    all.push_back(row_of(*practice));
    before = practice;
  }
  if (leaf() == kAgreed) {
    all.push_back({plain(Kind::gap, "")});
    all.push_back({choice(texts()("shelf.anything_else")), Does::show_all});
  }
  if (asks_ != Asks::nothing) {
    return all;
  }
  if (leaf() == kAll) {
    bool any = false;
    for (const Practice* practice : practices_) {
      if (left_aside(*practice)) {
        if (!std::exchange(any, true)) {
          heading("shelf.left_aside");
        }
        all.push_back(
            {choice(practice->title, texts()("shelf.bring_back")), Does::bring_back, practice});
      }
    }
  }
  all.push_back({plain(Kind::gap, "")});
  all.push_back({choice(hint("K", texts()("shelf.agree"))), Does::ask_agree});
  all.push_back({choice(hint("X", texts()("shelf.not_this_one"))), Does::ask_leave});
  all.push_back({plain(Kind::gap, "")});
  for (const std::string& file : refused_) {
    all.push_back({plain(Kind::quiet, texts()("shelf.cannot_be_read", "file", file))});
  }
  all.push_back({plain(Kind::quiet, texts()("shelf.unread"))});
  return all;
}

Page ShelfScreen::laid_out() const {
  Page page;
  page.id = "shelf";
  page.edition = edition_;
  const bool leave = asks_ == Asks::leave;
  const bool asks = asks_ != Asks::nothing;
  page.title = texts()(!asks ? "shelf.title" : leave ? "shelf.which" : "shelf.which_agreed");
  for (Row& row : rows()) {
    page.rows.push_back(std::move(row.row));
  }
  const auto* const name = std::find_if(kLeaves.begin(), kLeaves.end(),
                                        [&](const auto& one) { return one.first == leaf(); });
  page.foot = {hint(texts()("key.escape"), texts()("shelf.back")),
               texts()("shelf.browse", "pillar", texts()(name->second)),
               hint(texts()("key.enter"), texts()(!asks   ? "shelf.open"
                                                  : leave ? "shelf.leave"
                                                          : "shelf.put_there"))};
  page.foot_keys = {Key::escape, Key::right, Key::enter};
  return page;
}

void ShelfScreen::turn_to(std::size_t leaf) {
  leaf_ = leaf;
  set_focus(-1);
}

Way ShelfScreen::press(Key key) {
  const std::size_t count = leaves().size();
  if (key == Key::left || key == Key::right) {
    turn_to((leaf_ + (key == Key::right ? 1 : count - 1)) % count);
    return {};
  }
  if (key == Key::enter && focus() < 0) {
    return {};
  }
  if (key == Key::let_go || key == Key::keep) {
    if (const Practice* one = in_focus()) {
      if (key == Key::let_go) {
        return leave_aside(*one);
      }
      return left_aside(*one) ? Way{} : agree(*one);
    }
    ask(key == Key::let_go);
    return {};
  }
  return PageScreen::press(key);
}

const Practice* ShelfScreen::in_focus() const {
  const auto all = rows();
  const auto at = static_cast<std::size_t>(std::max(focus(), 0));
  return focus() >= 0 && at < all.size() ? all[at].practice : nullptr;
}

/// Which one; or, asked the same again, none.
void ShelfScreen::ask(bool leave) {
  const Asks wanted = leave ? Asks::leave : Asks::agree;
  asks_ = asks_ == wanted ? Asks::nothing : wanted;
  ++edition_;
  set_focus(-1);
}

Way ShelfScreen::chosen(int row) {
  const Row chosen = rows()[static_cast<std::size_t>(row)];
  switch (chosen.does) {
    case Row::Does::open:
      if (asks_ == Asks::agree) {
        return agree(*chosen.practice);
      }
      return asks_ == Asks::leave ? leave_aside(*chosen.practice)
                                  : Way{Way::To::open, chosen.practice->id};
    case Row::Does::bring_back:
      return leave_aside(*chosen.practice);
    case Row::Does::show_all:
      turn_to(leaf_ + 1);
      break;
    case Row::Does::ask_leave:
    case Row::Does::ask_agree:
      ask(chosen.does == Row::Does::ask_leave);
      break;
    case Row::Does::nothing:
      break;
  }
  return {};
}

/// Or back again. Another edition, so that what stands below does not jump.
Way ShelfScreen::leave_aside(const Practice& practice) {
  const std::string_view before = leaf();
  if (own_->never.erase(practice.id) == 0) {
    own_->never.insert(practice.id);
  }
  stay_on(before);
  set_focus(-1);
  asks_ = Asks::nothing;
  ++edition_;
  return {Way::To::changed};
}

/// On what was agreed on, or off it. Elsewhere only the dot comes or goes, so what is in focus
/// stays there.
Way ShelfScreen::agree(const Practice& practice) {
  const std::string_view before = leaf();
  if (agreed_on(practice)) {
    own_->shelf.erase(std::remove(own_->shelf.begin(), own_->shelf.end(), practice.id),
                      own_->shelf.end());
  } else {
    own_->shelf.push_back(practice.id);
  }
  stay_on(before);
  if (before == kAgreed || asks_ != Asks::nothing) {
    set_focus(-1);
    ++edition_;
  }
  asks_ = Asks::nothing;
  return {Way::To::changed};
}

/// The same leaf, though others may have come or gone before it; the first, if it has gone itself.
void ShelfScreen::stay_on(std::string_view leaf) {
  const auto all = leaves();
  const auto same = std::find(all.begin(), all.end(), leaf);
  leaf_ = same != all.end() ? static_cast<std::size_t>(same - all.begin()) : 0;
}

}  // namespace ebb::scene
