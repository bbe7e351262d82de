#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {

Page PageScreen::page() const {
  Page page = laid_out();
  page.focus = focus_;
  return page;
}

Way PageScreen::press(Key key) {
  if (key != Key::enter && key != Key::space) {
    focus_ = moved_focus(laid_out(), focus_, key);
    return {};
  }
  return can_be_chosen(laid_out(), focus_) ? chosen(focus_) : passed_by();
}

Way PageScreen::choose(int row) {
  if (!can_be_chosen(laid_out(), row)) {
    return {};
  }
  focus_ = row;
  return chosen(row);
}

PageRow choice(std::string_view text, std::string_view note) {
  PageRow row;
  row.text = text;
  row.note = note;
  return row;
}

PageRow plain(PageRow::Kind kind, std::string_view text) {
  PageRow row;
  row.kind = kind;
  row.text = text;
  return row;
}

PageRow key_row(std::string_view key, std::string_view does) {
  PageRow row = plain(PageRow::Kind::key, key);
  row.beside = does;
  return row;
}

std::string hint(std::string_view key, std::string_view does) {
  return std::string{key}.append("   ").append(does);
}

}  // namespace ebb::scene
