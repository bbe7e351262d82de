#pragma once

#include <map>
#include <string>
#include <vector>

#include "visualizer/scene/looking_back/room.hpp"

namespace ebb::scene {

/// A page about a session to be printed, and the session without names for somebody else: every
/// field of it is shown before it leaves, and the label of a mark leaves only where it was ticked.
class LettingOutRoom : public ListRoom {
 public:
  explicit LettingOutRoom(std::string session) : session_(std::move(session)) {}

  RoomStep press(Key key, Desk& desk) override;

 protected:
  [[nodiscard]] Sheet listed(Desk& desk) const override;
  RoomStep chosen(int row, Desk& desk) override;

 private:
  [[nodiscard]] bool leaves(const std::string& mark) const;
  void add_labels(Sheet& sheet, Desk& desk) const;

  std::string session_;
  std::vector<std::string> labels_;                 ///< ids of marks that were ticked
  mutable std::map<int, std::string> mark_of_row_;  ///< as it was listed last
  mutable bool asked_ = false;                      ///< what would leave
};

}  // namespace ebb::scene
