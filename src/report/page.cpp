#include "report/page.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include <cairo-pdf.h>
#include <cairo.h>

#include "report/page_curve.hpp"
#include "report/page_pen.hpp"

namespace ebb {
namespace {

using Weight = PagePen::Weight;

constexpr double kMargin = 48.0;
constexpr double kGraphHeight = 70.0 / 25.4 * 72.0;
constexpr double kAxisWidth = 30.0;  // for the numbers beside the graph
constexpr double kBelowGraph = 26.0;
constexpr double kAboveGraph = 36.0;  // for the letters
constexpr double kAroundRule = 8.0;
constexpr double kDotsAnInch = 300.0;

constexpr PagePen::Font kTitle{19.0, Weight::bold, 0.1};
constexpr PagePen::Font kHeading{10.5, Weight::bold, 0.15};
constexpr PagePen::Font kText{10.5, Weight::regular, 0.15};
constexpr PagePen::Font kQuiet{9.0, Weight::regular, 0.35};
constexpr PagePen::Font kFooter{8.0, Weight::regular, 0.35};

struct Size {
  double width;
  double height;
};

Size size_of(Paper paper) {
  return paper == Paper::a4 ? Size{210.0 / 25.4 * 72.0, 297.0 / 25.4 * 72.0} : Size{612.0, 792.0};
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += (text.empty() ? "" : "\n") + line;
  }
  return text;
}

std::string legend(const SessionPage& page) {
  std::string text;
  for (std::size_t i = 0; i < page.moments.size(); ++i) {
    // A name stays beside its letter.
    std::string name = moment_letter(i) + " " + page.moments[i].name;
    for (std::size_t at = name.find(' '); at != std::string::npos; at = name.find(' ', at)) {
      name.replace(at, 1, "\u00a0");
    }
    text += (text.empty() ? "" : "    ") + name;
  }
  return text;
}

class Layout {
 public:
  Layout(PagePen& pen, const Size& size)
      : pen_(pen), width_(size.width - 2.0 * kMargin), bottom_(size.height - kMargin) {}

  void draw(const SessionPage& page) {
    head(page);
    const double footer = foot(page);
    const std::string facts = joined(page.facts);
    const std::string letters = legend(page);
    // All but the words has its height; they get what is left.
    const double letters_height = limited(letters, kQuiet, 4.0);
    const double caption_height = limited(page.caption, kText, 2.0);
    const double facts_height = limited(facts, kText, 5.0);
    const double fixed = heading_height() + kAboveGraph + kGraphHeight + kBelowGraph +
                         letters_height + caption_height + facts_height + 6.0 * kAroundRule + 12.0;
    words(page, footer - fixed - y_);
    graph(page);
    text(letters, kQuiet, letters_height);
    text(page.caption, kText, caption_height);
    rule();
    text(facts, kText, facts_height);
  }

 private:
  void rule() {
    y_ += kAroundRule;
    pen_.line(kMargin, y_, kMargin + width_, y_, 0.6, 0.6);
    y_ += kAroundRule;
  }
  /// No more than so many lines.
  [[nodiscard]] double limited(const std::string& text, const PagePen::Font& font,
                               double lines) const {
    if (text.empty()) {
      return 0.0;
    }
    const double most = lines * pen_.height_of("x", font, width_) + 0.5;
    return pen_.height_of(text, font, width_, most);
  }
  void text(const std::string& text, const PagePen::Font& font, double height) {
    if (!text.empty()) {
      pen_.write(text, font, kMargin, y_, width_, height + 0.5);
      y_ += height + 4.0;
    }
  }
  [[nodiscard]] double heading_height() const {
    return pen_.height_of("x", kHeading, width_) + 3.0;
  }
  void heading(const std::string& text) {
    pen_.write(text, kHeading, kMargin, y_, width_, kHeading.size);
    y_ += heading_height();
  }

