#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/snapshot.hpp"
#include "guidance/practice_run.hpp"
#include "visualizer/scene/stage.hpp"

namespace ebb::scene {

/// What a person can press on this screen.
enum class Key {
  space,
  escape,
  enter,
  right,
  left,
  up,
  down,
  ease_off,
  grounding,
  own_pace,
  plus,
  minus,
  hide,
  blank,
  help,
  other,
};

/// The practices this screen can begin.
struct Shelf {
  Practice main;
  std::optional<Practice> grounding;  ///< opened by G, from anywhere
};

/// The person's screen: where it is, what a key does there, and the practice that is running.
/// Keys act at once; leaving is always one key. It needs neither sensor, nor service, nor display.
class PersonScreen {
 public:
  using Tell = std::function<void(const PracticeEvent&)>;

  PersonScreen(Shelf shelf, Settings settings, Tell tell);

  void press(Key key, HostTime now);
  /// Beats are those that came since the last call; the newest snapshot may be absent.
  void advance(HostTime now, const std::optional<Snapshot>& newest, const std::vector<Beat>& beats);

  [[nodiscard]] Picture picture(Extent size) const { return stage_.picture(size); }
  [[nodiscard]] Place place() const { return now_.place; }
  [[nodiscard]] bool leaving() const { return leaving_; }
  /// What is shown of the practice; nothing between practices.
  [[nodiscard]] const std::optional<RunView>& run_view() const { return now_.run; }
  [[nodiscard]] bool feedback_hidden() const { return now_.feedback_hidden; }
  [[nodiscard]] bool blank() const { return now_.blank; }
  [[nodiscard]] bool help_open() const { return now_.help; }

 private:
  void begin(const Practice& practice, HostTime now);
  void escape(HostTime now);
  void press_in_help(Key key, HostTime now);
  void press_in_practice(Key key, HostTime now);
  void toggle_help(HostTime now);
  void toggle_feedback();
  void wish(Wish wish, HostTime now);
  void hear(const std::optional<Snapshot>& newest, HostTime now);
  [[nodiscard]] RunState state() const;

  Shelf shelf_;
  Tell tell_;
  Stage stage_;
  StageView now_;
  std::optional<PracticeRun> run_;
  std::string practice_id_;
  std::set<std::string> hidden_for_;  ///< practices in which feedback was put away
  BodyNow body_;
  bool paused_for_help_ = false;
  bool leaving_ = false;
};

}  // namespace ebb::scene
