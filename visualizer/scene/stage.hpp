#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/event.hpp"
#include "core/snapshot.hpp"
#include "guidance/practice_run.hpp"
#include "visualizer/scene/fading_words.hpp"
#include "visualizer/scene/glide.hpp"
#include "visualizer/scene/guide_view.hpp"
#include "visualizer/scene/heart_trace.hpp"
#include "visualizer/scene/layout.hpp"
#include "visualizer/scene/own_breath.hpp"
#include "visualizer/scene/page.hpp"
#include "visualizer/scene/palette.hpp"
#include "visualizer/scene/picture.hpp"
#include "visualizer/scene/surroundings.hpp"
#include "visualizer/scene/texts.hpp"

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
  bool first_time = false;  ///< what this is stands on the start screen until a key is pressed
  std::string title;        ///< of the practice that Space begins
  bool grounding_ready = false;
  bool shelf_ready = false;
  bool past_ready = false;
  bool check_in_ready = false;  ///< a word may be said after the practice
  bool only_people = false;     ///< it was eased off: nothing else is offered at its end
  bool asks_to_keep = false;    ///< whether the record stays is to be said at the end
  std::string record_said;      ///< or what came of it
  bool feedback_hidden = false;
  bool body_unshown = false;  ///< this practice shows nothing of the body
  bool blank = false;
  std::optional<Page> page;   ///< over everything
  std::optional<Page> panel;  ///< what this step asks, below its lines
  int tally_of = 0;           ///< soft dots of this step, and how many are filled
  int tally = 0;
  Surroundings surroundings = Surroundings::none;
  bool surroundings_still = false;
  double nearness = 0.5;
  std::string numbers;       ///< only where the person asked for them
  std::string said;          ///< a quiet word in the corner
  std::string offered;       ///< what a therapist holds out; doing nothing declines it
  bool offers_away = false;  ///< while eased off: the person stays with this
  std::vector<std::string> eased_first;
  std::vector<std::string> eased_outward;
};

/// Carries what is shown to what is to be shown, softly: every part has its own fade, so no change
/// takes less than 250 ms (thin lines that the person hides are the one exception), and brightness
/// never leaps. picture() then is a plain function of this state and the window's size.
class Stage {
 public:
  Stage(Settings settings, const Texts& texts);

  void set_settings(const Settings& settings);
  void push(const Beat& beat) { heart_.push(beat); }
  void advance(HostTime now, const StageView& view);
  /// Ring, heart, corner word and numbers leave within the frame.
  void hide_feedback();
  /// One slow ring from the middle outward: a thought, noticed.
  void ripple() { ripple_age_ = Seconds{0.0}; }

  [[nodiscard]] Picture picture(Extent size) const;
  /// As they are just now.
  [[nodiscard]] const Palette& colours() const { return colours_; }

 private:
  void advance_guide(const StageView& view, bool breathing, Seconds passed);
  void advance_view(View wanted, Seconds passed);
  void advance_cue(const Cue& cue, bool breathing, Seconds passed);
  void advance_feedback(const StageView& view, bool breathing, Seconds passed);
  void advance_words(const StageView& view, Seconds passed);
  void advance_panel(const StageView& view, Seconds passed);

  void add_guide_shapes(Picture& picture, const Layout& layout) const;
  void add_heart(Picture& picture, const Layout& layout) const;
  void add_tally(Picture& picture, const Layout& layout) const;
  void add_ripple(Picture& picture, const Layout& layout) const;
  void add_turn_words(Picture& picture, const Layout& layout) const;
  void add_line(Picture& picture, const Layout& layout) const;
  void add_practice_words(Picture& picture, const Layout& layout) const;
  void add_start_words(Picture& picture, const Layout& layout) const;
  void add_start_foot(Picture& picture, const Layout& layout) const;
  void add_sensor_note(Picture& picture, const Layout& layout, double under) const;
  void add_eased_words(Picture& picture, const Layout& layout) const;
  void add_close_words(Picture& picture, const Layout& layout) const;
  void add_record_question(Picture& picture, const Layout& layout, double y) const;
  void add_page(Picture& picture, const Layout& layout) const;
  [[nodiscard]] Box panel_box(const Layout& layout) const;
  [[nodiscard]] double drift() const;
  [[nodiscard]] GuideLook guide_look() const;

