#pragma once

#include <string>
#include <vector>

#include "session/calm_down/overlay.hpp"
#include "visualizer/scene/looking_back/room.hpp"

namespace ebb::scene {

inline constexpr std::size_t kMostLaid = 12;

/// Those that were laid aside; else the one in focus with the ones nearest in time of the same
/// practice. By date; none when there is nothing to lay over each other.
[[nodiscard]] std::vector<std::string> to_lay_over(const Desk& desk, const std::string& session);

/// Sessions over each other, lined up at a mark or a step they share. By date and nothing else;
/// what another kind of sensor told stands apart.
class OverlayRoom : public Room {
 public:
  explicit OverlayRoom(std::vector<std::string> sessions);

  [[nodiscard]] Sheet sheet(Desk& desk) const override;
  RoomStep press(Key key, Desk& desk) override;

 private:
  /// Where the sessions can be lined up, those that most of them share first.
  [[nodiscard]] std::vector<std::string> places_to_line_up(Desk& desk) const;
  void lay(Desk& desk, const std::string& at) const;
  [[nodiscard]] Plot plot_of_group(const OverlayGroup& group, const Desk& desk) const;

  std::vector<std::string> sessions_;
  std::size_t line_up_ = 0;
  std::size_t chosen_ = 0;
  mutable std::string laid_for_;
  mutable std::vector<OverlayGroup> groups_;
  mutable std::vector<std::string> laid_ids_;  ///< what the groups' numbers mean
};

}  // namespace ebb::scene
