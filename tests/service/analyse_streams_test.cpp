#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "service/start_error.hpp"
#include "simulation/synthetic_body.hpp"
#include "support/analyse.hpp"
#include "support/recordings.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;
using test::analyse;
using test::analyse_json;
using test::complaint;
using test::Folder;

constexpr double kRate = 100.0;

/// Two minutes of a simulated person as a table; `stamp` writes a row's time.
template <class Stamp>
std::string table(const std::string& time_name, Stamp stamp, double seconds = 120.0) {
  const BodyPlan plan = *body_plan("calm");
  SyntheticEcg ecg(plan);
  RespirationWave belt(plan);
  std::string text = time_name + ",ECG,RSP\n";
  for (int i = 0; i < static_cast<int>(seconds * kRate); ++i) {
    const double t = i / kRate;
    const std::string when = stamp(i, t);
    const double lead = ecg.sample(t);
    const double breath = belt.sample(t);
    if (!when.empty()) {
      text += when + "," + std::to_string(lead) + "," + std::to_string(breath) + "\n";
    }
  }
  return text;
}

std::string milliseconds(int /*index*/, double t) { return std::to_string(1000.0 * t + 5e6); }

/// A belt that sees every breath decides on the rate; others may make us a little surer or less.
void expect_same_rates(const nlohmann::json& fused, const nlohmann::json& belt) {
  EXPECT_NEAR(fused["rate_bpm"].get<double>(), belt["rate_bpm"].get<double>(), 0.05);
  ASSERT_EQ(fused["series"].size(), belt["series"].size());
  for (std::size_t i = 0; i < belt["series"].size(); ++i) {
    const nlohmann::json& one = fused["series"][i];
    const nlohmann::json& other = belt["series"][i];
    ASSERT_EQ(one["bpm"].is_null(), other["bpm"].is_null()) << i;
    if (!one["bpm"].is_null()) {
      EXPECT_NEAR(one["bpm"].get<double>(), other["bpm"].get<double>(), 0.1) << i;
      EXPECT_NEAR(one["quality"].get<double>(), other["quality"].get<double>(), 0.05) << i;
    }
  }
}

TEST(AnalyseStreams, TellsEachSignalAndTheBestOfBothAtOnce) {
  const Folder folder;
  const std::string file = folder.file("both.csv", table("timer", milliseconds));
  const nlohmann::json both =
      analyse_json({file, "--ecg", "ECG", "--resp", "RSP", "--rate", "100"});
  const nlohmann::json ecg = analyse_json({file, "--kind", "ecg", "--rate", "100"});
  const nlohmann::json resp = analyse_json({file, "--kind", "resp", "--rate", "100"});
  EXPECT_EQ(both["beats"], ecg["beats"]);
  EXPECT_EQ(both["breath"]["breaths"], resp["breath"]["breaths"]);
  expect_same_rates(both["breath"], resp["breath"]);
  EXPECT_EQ(both["ecg"]["rr"], ecg["rr"]);
  EXPECT_EQ(both["resp"]["breath"], resp["breath"]);
  EXPECT_EQ(both["source"]["heart"], "ecg");
  EXPECT_EQ(both["source"]["breath"], "resp");
  EXPECT_GT(both["rsa"]["mean_ms"].get<double>(), 5.0);
  EXPECT_GT(both["rsa"]["breaths"].size(), 10U);
  EXPECT_GT(both["lag"]["locking"].get<double>(), 0.7);
  EXPECT_TRUE(ecg["rsa"].is_null());
}

TEST(AnalyseStreams, FindsTheSameByTimesInAnyUnitAsByARate) {
  const Folder folder;
  const std::string ms = folder.file("ms.csv", table("timer", milliseconds));
  const nlohmann::json by_rate = analyse_json({ms, "--kind", "ecg", "--rate", "100"});
  const auto beats_by = [](const nlohmann::json& found) {
    return found["beats"].get<std::vector<double>>();
  };
  const std::vector<double> expected = beats_by(by_rate);
  ASSERT_GT(expected.size(), 100U);
  const std::vector<std::string> files{
      ms, folder.file("s.csv", table("timer", [](int, double t) { return std::to_string(t); })),
      folder.file("ns.csv",
                  table("timer", [](int i, double) { return std::to_string(10'000'000LL * i); })),
      folder.file("date.csv", table("timer", [](int i, double) {
                    const int second = i / 100;
                    const std::string rest = std::to_string(1000 + i % 100).substr(1, 3);
                    return "2024-02-29 10:0" + std::to_string(second / 60) + ":" +
                           std::to_string(100 + second % 60).substr(1, 2) + "." + rest.substr(1) +
                           "0";
                  }))};
  for (const std::string& file : files) {
    const std::vector<double> beats =
        beats_by(analyse_json({file, "--kind", "ecg", "--time", "timer"}));
    ASSERT_EQ(beats.size(), expected.size()) << file;
    for (std::size_t i = 0; i < beats.size(); ++i) {
      EXPECT_NEAR(beats[i], expected[i], 0.002) << file;
    }
  }
}

