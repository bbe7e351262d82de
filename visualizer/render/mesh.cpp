#include "visualizer/render/mesh.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "visualizer/scene/glide.hpp"

namespace ebb::render {
namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;
constexpr double kEdge = 1.0;  ///< pixels over which a line's edge fades
constexpr std::array<double, 3> kBody = {0.45, 0.75, 1.0};  ///< where a disc's shade bends
constexpr int kEdgeSteps = 4;
constexpr int kHaloSteps = 3;
constexpr int kLightSteps = 7;
constexpr int kLightPieces = 48;

sf::Uint8 to_byte(double part) {
  return static_cast<sf::Uint8>(std::lround(std::clamp(part, 0.0, 1.0) * 255.0));
}

sf::Vertex vertex(double x, double y, scene::Colour colour) {
  return {sf::Vector2f{static_cast<float>(x), static_cast<float>(y)}, to_sfml(colour)};
}

sf::Vertex on_circle(scene::Point centre, double radius, double angle, scene::Colour colour) {
  return vertex(centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle), colour);
}

/// Enough corners that a circle's outline strays less than a quarter of a pixel.
int corners(double radius) {
  return std::clamp(static_cast<int>(std::lround(5.0 * std::sqrt(std::max(radius, 1.0)))), 24, 160);
}

}  // namespace

sf::Color to_sfml(scene::Colour c) {
  return {to_byte(c.r), to_byte(c.g), to_byte(c.b), to_byte(c.a)};
}

void Mesh::add_quad(const sf::Vertex& a, const sf::Vertex& b, const sf::Vertex& c,
                    const sf::Vertex& d) {
  vertices_.insert(vertices_.end(), {a, b, c, c, b, d});
}

void Mesh::add_band(scene::Point centre, double from, double to, double inner_radius,
                    scene::Colour inner, double outer_radius, scene::Colour outer, int pieces) {
  for (int i = 0; i < pieces; ++i) {
    const double one = from + (to - from) * i / pieces;
    const double two = from + (to - from) * (i + 1) / pieces;
    add_quad(
        on_circle(centre, inner_radius, one, inner), on_circle(centre, outer_radius, one, outer),
        on_circle(centre, inner_radius, two, inner), on_circle(centre, outer_radius, two, outer));
  }
}

void Mesh::add(const scene::Disc& disc) {
  const double feather = std::min(disc.feather, disc.radius);
  const double inside = disc.radius - feather * 0.5;
  const double outside = disc.radius + feather * 0.5;
  const int pieces = corners(disc.radius);
  double radius = 0.0;
  scene::Colour colour = disc.inner;
  const auto reach = [&](double to, scene::Colour next) {
    add_band(disc.centre, 0.0, kTurn, radius, colour, to, next, pieces);
    radius = to;
    colour = next;
  };
  for (const double share : kBody) {
    reach(inside * share, scene::mixed(disc.inner, disc.rim, share * share));
  }
  // Edge and halo leave along a raised cosine: a straight ramp of opacity would show as a line
  // where it ends.
  for (int i = 1; i <= kEdgeSteps; ++i) {
    const double share = static_cast<double>(i) / kEdgeSteps;
    reach(inside + feather * share, scene::mixed(disc.rim, disc.halo, scene::raised_cosine(share)));
  }
  // A wide glow needs more steps, or its bends are seen as rings.
  const int steps = std::clamp(static_cast<int>((disc.reach - outside) / 40.0), kHaloSteps, 10);
  for (int i = 1; i <= steps && disc.reach > outside; ++i) {
    const double share = static_cast<double>(i) / steps;
    reach(outside + (disc.reach - outside) * share,
          disc.halo.thinned((1.0 - share) * (1.0 - share)));
  }
}

void Mesh::add(const scene::Backdrop& backdrop) {
  const auto dimmed = [&backdrop](scene::Colour c) {
    const double b = backdrop.brightness;
    return scene::Colour{c.r * b, c.g * b, c.b * b, 1.0};
  };
  for (int i = 0; i < kLightSteps; ++i) {
    const auto at = [&](int step) {
      const double light = scene::raised_cosine(1.0 - static_cast<double>(step) / kLightSteps);
      return dimmed(scene::mixed(backdrop.ground, backdrop.light, light));
    };
    add_band(backdrop.centre, 0.0, kTurn, backdrop.reach * i / kLightSteps, at(i),
             backdrop.reach * (i + 1) / kLightSteps, at(i + 1), kLightPieces);
  }
}

