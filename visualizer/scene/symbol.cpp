#include "visualizer/scene/symbol.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <string_view>
#include <utility>

namespace ebb::scene {
namespace {

using Line = std::vector<Point>;
using Lines = std::vector<Line>;

constexpr double kTurn = 2.0 * std::numbers::pi;

/// An arc in turns, clockwise from the right.
Line arc(Point centre, double across, double down, double from, double to, int pieces = 20) {
  Line line;
  for (int i = 0; i <= pieces; ++i) {
    const double angle = kTurn * (from + (to - from) * i / pieces);
    line.push_back({centre.x + across * std::cos(angle), centre.y + down * std::sin(angle)});
  }
  return line;
}

Line circle(Point centre, double radius) { return arc(centre, radius, radius, 0.0, 1.0, 32); }

Line wave(double left, double right, double y, double height, double waves) {
  Line line;
  constexpr int kPieces = 28;
  for (int i = 0; i <= kPieces; ++i) {
    const double share = static_cast<double>(i) / kPieces;
    line.push_back({left + (right - left) * share, y + height * std::sin(kTurn * waves * share)});
  }
  return line;
}

Line joined(Line one, const Line& two) {
  one.insert(one.end(), two.begin(), two.end());
  return one;
}

/// A cloud's outline, its flat side at `y` + 0.3.
Line cloud_at(double x, double y, double size) {
  const auto at = [&](double dx, double dy) { return Point{x + dx * size, y + dy * size}; };
  Line line = arc(at(-0.5, 0.05), 0.28 * size, 0.25 * size, 0.25, 0.72, 10);
  line = joined(line, arc(at(-0.12, -0.2), 0.38 * size, 0.36 * size, 0.53, 0.92, 14));
  line = joined(line, arc(at(0.42, 0.02), 0.32 * size, 0.28 * size, 0.74, 1.25, 12));
  line.push_back(line.front());
  return line;
}

Lines rays(Point centre, double from, double to, int first, int last, int of) {
  Lines lines;
  for (int i = first; i < last; ++i) {
    const double angle = kTurn * i / of;
    lines.push_back({{centre.x + from * std::cos(angle), centre.y + from * std::sin(angle)},
                     {centre.x + to * std::cos(angle), centre.y + to * std::sin(angle)}});
  }
  return lines;
}

Lines with(Lines lines, const Lines& more) {
  lines.insert(lines.end(), more.begin(), more.end());
  return lines;
}

Lines drops(double length, int rows) {
  Lines lines;
  for (int row = 0; row < rows; ++row) {
    for (int i = 0; i < 3; ++i) {
      const double x = -0.45 + 0.42 * i - 0.12 * row;
      const double y = 0.38 + 0.32 * row;
      lines.push_back({{x, y}, {x - length * 0.35, y + length}});
    }
  }
  return lines;
}

Line flake(double x, double y, double r, double turned) {
  const double angle = kTurn * turned;
  return {{x - r * std::cos(angle), y - r * std::sin(angle)},
          {x + r * std::cos(angle), y + r * std::sin(angle)}};
}

Lines weather_lines(Symbol symbol) {
  switch (symbol) {
    case Symbol::clear:
      return with({circle({0, 0}, 0.42)}, rays({0, 0}, 0.6, 0.88, 0, 8, 8));
    case Symbol::bright_spells:
      return with({arc({0.3, -0.3}, 0.36, 0.36, 0.5, 1.15), cloud_at(-0.05, 0.35, 0.85)},
                  rays({0.3, -0.3}, 0.5, 0.7, 5, 9, 8));
    case Symbol::cloud:
      return {cloud_at(0.0, 0.05, 1.1)};
    case Symbol::fog:
      return {wave(-0.8, 0.8, -0.45, 0.07, 2.0), wave(-0.6, 0.85, -0.1, 0.07, 2.0),
              wave(-0.85, 0.6, 0.25, 0.07, 2.0), wave(-0.5, 0.8, 0.6, 0.07, 1.5)};
    case Symbol::drizzle:
      return with({cloud_at(0.0, -0.25, 0.95)}, drops(0.16, 2));
    case Symbol::rain:
      return with({cloud_at(0.0, -0.25, 0.95)}, drops(0.5, 1));
    case Symbol::wind:
      return {joined({{-0.85, -0.25}, {0.25, -0.25}}, arc({0.25, -0.47}, 0.22, 0.22, 0.25, -0.4)),
              joined({{-0.6, 0.05}, {0.55, 0.05}}, arc({0.55, -0.15}, 0.2, 0.2, 0.25, -0.35)),
              joined({{-0.85, 0.35}, {0.1, 0.35}}, arc({0.1, 0.57}, 0.22, 0.22, -0.25, 0.4))};
    case Symbol::storm:
      return {cloud_at(0.0, -0.25, 0.95), {{0.1, 0.2}, {-0.15, 0.55}, {0.08, 0.55}, {-0.12, 0.92}}};
    case Symbol::snow: {
      Lines lines{cloud_at(0.0, -0.3, 0.9)};
      for (const auto& [x, y] :
           {std::pair{-0.4, 0.4}, std::pair{0.05, 0.62}, std::pair{0.45, 0.38}}) {
        for (const double turned : {0.0, 1.0 / 6.0, 2.0 / 6.0}) {
          lines.push_back(flake(x, y, 0.15, turned));
        }
      }
      return lines;
    }
    default:
      return {};
  }
}

Lines touch_lines(Symbol symbol) {
  const Line head = circle({0.0, -0.55}, 0.27);
  const Line shoulders = arc({0.0, 0.75}, 0.68, 0.85, 0.5, 1.0, 20);
  switch (symbol) {
    case Symbol::hand_on_heart:
      return {head,
              shoulders,
              {{0.62, 0.55}, {0.3, 0.62}, {0.02, 0.4}},
              arc({0.0, 0.35}, 0.16, 0.1, 0.0, 1.0, 14)};
    case Symbol::hand_on_cheek:
      return {head,
              shoulders,
              {{0.62, 0.6}, {0.55, 0.1}, {0.3, -0.35}},
              arc({0.28, -0.5}, 0.1, 0.18, 0.0, 1.0, 14)};
    case Symbol::hands_folded:
      return {head,
              shoulders,
              {{-0.6, 0.5}, {-0.35, 0.72}, {-0.1, 0.68}},
              {{0.6, 0.5}, {0.35, 0.72}, {0.1, 0.68}},
              arc({0.0, 0.66}, 0.15, 0.12, 0.0, 1.0, 14)};
    case Symbol::warm_cup:
      return {{{-0.5, -0.1}, {-0.42, 0.7}, {0.32, 0.7}, {0.4, -0.1}, {-0.5, -0.1}},
              arc({0.42, 0.25}, 0.26, 0.24, -0.22, 0.22, 12),
              joined({{-0.2, -0.3}}, arc({-0.2, -0.55}, 0.1, 0.2, 0.25, 0.7, 8)),
              joined({{0.12, -0.3}}, arc({0.12, -0.55}, 0.1, 0.2, 0.25, 0.7, 8))};
    case Symbol::blanket:
      return {{{-0.75, -0.4}, {0.75, -0.4}, {0.75, 0.6}, {-0.75, 0.6}, {-0.75, -0.4}},
              wave(-0.75, 0.75, -0.05, 0.06, 1.5),
              wave(-0.75, 0.75, 0.28, 0.06, 1.5)};
    case Symbol::no_touch:
      return {head, shoulders};
    default:
      return {};
  }
}

Lines place_lines(Symbol symbol) {
  switch (symbol) {
    case Symbol::shoreline:
      return {arc({0.25, -0.2}, 0.3, 0.3, 0.5, 1.0),
              {{-0.85, -0.2}, {0.85, -0.2}},
              wave(-0.8, 0.7, 0.2, 0.07, 2.0),
              wave(-0.6, 0.85, 0.55, 0.07, 2.0)};
    case Symbol::woodland:
      return {{{-0.45, 0.75}, {-0.45, 0.2}},
              arc({-0.45, -0.2}, 0.32, 0.42, 0.0, 1.0),
              {{0.4, 0.75}, {0.4, 0.35}},
              {{0.05, 0.35}, {0.4, -0.6}, {0.75, 0.35}, {0.05, 0.35}},
              {{-0.85, 0.75}, {0.85, 0.75}}};
    case Symbol::hearth:
      return {{{-0.75, 0.75}, {-0.75, -0.5}, {0.75, -0.5}, {0.75, 0.75}},
              {{0.0, 0.7},
               {-0.3, 0.35},
               {-0.12, 0.05},
               {0.0, -0.2},
               {0.2, 0.15},
               {0.28, 0.42},
               {0.0, 0.7}},
              {{-0.9, 0.75}, {0.9, 0.75}}};
    case Symbol::night_sky:
      return {joined(arc({-0.2, -0.15}, 0.5, 0.5, 0.02, 0.75),
                     arc({0.12, -0.42}, 0.42, 0.42, 0.6, 0.2)),
              flake(0.55, 0.35, 0.12, 0.0),
              flake(0.55, 0.35, 0.12, 0.25),
              flake(0.7, -0.55, 0.08, 0.0),
              flake(0.7, -0.55, 0.08, 0.25),
              flake(-0.6, 0.65, 0.08, 0.0),
              flake(-0.6, 0.65, 0.08, 0.25)};
    case Symbol::plain_colour:
      return {circle({0, 0}, 0.7)};
    default:
      return {};
  }
}

constexpr std::array<std::pair<std::string_view, Symbol>, 14> kChoices = {
    {{"hand on heart", Symbol::hand_on_heart},
     {"hand on cheek", Symbol::hand_on_cheek},
     {"hands folded", Symbol::hands_folded},
     {"hands around a warm cup", Symbol::warm_cup},
     {"blanket or cushion", Symbol::blanket},
     {"no touch", Symbol::no_touch},
     {"shoreline", Symbol::shoreline},
     {"water", Symbol::shoreline},
     {"woodland", Symbol::woodland},
     {"wood", Symbol::woodland},
     {"hearth", Symbol::hearth},
     {"night sky", Symbol::night_sky},
     {"sky", Symbol::cloud},
     {"plain colour", Symbol::plain_colour}}};

}  // namespace

Symbol weather(int which) { return static_cast<Symbol>(static_cast<int>(Symbol::clear) + which); }

Symbol symbol_of(std::string_view choice) {
  for (const auto& [name, symbol] : kChoices) {
    if (name == choice) {
      return symbol;
    }
  }
  return Symbol::none;
}

std::vector<std::vector<Point>> drawing(Symbol symbol) {
  if (symbol >= Symbol::shoreline) {
    return place_lines(symbol);
  }
  return symbol >= Symbol::hand_on_heart ? touch_lines(symbol) : weather_lines(symbol);
}

void add_symbol(Picture& picture, Symbol symbol, Point centre, double half_size, double width,
                Colour colour) {
  for (const auto& line : drawing(symbol)) {
    Stroke stroke{{}, width, colour};
    for (const Point p : line) {
      stroke.nodes.push_back({{centre.x + p.x * half_size, centre.y + p.y * half_size}, 1.0});
    }
    picture.shapes.emplace_back(std::move(stroke));
  }
}

}  // namespace ebb::scene
