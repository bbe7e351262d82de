#include "support/analyse.hpp"

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "service/interval_file.hpp"
#include "support/recordings.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;
using test::analyse_json;
using test::complaint;
using test::Folder;

TEST(Analyse, KeepsTheJsonContract) {
  const Folder folder;
  std::string series;
  for (int i = 0; i < 60; ++i) {
    series += std::to_string(i == 30 ? 1600 : 800 + i % 5) + "\n";
  }
  const nlohmann::json rr = analyse_json({folder.file("rr", series), "--kind", "rr"});
  ASSERT_EQ(rr["beats"].size(), 61U);
  EXPECT_EQ(rr["beats"][1], 0.8);
  ASSERT_EQ(rr["rr"].size(), 60U);
  EXPECT_EQ(rr["rr"][1]["ms"], 801);
  EXPECT_EQ(rr["rr"][1]["t"], 1.601);
  EXPECT_EQ(rr["rr"][29]["kind"], "normal");
  EXPECT_EQ(rr["rr"][30]["kind"], "missed");
  EXPECT_EQ(rr["hrv"]["mended"], 2);  // one missed beat put in makes two of one
  EXPECT_EQ(rr["hrv"]["set_aside"], 2);
  EXPECT_NEAR(rr["hrv"]["share_set_aside"].get<double>(), 2.0 / 61.0, 1e-6);
  EXPECT_EQ(rr["hrv"]["gaps"], 0);
  for (const char* key : {"mean_hr_bpm", "mean_rr_ms", "sdnn_ms", "rmssd_ms"}) {
    EXPECT_TRUE(rr["hrv"][key].is_number()) << key;
  }
  EXPECT_TRUE(rr["breath"].contains("rate_bpm"));

  std::string wave;
  for (int i = 0; i < 1200; ++i) {
    wave += std::to_string(std::sin(i * 0.1257)) + "\n";  // 10 samples a second, 12 a minute
  }
  const nlohmann::json resp =
      analyse_json({folder.file("resp", wave), "--kind", "resp", "--rate", "10"});
  EXPECT_TRUE(resp["beats"].empty());
  EXPECT_TRUE(resp["hrv"].is_object());
  EXPECT_NEAR(resp["breath"]["rate_bpm"].get<double>(), 12, 0.1);
  EXPECT_GT(resp["breath"]["breaths"].size(), 18U);
  const nlohmann::json point = resp["breath"]["series"].back();
  EXPECT_NEAR(point["bpm"].get<double>(), 12, 0.3);
  EXPECT_GT(point["quality"].get<double>(), 0.5);
}

TEST(Analyse, TreatsSecondsAndMillisecondsAlikeAndALeadInAsAGap) {
  const Folder folder;
  const nlohmann::json s =
      analyse_json({folder.file("s", "450.38\n0.71\n0.73\n0.72\n0.73\n"), "--kind", "rr"});
  EXPECT_EQ(s["rr"][0]["kind"], "gap");
  EXPECT_EQ(s["rr"][1]["ms"], 710);
  EXPECT_NEAR(s["hrv"]["mean_rr_ms"].get<double>(), 722.5, 1e-9);
}

TEST(Analyse, AnIntervalThatCannotBeUsedIsAGapAndRefusesNothing) {
  const Folder folder;
  const auto series = [](const std::string& tenth) {
    std::string text = "rr,note\n";
    for (int i = 0; i < 60; ++i) {
      text += (i % 20 == 10 ? tenth : std::to_string(800 + i % 5)) + ",1\n";
    }
    return text;
  };
  for (const char* unusable : {"0", "-5", ""}) {
    const nlohmann::json found =
        analyse_json({folder.file("rr.csv", series(unusable)), "--kind", "rr"});
    ASSERT_EQ(found["rr"].size(), 60U);
    EXPECT_EQ(found["rr"][10]["kind"], "gap");
    EXPECT_EQ(found["rr"][11]["kind"], "normal");
    EXPECT_EQ(found["hrv"]["intervals"], 57);
    EXPECT_EQ(found["hrv"]["differences"], 53);
    EXPECT_EQ(found["hrv"]["runs"], 4);
    EXPECT_EQ(found["hrv"]["gaps"], 3);
    EXPECT_EQ(found["hrv"]["set_aside"], 0);
    EXPECT_EQ(found["hrv"]["share_set_aside"], 0);
  }
  EXPECT_EQ(complaint({folder.file("most", "800\n0\n0\n810\n-1\n"), "--kind", "rr"}),
            folder.path() +
                "/most: line 2: 0 is no interval between two beats, in ms or in s; at least half "
                "of what is there is none");
}

