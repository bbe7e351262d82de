#include "visualizer/scene/looking_back/curve_words.hpp"

namespace ebb::scene {

std::string_view caption_in(const Texts& texts, CalmDownCaption caption) {
  switch (caption) {
    case CalmDownCaption::too_little_signal:
      return texts("curve.too_little_signal");
    case CalmDownCaption::too_short:
      return texts("curve.too_short");
    case CalmDownCaption::no_single_curve:
      return texts("curve.no_single_curve");
    case CalmDownCaption::waves:
      return texts("curve.waves");
    case CalmDownCaption::fall:
      return texts("curve.fall");
    case CalmDownCaption::fall_with_half_time:
      return texts("curve.fall_with_half_time");
  }
  return {};
}

CurveWords curve_words_in(const Texts& t) {
  return {
      .heart = t("curve.heart"),
      .before = t("curve.before"),
      .at_mark = t("curve.at_mark"),
      .at_end = t("curve.at_end"),
      .fell = t("curve.fell"),
      .half = t("curve.half"),
      .fit = t("curve.fit"),
      .exponential = t("curve.exponential"),
      .logistic = t("curve.logistic"),
      .minutes = t("curve.minutes"),
      .seconds = t("curve.seconds"),
      .guided = t("curve.guided"),
      .resting = t("curve.resting"),
      .easing = t("curve.easing"),
      .more = t("curve.more"),
      .fewer = t("curve.fewer"),
      .breath = t("curve.breath"),
      .variability = t("curve.variability"),
      .earlier = t("curve.earlier"),
      .later = t("curve.later"),
      .set_aside = t("curve.set_aside"),
  };
}

}  // namespace ebb::scene
