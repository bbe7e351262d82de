#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "visualizer/scene/looking_back/room.hpp"

namespace ebb::scene {

/// What the person starred: moments and words of sessions, and entries of the journal, the newest
/// first. Ebb never picks one, and says nothing about how many there are.
class StarredRoom : public ListRoom {
 public:
  RoomStep press(Key key, Desk& desk) override;

 protected:
  [[nodiscard]] Sheet listed(Desk& desk) const override;
  RoomStep chosen(int row, Desk& desk) override;

 private:
  struct Starred {
    std::string text;
    std::string note;
    std::string session;  ///< it belongs to, or
    std::string entry;    ///< of the journal
    std::int64_t when_ms = 0;
  };
  [[nodiscard]] std::vector<Starred> all(const Desk& desk) const;

  std::size_t leaf_ = 0;
};

}  // namespace ebb::scene
