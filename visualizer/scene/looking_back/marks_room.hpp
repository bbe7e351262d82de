#pragma once

#include <string>
#include <vector>

#include "visualizer/scene/looking_back/room.hpp"

namespace ebb::scene {

/// The marks and the words of a session: what they are called, whether they are seen, and the way
/// to be rid of them. A mark's time never changes.
class MarksRoom : public ListRoom {
 public:
  explicit MarksRoom(std::string session) : session_(std::move(session)) {}

  RoomStep press(Key key, Desk& desk) override;
  void type(char32_t character, Desk& desk) override;
  [[nodiscard]] bool writing() const override { return writing_; }
  [[nodiscard]] bool can_be_held(const Desk& desk) const override;
  RoomStep held(Desk& desk) override;

 protected:
  [[nodiscard]] Sheet listed(Desk& desk) const override;
  RoomStep chosen(int row, Desk& desk) override;

 private:
  struct Place {
    enum class Of { none, mark, words };
    Of of = Of::none;
    std::size_t index = 0;
  };
  /// What each row is.
  [[nodiscard]] std::vector<Place> places(const LookedAt& at) const;
  [[nodiscard]] Place place_in_focus(const LookedAt& at) const;
  void finish_label(Desk& desk, bool keep);

  std::string session_;
  std::string written_;
  bool writing_ = false;
};

}  // namespace ebb::scene
