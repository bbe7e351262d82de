#include "service/analyse_command.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "service/analysis_json.hpp"
#include "service/analysis_text.hpp"
#include "service/plot_file.hpp"
#include "service/progress_bar.hpp"
#include "service/recording_reader.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

constexpr double kFastest = 20'000.0;
constexpr std::array kKinds{RecordedKind::intervals, RecordedKind::ecg, RecordedKind::ppg,
                            RecordedKind::respiration, RecordedKind::acceleration};

struct AnalyseOptions {
  std::string file;
  std::string kind;
  std::string column;
  std::array<std::string, kKinds.size()> columns;  ///< of each kind, for several at once
  std::optional<double> rate;
  std::optional<std::string> time;
  std::string time_unit;
  std::optional<std::string> sequence;
  bool flow = false;
  bool json = false;
  std::string plot;
};

std::vector<std::string> parted(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t end = std::min(text.find(',', from), text.size());
    parts.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

WantedStream wanted(RecordedKind kind, const std::string& column, const std::string& option) {
  WantedStream stream{kind, {column}, option};
  if (kind == RecordedKind::acceleration) {
    stream.columns = parted(column);
    if (stream.columns.size() != 1 && stream.columns.size() != 3) {
      throw StartError(
          option + " " + column +
          ": name the three columns of the acceleration, as in X,Y,Z, or one of them.");
    }
  }
  return stream;
}

std::vector<WantedStream> wanted_streams(const AnalyseOptions& options) {
  std::vector<WantedStream> streams;
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (!options.columns[i].empty()) {
      streams.push_back(
          wanted(kKinds[i], options.columns[i], "--" + std::string(name_of(kKinds[i]))));
    }
  }
  if (options.kind.empty() && streams.empty()) {
    throw StartError(options.file +
                     ": say what it holds, with --kind rr, ecg, ppg, resp or acc for one signal or "
                     "with --ecg COLUMN --resp COLUMN and so on for several.");
  }
  if (options.kind.empty()) {
    if (!options.column.empty()) {
      throw StartError("--column goes with --kind; --ecg, --resp and so on name their own.");
    }
    return streams;
  }
  if (!streams.empty()) {
    throw StartError("--kind is for one signal, " + streams.front().option +
                     " for one of several; leave one of the two away.");
  }
  for (const RecordedKind kind : kKinds) {
    if (options.kind == name_of(kind)) {
      return {wanted(kind, options.column, "--column")};
    }
  }
  throw StartError("--kind " + options.kind + ": not known; say rr, ecg, ppg, resp or acc.");
}

std::optional<TimeUnit> time_unit(const AnalyseOptions& options) {
  if (options.time_unit.empty()) {
    return std::nullopt;
  }
  if (!options.time) {
    throw StartError("--time-unit goes with --time, which names the column of times.");
  }
  constexpr std::array<std::string_view, 4> kUnits{"s", "ms", "us", "ns"};
  const auto* const found = std::find(kUnits.begin(), kUnits.end(), options.time_unit);
  if (found == kUnits.end()) {
    throw StartError("--time-unit " + options.time_unit + ": not known; say s, ms, us or ns.");
  }
  return static_cast<TimeUnit>(found - kUnits.begin());
}

RecordingRequest request_of(const AnalyseOptions& options) {
  if (options.rate && !(*options.rate > 0.0 && *options.rate <= kFastest)) {
    std::array<char, 40> shown{};
    std::snprintf(shown.data(), shown.size(), "%g", *options.rate);
    throw StartError("--rate " + std::string(shown.data()) +
                     ": samples per second are between 1 and 20000.");
  }
  if (options.time && options.sequence) {
    throw StartError(
        "--time tells when each row was, --sequence the same with --rate; one will do.");
  }
  if ((options.time || options.sequence) && options.kind == "rr") {
    throw StartError("Intervals carry their own time; leave --time and --sequence away.");
  }
  RecordingRequest request;
  request.file = options.file;
  request.streams = wanted_streams(options);
  request.rate = options.rate;
  request.time = options.time;
  request.unit = time_unit(options);
  request.sequence = options.sequence;
  request.flow = options.flow;
  return request;
}

void write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw StartError("The result could not be written to the standard output.");
  }
}

void analyse(const AnalyseOptions& options) {
  RecordingRequest request = request_of(options);
  if (!options.plot.empty()) {
    check_plot_name(options.plot);
  }
  ProgressBar bar(options.file);
  request.progress = [&bar](double share) { bar.show(share); };
  const Analysis analysis = analyse_recording(request);
  bar.wipe();
  if (!options.plot.empty()) {
    write_plot(analysis, options.file.substr(options.file.rfind('/') + 1), options.plot);
  }
  if (options.json) {
    write_json(analysis, write);
  } else {
    write(print_summary(analysis, options.file));
  }
}

}  // namespace

void add_analyse_command(CLI::App& app, int& /*status*/) {
  auto options = std::make_shared<AnalyseOptions>();
  CLI::App* command =
      app.add_subcommand("analyse", "A recording in; beats, heart rate variability and breath out");
  command->add_option("file", options->file, "Text, CSV, .npy, .wav, .atr or .qrs")->required();
  command->add_option("--kind", options->kind, "What it holds: rr, ecg, ppg, resp or acc");
  command->add_option("--column", options->column,
                      "Name of its column, or its number from 0; for acc X,Y,Z");
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    const bool three = kKinds[i] == RecordedKind::acceleration;
    command->add_option(
        "--" + std::string(name_of(kKinds[i])), options->columns[i],
        three ? "X,Y,Z: several signals at once" : "Column: several signals at once");
  }
  command->add_option("--rate", options->rate, "Samples per second (some files say it themselves)");
  command->add_option("--time", options->time, "Column of times: seconds, a finer unit, or dates");
  command->add_option("--time-unit", options->time_unit, "s, ms, us or ns, when it is not seen");
  command->add_option("--sequence", options->sequence,
                      "Column of frame numbers that tells which frames were lost");
  command->add_flag("--flow", options->flow, "The respiration signal is an airflow");
  command->add_flag("--json", options->json, "Everything, for programs");
  command->add_option("--plot", options->plot, "A picture of it: FILE.svg or FILE.png");
  command->callback([options] { analyse(*options); });
}

}  // namespace ebb
