#include "report/page_pen.hpp"

namespace ebb {
namespace {

constexpr const char* kFaces = "Inter, DejaVu Sans";

double height(PangoLayout* layout) {
  int width = 0;
  int height = 0;
  pango_layout_get_size(layout, &width, &height);
  return static_cast<double>(height) / PANGO_SCALE;
}

}  // namespace

PagePen::Layout PagePen::laid_out(const std::string& text, const Font& font, double width,
                                  double most) const {
  Layout layout{pango_cairo_create_layout(cairo_)};
  // A PDF's letters are placed by their own measures, not by a screen's dots.
  PangoContext* context = pango_layout_get_context(layout.get());
  pango_context_set_round_glyph_positions(context, FALSE);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  PangoFontDescription* face = pango_font_description_from_string(kFaces);
  pango_font_description_set_absolute_size(face, font.size * PANGO_SCALE);
  pango_font_description_set_weight(
      face, font.weight == Weight::bold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout.get(), face);
  pango_font_description_free(face);
  // Whatever is no UTF-8 would be refused by Pango aloud.
  gchar* valid = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
  pango_layout_set_text(layout.get(), valid, -1);
  g_free(valid);
  if (width > 0.0) {
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  }
  if (most > 0.0) {
    pango_layout_set_height(layout.get(), static_cast<int>(most * PANGO_SCALE));
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  }
  return layout;
}

double PagePen::height_of(const std::string& text, const Font& font, double width,
                          double most) const {
  return height(laid_out(text, font, width, most).get());
}

double PagePen::write(const std::string& text, const Font& font, double x, double y, double width,
                      double most) {
  const Layout layout = laid_out(text, font, width, most);
  cairo_set_source_rgb(cairo_, font.grey, font.grey, font.grey);
  cairo_move_to(cairo_, x, y);
  pango_cairo_show_layout(cairo_, layout.get());
  return height(layout.get());
}

void PagePen::write_centred(const std::string& text, const Font& font, double x, double y) {
  const Layout layout = laid_out(text, font, 0.0, 0.0);
  int width = 0;
  pango_layout_get_size(layout.get(), &width, nullptr);
  cairo_set_source_rgb(cairo_, font.grey, font.grey, font.grey);
  cairo_move_to(cairo_, x - 0.5 * width / PANGO_SCALE, y);
  pango_cairo_show_layout(cairo_, layout.get());
}

void PagePen::write_left_of(const std::string& text, const Font& font, double x, double y,
                            double width) {
  const Layout layout = laid_out(text, font, width, font.size);
  pango_layout_set_alignment(layout.get(), PANGO_ALIGN_RIGHT);
  cairo_set_source_rgb(cairo_, font.grey, font.grey, font.grey);
  cairo_move_to(cairo_, x - width, y);
  pango_cairo_show_layout(cairo_, layout.get());
}

void PagePen::line(double x1, double y1, double x2, double y2, double width, double grey) {
  cairo_set_source_rgb(cairo_, grey, grey, grey);
  cairo_set_line_width(cairo_, width);
  cairo_move_to(cairo_, x1, y1);
  cairo_line_to(cairo_, x2, y2);
  cairo_stroke(cairo_);
}

void PagePen::area(double x, double y, double width, double height, double grey) {
  cairo_set_source_rgb(cairo_, grey, grey, grey);
  cairo_rectangle(cairo_, x, y, width, height);
  cairo_fill(cairo_);
}

}  // namespace ebb
