#pragma once

#include <string>

#include "visualizer/scene/looking_back/room.hpp"

namespace ebb::scene {

/// A page about a session to be printed, and the session without names for somebody else: every
/// field of it is shown before it leaves.
class LettingOutRoom : public ListRoom {
 public:
  explicit LettingOutRoom(std::string session) : session_(std::move(session)) {}

  RoomStep press(Key key, Desk& desk) override;

 protected:
  [[nodiscard]] Sheet listed(Desk& desk) const override;
  RoomStep chosen(int row, Desk& desk) override;

 private:
  std::string session_;
  mutable bool asked_ = false;  ///< what would leave
};

}  // namespace ebb::scene
