#include "visualizer/scene/checkin_screen.hpp"

#include <utility>

namespace ebb::scene {
namespace {

constexpr int kTooMuch = 3;

}  // namespace

CheckInScreen::CheckInScreen(const Texts& texts, std::string practice)
    : PageScreen(texts), practice_(std::move(practice)) {}

Page CheckInScreen::laid_out() const {
  Page page;
  page.id = body_ ? "check-in body" : "check-in";
  page.title = texts()(body_ ? "checkin.body" : "checkin.how_much");
  if (body_) {
    const auto& words = texts().list("checkin.words");
    for (std::size_t i = 0; i < words.size(); ++i) {
      page.rows.push_back(choice(words[i]));
      page.rows.back().chosen = chosen_.count(i) > 0;
    }
    page.columns = 2;
  } else {
    for (const char* key : {"checkin.little", "checkin.some", "checkin.lot", "checkin.too_much"}) {
      page.rows.push_back(choice(texts()(key)));
    }
    page.columns = 2;
  }
  page.rows.push_back(plain(PageRow::Kind::gap, ""));
  page.rows.push_back(plain(PageRow::Kind::quiet, texts()("checkin.skip")));
  page.foot = {hint(texts()("key.escape"), texts()("shelf.back")), "",
               hint("P", texts()("start.people"))};
  page.foot_keys = {Key::escape, Key::other, Key::people};
  return page;
}

Way CheckInScreen::chosen(int row) {
  const auto at = static_cast<std::size_t>(row);
  if (body_) {
    if (!chosen_.erase(at)) {
      chosen_.insert(at);
    }
    set_focus(row);
    return {};
  }
  if (row == kTooMuch) {
    return {Way::To::grounding, "route: grounding"};
  }
  return passed_by();
}

Way CheckInScreen::passed_by() {
  if (body_) {
    return {Way::To::begin, practice_};
  }
  body_ = true;
  set_focus(-1);
  return {};
}

std::vector<std::string> CheckInScreen::words() const {
  std::vector<std::string> said;
  for (const std::size_t i : chosen_) {
    said.push_back(texts().list("checkin.words")[i]);
  }
  return said;
}

}  // namespace ebb::scene
