#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "visualizer/scene/looking_back/errand.hpp"

namespace ebb::app {

/// Runs errands to the folder where this person's sessions and journal are kept, one after the
/// other on a thread of its own: the window never waits for the disk.
class Past {
 public:
  /// `folder` holds the journal, and the sessions in "sessions".
  explicit Past(std::filesystem::path folder);
  /// What was asked to be kept is kept first.
  ~Past();
  Past(const Past&) = delete;
  Past& operator=(const Past&) = delete;

  void ask(std::vector<scene::Errand> errands);
  /// What came since the last call.
  [[nodiscard]] std::vector<scene::Found> take();
  /// The same, once all that was asked has been done.
  [[nodiscard]] std::vector<scene::Found> take_all();

 private:
  struct Worker;
  std::unique_ptr<Worker> worker_;
};

/// What year it is here.
[[nodiscard]] int this_year();
/// Minutes since midnight, here and now.
[[nodiscard]] int minute_of_day();

}  // namespace ebb::app
