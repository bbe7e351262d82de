#include "service/simulate_command.hpp"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "sensors/decoder.hpp"
#include "sensors/device_speech.hpp"
#include "service/interval_file.hpp"
#include "service/number_file.hpp"
#include "service/outlet.hpp"
#include "service/playing.hpp"
#include "service/start_error.hpp"
#include "simulation/bitalino_board.hpp"
#include "simulation/body_plan.hpp"
#include "simulation/synthetic_body.hpp"
#include "simulation/synthetic_device.hpp"

namespace ebb {
namespace {

/// The device that does as its reader says.
constexpr std::string_view kListens = "bitalino";

struct SimulateOptions {
  std::string body = "calm";
  std::string as;
  std::string to = "pty";
  std::string link;
  std::string speed = "1";
  std::optional<double> seconds;
  std::uint64_t seed = 1;
  std::string from;
  std::string kind;
  double rate = 0.0;
  std::string column;
  std::string truth;
  double drift = 0.0;
  bool unlabelled = false;
  bool own_speed = false;
  bool asleep = false;
  bool close_after = false;
  bool hold = false;
};

volatile std::sig_atomic_t asked_to_end = 0;
void ask_to_end(int /*signal*/) { asked_to_end = 1; }

std::string joined(const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view name : names) {
    out += (out.empty() ? "" : ", ") + std::string(name);
  }
  return out;
}

double parsed_speed(const std::string& text) {
  if (text == "max") {
    return 0.0;
  }
  char* end = nullptr;
  const double speed = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !std::isfinite(speed) || speed < 0.0) {
    throw StartError("--speed " + text + ": no speed; say a number such as 20, or max.");
  }
  return speed;
}

/// What is true, as it comes to pass: one line a beat or breath, up to the time that was played.
class TruthWriter {
 public:
  TruthWriter(const BodyPlan& plan, const std::string& path) : heart_(plan), breath_(plan) {
    file_ = path == "-" ? stdout : std::fopen(path.c_str(), "w");
    if (file_ == nullptr) {
      throw StartError(path + ": the truth cannot be written there; is the folder right?");
    }
    std::fputs("what,time_s,length_ms,kind,depth\n", file_);
  }
  ~TruthWriter() {
    if (file_ != stdout) {
      std::fclose(file_);
    }
  }
  TruthWriter(const TruthWriter&) = delete;
  TruthWriter& operator=(const TruthWriter&) = delete;

  void write_to(Seconds until) {
    while (beat_.time < until || next_.start < until) {
      if (beat_.time <= next_.start) {
        std::fprintf(file_, "beat,%.6f,%.3f,%s,\n", beat_.time.count(), beat_.interval.count(),
                     std::string(name_of(beat_.kind)).c_str());
        beat_ = heart_.next();
      } else {
        std::fprintf(file_, "breath,%.6f,%.3f,,%.3f\n", next_.start.count(),
                     next_.period.count() * 1e3, next_.depth);
        next_ = breath_.next();
      }
    }
    std::fflush(file_);
  }

 private:
  SyntheticHeart heart_;
  SyntheticBreath breath_;
  TrueBeat beat_ = heart_.next();
  TrueBreath next_ = breath_.next();
  std::FILE* file_ = nullptr;
};

StreamKind kind_to_play(const SimulateOptions& options) {
  if (!options.kind.empty()) {
    const std::optional<StreamKind> kind = parse_stream_kind(options.kind);
    if (kind == StreamKind::interval || kind == StreamKind::respiration ||
        kind == StreamKind::ppg || kind == StreamKind::ecg) {
      return *kind;
    }
    throw StartError("--kind " + options.kind + ": not known; say rr, resp, ppg or ecg.");
  }
  const bool annotations =
      options.from.size() > 4 && (options.from.substr(options.from.size() - 4) == ".atr" ||
                                  options.from.substr(options.from.size() - 4) == ".qrs");
  if (annotations || options.as == "ble-bridge" || options.rate <= 0.0) {
    return StreamKind::interval;
  }
  throw StartError("Say with --kind what " + options.from + " holds: rr, resp, ppg or ecg.");
}

Measured measured_in_file(const SimulateOptions& options) {
  const StreamKind kind = kind_to_play(options);
  Measured measured;
  if (kind == StreamKind::interval) {
    auto file = std::make_shared<IntervalFile>(options.from, options.column);
    measured.beats = beats_of_intervals([file] { return file->next(); });
    return measured;
  }
  if (options.as == "ble-bridge") {
    throw StartError("A strap tells intervals, no waveform: play it --as ebb-link or text.");
  }
  const char* name = kind == StreamKind::ppg ? "ppg" : kind == StreamKind::ecg ? "ecg" : "resp";
  auto file = std::make_shared<NumberFile>(
      options.from, ColumnChoices{ColumnChoice{
                        options.column, {name, kind == StreamKind::respiration ? "rsp" : name}}});
  const double rate = options.rate > 0.0 ? options.rate : file->rate().value_or(Hertz{0}).value();
  if (!(rate >= 0.1 && rate <= 20000.0)) {
    throw StartError(options.from + ": say its samples per second with --rate, 0.1 to 20000.");
  }
  measured.waves.push_back({kind, Hertz{rate}, name, false,
                            [file, last = 0.0](double) mutable -> std::optional<WaveValue> {
                              const std::optional<Row> row = file->next();
                              if (!row) {
                                return std::nullopt;
                              }
                              last = row->front().value_or(last);
                              return WaveValue{last, row->front().has_value()};
                            }});
  return measured;
}

