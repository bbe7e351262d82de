#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "evaluation/made_up_person.hpp"
#include "evaluation/rate_score.hpp"
#include "evaluation/sections.hpp"
#include "session/session.hpp"
#include "simulation/synthetic_body.hpp"

// Sensors on one made-up person through the session as it runs live. Every ten seconds from the
// first minute on, what a viewer is told is compared with the breaths of the minute before.
namespace ebb::evaluation {
namespace {

constexpr double kHertz = 125.0;
constexpr int kBeltEvery = 5;  // samples
constexpr double kSeconds = 240.0;
constexpr double kFirstAsked = 60.0;
constexpr double kAskedEvery = 10.0;
constexpr double kShown = 0.5;  // quality from which a person sees it

struct Sitter {
  BodyPlan plan;
  double belt_noise = 0.0;  ///< standard deviation, of a usual breath's depth
  double falls_off = 1e9;   ///< when the belt does
};

/// Of every other one the belt falls off.
std::vector<Sitter> sitters(double slowest, double fastest, std::size_t count) {
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> any;
  std::vector<Sitter> all(count);
  for (std::size_t i = 0; i < count; ++i) {
    all[i].plan = made_up_person(random, i + 1, slowest, fastest);
    all[i].belt_noise = 0.05 + 0.4 * any(random);
    all[i].falls_off = i % 2 == 0 ? 0.5 * kSeconds : 1e9;
  }
  return all;
}

double last_minute_of(const std::vector<TrueBreath>& breaths, double now) {
  const auto until = [&](double t) {
    const auto next =
        std::find_if(breaths.begin() + 1, breaths.end() - 1,
                     [t](const TrueBreath& breath) { return breath.start.count() > t; });
    const TrueBreath& one = *(next - 1);
    return static_cast<double>(next - breaths.begin() - 1) +
           (t - one.start.count()) / one.period.count();
  };
  return until(now) - until(now - 60.0);
}

void listen(const Sitter& sitter, bool belt_worn, bool ecg_worn, RateScore& score) {
  const auto truth = truth_of(sitter.plan, Seconds{kSeconds + 30.0}).breaths;
  SyntheticBody body{sitter.plan};
  std::mt19937_64 random(sitter.plan.seed);
  std::normal_distribution<double> noise;
  Session session;
  const EventSink nobody = [](const Event&) {};
  const SourceId belt = session.add_source("belt", "text");
  const SourceId board = session.add_source("board", "text");
  for (const SourceId id : {belt, board}) {
    session.push(id, LinkState::streaming, "", HostTime{}, nobody);
  }
  double next = kFirstAsked;
  for (int k = 0; k < static_cast<int>(kSeconds * kHertz); ++k) {
    const double t = k / kHertz;
    const auto now = at_seconds<HostTime>(t);
    if (belt_worn && k % kBeltEvery == 0) {
      const double off = sitter.belt_noise * noise(random);
      const double breath = body.respiration(Seconds{t});
      session.push(belt,
                   WaveSample{.kind = StreamKind::respiration,
                              .value = t < sitter.falls_off ? breath + off : off,
                              .time = std::nullopt,
                              .arrival = now},
                   nobody);
    }
    if (ecg_worn) {
      session.push(board,
                   WaveSample{.kind = StreamKind::ecg,
                              .value = body.ecg(Seconds{t}),
                              .time = std::nullopt,
                              .arrival = now},
                   nobody);
    }
    if (t >= next) {
      next += kAskedEvery;
      const auto told = session.snapshot(now).breath_rate;
      score.add(told && told->quality >= kShown ? told : std::nullopt, last_minute_of(truth, t));
    }
  }
}

}  // namespace

void several_section(Report& report) {
  report.section("Breath from several sensors at once");
  report.paragraph(
      "A belt with noise of 5 to 45 % of a breath, an ECG, and both, through the session as it "
      "runs live; what a viewer is shown (quality 0.5 and more) against the breaths of the minute "
      "before. The belt of every other one of the 16 made-up people falls off half way. A belt "
      "leads while it is good; the rate is weighed by quality and agreement.");
  Table table{RateScore::header("breaths a minute")};
  struct Range {
    const char* name;
    double slowest;
    double fastest;
  };
  for (const Range range : {Range{"3.5-8", 3.5, 8.0}, Range{"8-26", 8.0, 26.0}}) {
    std::array<RateScore, 3> scores;
    for (const Sitter& sitter : sitters(range.slowest, range.fastest, 16)) {
      listen(sitter, true, false, scores[0]);
      listen(sitter, false, true, scores[1]);
      listen(sitter, true, true, scores[2]);
    }
    const std::string name = range.name;
    table.row(scores[0].row(name + ", belt"));
    table.row(scores[1].row(name + ", ECG"));
    table.row(scores[2].row(name + ", both"));
  }
  report.table(table);
}

}  // namespace ebb::evaluation
