#include "service/analyse_command.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "estimation/ecg_beats.hpp"
#include "estimation/ppg_beats.hpp"
#include "service/analysis.hpp"
#include "service/analysis_text.hpp"
#include "service/number_file.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

// What is kept of a recording grows with it, so there is an end to its length.
constexpr std::uint64_t kMostIntervals = 1'000'000;
constexpr double kLongestDays = 7.0;
constexpr double kSlowest = 1.0;
constexpr double kFastest = 20'000.0;

std::string shown(double value) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%g", value);
  return text.data();
}

struct AnalyseOptions {
  std::string file;
  std::string kind;
  std::optional<double> rate;
  std::string column;
  bool json = false;
};

Analysis analysed_intervals(const AnalyseOptions& options) {
  IntervalFile file(options.file, options.column);
  IntervalAnalysis analysis;
  std::uint64_t count = 0;
  while (const std::optional<double> interval = file.next()) {
    if (++count > kMostIntervals) {
      throw StartError(options.file +
                       ": more than a million intervals; cut it into shorter files.");
    }
    analysis.push(*interval);
  }
  return analysis.finish();
}

double rate_of(const AnalyseOptions& options, const NumberFile& file) {
  const std::optional<Hertz> own = file.rate();
  if (own && options.rate && std::abs(own->value() - *options.rate) > 0.001 * own->value()) {
    throw StartError(options.file + ": the file says " + shown(own->value()) +
                     " samples per second, --rate says " + shown(*options.rate) +
                     "; leave --rate away, or mend the file.");
  }
  const double rate = own ? own->value() : options.rate.value_or(0.0);
  if (rate == 0.0) {
    throw StartError(options.file + ": say its samples per second with --rate.");
  }
  if (!(rate >= kSlowest && rate <= kFastest)) {
    throw StartError(options.file + ": " + shown(rate) +
                     " samples per second; between 1 and 20000 can be read.");
  }
  return rate;
}

/// Gives every sample to `push`, after the length has been looked at.
template <class Push>
void read_waveform(const AnalyseOptions& options, NumberFile& file, double rate, Push push) {
  const auto most = static_cast<std::uint64_t>(rate * kLongestDays * 86400.0);
  const auto refuse_length = [&options] {
    throw StartError(options.file + ": longer than a week; cut it into shorter files.");
  };
  if (file.announced().value_or(0) > most) {
    refuse_length();
  }
  std::uint64_t count = 0;
  while (const std::optional<NumberFile::Number> number = file.next()) {
    if (++count > most) {
      refuse_length();
    }
    push(number->value);
  }
}

template <class Way>
Analysis analysed_waveform(const AnalyseOptions& options, std::vector<std::string> likely) {
  NumberFile file(options.file, {options.column, std::move(likely)});
  const double rate = rate_of(options, file);
  if constexpr (requires { Way::works_at(Hertz{rate}); }) {
    if (!Way::works_at(Hertz{rate})) {
      throw StartError(options.file + ": " + shown(rate) +
                       " samples per second are too few or too many to find beats in it.");
    }
  }
  Way analysis{Hertz{rate}};
  read_waveform(options, file, rate,
                [&analysis](std::optional<double> value) { analysis.push(value); });
  return analysis.finish();
}

Analysis analysed(const AnalyseOptions& options) {
  if (options.rate && !(*options.rate > 0.0 && *options.rate <= kFastest)) {
    throw StartError("--rate " + shown(*options.rate) +
                     ": samples per second are between 1 and 20000.");
  }
  if (options.kind == "rr") {
    return analysed_intervals(options);
  }
  if (options.kind == "resp") {
    return analysed_waveform<RespirationAnalysis>(options, {"resp", "rsp", "breath", "belt"});
  }
  if (options.kind == "ecg") {
    return analysed_waveform<BeatWaveAnalysis<EcgBeats>>(options, {"ecg", "ekg"});
  }
  if (options.kind == "ppg") {
    return analysed_waveform<BeatWaveAnalysis<PpgBeats>>(options, {"ppg", "pulse", "bvp", "hr"});
  }
  throw StartError("--kind " + options.kind + ": not known; say rr, ecg, ppg or resp.");
}

}  // namespace

void add_analyse_command(CLI::App& app, int& /*status*/) {
  auto options = std::make_shared<AnalyseOptions>();
  CLI::App* command =
      app.add_subcommand("analyse", "A recording in; beats, heart rate variability and breath out");
  command->add_option("file", options->file, "Text, CSV, .npy, .wav, .atr or .qrs")->required();
  command->add_option("--kind", options->kind, "What it holds: rr, ecg, ppg or resp")->required();
  command->add_option("--rate", options->rate, "Samples per second (a .wav says it itself)");
  command->add_option("--column", options->column, "Name of the column, or its number from 0");
  command->add_flag("--json", options->json, "Everything, for programs");
  command->callback([options] {
    const Analysis analysis = analysed(*options);
    const std::string text =
        options->json ? print_json(analysis) : print_summary(analysis, options->file);
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() ||
        std::fflush(stdout) != 0) {
      throw StartError("The result could not be written to the standard output.");
    }
  });
}

}  // namespace ebb
