#include "visualizer/render/display.hpp"

#include <dlfcn.h>

namespace ebb::render {
namespace {

// Xlib comes with the window library, its headers do not: four functions are looked up by name.
template <class Function>
Function* look_up(void* library, const char* name) {
  return reinterpret_cast<Function*>(dlsym(library, name));
}

}  // namespace

std::unique_ptr<Display> Display::open() {
  std::unique_ptr<Display> display{new Display};
  display->library_ = dlopen("libX11.so.6", RTLD_NOW | RTLD_LOCAL);
  if (display->library_ == nullptr) {
    return nullptr;
  }
  auto* connect = look_up<void*(const char*)>(display->library_, "XOpenDisplay");
  auto* query =
      look_up<int(void*, const char*, int*, int*, int*)>(display->library_, "XQueryExtension");
  if (connect == nullptr || query == nullptr) {
    return nullptr;
  }
  display->connection_ = connect(nullptr);
  int ignored[3] = {};
  if (display->connection_ == nullptr ||
      query(display->connection_, "GLX", &ignored[0], &ignored[1], &ignored[2]) == 0) {
    return nullptr;
  }
  return display;
}

Display::~Display() {
  if (connection_ != nullptr) {
    if (auto* close = look_up<int(void*)>(library_, "XCloseDisplay"); close != nullptr) {
      close(connection_);
    }
  }
  // The library stays loaded: the window library uses it too.
}

void Display::stay_awake() {
  auto* reset = look_up<int(void*)>(library_, "XResetScreenSaver");
  auto* flush = look_up<int(void*)>(library_, "XFlush");
  if (reset != nullptr && flush != nullptr) {
    reset(connection_);
    flush(connection_);
  }
}

}  // namespace ebb::render
