#pragma once

#include <memory>

#include "archive/lock/passphrase.hpp"
#include "visualizer/scene/looking_back/room.hpp"

namespace ebb::scene {

/// What stands before everything else when what is kept is locked: room for a passphrase, and not a
/// word about what lies behind.
class UnlockRoom : public Room {
 public:
  [[nodiscard]] Sheet sheet(Desk& desk) const override;
  RoomStep press(Key key, Desk& desk) override;
  void type(char32_t character, Desk& desk) override;
  [[nodiscard]] bool writing() const override { return true; }

 private:
  std::shared_ptr<Passphrase> typed_ = std::make_shared<Passphrase>();
};

}  // namespace ebb::scene