  Settings settings_;
  const Texts* texts_;
  Palette before_;   ///< colours that are on their way out
  Palette colours_;  ///< as they are now
  double recolour_ = 1.0;
  std::optional<HostTime> first_;
  HostTime now_{};
  HostTime last_{};
  bool paged_ = false;
  Place place_ = Place::start;
  bool eased_now_ = false;
  bool paused_now_ = false;

  Glide start_{Seconds{0.8}, Seconds{0.6}};
  Glide practice_{Seconds{0.8}, Seconds{0.6}};
  Glide paused_{Seconds{0.8}, Seconds{0.7}};
  Glide eased_{Seconds{0.8}, Seconds{0.6}};
  Glide closed_{Seconds{0.8}, Seconds{0.6}};
  Glide dim_{Seconds{5.0}, Seconds{4.0}};
  Glide blank_{Seconds{3.6}};
  Glide unblanked_{Seconds{1.2}};
  FadingPage page_;
  FadingPage panel_;

  Glide guide_shown_{Seconds{2.8}};
  View view_ = View::disc;
  Glide view_shown_{Seconds{1.2}, Seconds{1.0}};
  double guide_size_ = 0.4;
  double size_before_ = 0.4;
  int size_source_ = 0;
  Seconds since_source_{10.0};
  double phase_ = 0.0;
  double in_share_ = 0.4;
  Glide moving_{Seconds{1.5}, Seconds{1.0}};

  Glide in_{Seconds{0.3}};  ///< as long as kTurnFade
  Glide out_{Seconds{0.3}};
  FadingWords line_{Seconds{0.8}, Seconds{1.0}};
  bool line_high_ = false;
  Glide free_foot_{Seconds{0.5}};  ///< no question stands where the heart's line would
  FadingWords eased_line_{Seconds{0.9}, Seconds{0.7}};
  FadingWords eased_second_{Seconds{0.9}, Seconds{0.7}};
  Glide offers_{Seconds{1.0}, Seconds{0.5}};
  FadingWords onward_{Seconds{1.0}, Seconds{0.4}};  ///< a key that leads on, and what it does
  FadingWords offered_{Seconds{0.8}, Seconds{0.6}};
  FadingWords corner_{Seconds{0.8}, Seconds{0.6}};
  FadingWords sensor_note_{Seconds{0.8}, Seconds{0.6}};
  std::vector<std::string> first_time_;  ///< said in the same place, the first time
  FadingWords heart_word_{Seconds{0.8}, Seconds{0.6}};
  FadingWords numbers_{Seconds{0.8}, Seconds{0.6}};
  Glide heart_shown_{Seconds{1.5}, Seconds{1.0}};
  OwnBreathRing ring_;
  HeartTrace heart_;
  Seconds eased_for_{0.0};
  std::vector<Glide> tally_;
  Glide tally_shown_{Seconds{0.8}, Seconds{0.6}};
  Seconds ripple_age_{60.0};
  Surroundings surroundings_ = Surroundings::none;
  Glide surroundings_shown_{Seconds{4.0}, Seconds{3.0}};
  double nearness_ = 0.5;
  Seconds scene_time_{0.0};
  std::string title_;
  bool grounding_ready_ = false;
  bool shelf_ready_ = false;
  bool past_ready_ = false;
  Glide words_offered_{Seconds{0.8}, Seconds{0.6}};
  Glide check_in_offered_{Seconds{0.8}, Seconds{0.6}};
  FadingWords record_{Seconds{0.8}, Seconds{0.6}};
  Glide keep_offered_{Seconds{0.8}, Seconds{0.6}};
};

}  // namespace ebb::scene