/// Sets in `playing` what it makes of its reader's words, where it listens.
ByteGenerator device_of(const std::string& as, Measured measured, const DeviceConfig& config,
                        PlayingOptions& playing) {
  if (as != kListens) {
    return make_synthetic_device(as, std::move(measured), config);
  }
  const auto board = std::make_shared<BitalinoBoard>(std::move(measured), config);
  playing.hear = [board](std::span<const std::uint8_t> said) { return board->hear(said); };
  return [board] { return board->next(); };
}

void simulate(const SimulateOptions& options) {
  const std::vector<std::string_view> devices = device_names();
  if (std::find(devices.begin(), devices.end(), options.as) == devices.end()) {
    throw StartError("--as " + options.as + ": not known; say one of " + joined(devices) + ".");
  }
  DeviceConfig config;
  config.seed = options.seed;
  config.drift_ppm = options.drift;
  config.labels = !options.unlabelled;
  config.asleep = options.asleep;
  if (options.asleep && options.as != kListens) {
    throw StartError(
        "--asleep is for a device that can be woken here; it goes with --as bitalino.");
  }
  if (options.seconds) {
    config.length = Seconds{*options.seconds};
  }
  PlayingOptions playing;
  playing.speed = parsed_speed(options.speed);
  playing.hold = options.hold;
  playing.close_after = options.close_after;

  Measured measured;
  std::optional<BodyPlan> plan;
  if (!options.from.empty()) {
    if (!options.truth.empty()) {
      throw StartError(
          "--truth is what a simulated person knows; a recording's is not known here.");
    }
    measured = measured_in_file(options);
    config.name = "Recording";
  } else {
    plan = body_plan(options.body);
    if (!plan) {
      throw StartError(options.body + ": nobody of that name; there are " + joined(body_names()) +
                       ".");
    }
    plan->seed = options.seed;
    std::optional<StreamKind> only;
    if (!options.kind.empty()) {
      only = kind_to_play(options);
    }
    measured = measured_on(*plan, options.as, only);
    config.name = "Simulated person (" + options.body + ")";
  }
  if (plan && is_file(options.to) && !options.seconds) {
    throw StartError("A person's bytes never end; say with --seconds how long the file shall be.");
  }
  const ByteGenerator device = device_of(options.as, std::move(measured), config, playing);
  std::optional<LineSpeed> line;
  if (options.own_speed) {
    const DeviceSpeech speech = device_speech(options.as);
    line = LineSpeed{speech.baud, speech.odd_parity};
  }
  const std::unique_ptr<Outlet> outlet = open_outlet(options.to, options.link, line);
  if (!outlet->address().empty()) {
    std::printf("%s\n", outlet->address().c_str());
    std::fflush(stdout);
  }
  std::optional<TruthWriter> truth;
  if (!options.truth.empty()) {
    truth.emplace(*plan, options.truth);
    playing.told = [&truth](Microseconds at) { truth->write_to(at); };
  }
  struct sigaction action {};
  action.sa_handler = ask_to_end;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  playing.go_on = [] { return asked_to_end == 0; };
  play(device, *outlet, playing);
  if (truth && options.seconds && asked_to_end == 0) {
    truth->write_to(Seconds{*options.seconds});
  }
}

}  // namespace

void add_simulate_command(CLI::App& app, int& /*status*/) {
  auto options = std::make_shared<SimulateOptions>();
  CLI::App* command = app.add_subcommand(
      "simulate", "A simulated person, or a recording, as a sensor on a pty, a port or in a file");
  std::string people = "Who is simulated:";
  for (const std::string_view name : body_names()) {
    people += "\n  " + std::string(name) + ": " + std::string(body_description(name));
  }
  command->footer(people);
  command->add_option("body", options->body, "Who is simulated")->capture_default_str();
  command->add_option("--as", options->as, "What it speaks: " + joined(device_names()))->required();
  command
      ->add_option("--to", options->to,
                   "pty (its path is printed first), tcp:PORT on this machine, a file, or -")
      ->capture_default_str();
  command->add_option("--link", options->link, "Symbolic link to make to the pty");
  command->add_option("--speed", options->speed, "Times real time, or max")->capture_default_str();
  command->add_option("--seconds", options->seconds, "How much of it, in its own seconds")
      ->check(CLI::Range(0.0, 1e8));
  command->add_option("--seed", options->seed, "Same seed, same person")->capture_default_str();
  command->add_option("--from", options->from,
                      "Play this recording: text, CSV, .npy, .wav, .qrs or .atr");
  command->add_option("--kind", options->kind, "What is played: rr, resp, ppg or ecg");
  command->add_option("--rate", options->rate, "Samples per second of a waveform in a file");
  command->add_option("--column", options->column, "Name, or number from 0, of the file's column");
  command->add_option("--truth", options->truth,
                      "Write true beats and breaths here as they come to pass, or -");
  command->add_option("--drift", options->drift, "By how many ppm the device's crystal is fast")
      ->check(CLI::Range(-200000.0, 200000.0));
  command->add_flag("--unlabelled", options->unlabelled, "text: bare numbers, no name:value");
  command->add_flag("--own-speed", options->own_speed,
                    "Who reads the pty at another speed than the device's hears it garbled");
  command->add_flag("--asleep", options->asleep,
                    "bitalino: nothing is sent until its reader starts it");
  command->add_flag("--close-after", options->close_after, "End when the first reader has gone");
  CLI::Option* hold = command->add_flag(
      "--wait,!--no-wait", options->hold,
      "While nobody reads, time stands still (usual for --from), else bytes are lost");
  command->callback([options, hold] {
    if (hold->count() == 0) {
      options->hold = !options->from.empty();
    }
    simulate(*options);
  });
}

}  // namespace ebb
