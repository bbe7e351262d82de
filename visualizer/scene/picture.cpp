#include "visualizer/scene/picture.hpp"

#include <type_traits>

namespace ebb::scene {

Picture mirrored(Picture picture) {
  const double width = picture.size.width;
  const auto turn = [width](Point& p) { p.x = width - p.x; };
  turn(picture.backdrop.centre);
  for (Shape& shape : picture.shapes) {
    std::visit(
        [&](auto& drawn) {
          using Drawn = std::decay_t<decltype(drawn)>;
          if constexpr (std::is_same_v<Drawn, Stroke>) {
            for (Stroke::Node& node : drawn.nodes) {
              turn(node.at);
            }
          } else if constexpr (std::is_same_v<Drawn, Band>) {
            for (Band::Node& node : drawn.nodes) {
              node.x = width - node.x;
            }
          } else if constexpr (std::is_same_v<Drawn, Capsule>) {
            turn(drawn.from);
            turn(drawn.to);
          } else if constexpr (std::is_same_v<Drawn, Words>) {
            turn(drawn.at);
            drawn.right_to_left = true;
            drawn.align = drawn.align == Align::left    ? Align::right
                          : drawn.align == Align::right ? Align::left
                                                        : Align::centre;
          } else {
            turn(drawn.centre);
          }
        },
        shape);
  }
  for (Target& target : picture.targets) {
    target.box.left = width - target.box.left - target.box.width;
  }
  return picture;
}

}  // namespace ebb::scene
