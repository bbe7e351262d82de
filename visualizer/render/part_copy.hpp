#pragma once

#include <memory>

#include "visualizer/scene/picture.hpp"

namespace ebb::render {

/// Brings a part of what was drawn to the window and leaves the rest of the window, and what was
/// drawn, as they are (GLX_MESA_copy_sub_buffer). Only where a processor draws: there the pixels
/// are what costs, while a graphics card is best left to swap whole frames with the screen.
class PartCopy {
 public:
  /// For the window whose context is current; nothing where a card draws or the extension is
  /// absent.
  static std::unique_ptr<PartCopy> of_current_window();

  /// `height` is the window's, in pixels.
  void show(const scene::Box& part, int height) const;

 private:
  PartCopy() = default;
  void* display_ = nullptr;
  unsigned long window_ = 0;
  void (*copy_)(void*, unsigned long, int, int, int, int) = nullptr;
};

}  // namespace ebb::render
