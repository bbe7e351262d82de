// The table of docs/sensors.md: what can be worked out is worked out here and compared.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include <gtest/gtest.h>

#include "support/trial_run.hpp"

namespace ebb {
namespace {

struct Told {
  std::string_view as;
  std::string_view device;
  std::string_view tried_on;  ///< where its frames come from
};

/// Bytes of real devices, vectors of their makers, frames worked out by hand, or simulated alone.
constexpr std::array kTold{
    Told{"ble-bridge", "strap through a bridge", "real notifications of four straps"},
    Told{"ebb-link", "board on the Ebb link", "frames by hand"},
    Told{"pulse-sensor", "PulseSensor sketches", "the maker's formats"},
    Told{"max3010x", "MAX3010x sketches", "the makers' formats"},
    Told{"text", "numbers as text", "lines by hand"},
    Told{"cms50", "Contec CMS50, older", "frames by hand"},
    Told{"cms50-v7", "Contec CMS50, newer", "real captures of two clips"},
    Told{"nonin", "Nonin oximeters", "real capture (format 2), by hand (7, 8, 13)"},
    Told{"bitalino", "BITalino", "first frames of the firmware's own test streams"},
    Told{"cyton", "OpenBCI Cyton", "frames by hand"},
    Told{"gdx", "Go Direct belt", "two real frames"},
    Told{"ant", "ANT+ strap", "nine real frames"},
    Told{"polar-pmd", "Polar ECG, light, ACC",
         "headers of six real ECG frames, the maker's vectors"},
};

std::string capabilities(std::string_view as) {
  const Capabilities can = make_decoder(as)->capabilities();
  std::string words;
  const auto add = [&](bool has, const char* word) {
    words += has ? (words.empty() ? "" : ", ") + std::string{word} : "";
  };
  add(can.beats, "beats");
  add(can.intervals, "intervals");
  add(can.waveform, "wave");
  add(can.breath, "breath");
  add(can.contact, "contact");
  return words.empty() ? "what it says it sends" : words;
}

std::string seconds(const test::Recognised& found) {
  char text[16];
  std::snprintf(text, sizeof text, "%.1f s", found.in.count());
  return text;
}

std::string row(const Told& told) {
  const auto found = test::recognise(test::TimedDevice{told.as, false, 1}, false);
  EXPECT_EQ(found.protocol, told.as);
  EXPECT_LT(found.in.count(), 5.0) << told.as;
  std::string in = seconds(found);
  if (told.as == "cms50-v7" || told.as == "bitalino" || told.as == "cyton") {
    const auto asked = test::recognise(test::TimedDevice{told.as, true, 1}, true);
    EXPECT_EQ(asked.protocol, told.as);
    EXPECT_LT(asked.in.count(), 5.0) << told.as;
    in += "; asked " + seconds(asked);
  }
  if (told.as == "nonin") {
    const auto slow = test::recognise(test::slow_nonin(0.9, {0x80, 0x48, 0x61, 0x00}), false);
    EXPECT_EQ(slow.protocol, told.as);
    EXPECT_LT(slow.in.count(), 5.0);
    in += "; rates alone " + seconds(slow);
  }
  return "| `" + std::string{told.as} + "` | " + std::string{told.device} + " | " +
         capabilities(told.as) + " | " + std::string{told.tried_on} + " | " + in + " |";
}

std::string page() {
  const std::ifstream file{EBB_SOURCE_DIR "/docs/sensors.md"};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(SensorTable, HasARowForEveryDecoderAndEveryRowIsTrue) {
  const std::string text = page();
  const bool print = std::getenv("EBB_PRINT_SENSOR_TABLE") != nullptr;
  ASSERT_EQ(kTold.size(), decoder_names().size());
  for (std::size_t i = 0; i < kTold.size(); ++i) {
    EXPECT_EQ(kTold[i].as, decoder_names()[i]);
    const std::string expected = row(kTold[i]);
    if (print) {
      std::cout << "ROW " << expected << '\n';
    } else {
      EXPECT_NE(text.find("\n" + expected), std::string::npos)
          << "docs/sensors.md wants this row; `scripts/sensor-table --write` writes it:\n"
          << expected;
    }
  }
}

TEST(SensorTable, EveryDecoderHasAFuzzer) {
  for (const std::string_view name : decoder_names()) {
    std::string file{name == "ble-bridge"                   ? "ebb-link"
                     : name == "text" || name == "max3010x" ? "text-lines"
                                                            : name};
    std::replace(file.begin(), file.end(), '-', '_');
    EXPECT_TRUE(std::ifstream{EBB_SOURCE_DIR "/tests/fuzz/fuzz_" + file + ".cpp"}) << name;
  }
}

}  // namespace
}  // namespace ebb