void Mesh::add(const scene::Ring& ring) {
  const double half = ring.width * 0.5;
  const double core = std::max(half - ring.feather * 0.5, 0.0);
  const double skirt = half + ring.feather * 0.5;
  const scene::Colour clear = ring.colour.thinned(0.0);
  const auto arc = [&](double from, double to, int pieces, scene::Colour colour) {
    add_band(ring.centre, from, to, ring.radius - skirt, clear, ring.radius - core, colour, pieces);
    add_band(ring.centre, from, to, ring.radius - core, colour, ring.radius + core, colour, pieces);
    add_band(ring.centre, from, to, ring.radius + core, colour, ring.radius + skirt, clear, pieces);
  };
  if (ring.dashes <= 0) {
    arc(0.0, kTurn, corners(ring.radius), ring.colour);
    return;
  }
  const double step = kTurn / ring.dashes;
  const int pieces = std::max(3, corners(ring.radius) / ring.dashes);
  for (int i = 0; i < ring.dashes; ++i) {
    arc(step * i, step * (i + 0.56), pieces, ring.colour);
  }
}

void Mesh::add(const scene::Capsule& capsule) {
  const double dx = capsule.to.x - capsule.from.x;
  const double dy = capsule.to.y - capsule.from.y;
  const double along = std::atan2(dy, dx);
  const double core = std::max(capsule.radius - capsule.feather * 0.5, 0.0);
  const double skirt = capsule.radius + capsule.feather * 0.5;
  const scene::Colour clear = capsule.colour.thinned(0.0);
  const auto end = [&](scene::Point centre, double from) {
    const int pieces = corners(capsule.radius) / 2;
    add_band(centre, from, from + kTurn / 2.0, 0.0, capsule.colour, core, capsule.colour, pieces);
    add_band(centre, from, from + kTurn / 2.0, core, capsule.colour, skirt, clear, pieces);
  };
  end(capsule.from, along + kTurn / 4.0);
  end(capsule.to, along - kTurn / 4.0);
  const double nx = -std::sin(along);
  const double ny = std::cos(along);
  const auto at = [&](scene::Point p, double off, scene::Colour colour) {
    return vertex(p.x + nx * off, p.y + ny * off, colour);
  };
  const auto side = [&](double one, scene::Colour one_colour, double two,
                        scene::Colour two_colour) {
    add_quad(at(capsule.from, one, one_colour), at(capsule.from, two, two_colour),
             at(capsule.to, one, one_colour), at(capsule.to, two, two_colour));
  };
  side(-core, capsule.colour, core, capsule.colour);
  side(core, capsule.colour, skirt, clear);
  side(-skirt, clear, -core, capsule.colour);
}

void Mesh::add(const scene::Band& band) {
  struct Column {
    sf::Vertex over, top, bottom, under;
  };
  const auto column = [&band](const scene::Band::Node& node) {
    const scene::Colour colour = band.colour.thinned(node.opacity);
    const scene::Colour clear = band.colour.thinned(0.0);
    return Column{vertex(node.x, node.top - band.feather, clear), vertex(node.x, node.top, colour),
                  vertex(node.x, node.bottom, colour),
                  vertex(node.x, node.bottom + band.feather, clear)};
  };
  for (std::size_t i = 1; i < band.nodes.size(); ++i) {
    const Column one = column(band.nodes[i - 1]);
    const Column two = column(band.nodes[i]);
    add_quad(one.over, one.top, two.over, two.top);
    add_quad(one.top, one.bottom, two.top, two.bottom);
    add_quad(one.bottom, one.under, two.bottom, two.under);
  }
}

void Mesh::add(const scene::Stroke& stroke) {
  const double core = std::max(stroke.width * 0.5 - kEdge * 0.5, 0.0);
  const double skirt = stroke.width * 0.5 + kEdge * 0.5;
  const auto& nodes = stroke.nodes;
  if (nodes.size() < 2) {
    return;
  }
  struct Corner {
    sf::Vertex outer_left, left, right, outer_right;
  };
  const auto corner = [&](std::size_t i) {
    const scene::Point before = nodes[i == 0 ? 0 : i - 1].at;
    const scene::Point after = nodes[std::min(i + 1, nodes.size() - 1)].at;
    const double dx = after.x - before.x;
    const double dy = after.y - before.y;
    const double length = std::max(std::hypot(dx, dy), 1e-9);
    const double nx = -dy / length;
    const double ny = dx / length;
    const scene::Point at = nodes[i].at;
    const scene::Colour colour = stroke.colour.thinned(nodes[i].opacity);
    const scene::Colour clear = stroke.colour.thinned(0.0);
    return Corner{vertex(at.x - nx * skirt, at.y - ny * skirt, clear),
                  vertex(at.x - nx * core, at.y - ny * core, colour),
                  vertex(at.x + nx * core, at.y + ny * core, colour),
                  vertex(at.x + nx * skirt, at.y + ny * skirt, clear)};
  };
  Corner one = corner(0);
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    const Corner two = corner(i);
    add_quad(one.outer_left, one.left, two.outer_left, two.left);
    add_quad(one.left, one.right, two.left, two.right);
    add_quad(one.right, one.outer_right, two.right, two.outer_right);
    one = two;
  }
}

}  // namespace ebb::render
