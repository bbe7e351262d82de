#include "visualizer/app/options.hpp"

#include <charconv>
#include <iostream>
#include <map>
#include <string_view>

#include <CLI/CLI.hpp>

#include "io/persons_folder.hpp"

namespace ebb::app {
namespace {

constexpr int kSmallest = 120;
constexpr int kLargest = 8192;

std::optional<scene::Extent> parse_size(std::string_view text) {
  const std::size_t cross = text.find('x');
  if (cross == std::string_view::npos) {
    return std::nullopt;
  }
  scene::Extent size;
  const char* end = text.data() + text.size();
  const auto wide = std::from_chars(text.data(), text.data() + cross, size.width);
  const auto high = std::from_chars(text.data() + cross + 1, end, size.height);
  const auto fits = [](int n) { return n >= kSmallest && n <= kLargest; };
  if (wide.ec != std::errc{} || wide.ptr != text.data() + cross || high.ec != std::errc{} ||
      high.ptr != end || !fits(size.width) || !fits(size.height)) {
    return std::nullopt;
  }
  return size;
}

scene::Theme theme_of(bool light, bool contrast) {
  if (light) {
    return contrast ? scene::Theme::light_high_contrast : scene::Theme::light;
  }
  return contrast ? scene::Theme::dark_high_contrast : scene::Theme::dark;
}

/// Words as they were typed, and which of them were.
struct Typed {
  std::string size = "1280x720";
  std::string keys;
  std::string snapshot;
  std::string sheet;
  double seconds = 0.0;
  double at = 0.0;
  bool light = false;
  bool contrast = false;
  CLI::Option* for_seconds = nullptr;
  CLI::Option* motion = nullptr;
  CLI::Option* distance = nullptr;
  CLI::Option* view = nullptr;
};

void add_evening(CLI::App& app, Options& options, Typed& typed) {
  auto* practice = app.add_option("--practice", options.practice, "the practice that Space begins")
                       ->option_text("FILE");
  auto* tries =
      app.add_option(
             "--try", options.try_out,
             "try a practice out, by file or id: it is read again when it is written, and nothing "
             "is kept of any of it")
          ->excludes(practice)
          ->option_text("PRACTICE");
  auto* voice = app.add_option("--voice", options.voice,
                               "a recording of kind words (WAV): a card asks whether it is kept")
                    ->option_text("FILE");
  auto* from = app.add_option("--from", options.voice_from, "whose voice that is")
                   ->needs(voice)
                   ->option_text("NAME");
  voice->needs(from)->excludes(tries);
  app.add_option("--runtime", options.runtime, "the folder where the service is to be found")
      ->option_text("DIR");
  app.add_flag("--console", options.console,
               "the therapist's window, beside or far from the person's (docs/console.md)");
  app.add_flag("--begin", options.begin, "begin the practice at once");
  typed.for_seconds = app.add_option("--seconds", typed.seconds, "end by itself after this long")
                          ->check(CLI::Range(0.1, 864000.0))
                          ->option_text("N");
  app.add_option("--language", options.language, "a language there is a file of, or the file")
      ->option_text("NAME");
  app.add_option("--person", "whose folder it is, where several people share this account")
      ->option_text("NAME")
      ->check([](const std::string& name) { return io::choose_person(name).value_or(""); });
  app.add_option("--sound", options.sound,
                 "waves, tones, off, or a folder with sounds of one's own (in.wav, out.wav)")
      ->option_text("SOUND");
  app.add_flag("--fps-report", options.fps_report, "say at the end what drawing has cost");
  app.add_option("--keys", typed.keys, "press keys by themselves, as in 0:space,30:e")
      ->option_text("SCRIPT");
}

void add_looks(CLI::App& app, Options& options, Typed& typed) {
  const std::map<std::string, scene::Motion> motions{
      {"full", scene::Motion::full}, {"less", scene::Motion::less}, {"none", scene::Motion::none}};
  const std::map<std::string, scene::View> views{{"disc", scene::View::disc},
                                                 {"hill", scene::View::hill},
                                                 {"bar", scene::View::bar},
                                                 {"words", scene::View::words}};
  app.add_option("--size", typed.size, "the window's size in pixels")->option_text("WxH");
  app.add_flag("--full-screen", options.full_screen, "fill the screen");
  app.add_option("--display", options.display, "which screen, the first is 1")
      ->check(CLI::Range(1, 16))
      ->option_text("N");
  typed.motion = app.add_option("--motion", options.settings.motion, "full, less or none")
                     ->transform(CLI::CheckedTransformer(motions))
                     ->option_text("LEVEL");
  app.add_flag("--light", typed.light, "dark words on a light ground");
  app.add_flag("--high-contrast", typed.contrast, "stronger contrast");
  typed.view = app.add_option("--view", options.settings.view, "disc, hill, bar or words")
                   ->transform(CLI::CheckedTransformer(views))
                   ->option_text("SHAPE");
  typed.distance = app.add_option("--distance", options.settings.distance,
                                  "how far away the screen is; words grow with it")
                       ->check(CLI::Range(0.2, 10.0))
                       ->option_text("METRES");
}

void add_pictures(CLI::App& app, Options& options, Typed& typed) {
  const std::map<std::string, SnapshotScene> scenes{
      {"start", SnapshotScene::start},     {"practice", SnapshotScene::practice},
      {"paused", SnapshotScene::paused},   {"eased", SnapshotScene::eased},
      {"close", SnapshotScene::close},     {"help", SnapshotScene::help},
      {"shelf", SnapshotScene::shelf},     {"people", SnapshotScene::people},
      {"comfort", SnapshotScene::comfort}, {"past", SnapshotScene::past},
      {"journal", SnapshotScene::journal}};
  const std::map<std::string, BodyKind> bodies{{"calm", BodyKind::calm}, {"none", BodyKind::none}};
  auto* pictures =
      app.add_option("--snapshot", typed.snapshot, "draw one moment into a PNG and end")
          ->option_text("FILE");
  app.add_option("--at", typed.at, "the moment, in seconds of virtual time")
      ->check(CLI::Range(0.0, 7200.0))
      ->needs(pictures)
      ->option_text("SECONDS");
  app.add_option(
         "--scene", options.scene,
         "start, practice, paused, eased, close, help, shelf, people, comfort, past or journal")
      ->transform(CLI::CheckedTransformer(scenes))
      ->needs(pictures)
      ->option_text("SCENE");
  app.add_option("--body", options.body, "whom to draw: calm (made by formulas) or none")
      ->transform(CLI::CheckedTransformer(bodies))
      ->needs(pictures)
      ->option_text("BODY");
  app.add_option("--past", options.past,
                 "the folder whose sessions and journal are looked back on in the picture")
      ->needs(pictures)
      ->option_text("DIR");
  app.add_option("--contact-sheet", typed.sheet,
                 "draw every screen in every theme into a folder, and one sheet of them all")
      ->excludes(pictures)
      ->option_text("DIR");
}

/// False, with a sentence, when a size or the keys make no sense.
bool take(const Typed& typed, Options& options) {
  const std::optional<scene::Extent> extent = parse_size(typed.size);
  if (!extent) {
    std::cerr << "--size " << typed.size << ": a size looks like 1280x720 (each side " << kSmallest
              << " to " << kLargest << ").\n";
    return false;
  }
  auto script = parse_keys(typed.keys, options.console);
  if (!script) {
    std::cerr << "--keys " << typed.keys << ": keys look like 0:space,12.5:h,30:escape.\n";
    return false;
  }
  options.size = *extent;
  options.keys = *std::move(script);
  options.at = Seconds{typed.at};
  options.settings.theme = theme_of(typed.light, typed.contrast);
  options.given = {.theme = typed.light || typed.contrast,
                   .motion = typed.motion->count() > 0,
                   .distance = typed.distance->count() > 0,
                   .view = typed.view->count() > 0};
  if (!typed.sheet.empty()) {
    options.contact_sheet = typed.sheet;
  }
  if (typed.for_seconds->count() > 0) {
    options.seconds = Seconds{typed.seconds};
  }
  if (!typed.snapshot.empty()) {
    options.snapshot = typed.snapshot;
  }
  return true;
}

}  // namespace

scene::Settings laid_over(scene::Settings remembered, const Options& options) {
  const scene::Settings& asked = options.settings;
  if (options.given.theme) {
    remembered.theme = asked.theme;
  }
  if (options.given.motion) {
    remembered.motion = asked.motion;
  }
  if (options.given.distance) {
    remembered.distance = asked.distance;
  }
  if (options.given.view) {
    remembered.view = asked.view;
  }
  return remembered;
}

std::variant<Options, int> read_options(int argc, const char* const* argv) {
  Options options;
  Typed typed;
  typed.at = options.at.count();
  CLI::App app{"Ebb's window: a soft shape that keeps company at one's own breathing pace."};
  add_evening(app, options, typed);
  add_looks(app, options, typed);
  add_pictures(app, options, typed);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (const auto trouble = io::trouble_with_person()) {
    std::cerr << *trouble << '\n';
    return 2;
  }
  if (!take(typed, options)) {
    return 2;
  }
  return options;
}

}  // namespace ebb::app
