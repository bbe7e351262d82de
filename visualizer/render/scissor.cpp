#include "visualizer/render/scissor.hpp"

#include "visualizer/render/gl_function.hpp"

namespace ebb::render {
namespace {

constexpr unsigned kScissorTest = 0x0C11;  // GL_SCISSOR_TEST, OpenGL 2.1 specification, table 6.20

void turn(const char* how) {
  if (auto* turned = gl_function<void(unsigned)>(how); turned != nullptr) {
    turned(kScissorTest);
  }
}

}  // namespace

Scissor::Scissor(const scene::Box& box, int height) {
  auto* cut = gl_function<void(int, int, int, int)>("glScissor");
  if (cut == nullptr) {
    return;
  }
  cut(static_cast<int>(box.left), height - static_cast<int>(box.top + box.height),
      static_cast<int>(box.width), static_cast<int>(box.height));
  turn("glEnable");
}

Scissor::~Scissor() { turn("glDisable"); }

}  // namespace ebb::render
