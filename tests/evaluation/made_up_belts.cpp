#include "evaluation/made_up_belts.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <numbers>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "estimation/breath/chest_motion.hpp"
#include "estimation/breath/respiration_tracker.hpp"

namespace ebb::evaluation {
namespace {

constexpr double kHertz = 50.0;
constexpr double kSeconds = 300.0;

/// How full the chest is, and where each breath truly began.
struct Chest {
  std::vector<double> fill;
  std::vector<double> starts;
};

Chest breathe(double per_minute, double sighs, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> any;
  Chest chest;
  double uneven = 0.0;
  double turns = 0.5;
  double depth = 1.0;
  for (int i = 0; i < static_cast<int>(kSeconds * kHertz); ++i) {
    uneven += -uneven / (4.0 * kHertz) + 0.06 * std::sqrt(0.5 / kHertz) * normal(random);
    turns += per_minute / 60.0 * (1.0 + uneven) / kHertz;
    if (turns >= 1.0) {
      turns -= 1.0;
      depth = (any(random) < sighs ? 3.0 : 1.0) * (1.0 + 0.1 * normal(random));
      chest.starts.push_back(i / kHertz);
    }
    const double half = turns < 0.4 ? turns / 0.4 : 1.0 + (turns - 0.4) / 0.6;
    chest.fill.push_back(0.5 * depth * (1.0 - std::cos(std::numbers::pi * half)));
  }
  return chest;
}

struct BeltScore {
  std::size_t truth = 0;
  std::size_t found = 0;
  std::size_t extra = 0;
  double error = 0.0;
  std::size_t rates = 0;
  std::size_t asked = 0;
  std::vector<double> first;  ///< breaths that had ended before a rate was told

