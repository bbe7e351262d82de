#pragma once

#include <SFML/Window/Context.hpp>

namespace ebb::render {

/// A function of OpenGL or GLX by its name; nullptr where this one has none. Needs a current
/// context.
template <class Function>
Function* gl_function(const char* name) {
  return reinterpret_cast<Function*>(sf::Context::getFunction(name));
}

}  // namespace ebb::render
