#include "visualizer/scene/checkin_screen.hpp"

#include <utility>

namespace ebb::scene {
namespace {

constexpr int kTooMuch = 3;

}  // namespace

CheckInScreen::CheckInScreen(const Texts& texts, std::string practice, When when)
    : PageScreen(texts), practice_(std::move(practice)), when_(when) {}

Page CheckInScreen::laid_out() const {
  Page page;
  page.id = body_ ? "check-in body" : "check-in";
  const bool after = when_ == When::after;
  page.title = body_ ? texts()(after ? "checkin.body_now" : "checkin.body")
                     : texts()(after ? "checkin.how_much_now" : "checkin.how_much");
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
  if (after) {
    page.rows.push_back(plain(PageRow::Kind::quiet, texts()("checkin.either")));
  }
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
    return {when_ == When::before ? Way::To::begin : Way::To::checked_in, practice_};
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
