#pragma once

#include <string>

#include "visualizer/scene/looking_back/room.hpp"

namespace ebb::scene {

/// Putting a session away, which can be undone, or deleting it for good, which cannot: it says
/// first what goes and what cannot be reached.
class FarewellRoom : public ListRoom {
 public:
  explicit FarewellRoom(std::string session) : session_(std::move(session)) {}

  [[nodiscard]] bool can_be_held(const Desk& desk) const override;
  RoomStep held(Desk& desk) override;

 protected:
  [[nodiscard]] Sheet listed(Desk& desk) const override;
  RoomStep chosen(int row, Desk& desk) override;

 private:
  std::string session_;
  bool words_stay_ = false;
};

}  // namespace ebb::scene
