#pragma once

#include "visualizer/scene/picture.hpp"

namespace ebb::scene {

/// What a shape can touch, its soft edges included, in whole pixels. Of words only the height is
/// known here; they reach from one side of the picture to the other.
[[nodiscard]] Box bounds_of(const Shape& shape, Extent size);

/// The part of the window in which `after` may look other than `before`, in whole pixels and within
/// the picture; without width where nothing does. All of it where the ground or the size changed.
[[nodiscard]] Box damage_between(const Picture& before, const Picture& after);

[[nodiscard]] bool overlap(const Box& a, const Box& b);

}  // namespace ebb::scene