TEST(AnalyseStreams, CountsNoIntervalAcrossWhatWasLost) {
  const Folder folder;
  const auto lossy = [](int i, double t) {
    const bool lost = (t > 40.0 && t < 43.0) || (t > 80.0 && t < 95.0);
    return lost ? std::string{} : std::to_string(i % 4096);
  };
  const nlohmann::json found =
      analyse_json({folder.file("lossy.csv", table("seq", lossy)), "--kind", "ecg", "--rate", "100",
                    "--sequence", "seq"});
  int gaps = 0;
  for (const auto& interval : found["rr"]) {
    const double end = interval["t"].get<double>();
    const double begin = end - interval["ms"].get<double>() / 1000.0;
    if (begin < 42.0 && end > 41.0) {
      EXPECT_EQ(interval["kind"], "gap");
      ++gaps;
    }
  }
  EXPECT_EQ(gaps, 1);
}

TEST(AnalyseStreams, AFrameThatComesLateOrAgainIsNoWrap) {
  const Folder folder;
  const auto numbered = [&folder](int wrap, bool again) {
    std::string text = "seq,RSP\n";
    for (int i = 0; i < 1200; ++i) {
      const std::string row =
          std::to_string((i + 5) % wrap) + "," + std::to_string(std::sin(i * 0.1257)) + "\n";
      text += again && i % 100 == 50 ? row + row : row;
      if (again && i % 100 == 70) {
        text += std::to_string((i + 3) % wrap) + ",0\n";
      }
    }
    return analyse_json(
        {folder.file("seq.csv", text), "--kind", "resp", "--rate", "10", "--sequence", "seq"});
  };
  const nlohmann::json whole = numbered(1 << 30, false);
  ASSERT_NEAR(whole["seconds"].get<double>(), 120.0, 1e-6);
  EXPECT_EQ(numbered(1 << 30, true), whole);
  EXPECT_EQ(numbered(256, true), whole);
  EXPECT_EQ(numbered(8, false), whole);
}

TEST(AnalyseStreams, TheRateThatIsGivenStandsAboveThatOfARemark) {
  const Folder folder;
  std::string wave = "# sampling rate: 5 Hz\n";
  for (int i = 0; i < 1200; ++i) {
    wave += std::to_string(std::sin(i * 0.1257)) + "\n";
  }
  const std::string file = folder.file("wave", wave);
  EXPECT_EQ(analyse_json({file, "--kind", "resp"})["seconds"], 240);
  EXPECT_EQ(analyse_json({file, "--kind", "resp", "--rate", "10"})["seconds"], 120);
}

TEST(AnalyseStreams, LeavesEmptyCellsUnfilled) {
  const Folder folder;
  std::string wave = "RSP\n";
  for (int i = 0; i < 1800; ++i) {
    wave += i > 600 && i < 900 ? "\"\"\n" : std::to_string(std::sin(i * 0.1257)) + "\n";
  }
  const nlohmann::json found =
      analyse_json({folder.file("resp.csv", wave), "--kind", "resp", "--rate", "10"});
  EXPECT_TRUE(found["breath"]["series"][79]["bpm"].is_null());
  EXPECT_EQ(found["breath"]["series"].size(), 180U);
  for (const auto& breath : found["breath"]["each"]) {
    const double start = breath["t"].get<double>();
    EXPECT_FALSE(start < 62.0 && start + breath["period_s"].get<double>() > 88.0);
  }
}

TEST(AnalyseStreams, HasOneEntryASecondWithNullWhereNothingIsKnown) {
  const Folder folder;
  std::string series;
  for (int i = 0; i < 100; ++i) {
    series += "1000\n";
  }
  const nlohmann::json found = analyse_json({folder.file("rr", series), "--kind", "rr"});
  ASSERT_EQ(found["breath"]["series"].size(), 100U);
  EXPECT_TRUE(found["breath"]["series"][0]["bpm"].is_null());
  EXPECT_EQ(found["breath"]["series"][0]["t"], 1);
  EXPECT_TRUE(found["breath"]["rate_bpm"].is_null());
}

