#include "report/svg.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
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

/// How many bytes the letter at the front takes in UTF-8; 0 when it is none that XML may hold.
std::size_t letter_size(std::string_view text) {
  const auto byte = [text](std::size_t i) -> std::uint32_t {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const std::uint32_t first = byte(0);
  if (first < 0x80) {
    return first < 0x20 ? 0 : 1;
  }
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) {
    return 0;
  }
  std::uint32_t code = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) {
      return 0;
    }
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  const bool none = surrogate || code == 0xFFFE || code == 0xFFFF || code > 0x10FFFF;
  return none || code < kSmallest[size] ? 0 : size;
}

/// As XML holds it; what is no letter becomes a question mark.
std::string escaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t size = letter_size(text);
    const std::string_view letter = text.substr(0, std::max<std::size_t>(size, 1));
    text.remove_prefix(letter.size());
    switch (letter.front()) {
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
        out += size == 0 ? "?" : letter;
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
