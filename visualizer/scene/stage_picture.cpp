#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "visualizer/scene/brush.hpp"
#include "visualizer/scene/stage.hpp"
#include "visualizer/scene/wrap.hpp"

namespace ebb::scene {
namespace {

constexpr double kDimTo = 0.4;
constexpr double kDimLightTo = 0.62;      ///< dark words on a dimmed light ground need more of it
constexpr double kEvenLight = 1.0 / 2.2;  ///< so that light, not its code, goes evenly to black
constexpr double kHueSwing = 4.0;         ///< degrees; with this period never more than 5 a minute
constexpr Seconds kHuePeriod{360.0};
constexpr double kRipple = 2.6;  ///< seconds that one ring takes to be gone

}  // namespace

Picture Stage::picture(Extent size) const {
  const Layout layout = lay_out(size, settings_);
  Picture picture;
  picture.size = size;
  picture.shapes.reserve(48);
  const double dim_to = luminance(colours_.ground) > 0.5 ? kDimLightTo : kDimTo;
  const double dimmed = 1.0 - (1.0 - dim_to) * dim_.value();
  picture.backdrop = {colours_.ground, colours_.panel, layout.guide, layout.widest * 1.9,
                      dimmed * std::pow(1.0 - blank_.value(), kEvenLight)};
  add_surroundings(picture, layout, colours_, surroundings_, scene_time_.count(), nearness_,
                   surroundings_shown_.value() * unblanked_.value());
  add_guide_shapes(picture, layout);
  add_ripple(picture, layout);
  add_heart(picture, layout);
  add_tally(picture, layout);
  add_start_words(picture, layout);
  add_practice_words(picture, layout);
  add_eased_words(picture, layout);
  add_close_words(picture, layout);
  add_page(picture, layout);
  if (blank_.linear() > 0.0 && unblanked_.linear() < 1.0) {
    picture.targets.clear();
  }
  return texts_->right_to_left() ? mirrored(std::move(picture)) : picture;
}

GuideLook Stage::guide_look() const {
  double degrees = 0.0;
  if (settings_.motion == Motion::full) {
    degrees =
        kHueSwing * std::sin(2.0 * std::numbers::pi * std::fmod(drift() / kHuePeriod.count(), 1.0));
  }
  return {.view = view_,
          .motion = settings_.motion,
          .size = guide_size_,
          .shown = guide_shown_.value() * view_shown_.value() * unblanked_.value(),
          .phase = phase_,
          .in_share = in_share_,
          .moving = moving_.value(),
          .hue = degrees};
}

void Stage::add_guide_shapes(Picture& picture, const Layout& layout) const {
  const GuideLook look = guide_look();
  add_guide(picture, layout, colours_, look);
  add_own_breath(picture, layout, colours_, look, ring_.size(),
                 ring_.opacity() * view_shown_.value() * unblanked_.value() * practice_.value());
}

void Stage::add_ripple(Picture& picture, const Layout& layout) const {
  const double age = ripple_age_.count() / kRipple;
  if (age >= 1.0 || settings_.motion == Motion::none) {
    return;
  }
  const double shown = raised_cosine(age / 0.15) * (1.0 - age) * (1.0 - age) * unblanked_.value();
  picture.shapes.emplace_back(Ring{layout.guide, layout.widest * (0.25 + 0.95 * age),
                                   std::max(2.0, layout.widest * 0.012), layout.widest * 0.03, 0,
                                   colours_.guide_line.with_opacity(0.5 * shown)});
}

void Stage::add_heart(Picture& picture, const Layout& layout) const {
  const double shown =
      heart_shown_.value() * unblanked_.value() * practice_.value() * free_foot_.value();
  if (shown <= kUnseen || layout.cramped) {
    return;
  }
  const double inset = std::max(layout.margin, layout.size.width * 0.16);
  const Point top_left{inset, layout.heart_top};
  const Point bottom_right{layout.size.width - inset, layout.heart_bottom};
  for (auto& piece : heart_.pieces(top_left, bottom_right)) {
    if (piece.size() > 1) {
      picture.shapes.emplace_back(Stroke{std::move(piece), std::max(1.6, layout.type * 0.075),
                                         colours_.heart.with_opacity(kHeartSolid * shown)});
    }
  }
  if (layout.size.width <= 700) {
    return;
  }
  const double small = layout.type * 0.8;
  const double room = inset - layout.type * 0.6 - layout.margin * 0.5;
  const auto rows = wrap(heart_word_.text(),
                         static_cast<std::size_t>(std::max(room / about_wide(1, small), 1.0)));
  const double leading = small * 1.2;
  double y = 0.5 * (layout.heart_top + layout.heart_bottom) + layout.type * 0.28 -
             0.5 * leading * static_cast<double>(rows.size() - 1);
  for (const std::string& row : rows) {
    add_words(picture, row, {bottom_right.x + layout.type * 0.6, y}, small, Align::left,
              Weight::regular, colours_.quiet_text, 0.9 * shown * heart_word_.opacity());
    y += leading;
  }
}

/// Rings that fill one by one: no numerals, and no hurry.
void Stage::add_tally(Picture& picture, const Layout& layout) const {
  const double shown = tally_shown_.value() * unblanked_.value() * practice_.value();
  if (shown <= kUnseen || tally_.empty()) {
    return;
  }
  const double radius = std::min(layout.widest * 0.14, layout.type * 0.75);
  const double step = radius * 3.6;
  const double y = layout.size.height * 0.52;
  double x = layout.guide.x - 0.5 * step * static_cast<double>(tally_.size() - 1);
  for (const Glide& dot : tally_) {
    const Colour fill = colours_.guide_fill;
    const double full = dot.value() * shown;
    picture.shapes.emplace_back(Disc{{x, y},
                                     radius,
                                     radius * 0.3,
                                     radius * 1.5,
                                     fill.with_opacity(0.8 * full),
                                     fill.with_opacity(0.85 * full),
                                     fill.with_opacity(0.12 * full)});
    picture.shapes.emplace_back(Ring{{x, y},
                                     radius,
                                     std::max(1.6, radius * 0.09),
                                     1.2,
                                     0,
                                     colours_.guide_line.with_opacity(0.6 * shown)});
    if (!paged_ && !eased_now_ && !paused_now_) {
      picture.targets.push_back({{x - step * 0.5, y - step * 0.5, step, step}, {Key::down}});
    }
    x += step;
  }
}

Box Stage::panel_box(const Layout& layout) const {
  const double margin = layout.margin;
  // In a narrow window how to go on stands above the corners.
  const double foot =
      layout.foot - layout.type * (layout.size.width < layout.type * 40.0 ? 2.8 : 1.6);
  const double top = line_high_ ? std::min(layout.size.height * 0.17 + layout.leading * 2.75,
                                           layout.size.height * 0.5)
                                : layout.lines_top + layout.leading * 1.4;
  return {margin, top, layout.size.width - 2.0 * margin, std::max(foot - top, layout.type * 3.0)};
}

void Stage::add_page(Picture& picture, const Layout& layout) const {
  const double seen = unblanked_.value();
  panel_.add_to(picture, panel_box(layout), settings_, colours_, seen * practice_.value());
  const double shown = page_.opacity() * seen;
  if (shown <= kUnseen) {
    return;
  }
  const double top = std::max(layout.type, layout.size.height * 0.06);
  const Box box{layout.margin, top, layout.size.width - 2.0 * layout.margin,
                layout.foot - layout.type * 1.7 - top};
  if (paged_) {
    picture.targets.clear();
  }
  page_.add_to(picture, box, settings_, colours_, seen);
  const Page& page = page_.page();
  if (page.foot.size() < 3) {
    return;
  }
  const double small = layout.type * 0.9;
  const double width = layout.size.width;
  const auto wide = [&](std::size_t i) { return about_wide(character_count(page.foot[i]), small); };
  const double left_end = layout.margin + wide(0) + small;
  const double right_start = width - layout.margin - wide(2) - small;
  const bool right = left_end < right_start;
  const bool middle =
      right && width * 0.5 - wide(1) * 0.5 > left_end && width * 0.5 + wide(1) * 0.5 < right_start;
  const double opacity = 0.9 * shown;
  add_hint(picture, page.foot[0], {layout.margin, layout.foot}, small, Align::left,
           colours_.quiet_text, opacity, page.foot_keys[0], paged_);
  if (middle) {
    add_hint(picture, page.foot[1], {width * 0.5, layout.foot}, small, Align::centre,
             colours_.quiet_text, opacity, page.foot_keys[1], paged_);
  }
  if (right) {
    add_hint(picture, page.foot[2], {width - layout.margin, layout.foot}, small, Align::right,
             colours_.quiet_text, opacity, page.foot_keys[2], paged_);
  }
}

}  // namespace ebb::scene
