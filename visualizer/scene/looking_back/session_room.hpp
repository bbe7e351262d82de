#pragma once

#include <string>

#include "visualizer/scene/looking_back/room.hpp"

namespace ebb::scene {

/// One session: its words first, then its curve; numbers when they are asked for. Together, for two
/// who look at it: large, few marks, and only words that may be shown so.
class SessionRoom : public Room {
 public:
  explicit SessionRoom(std::string session) : session_(std::move(session)) {}

  [[nodiscard]] Sheet sheet(Desk& desk) const override;
  RoomStep press(Key key, Desk& desk) override;
  void advance(Seconds passed, const Desk& desk) override;

 private:
  void add_curve(Sheet& sheet, const LookedAt& at, const Desk& desk) const;
  void zoom(double by);
  void pan(double by);

  std::string session_;
  bool together_ = false;
  /// What is looked at, as shares of the whole, and where it is on its way there.
  double want_from_ = 0.0;
  double want_to_ = 1.0;
  double from_ = 0.0;
  double to_ = 1.0;
  Glide fit_{Seconds{0.8}};
  double seconds_ = 0.0;  ///< of the session, once it is known
};

}  // namespace ebb::scene
