#include "visualizer/scene/people_screen.hpp"

namespace ebb::scene {

Page PeopleScreen::laid_out() const {
  Page page;
  page.id = "people";
  page.title = texts()("people.title");
  for (const Contact& contact : contacts_->people) {
    page.rows.push_back(choice(contact.name, contact.note));
    page.rows.back().beside = contact.reach;
  }
  page.rows.push_back(plain(PageRow::Kind::gap, ""));
  page.rows.push_back(plain(PageRow::Kind::quiet, texts()("people.copy")));
  page.foot = {hint(texts()("key.escape"), texts()("people.back")), "", ""};
  page.foot_keys = {Key::people, Key::other, Key::other};
  return page;
}

Way PeopleScreen::chosen(int row) {
  const Contact& contact = contacts_->people[static_cast<std::size_t>(row)];
  return contact.reach.empty() ? Way{} : Way{Way::To::copy, contact.reach};
}

}  // namespace ebb::scene
