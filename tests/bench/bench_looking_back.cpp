#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <random>
#include <string>

#include <benchmark/benchmark.h>

#include "archive/library.hpp"
#include "archive/session_file/schema.hpp"
#include "archive/session_file/session_file.hpp"
#include "visualizer/scene/looking_back/made_past.hpp"
#include "visualizer/scene/looking_back/session_plot.hpp"
#include "visualizer/scene/palette.hpp"

namespace {

using namespace ebb;

/// Two hours: heart and breath of every beat and breath, and an ECG at 250 Hz.
const scene::LookedAt& two_hours() {
  static const scene::LookedAt at = [] {
    constexpr double kSeconds = 7200.0;
    KeptSession session = scene::MadePast{}.session(1);
    session.head.length = Seconds{kSeconds};
    session.beats.clear();
    session.breaths.clear();
    std::mt19937 random{5};
    std::normal_distribution<double> little{0.0, 0.02};
    for (double t = 1.0; t < kSeconds;) {
      const double interval = 0.9 + 0.05 * std::sin(t * 0.6) + little(random);
      t += interval;
      session.beats.push_back(
          {at_seconds<HostTime>(t), Seconds{interval}, IntervalVerdict::normal, Milliseconds{}});
    }
    for (double t = 1.0; t < kSeconds; t += 6.0) {
      session.breaths.push_back(
          {at_seconds<HostTime>(t), Seconds{6.0}, 1.0, 0.9, BreathOrigin::respiration, Seconds{}});
    }
    scene::LookedAt looked = scene::look_at(std::move(session));
    std::vector<float> samples(static_cast<std::size_t>(kSeconds * 250.0));
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const double t = static_cast<double>(i) / 250.0;
      const double beat = std::exp(-50.0 * std::pow(std::fmod(t, 0.9) - 0.3, 2.0));
      samples[i] = static_cast<float>(beat + little(random));
    }
    auto wave = std::make_shared<scene::KeptWave>();
    wave->samples = scene::MinMaxPyramid{std::move(samples)};
    looked.wave = std::move(wave);
    return looked;
  }();
  return at;
}

/// One frame of a two-hour session while it is panned and zoomed: the plot is made anew, and its
/// shapes for a window of 1920x1080.
void pan_and_zoom_two_hours(benchmark::State& state) {
  const scene::LookedAt& at = two_hours();
  const auto width = static_cast<double>(state.range(0));
  double from = 0.0;
  for (auto _ : state) {
    from = std::fmod(from + 0.01 * width, 7200.0 - width + 1e-3);
    const scene::Plot plot =
        scene::plot_of(at, {from, from + width, 1.0, false}, scene::uk_english());
    scene::Picture picture;
    picture.size = {1920, 1080};
    scene::add_plot(picture, {60.0, 60.0, 1800.0, 900.0}, plot, scene::palette(scene::Theme::dark),
                    24.0, 1.0, 1.0);
    benchmark::DoNotOptimize(picture.shapes.data());
  }
}
BENCHMARK(pan_and_zoom_two_hours)
    ->Arg(7200)
    ->Arg(3600)
    ->Arg(600)
    ->Arg(180)
    ->Arg(60)
    ->Arg(4)
    ->Unit(benchmark::kMillisecond);

/// All that is worked out once when a session is opened, its wave's pyramid aside.
void look_at_two_hours(benchmark::State& state) {
  const KeptSession session = two_hours().session;
  for (auto _ : state) {
    benchmark::DoNotOptimize(scene::look_at(session).heart.data());
  }
}
BENCHMARK(look_at_two_hours)->Unit(benchmark::kMillisecond);

void build_the_pyramid_of_two_hours(benchmark::State& state) {
  const std::vector<float> samples = two_hours().wave->samples.samples();
  for (auto _ : state) {
    benchmark::DoNotOptimize(scene::MinMaxPyramid{samples}.range(1, 1000));
  }
}
BENCHMARK(build_the_pyramid_of_two_hours)->Unit(benchmark::kMillisecond);

/// A folder with this many sessions, each a file of its own.
class ManySessions {
 public:
  explicit ManySessions(int count) {
    std::string name = (std::filesystem::temp_directory_path() / "ebb-bench-XXXXXX").string();
    folder_ = ::mkdtemp(name.data()) != nullptr ? name : std::string{};
    const std::filesystem::path first = folder_ / "first";
    {
      SessionStart start{.id = "0123456789abcdef",
                         .label = "an evening",
                         .started_ms = 1'795'372'200'000,
                         .utc_offset_min = 60,
                         .software = "ebb",
                         .clock = HostTime{}};
      SessionFile file{first, start};
      file.write(std::vector<KeptItem>{KeptEnd{at_seconds<HostTime>(720.0)}});
      file.close();
    }
    for (int i = 0; i < count; ++i) {
      const std::filesystem::path file = folder_ / (std::to_string(10'000 + i) + ".ebb");
      std::filesystem::copy_file(first, file);
      Database session{file, Database::Access::change};
      session.execute("PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY");
      Statement change{session, "UPDATE about SET value=? WHERE key='id'"};
      change.bind("aaaaaaaaaaa" + std::to_string(10'000 + i)).run();
    }
    std::filesystem::remove(first);
    (void)read_library(folder_);  // the index is made once
  }
  ~ManySessions() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  ManySessions(const ManySessions&) = delete;
  ManySessions& operator=(const ManySessions&) = delete;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

/// The memory of this process that is in use, in MiB.
double resident_mib() {
  std::ifstream in{"/proc/self/statm"};
  long long pages = 0;
  long long resident = 0;
  in >> pages >> resident;
  return static_cast<double>(resident) * 4096.0 / (1024.0 * 1024.0);
}

void open_a_shelf(benchmark::State& state) {
  const ManySessions many{static_cast<int>(state.range(0))};
  std::size_t found = 0;
  for (auto _ : state) {
    found = read_library(many.folder()).sessions.size();
  }
  state.counters["sessions"] = static_cast<double>(found);
  state.counters["MiB"] = resident_mib();
}
BENCHMARK(open_a_shelf)->Arg(5000)->Unit(benchmark::kMillisecond)->Iterations(10);

}  // namespace
