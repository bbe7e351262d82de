#include "report/png.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>

#include <ft2build.h>
#include FT_FREETYPE_H
#include <png.h>

namespace ebb {
namespace {

/// Rows of red, green, blue.
class Canvas {
 public:
  Canvas(std::size_t width, std::size_t height, Colour paper)
      : width_(width), height_(height), bytes_(3 * width * height) {
    for (std::size_t i = 0; i < bytes_.size(); i += 3) {
      bytes_[i] = paper.red;
      bytes_[i + 1] = paper.green;
      bytes_[i + 2] = paper.blue;
    }
  }
  [[nodiscard]] std::ptrdiff_t width() const { return static_cast<std::ptrdiff_t>(width_); }
  [[nodiscard]] std::ptrdiff_t height() const { return static_cast<std::ptrdiff_t>(height_); }
  [[nodiscard]] const std::vector<std::uint8_t>& bytes() const { return bytes_; }

  /// Lays `colour` over a pixel, 0 to 1 of it.
  void blend(std::ptrdiff_t x, std::ptrdiff_t y, Colour colour, double share) {
    if (x < 0 || y < 0 || x >= width() || y >= height() || !(share > 0.0)) {
      return;
    }
    const std::size_t at = 3 * (static_cast<std::size_t>(y) * width_ + static_cast<std::size_t>(x));
    const auto mix = [share](std::uint8_t below, std::uint8_t above) {
      return static_cast<std::uint8_t>(std::lround(below + std::min(share, 1.0) * (above - below)));
    };
    bytes_[at] = mix(bytes_[at], colour.red);
    bytes_[at + 1] = mix(bytes_[at + 1], colour.green);
    bytes_[at + 2] = mix(bytes_[at + 2], colour.blue);
  }

 private:
  std::size_t width_;
  std::size_t height_;
  std::vector<std::uint8_t> bytes_;
};

double distance(Point p, Point a, Point b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length = dx * dx + dy * dy;
  const double along =
      length > 0.0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0.0;
  return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

/// A stroke with round ends; its edge fades over one pixel. Each pixel of a path is laid once, so
/// that the joints of a path are no darker than the rest.
class Stroker {
 public:
  explicit Stroker(Canvas& canvas)
      : canvas_(canvas), cover_(static_cast<std::size_t>(canvas.width() * canvas.height()), 0.0F) {}

  void stroke(const std::vector<Point>& points, double width, Colour colour) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      cover(points[i > 0 ? i - 1 : 0], points[i], 0.5 * width);
    }
    for (const std::size_t at : touched_) {
      const auto index = static_cast<std::ptrdiff_t>(at);
      canvas_.blend(index % canvas_.width(), index / canvas_.width(), colour,
                    static_cast<double>(cover_[at]));
      cover_[at] = 0.0F;
    }
    touched_.clear();
  }

 private:
  void cover(Point a, Point b, double radius) {
    const double reach = radius + 1.0;
    const auto within = [](double value, std::ptrdiff_t most) {
      return static_cast<std::ptrdiff_t>(std::clamp(value, 0.0, static_cast<double>(most)));
    };
    const std::ptrdiff_t left = within(std::min(a.x, b.x) - reach, canvas_.width());
    const std::ptrdiff_t right = within(std::max(a.x, b.x) + reach + 1.0, canvas_.width());
    const std::ptrdiff_t top = within(std::min(a.y, b.y) - reach, canvas_.height());
    const std::ptrdiff_t bottom = within(std::max(a.y, b.y) + reach + 1.0, canvas_.height());
    for (std::ptrdiff_t y = top; y < bottom; ++y) {
      for (std::ptrdiff_t x = left; x < right; ++x) {
        const Point middle{static_cast<double>(x) + 0.5, static_cast<double>(y) + 0.5};
        const double share = std::clamp(radius + 0.5 - distance(middle, a, b), 0.0, 1.0);
        const auto at = static_cast<std::size_t>(y * canvas_.width() + x);
        if (share > static_cast<double>(cover_[at])) {
          if (cover_[at] == 0.0F) {
            touched_.push_back(at);
          }
          cover_[at] = static_cast<float>(share);
        }
      }
    }
  }