  void head(const SessionPage& page) {
    const double title_width = page.label.empty() ? width_ : 0.64 * width_;
    y_ += pen_.write(page.title, kTitle, kMargin, y_, title_width, kTitle.size);
    if (!page.label.empty()) {
      pen_.write_left_of(page.label, kText, kMargin + width_, y_ - 1.45 * kText.size,
                         0.34 * width_);
    }
    y_ += 2.0 + pen_.write(page.about, kQuiet, kMargin, y_ + 2.0, width_, kQuiet.size);
    rule();
  }
  /// At the bottom; where it begins.
  double foot(const SessionPage& page) {
    const std::string text = joined(page.footer);
    const double height = limited(text, kFooter, 9.0);
    const double top = bottom_ - height;
    pen_.write(text, kFooter, kMargin, top, width_, height + 0.5);
    pen_.line(kMargin, top - kAroundRule, kMargin + width_, top - kAroundRule, 0.6, 0.6);
    return top - kAroundRule;
  }
  void words(const SessionPage& page, double most) {
    if (page.own_words.empty()) {
      return;
    }
    heading("Own words");
    const double room = std::max(most - heading_height() - 2.0 * kAroundRule, kText.size);
    y_ += pen_.write(joined(page.own_words), kText, kMargin, y_, width_, room);
    rule();
  }
  void graph(const SessionPage& page) {
    heading("Curve");
    const std::string said = std::string{"heart a minute, averaged over each breath; "} +
                             (page.guided.empty() ? "" : "paler ground: breath guided; ") +
                             "grey band: how unsure";
    pen_.write_left_of(said, kQuiet, kMargin + width_, y_ - heading_height() + 1.5, 0.85 * width_);
    y_ += kAboveGraph;
    draw_curve(pen_, page, {kMargin + kAxisWidth, y_, width_ - kAxisWidth - 6.0, kGraphHeight});
    y_ += kGraphHeight + kBelowGraph;
  }

  PagePen& pen_;
  double width_;
  double bottom_;
  double y_ = kMargin;
};

struct Destroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using Surface = std::unique_ptr<cairo_surface_t, Destroy>;
using Cairo = std::unique_ptr<cairo_t, Destroy>;

cairo_status_t collect(void* bytes, const unsigned char* data, unsigned int size) {
  auto& out = *static_cast<std::vector<std::uint8_t>*>(bytes);
  out.insert(out.end(), data, data + size);
  return CAIRO_STATUS_SUCCESS;
}

void draw(cairo_t* cairo, const SessionPage& page, const Size& size) {
  cairo_set_source_rgb(cairo, 1.0, 1.0, 1.0);
  cairo_paint(cairo);
  PagePen pen{cairo};
  Layout{pen, size}.draw(page);
}

}  // namespace

std::vector<std::uint8_t> print_page_pdf(const SessionPage& page, Paper paper) {
  std::vector<std::uint8_t> bytes;
  const Size size = size_of(paper);
  const Surface surface{
      cairo_pdf_surface_create_for_stream(collect, &bytes, size.width, size.height)};
  // When it was printed is nobody's business, and no clock is asked here.
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "");
  const Cairo cairo{cairo_create(surface.get())};
  draw(cairo.get(), page, size);
  cairo_show_page(cairo.get());
  cairo_surface_finish(surface.get());
  return bytes;
}

std::vector<std::uint8_t> print_page_png(const SessionPage& page, Paper paper) {
  std::vector<std::uint8_t> bytes;
  const Size size = size_of(paper);
  constexpr double kDots = kDotsAnInch / 72.0;
  const Surface surface{cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, static_cast<int>(std::lround(size.width * kDots)),
      static_cast<int>(std::lround(size.height * kDots)))};
  {
    const Cairo cairo{cairo_create(surface.get())};
    cairo_scale(cairo.get(), kDots, kDots);
    draw(cairo.get(), page, size);
  }
  cairo_surface_write_to_png_stream(surface.get(), collect, &bytes);
  return bytes;
}

}  // namespace ebb
