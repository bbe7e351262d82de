#pragma once

#include "visualizer/scene/picture.hpp"

namespace ebb::render {

/// While it lives, nothing is drawn outside a box of whole pixels of the current target, not even
/// cleared. The window library has no name for this, so OpenGL is asked directly; where it cannot
/// be, nothing is kept out.
class Scissor {
 public:
  /// `height` is the target's, in pixels: OpenGL counts from below.
  Scissor(const scene::Box& box, int height);
  ~Scissor();
  Scissor(const Scissor&) = delete;
  Scissor& operator=(const Scissor&) = delete;
};

}  // namespace ebb::render
