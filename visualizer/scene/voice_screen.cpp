#include "visualizer/scene/voice_screen.hpp"

namespace ebb::scene {
namespace {

using Kind = PageRow::Kind;
constexpr int kYes = 4;  ///< under what is asked

}  // namespace

Page VoiceScreen::laid_out() const {
  Page page;
  const bool offered = stage_ == Stage::offered;
  page.id = offered ? "voice offered" : "voice";
  page.title = texts()("voice.title");
  page.centred = true;
  page.rows.push_back(plain(Kind::text, texts()("voice.whose", "name", whose_)));
  page.rows.push_back(plain(Kind::text, texts()("voice.where")));
  page.rows.push_back(
      plain(Kind::quiet, texts()(offered ? "voice.until_then" : "voice.what_goes")));
  page.rows.push_back(plain(Kind::gap, ""));
  if (offered) {
    page.rows.push_back(choice(texts()("voice.yes")));
    page.rows.push_back(choice(texts()("voice.no")));
  }
  page.foot = {
      hint(texts()("key.escape"), texts()(offered ? "voice.later" : "shelf.back")), "",
      offered ? hint("P", texts()("start.people")) : hint("D", texts()("looking.hold_delete"))};
  page.foot_keys = {Key::escape, Key::other, offered ? Key::people : Key::other};
  return page;
}

Way VoiceScreen::chosen(int row) {
  return {row == kYes ? Way::To::voice_yes : Way::To::voice_no, whose_};
}

}  // namespace ebb::scene
