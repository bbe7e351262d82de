#pragma once

#include <memory>
#include <string>
#include <utility>

#include "visualizer/scene/looking_back/desk.hpp"
#include "visualizer/scene/looking_back/sheet.hpp"

namespace ebb::scene {

class Room;

/// Where a key leads from a room.
struct RoomStep {
  enum class To { stay, back, open, shelf };
  To to = To::stay;
  std::unique_ptr<Room> room{};  ///< that is opened
};

/// One place of looking back: what it shows, and what its keys do. Esc always leads back.
class Room {
 public:
  Room() = default;
  virtual ~Room() = default;
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;

  /// May ask for what it needs.
  [[nodiscard]] virtual Sheet sheet(Desk& desk) const = 0;
  virtual RoomStep press(Key key, Desk& desk) = 0;
  virtual RoomStep choose(int /*row*/, Desk& /*desk*/) { return {}; }
  virtual void type(char32_t /*character*/, Desk& /*desk*/) {}
  [[nodiscard]] virtual bool writing() const { return false; }
  /// Whether holding D would do something here, and what it does after two seconds.
  [[nodiscard]] virtual bool can_be_held(const Desk& /*desk*/) const { return false; }
  virtual RoomStep held(Desk& /*desk*/) { return {}; }
  virtual void advance(Seconds /*passed*/, const Desk& /*desk*/) {}

 protected:
  /// Back past every room of a session that is not there any more.
  static RoomStep to_shelf() { return {RoomStep::To::shelf, nullptr}; }
  static RoomStep back() { return {RoomStep::To::back, nullptr}; }
  static RoomStep open(std::unique_ptr<Room> room) { return {RoomStep::To::open, std::move(room)}; }
};

/// A room that is a list of rows with one of them in focus.
class ListRoom : public Room {
 public:
  [[nodiscard]] Sheet sheet(Desk& desk) const override;
  RoomStep press(Key key, Desk& desk) override;
  RoomStep choose(int row, Desk& desk) override;

 protected:
  [[nodiscard]] virtual Sheet listed(Desk& desk) const = 0;
  virtual RoomStep chosen(int row, Desk& desk) = 0;
  [[nodiscard]] int focus() const { return focus_; }
  void set_focus(int row) { focus_ = row; }

 private:
  int focus_ = -1;
};

[[nodiscard]] KeyHint back_hint(const Texts& texts);

}  // namespace ebb::scene
