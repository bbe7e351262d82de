#include "visualizer/render/part_copy.hpp"

#include <string_view>
#include <utility>

#include "visualizer/render/gl_function.hpp"

namespace ebb::render {
namespace {

constexpr unsigned kRenderer = 0x1F01;  // GL_RENDERER, OpenGL 2.1 specification, table 6.27

std::string_view text_of(const void* words) {
  return words == nullptr ? std::string_view{} : static_cast<const char*>(words);
}

/// Mesa's renderers that have no card: llvmpipe, and softpipe before it.
bool a_processor_draws() {
  auto* string_of = gl_function<const unsigned char*(unsigned)>("glGetString");
  const std::string_view renderer = text_of(string_of == nullptr ? nullptr : string_of(kRenderer));
  return renderer.find("llvmpipe") != std::string_view::npos ||
         renderer.find("softpipe") != std::string_view::npos;
}

}  // namespace

std::unique_ptr<PartCopy> PartCopy::of_current_window() {
  auto* display = gl_function<void*()>("glXGetCurrentDisplay");
  auto* drawable = gl_function<unsigned long()>("glXGetCurrentDrawable");
  auto* extensions = gl_function<const char*(void*, int)>("glXQueryExtensionsString");
  if (display == nullptr || drawable == nullptr || extensions == nullptr || !a_processor_draws()) {
    return nullptr;
  }
  std::unique_ptr<PartCopy> copy{new PartCopy};
  copy->display_ = display();
  copy->window_ = drawable();
  if (copy->display_ == nullptr || copy->window_ == 0) {
    return nullptr;
  }
  copy->copy_ = gl_function<void(void*, unsigned long, int, int, int, int)>("glXCopySubBufferMESA");
  // The function's address alone proves nothing: there is one for names that nobody knows.
  const bool known = text_of(extensions(copy->display_, 0)).find("GLX_MESA_copy_sub_buffer") !=
                     std::string_view::npos;
  return known && copy->copy_ != nullptr ? std::move(copy) : nullptr;
}

void PartCopy::show(const scene::Box& part, int height) const {
  if (part.width > 0.0 && part.height > 0.0) {
    copy_(display_, window_, static_cast<int>(part.left),
          height - static_cast<int>(part.top + part.height), static_cast<int>(part.width),
          static_cast<int>(part.height));
  }
}

}  // namespace ebb::render
