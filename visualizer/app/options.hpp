#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/time.hpp"
#include "visualizer/app/key_script.hpp"
#include "visualizer/scene/settings.hpp"

namespace ebb::app {

enum class SnapshotScene {
  start,
  practice,
  paused,
  eased,
  close,
  help,
  shelf,
  people,
  comfort,
  past,
  journal
};
enum class BodyKind { calm, none };

/// What the command line asked for.
struct Options {
  std::filesystem::path practice;  ///< empty: the one that comes with Ebb
  std::string try_out;             ///< a practice, as a file or by its id, of which nothing is kept
  std::filesystem::path voice;     ///< a recording of kind words to be asked about; empty: none
  std::string voice_from;          ///< whose
  std::filesystem::path runtime;   ///< empty: the service's usual folder
  bool console = false;            ///< the therapist's window instead of the person's
  bool begin = false;
  std::optional<Seconds> seconds;
  bool fps_report = false;
  bool full_screen = false;
  scene::Extent size;
  scene::Settings settings;
  struct Given {
    bool theme = false;
    bool motion = false;
    bool distance = false;
    bool view = false;
  } given{};             ///< which of the settings were asked for, over what is remembered
  std::string language;  ///< empty: as the machine speaks, else English
  std::string sound;     ///< waves, tones, off or a folder; empty: own sounds, else waves
  int display = 0;       ///< which screen, the first is 1; 0 leaves it to the desktop
  std::vector<ScriptedKey> keys;
  std::optional<std::filesystem::path> snapshot;
  Seconds at{20.0};
  SnapshotScene scene = SnapshotScene::practice;
  BodyKind body = BodyKind::calm;
  std::optional<std::filesystem::path> contact_sheet;
  std::filesystem::path past;  ///< looked back on in a picture; empty: one made of formulas
};

/// What is remembered, with what was asked for laid over it.
[[nodiscard]] scene::Settings laid_over(scene::Settings remembered, const Options& options);

/// Reads the command line; a number instead is the exit status when there is nothing to run (help
/// was asked for, or a word was not understood and has been explained).
[[nodiscard]] std::variant<Options, int> read_options(int argc, const char* const* argv);

}  // namespace ebb::app
