#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "visualizer/app/shelf.hpp"

namespace ebb::app {

/// Notices that a practice file came, went or was written, so that nothing need be started again.
class ShelfWatch {
 public:
  ShelfWatch(std::filesystem::path chosen, std::filesystem::path program);

  /// The shelf as it is now, if its folders have changed; they are looked at once a second at most.
  [[nodiscard]] std::optional<scene::Shelf> poll(HostTime now);
  /// The sentences of a shelf that have not been said yet.
  [[nodiscard]] std::vector<std::string> news(const scene::Shelf& shelf);
  /// Why a changed shelf could not be laid out, once.
  [[nodiscard]] std::optional<std::string> take_trouble();

 private:
  std::filesystem::path chosen_;
  std::filesystem::path program_;
  ShelfFolders seen_;
  std::optional<HostTime> looked_;
  std::set<std::string> said_;
  std::optional<std::string> trouble_;
};

}  // namespace ebb::app
