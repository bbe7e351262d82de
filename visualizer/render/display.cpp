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

std::optional<std::vector<ScreenArea>> Display::screens() const {
  // What XRRGetMonitors() of libXrandr 1.5 hands out (Xrandr.h).
  struct Monitor {
    unsigned long name;
    int primary;
    int automatic;
    int outputs;
    int x;
    int y;
    int width;
    int height;
    int millimetres_wide;
    int millimetres_high;
    unsigned long* output;
  };
  void* const randr = dlopen("libXrandr.so.2", RTLD_NOW | RTLD_LOCAL);
  if (randr == nullptr) {
    return std::nullopt;
  }
  auto* root = look_up<unsigned long(void*)>(library_, "XDefaultRootWindow");
  auto* list = look_up<Monitor*(void*, unsigned long, int, int*)>(randr, "XRRGetMonitors");
  auto* release = look_up<void(Monitor*)>(randr, "XRRFreeMonitors");
  std::optional<std::vector<ScreenArea>> screens;
  if (root != nullptr && list != nullptr && release != nullptr) {
    int count = 0;
    Monitor* const monitors = list(connection_, root(connection_), 1, &count);
    if (monitors != nullptr) {
      screens.emplace();
      for (int i = 0; i < count; ++i) {
        const Monitor& m = monitors[i];
        screens->push_back({m.x, m.y, m.width, m.height});
      }
      release(monitors);
    }
  }
  return screens;  // the library stays loaded: the window library uses it too
}

std::optional<ScreenArea> Display::screen(int n) const {
  const auto all = screens();
  const bool there = all && n >= 1 && static_cast<std::size_t>(n) <= all->size();
  return there ? std::optional{(*all)[static_cast<std::size_t>(n) - 1]} : std::nullopt;
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
