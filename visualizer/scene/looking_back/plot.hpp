#pragma once

#include <string>
#include <utility>
#include <vector>

#include "visualizer/scene/palette.hpp"
#include "visualizer/scene/picture.hpp"

namespace ebb::scene {

struct PlotPoint {
  double x = 0.0;
  double y = 0.0;
  bool operator==(const PlotPoint&) const = default;
};

/// Curves over one axis of seconds, in rows from top to bottom: what is drawn of a session, or of
/// several laid over each other. A value, without colours or pixels.
struct Plot {
  enum class Ink { heart, breath };
  /// An unbroken line. A gap is where the next line begins.
  struct Line {
    std::vector<PlotPoint> points;
    double width = 1.0;  ///< in usual widths
    double opacity = 1.0;
    bool dashed = false;
    bool operator==(const Line&) const = default;
  };
  /// A soft band: how unsure, or the middle half.
  struct Area {
    struct Column {
      double x = 0.0;
      double low = 0.0;
      double high = 0.0;
      bool operator==(const Column&) const = default;
    };
    std::vector<Column> columns;
    double opacity = 0.2;
    bool operator==(const Area&) const = default;
  };
  /// A value with its words; drawn only where numbers were asked for.
  struct Tick {
    double at = 0.0;
    std::string label;
    bool operator==(const Tick&) const = default;
  };
  struct Row {
    std::string name;
    Ink ink = Ink::heart;
    double share = 1.0;  ///< of the height
    double low = 0.0;
    double high = 1.0;
    std::vector<Area> areas;
    std::vector<Line> lines;
    std::vector<Tick> ticks;
    std::string instead;  ///< words where there is nothing to draw
    bool operator==(const Row&) const = default;
  };
  /// On the axis under the first row: a step of the practice, or a mark.
  struct Note {
    double x = 0.0;
    std::string label;
    bool mark = false;
    bool operator==(const Note&) const = default;
  };

  double from = 0.0;
  double to = 1.0;
  std::vector<Row> rows;
  std::vector<Note> notes;
  std::vector<Tick> ticks;  ///< along the axis, as a row's
  std::string unit;         ///< after the last of them
  std::vector<std::pair<double, double>> gaps;
  std::string legend;  ///< quiet, above the first row at its right
  bool operator==(const Plot&) const = default;
};

/// Draws it into the box, `shown` solid; its numbers besides `numbered` solid.
void add_plot(Picture& picture, const Box& box, const Plot& plot, const Palette& colours,
              double type, double shown, double numbered);

}  // namespace ebb::scene
