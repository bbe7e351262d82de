#include "report/svg.hpp"

#include <array>
#include <cstdio>
#include <string_view>

namespace ebb {
namespace {

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f", value);
  std::string out{text.data()};
  out.erase(out.find_last_not_of('0') + 1);
  if (out.back() == '.') {
    out.pop_back();
  }
  return out;
}

std::string hex(Colour c) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "#%02x%02x%02x", unsigned{c.red}, unsigned{c.green},
                unsigned{c.blue});
  return text.data();
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
    }
  }
  return out;
}

struct Printer {
  std::string& out;

  void operator()(const Path& path) const {
    out += "<polyline fill=\"none\" stroke=\"" + hex(path.colour) + "\" stroke-width=\"" +
           number(path.width) + "\" stroke-linejoin=\"round\" points=\"";
    for (const Point& point : path.points) {
      out += number(point.x) + "," + number(point.y) + " ";
    }
    out += "\"/>\n";
  }
  void operator()(const Dot& dot) const {
    out += "<circle cx=\"" + number(dot.at.x) + "\" cy=\"" + number(dot.at.y) + "\" r=\"" +
           number(dot.radius) + "\" fill=\"" + hex(dot.colour) + "\"/>\n";
  }
  void operator()(const Label& label) const {
    constexpr std::array<std::string_view, 3> kAnchors{"start", "middle", "end"};
    out += "<text x=\"" + number(label.at.x) + "\" y=\"" + number(label.at.y) + "\" font-size=\"" +
           number(label.size) + "\" text-anchor=\"" +
           std::string(kAnchors[static_cast<std::size_t>(label.anchor)]) + "\" fill=\"" +
           hex(label.colour) + "\">" + escaped(label.text) + "</text>\n";
  }
};

}  // namespace

std::string print_svg(const Drawing& drawing) {
  const std::string width = number(drawing.width);
  const std::string height = number(drawing.height);
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" +
                    height + "\" viewBox=\"0 0 " + width + " " + height +
                    "\" font-family=\"Inter, DejaVu Sans, sans-serif\">\n<rect width=\"" + width +
                    "\" height=\"" + height + "\" fill=\"" + hex(drawing.paper) + "\"/>\n";
  for (const Shape& shape : drawing.shapes) {
    std::visit(Printer{out}, shape);
  }
  return out + "</svg>\n";
}

}  // namespace ebb
