#pragma once

#include <string>
#include <vector>

#include "visualizer/scene/looking_back/room.hpp"

namespace ebb::scene {

/// All sessions that were kept, by date and nothing else, a leaf at a time.
class PastShelfRoom : public ListRoom {
 public:
  RoomStep press(Key key, Desk& desk) override;
  void type(char32_t character, Desk& desk) override;
  [[nodiscard]] bool writing() const override { return writing_; }

 protected:
  [[nodiscard]] Sheet listed(Desk& desk) const override;
  RoomStep chosen(int row, Desk& desk) override;

 private:
  /// The sessions that match what is searched for, in order.
  [[nodiscard]] const std::vector<std::size_t>& matching(const Desk& desk) const;
  /// Which session a row of the page is; none for a heading.
  [[nodiscard]] const SessionHead* session_at(int row, Desk& desk) const;
  void turn(int by, const Desk& desk);

  std::size_t leaf_ = 0;
  std::string wanted_;
  bool writing_ = false;
  mutable std::vector<std::size_t> matching_;
  mutable std::string matched_for_;
  mutable std::size_t matched_of_ = 0;
  mutable int matched_at_ = 0;
  mutable std::vector<std::string> rows_;  ///< the session of each row, or nothing
};

}  // namespace ebb::scene
