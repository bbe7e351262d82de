#pragma once

#include <memory>
#include <string>

#include <pango/pangocairo.h>

namespace ebb {

/// Text, lines and areas on a page measured in points (1/72 inch), in greys. Above a number of
/// zero stands black, above one white.
class PagePen {
 public:
  enum class Weight { regular, bold };
  struct Font {
    double size = 10.0;
    Weight weight = Weight::regular;
    double grey = 0.15;
  };

  explicit PagePen(cairo_t* cairo) : cairo_(cairo) {}

  /// Lines of text wrapped at `width`, no higher than `most` (0: as high as they need).
  [[nodiscard]] double height_of(const std::string& text, const Font& font, double width,
                                 double most = 0.0) const;
  /// The same drawn with its upper left corner there; how high it was.
  double write(const std::string& text, const Font& font, double x, double y, double width,
               double most = 0.0);
  /// One line, its middle or its right end at x.
  void write_centred(const std::string& text, const Font& font, double x, double y);
  void write_left_of(const std::string& text, const Font& font, double x, double y, double width);

  void line(double x1, double y1, double x2, double y2, double width, double grey);
  void area(double x, double y, double width, double height, double grey);
  [[nodiscard]] cairo_t* cairo() const { return cairo_; }

 private:
  struct Unref {
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  };
  using Layout = std::unique_ptr<PangoLayout, Unref>;
  [[nodiscard]] Layout laid_out(const std::string& text, const Font& font, double width,
                                double most) const;

  cairo_t* cairo_;
};

}  // namespace ebb