  Canvas& canvas_;
  std::vector<float> cover_;
  std::vector<std::size_t> touched_;
};

/// Letters from a font file.
class Pen {
 public:
  explicit Pen(const std::string& font) {
    if (FT_Init_FreeType(&library_) == 0 && FT_New_Face(library_, font.c_str(), 0, &face_) != 0) {
      face_ = nullptr;
    }
  }
  ~Pen() {
    if (face_ != nullptr) {
      FT_Done_Face(face_);
    }
    if (library_ != nullptr) {
      FT_Done_FreeType(library_);
    }
  }
  Pen(const Pen&) = delete;
  Pen& operator=(const Pen&) = delete;
  [[nodiscard]] bool ready() const { return face_ != nullptr; }

  void write(Canvas& canvas, const Label& label) {
    FT_Set_Char_Size(face_, 0, std::lround(64.0 * label.size), 72, 72);
    double x = label.at.x;
    if (label.anchor != Label::Anchor::start) {
      x -= width_of(label.text) * (label.anchor == Label::Anchor::middle ? 0.5 : 1.0);
    }
    for (const char c : label.text) {
      if (FT_Load_Char(face_, static_cast<unsigned char>(c), FT_LOAD_RENDER) == 0) {
        draw(canvas, face_->glyph, {x, label.at.y}, label.colour);
        x += static_cast<double>(face_->glyph->advance.x) / 64.0;
      }
    }
  }

 private:
  double width_of(const std::string& text) {
    double width = 0.0;
    for (const char c : text) {
      if (FT_Load_Char(face_, static_cast<unsigned char>(c), FT_LOAD_DEFAULT) == 0) {
        width += static_cast<double>(face_->glyph->advance.x) / 64.0;
      }
    }
    return width;
  }
  static void draw(Canvas& canvas, FT_GlyphSlot glyph, Point at, Colour colour) {
    const FT_Bitmap& bitmap = glyph->bitmap;
    const std::ptrdiff_t left = std::lround(at.x) + glyph->bitmap_left;
    const std::ptrdiff_t top = std::lround(at.y) - glyph->bitmap_top;
    for (unsigned row = 0; row < bitmap.rows; ++row) {
      const unsigned char* line = bitmap.buffer + static_cast<std::ptrdiff_t>(row) * bitmap.pitch;
      for (unsigned column = 0; column < bitmap.width; ++column) {
        canvas.blend(left + column, top + row, colour, line[column] / 255.0);
      }
    }
  }

  FT_Library library_ = nullptr;
  FT_Face face_ = nullptr;
};

Expected<std::vector<std::uint8_t>, std::string> packed(const Canvas& canvas) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(canvas.width());
  image.height = static_cast<png_uint_32>(canvas.height());
  image.format = PNG_FORMAT_RGB;
  std::vector<std::uint8_t> out;
  png_alloc_size_t size = 0;
  // Once to learn the size, once to fill it.
  for (int i = 0; i < 2; ++i) {
    out.resize(size);
    void* const memory = i == 0 ? nullptr : out.data();
    if (png_image_write_to_memory(&image, memory, &size, 0, canvas.bytes().data(), 0, nullptr) ==
        0) {
      return Unexpected{"The picture could not be packed as a PNG (" +
                        std::string(&image.message[0]) + "); write an .svg."};
    }
  }
  out.resize(size);
  return out;
}

}  // namespace

Expected<std::vector<std::uint8_t>, std::string> print_png(const Drawing& drawing,
                                                           const std::string& font) {
  Pen pen(font);
  if (!pen.ready()) {
    return Unexpected{std::string{
        "There is no typeface here to write with; install fonts-inter or fonts-dejavu-core, or "
        "write an .svg."}};
  }
  Canvas canvas(static_cast<std::size_t>(drawing.width), static_cast<std::size_t>(drawing.height),
                drawing.paper);
  Stroker stroker(canvas);
  for (const Shape& shape : drawing.shapes) {
    if (const auto* path = std::get_if<Path>(&shape)) {
      stroker.stroke(path->points, path->width, path->colour);
    } else if (const auto* dot = std::get_if<Dot>(&shape)) {
      stroker.stroke({dot->at}, 2.0 * dot->radius, dot->colour);
    } else {
      pen.write(canvas, std::get<Label>(shape));
    }
  }
  return packed(canvas);
}

}  // namespace ebb
