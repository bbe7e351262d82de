#pragma once

#include <string>
#include <vector>

#include "visualizer/scene/looking_back/room.hpp"

namespace ebb::scene {

/// One's own words over time, side by side, to look at with somebody. The way there is the journal
/// searched for words that were chosen, `T`, and a question first; only entries ticked for looking
/// together are shown. They stand oldest first, and nothing is counted or made of them.
class WordsOverTimeRoom : public ListRoom {
 public:
  explicit WordsOverTimeRoom(std::string wanted) : wanted_(std::move(wanted)) {}

  RoomStep press(Key key, Desk& desk) override;

 protected:
  [[nodiscard]] Sheet listed(Desk& desk) const override;
  RoomStep chosen(int row, Desk& desk) override;

 private:
  [[nodiscard]] std::vector<const JournalEntry*> shown(const Desk& desk) const;
  [[nodiscard]] Sheet question(const Desk& desk) const;

  std::string wanted_;
  bool asked_for_ = false;
  std::size_t first_ = 0;  ///< the entry at the left
};

}  // namespace ebb::scene
