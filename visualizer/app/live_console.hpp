#pragma once

#include <filesystem>

#include "io/feed_client.hpp"
#include "visualizer/scene/console_screen.hpp"

namespace ebb::app {

/// The console's end of the live feed.
class LiveConsole {
 public:
  explicit LiveConsole(const std::filesystem::path& runtime_folder) : client_(runtime_folder) {}

  void poll(HostTime) { client_.poll(); }
  /// What came since the last call.
  scene::ConsoleNews take_news();
  /// Sends all that the screen has to say.
  void send_from(scene::ConsoleScreen& screen, HostTime now);
  [[nodiscard]] bool waiting() const { return client_.connected() && client_.waiting() > 0; }

 private:
  io::FeedClient client_;
};

}  // namespace ebb::app
