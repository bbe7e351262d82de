#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// What the guide does during a step. Shares `in` and `out` are parts of a breath (4 : 6 is 40 %
/// and 60 %).
struct NoBreath {};
struct FollowBreath {};
struct RampBreath {
  BreathsPerMinute to{6.0};
  double slow_by_percent = 4.0;
  double in = 4.0;
  double out = 6.0;
};
struct PaceBreath {
  BreathsPerMinute rate{6.0};
  double in = 4.0;
  double out = 6.0;
};
using BreathMode = std::variant<NoBreath, FollowBreath, RampBreath, PaceBreath>;

/// A planned length: seconds, a number of breaths, or until the person is ready.
struct UntilReady {};
struct BreathCount {
  int breaths = 0;
};
using Length = std::variant<UntilReady, Seconds, BreathCount>;

struct MoveOn {
  enum class When { breath_near_cue, breath_steady, heart_settling };
  When when = When::breath_near_cue;
  double within_percent = 20.0;
  int for_breaths = 6;
  Seconds or_after{};
  bool without_sensor_ready = false;  ///< "ready" instead of "or_after"
};

struct Ask {
  enum class Kind { line, lines, choices, weather };
  enum class Keep { journal, session, nowhere };
  std::string text;
  Kind kind = Kind::line;
  Keep keep = Keep::nowhere;
  std::string fills{};
  std::vector<std::string> choices{};  ///< of kinds choices and weather
  int at = 0;                          ///< the line of the file
};

/// The visual scene; nothing in it moves faster than "slow".
struct Imagery {
  std::string theme;
  std::vector<std::string> options;
  bool still = false;
};
/// Soft dots to fill one by one (5-4-3-2-1 without numerals).
struct Tally {
  int of = 0;
  std::string style;
};
/// A key of this step's own: it sets a mark and may answer with a line.
struct OnKey {
  char key = 0;
  std::string mark;
  std::string say;
  int at = 0;  ///< the line of the file
};
/// Where picture and sound go during a step, and how long they take to get there.
struct VisualEnvelope {
  double dim_percent = 0.0;
  bool still = false;
  Seconds over{6.0};
};
struct SoundEnvelope {
  Seconds fade{4.0};
  double level = 1.0;  ///< "silence" 0, "soft" 0.4, "full" 1
};

enum class Tenderness { light, medium, tender };
/// Which of two sets of words is said; it changes nothing else.
enum class Tone { gentle, firm };
enum class StepKind { settle, breathe, touch, words, imagine, notice, write, ground, rest, close };

struct Step {
  std::string id;
  StepKind kind = StepKind::settle;
  std::vector<std::string> say;
  std::vector<int> say_at;            ///< the line of the file that each of them stands on
  std::vector<std::string> say_firm;  ///< the same lines in a firm tone, or none
  std::vector<int> say_firm_at;
  Length say_every = BreathCount{2};
  std::string pillar;
  BreathMode breath = NoBreath{};
  std::vector<std::string> touch;
  Length lasts = UntilReady{};
  std::optional<Seconds> at_most;
  std::optional<MoveOn> move_on;
  std::optional<Ask> ask;
  std::optional<Tally> tally;
  std::optional<OnKey> on_key;
  std::optional<Imagery> imagery;
  std::optional<VisualEnvelope> visual;
  std::optional<SoundEnvelope> sound;
  std::string mark;
  bool skippable = false;
  bool skip_line = false;
  bool ease_watch = false;
  bool voice = false;  ///< a trusted person's recording is heard here, if there is one
  std::vector<std::string> offers;
};

/// One practice file, after practices-and-screens 2.2.
struct Practice {
  std::string id;
  std::string title;
  std::string about;
  std::string seed;
  std::string length_hint;
  Tenderness tenderness = Tenderness::light;
  std::string suggest;
  std::string role;
  std::vector<std::string> anchors;
  /// What is said instead of lines about the breath while attention rests on this anchor.
  std::map<std::string, std::vector<std::string>, std::less<>> anchor_lines;
  std::string eyes;
  std::string sensor;
  Tone tone = Tone::gentle;
  bool quiet = false;  ///< no sound unless asked for
  std::optional<Imagery> imagery;
  std::vector<std::string> slots;
  std::vector<std::string> tags;
  std::vector<Step> steps;
};

}  // namespace ebb