TEST(Analyse, LeavesBlanksOutWhenItTellsTheUnit) {
  const Folder folder;
  std::string text = "rr,note\n";
  for (int i = 0; i < 16; ++i) {
    text += i < 9 ? ",1\n" : "800,1\n";
  }
  for (int i = 0; i < 20; ++i) {
    text += "0,1\n810,1\n805,1\n";
  }
  const nlohmann::json found = analyse_json({folder.file("rr.csv", text), "--kind", "rr"});
  EXPECT_EQ(found["rr"][9]["ms"], 800);
  EXPECT_EQ(interval_scale({0.0, 0.0, -1.0, 800.0}), 1.0);
}

TEST(Analyse, SaysInASentenceWhatIsWrongAndWhatToDo) {
  const Folder folder;
  const std::string two = folder.file("two.csv", "ECG,RSP\n1,2\n3,4\n");
  const auto says = [](const std::vector<std::string>& arguments, const std::string& words) {
    const std::string said = complaint(arguments);
    EXPECT_NE(said.find(words), std::string::npos) << said;
  };
  says({folder.path() + "/none", "--kind", "rr"}, "No such file");
  says({folder.path(), "--kind", "rr"}, "folder");
  says({folder.file("empty", ""), "--kind", "rr"}, "empty: the file is empty");
  says({folder.file("words", "800\nfluff\n"), "--kind", "rr"}, "words: line 2: 'fluff'");
  says({folder.file("nan", "800\nnan\n"), "--kind", "resp", "--rate", "10"}, "line 2: 'nan'");
  says({folder.file("minus", "#\n800\n-5\n"), "--kind", "rr"}, "minus: line 3: -5");
  says({two, "--kind", "resp", "--rate", "10", "--column", "EEG"}, "'ECG', 'RSP'");
  says({two, "--kind", "ecg", "--rate", "10", "--column", "0"}, "too few");
  says({two, "--kind", "resp"}, "--rate");
  says({two, "--kind", "what"}, "rr, ecg, ppg, resp or acc");
  for (const char* rate : {"0", "-1", "1e9", "nan", "inf"}) {
    says({two, "--kind", "resp", "--rate", rate}, "between 1 and 20000");
  }
}

TEST(Analyse, SaysWhatItCannotTellApartOrReckonWith) {
  const Folder folder;
  const auto says = [](const std::vector<std::string>& arguments, const std::string& words) {
    const std::string said = complaint(arguments);
    EXPECT_NE(said.find(words), std::string::npos) << said;
  };
  std::string commas;
  std::string times;
  for (int i = 0; i < 40; ++i) {
    commas += "81" + std::to_string(i % 10) + ",3\n";
    times += std::to_string(i * 0.8) + "\n";
  }
  says({folder.file("commas", commas), "--kind", "rr"},
       "line 2: these are numbers with a decimal comma or 2 columns");
  says({folder.file("volts", "-0,51\n0,52\n"), "--kind", "resp", "--rate", "10"}, "decimal comma");
  says({folder.file("times", times), "--kind", "rr"}, "rise from line to line");
  says({folder.file("slow", "1\n2\n3\n"), "--kind", "resp", "--rate", "1"}, "too few");
}

TEST(Analyse, ASingleLineOfTwoNumbersIsASeries) {
  const Folder folder;
  EXPECT_EQ(analyse_json({folder.file("two", "812,790\n"), "--kind", "rr"})["rr"].size(), 2U);
}