TEST(AnalyseStreams, TellsEveryIndexOfVariability) {
  const Folder folder;
  std::string series;
  double t = 0.0;
  while (t < 320.0) {
    const double ms = std::round(850.0 + 45.0 * std::sin(0.628 * t) + 30.0 * std::sin(1.571 * t));
    series += std::to_string(ms) + "\n";
    t += ms / 1000.0;
  }
  const nlohmann::json hrv = analyse_json({folder.file("rr", series), "--kind", "rr"})["hrv"];
  for (const char* method : {"lomb", "welch"}) {
    const nlohmann::json& powers = hrv["frequency"][method];
    EXPECT_NEAR(powers["lf_ms2"].get<double>(), 45.0 * 45.0 / 2.0, 120.0) << method;
    EXPECT_NEAR(powers["hf_ms2"].get<double>(), 30.0 * 30.0 / 2.0, 60.0) << method;
    EXPECT_NEAR(powers["lf_peak_hz"].get<double>(), 0.1, 0.005) << method;
    EXPECT_TRUE(powers["ulf_ms2"].is_null()) << method;
  }
  for (const char* index : {"sample_entropy", "dfa_alpha1", "dfa_alpha2"}) {
    EXPECT_TRUE(hrv["nonlinear"][index].is_number()) << index;
  }
  EXPECT_NEAR(hrv["window_s"].get<double>(), t, 1e-3);
  EXPECT_EQ(hrv["share_set_aside"], 0);
}

TEST(AnalyseStreams, DrawsAPictureOfEitherForm) {
  const Folder folder;
  const std::string file = folder.file("both.csv", table("timer", milliseconds, 30.0));
  for (const char* name : {"out.svg", "out.png"}) {
    const std::string out = folder.path() + "/" + name;
    analyse({file, "--ecg", "ECG", "--resp", "RSP", "--rate", "100", "--plot", out});
    EXPECT_GT(fs::file_size(out), 2000U) << name;
  }
  EXPECT_NE(complaint({file, "--kind", "ecg", "--rate", "100", "--plot", "x.pdf"}).find(".svg or"),
            std::string::npos);
}

TEST(AnalyseStreams, SaysInASentenceWhichOptionsDoNotGoTogether) {
  const Folder folder;
  const std::string file = folder.file("t.csv", "time,ECG\n0,1\n10,2\n20,1\n");
  const auto says = [](const std::vector<std::string>& arguments, const std::string& words) {
    const std::string said = complaint(arguments);
    EXPECT_NE(said.find(words), std::string::npos) << said;
  };
  says({file}, "say what it holds");
  says({file, "--kind", "ecg", "--resp", "time"}, "leave one of the two away");
  says({file, "--ecg", "ECG", "--column", "ECG", "--rate", "100"}, "name their own");
  says({file, "--kind", "ecg", "--time-unit", "ms", "--rate", "100"}, "goes with --time");
  says({file, "--kind", "ecg", "--time", "time", "--time-unit", "min"}, "s, ms, us or ns");
  says({file, "--kind", "ecg", "--time", "clock"}, "no column 'clock'");
  says({file, "--kind", "ecg", "--time", "time", "--sequence", "ECG"}, "one will do");
  says({file, "--kind", "rr", "--time", "time"}, "carry their own time");
  says({file, "--kind", "acc", "--column", "time,ECG", "--rate", "100"}, "three columns");
  says({folder.file("still.csv", "t,ECG\n5,1\n5,2\n5,3\n"), "--kind", "ecg", "--time", "t"},
       "--time-unit");
}

TEST(AnalyseStreams, MeetsTheExactBandPowersOfTheTestPatterns) {
  EBB_NEEDS_RECORDING("rr/ec57/HRV256_TP2.txt");
  const auto powers = [](const std::string& name) {
    return analyse_json(
        {test::recording("rr/ec57/" + name), "--kind", "rr"})["hrv"]["frequency"]["lomb"];
  };
  EXPECT_NEAR(powers("HRV256_TP4.txt")["vlf_ms2"].get<double>(), 39200.0, 0.0025 * 39200.0);
}

}  // namespace
}  // namespace ebb
