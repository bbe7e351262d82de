#pragma once

#include "visualizer/scene/contacts.hpp"
#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {

/// People to contact, one key away from everywhere. Numbers can be copied. Needs no network.
class PeopleScreen : public PageScreen {
 public:
  PeopleScreen(const Texts& texts, const Contacts& contacts)
      : PageScreen(texts), contacts_(&contacts) {}

 protected:
  [[nodiscard]] Page laid_out() const override;
  Way chosen(int row) override;

 private:
  const Contacts* contacts_;
};

}  // namespace ebb::scene