  void breaths(const std::vector<double>& told, const std::vector<double>& starts) {
    // The first ten seconds belong to nobody.
    std::vector<bool> used(told.size(), false);
    for (const double start : starts) {
      if (start < 10.0 || start > kSeconds - 20.0) {
        continue;
      }
      ++truth;
      for (std::size_t i = 0; i < told.size(); ++i) {
        if (!used[i] && std::abs(told[i] - start) <= 0.5) {
          used[i] = true;
          ++found;
          break;
        }
      }
    }
    for (std::size_t i = 0; i < told.size(); ++i) {
      extra += !used[i] && told[i] > 10.5 && told[i] < kSeconds - 20.5 ? 1U : 0U;
    }
  }
  [[nodiscard]] std::vector<std::string> row(const std::string& name) {
    const double f1 = 200.0 * static_cast<double>(found) /
                      std::max(static_cast<double>(truth + found + extra), 1.0);
    std::sort(first.begin(), first.end());
    return {name,
            count(truth),
            fixed(f1, 2),
            percent(rates, asked),
            fixed(error / static_cast<double>(std::max<std::size_t>(rates, 1)), 2),
            fixed(first.empty() ? std::nan("") : first[first.size() / 2], 0)};
  }
};

/// `feed` pushes sample i of a chest into a tracker.
template <class Tracker, class Feed>
void score(BeltScore& all, Tracker tracker, const Chest& chest, const Feed& feed) {
  std::vector<double> told;
  bool any = false;
  for (std::size_t i = 0; i < chest.fill.size(); ++i) {
    const double t = static_cast<double>(i) / kHertz;
    if (const auto breath = feed(tracker, at_seconds<HostTime>(t), i)) {
      told.push_back(to_seconds(breath->start));
    }
    const auto rate = tracker.rate(at_seconds<HostTime>(t));
    const auto past = static_cast<std::size_t>(
        std::upper_bound(chest.starts.begin(), chest.starts.end(), t) - chest.starts.begin());
    if (rate && !any) {
      any = true;
      all.first.push_back(static_cast<double>(past) - 1.0);
    }
    if (t > 40.0 && i % 250 == 0) {
      ++all.asked;
      // Of the breaths of the last half minute.
      const auto before = static_cast<std::size_t>(
          std::lower_bound(chest.starts.begin(), chest.starts.end(), t - 30.0) -
          chest.starts.begin());
      if (rate && past >= before + 2) {
        const double truth = 60.0 * static_cast<double>(past - 1 - before) /
                             (chest.starts[past - 1] - chest.starts[before]);
        all.error += std::abs(rate->value.value() - truth);
        ++all.rates;
      }
    }
  }
  all.breaths(told, chest.starts);
}

using Spoil = std::function<double(double value, double t, std::mt19937_64& random)>;

std::vector<std::string> belt(const std::string& name, double sighs, const Spoil& spoil) {
  BeltScore all;
  for (unsigned i = 0; i < 20; ++i) {
    const Chest chest = breathe(4.0 * std::pow(6.0, i / 19.0), sighs, i + 1);
    std::mt19937_64 random(i + 100);
    score(all, RespirationTracker{}, chest, [&](auto& tracker, HostTime now, std::size_t k) {
      return tracker.push(now, spoil(chest.fill[k], to_seconds(now), random));
    });
  }
  return all.row(name);
}

std::vector<std::string> acceleration() {
  BeltScore all;
  for (unsigned i = 0; i < 20; ++i) {
    const Chest chest = breathe(4.0 * std::pow(6.0, i / 19.0), 0.02, i + 1);
    std::mt19937_64 random(i + 100);
    std::normal_distribution<double> normal;
    score(all, ChestMotion{}, chest, [&](auto& tracker, HostTime now, std::size_t k) {
      const double tilt = 0.03 * chest.fill[k];
      const double knock = 0.01 * std::pow(std::sin(std::numbers::pi * 1.1 * to_seconds(now)), 16);
      return tracker.push(now, 0.1 + tilt + 0.005 * normal(random),
                          -0.6 + 0.4 * tilt + 0.005 * normal(random),
                          0.78 - 0.3 * tilt + knock + 0.005 * normal(random));
    });
  }
  return all.row("acceleration, three axes, noise 5 mg");
}

}  // namespace

void made_up_belts(Report& report) {
  report.heading("Belts with known breaths, twenty people at 4-24 a minute");
  report.paragraph(
      "A breath is found when its start is told within 0.5 s. The rate is compared with that of "
      "the last half minute's breaths; the last column counts breaths before the first rate. No "
      "open recording of a chest's acceleration was at hand, so that row is made up as well.");
  Table table{{"wave", "breaths", "F1 %", "answered %", "rate MAE", "first rate after"}};
  std::normal_distribution<double> normal;
  const auto noisy = [&](double sd) {
    return [&normal, sd](double v, double, std::mt19937_64& random) {
      return v + sd * normal(random);
    };
  };
  table.row(belt("clean", 0.0, noisy(0.0)));
  table.row(belt("noise, 5 % of a breath", 0.0, noisy(0.05)));
  table.row(belt("noise, 20 % of a breath", 0.0, noisy(0.2)));
  table.row(belt("a sigh in thirty", 0.033, noisy(0.02)));
  table.row(
      belt("drift, three times a breath's depth", 0.0, [](double v, double t, std::mt19937_64&) {
        return v + 1.5 * std::sin(2.0 * std::numbers::pi * t / 60.0);
      }));
  table.row(belt("heartbeats, 15 % of a breath", 0.0, [](double v, double t, std::mt19937_64&) {
    return v + 0.075 * std::sin(2.0 * std::numbers::pi * 1.15 * t);
  }));
  table.row(belt("tightened anew twice", 0.0, [](double v, double t, std::mt19937_64&) {
    return t < 100 ? v : (t < 200 ? v + 5.0 : 0.5 * v - 10.0);
  }));
  table.row(acceleration());
  report.table(table);
}

}  // namespace ebb::evaluation