TEST(Analyse, ARateThatWasHardlyEverSureIsNotTold) {
  const Folder folder;
  std::string noise;
  unsigned state = 1;
  for (int i = 0; i < 25 * 300; ++i) {
    state = state * 1664525U + 1013904223U;
    noise += std::to_string(state >> 16U) + "\n";
  }
  const nlohmann::json found =
      analyse_json({folder.file("noise", noise), "--kind", "resp", "--rate", "25"});
  EXPECT_TRUE(found["breath"]["rate_bpm"].is_null());
  for (const auto& second : found["breath"]["series"]) {
    EXPECT_TRUE(second["bpm"].is_null() || second["bpm"] <= 36.0);
  }
}

TEST(Analyse, TakesNothingButIntervalsFromAnnotations) {
  const Folder folder;
  std::string beats;
  for (int i = 0; i < 100; ++i) {
    beats += std::string("\x80\x04", 2);  // a normal beat, 128 samples on
  }
  const std::string atr = folder.file("x.atr", beats + std::string(2, '\0'));
  EXPECT_EQ(analyse_json({atr, "--kind", "rr"})["rr"].size(), 99U);
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{atr, "--rr", "0", "--resp", "1", "--rate", "100"},
        {atr, "--kind", "acc", "--column", "X,Y,Z", "--rate", "50"},
        {atr, "--kind", "ecg", "--sequence", "0", "--rate", "360"},
        {atr, "--kind", "ecg", "--rate", "360"}}) {
    const std::string said = complaint(arguments);
    EXPECT_NE(said.find("x.atr: annotations hold intervals"), std::string::npos) << said;
  }
}

TEST(Analyse, RefusesAHugeFileAtOnce) {
  const Folder folder;
  std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1300000000,), }";
  header.resize(117, ' ');
  const std::string npy =
      folder.file("big.npy", std::string("\x93NUMPY\x01\x00\x76\x00", 10) + header + "\n");
  fs::resize_file(npy, std::uintmax_t{10'000'000'000});
  EXPECT_NE(complaint({npy, "--kind", "resp", "--rate", "100"}).find("longer than a week"),
            std::string::npos);
  const std::string text = folder.file("big.txt", "");
  fs::resize_file(text, std::uintmax_t{10'000'000'000});
  EXPECT_NE(complaint({text, "--kind", "rr"}).find("not text"), std::string::npos);
}

TEST(Analyse, GivesTheReferenceValuesOfANnSeries) {
  EBB_NEEDS_RECORDING("rr/hrvanalysis/test_nn_intervals.txt");
  const nlohmann::json a =
      analyse_json({test::recording("rr/hrvanalysis/test_nn_intervals.txt"), "--kind", "rr"});
  const nlohmann::json& hrv = a["hrv"];
  EXPECT_NEAR(hrv["mean_rr_ms"].get<double>(), 718.248, 1e-9);
  EXPECT_NEAR(hrv["sdnn_ms"].get<double>(), 43.113074968427306, 1e-9);
  EXPECT_NEAR(hrv["rmssd_ms"].get<double>(), 19.519400785039664, 1e-9);
  EXPECT_NEAR(hrv["mean_hr_bpm"].get<double>(), 83.84733227281252, 1e-9);
  EXPECT_EQ(hrv["nn50"], 24);
  EXPECT_EQ(hrv["median_rr_ms"], 722.5);
}

TEST(Analyse, ReadsAMetronomesBreathFromTheHeartAlone) {
  EBB_NEEDS_RECORDING("rr/meditation/M1.qrs");
  int near = 0;
  for (int i = 1; i <= 7; ++i) {
    const nlohmann::json a = analyse_json(
        {test::recording("rr/meditation/M" + std::to_string(i) + ".qrs"), "--kind", "rr"});
    const nlohmann::json& rate = a["breath"]["rate_bpm"];
    near += rate.is_number() && std::abs(rate.get<double>() - 15.0) <= 0.5 ? 1 : 0;
  }
  EXPECT_GE(near, 5);
}

TEST(Analyse, ReadsABeltAndAnAirflow) {
  EBB_NEEDS_RECORDING("multi/neurokit/bio_resting_5min_100hz.csv");
  const nlohmann::json belt =
      analyse_json({test::recording("multi/neurokit/bio_resting_5min_100hz.csv"), "--kind", "resp",
                    "--rate", "100", "--column", "RSP"});
  EXPECT_NEAR(belt["breath"]["rate_bpm"].get<double>(), 16.3, 0.5);
}

}  // namespace
}  // namespace ebb
