#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/snapshot.hpp"
#include "guidance/practice_run.hpp"
#include "visualizer/scene/fading_words.hpp"
#include "visualizer/scene/glide.hpp"
#include "visualizer/scene/heart_trace.hpp"
#include "visualizer/scene/layout.hpp"
#include "visualizer/scene/own_breath.hpp"
#include "visualizer/scene/palette.hpp"
#include "visualizer/scene/picture.hpp"

namespace ebb::scene {

enum class Place { start, practice, closed };

/// What is to be shown now.
struct StageView {
  Place place = Place::start;
  std::optional<RunView> run;
  std::optional<OwnBreath> own;
  BreathOrigin own_origin = BreathOrigin::none;
  SignalWord signal = SignalWord::none;
  bool simulated = false;   ///< nobody's body: every source that is heard is made up
  std::string sensor_note;  ///< what keeps a sensor away, for the start screen
  std::string title;        ///< of the practice that Space begins
  bool grounding_ready = false;
  bool feedback_hidden = false;
  bool help = false;
  bool blank = false;
};

/// Carries what is shown to what is to be shown, softly: every part has its own fade, so no change
/// takes less than 250 ms (thin lines that the person hides are the one exception), and brightness
/// never leaps. picture() then is a plain function of this state and the window's size.
class Stage {
 public:
  explicit Stage(Settings settings);

  void push(const Beat& beat) { heart_.push(beat); }
  void advance(HostTime now, const StageView& view);
  /// Ring, heart and corner word leave within the frame.
  void hide_feedback();
  /// Moves the help page by whole rows; 0 goes back to its top.
  void scroll_help(double rows);

  [[nodiscard]] Picture picture(Extent size) const;

 private:
  void advance_guide(const StageView& view, bool breathing, Seconds passed);
  void advance_feedback(const StageView& view, bool breathing, Seconds passed);
  void advance_words(const StageView& view, Seconds passed);

  void add_guide(Picture& picture, const Layout& layout) const;
  void add_heart(Picture& picture, const Layout& layout) const;
  void add_practice_words(Picture& picture, const Layout& layout) const;
  void add_start_words(Picture& picture, const Layout& layout) const;
  void add_sensor_note(Picture& picture, const Layout& layout, double under) const;
  void add_eased_words(Picture& picture, const Layout& layout) const;
  void add_close_words(Picture& picture, const Layout& layout) const;
  void add_help(Picture& picture, const Layout& layout) const;
  [[nodiscard]] double drift() const;

  Settings settings_;
  const Palette* colours_;
  std::optional<HostTime> first_;
  HostTime now_{};
  HostTime last_{};

  Glide start_{Seconds{0.8}, Seconds{0.6}};
  Glide practice_{Seconds{0.8}, Seconds{0.6}};
  Glide paused_{Seconds{0.8}, Seconds{0.7}};
  Glide eased_{Seconds{0.8}, Seconds{0.6}};
  Glide closed_{Seconds{0.8}, Seconds{0.6}};
  Glide help_{Seconds{0.8}, Seconds{0.7}};
  Glide dim_{Seconds{5.0}, Seconds{4.0}};
  Glide blank_{Seconds{3.6}};
  Glide unblanked_{Seconds{1.2}};

  Glide guide_shown_{Seconds{2.8}};
  double guide_size_ = 0.4;
  double size_before_ = 0.4;
  int size_source_ = 0;
  Seconds since_source_{10.0};

  Glide in_{Seconds{0.3}};  ///< as long as kTurnFade
  Glide out_{Seconds{0.3}};
  FadingWords line_{Seconds{0.8}, Seconds{1.0}};
  FadingWords eased_line_{Seconds{0.9}, Seconds{0.7}};
  FadingWords eased_second_{Seconds{0.9}, Seconds{0.7}};
  Glide offers_{Seconds{1.0}, Seconds{0.5}};
  Glide on_hint_{Seconds{1.0}, Seconds{0.4}};
  FadingWords corner_{Seconds{0.8}, Seconds{0.6}};
  FadingWords sensor_note_{Seconds{0.8}, Seconds{0.6}};
  FadingWords heart_word_{Seconds{0.8}, Seconds{0.6}};
  Glide heart_shown_{Seconds{1.5}, Seconds{1.0}};
  OwnBreathRing ring_;
  HeartTrace heart_;
  Seconds eased_for_{0.0};
  std::string title_;
  bool grounding_ready_ = false;
  double help_row_ = 0.0;
  double help_scroll_ = 0.0;
};

}  // namespace ebb::scene
