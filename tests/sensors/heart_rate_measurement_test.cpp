#include "sensors/heart_rate_measurement.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/hex.hpp"

namespace ebb {
namespace {

using testing::ElementsAreArray;

struct Case {
  std::string hex;
  std::uint16_t rate = 0;
  std::optional<bool> contact;
  std::optional<std::uint16_t> energy;
  std::vector<std::uint16_t> intervals;
};

std::vector<Case> known() {
  return {
      {"10 48 2c 03", 72, {}, {}, {812}},
      {"10 49 5e 03 96 03", 73, {}, {}, {862, 918}},
      {"10 3b 53 04", 59, {}, {}, {1107}},
      {"06 3c", 60, true, {}, {}},
      {"16 3c 11 04", 60, true, {}, {1041}},
      {"16 3c f5 03", 60, true, {}, {1013}},
      {"16 34 e4 04", 52, true, {}, {1252}},
      {"16 34 a5 04", 52, true, {}, {1189}},
      {"16 33 ea 04", 51, true, {}, {1258}},
      {"16 33 de 04", 51, true, {}, {1246}},
      {"16 4d 16 03", 77, true, {}, {790}},
      {"16 4e 1b 03 12 03", 78, true, {}, {795, 786}},
      {"16 4f 02 03", 79, true, {}, {770}},
      {"16 4e 0f 03", 78, true, {}, {783}},
      {"16 42 18 04 70 01", 66, true, {}, {1048, 368}},
      {"04 00", 0, false, {}, {}},
      {"1f 04 01 2c 01 00 04 f0 03", 260, true, 300, {1024, 1008}},
      {"17 48 00 2c 03", 72, true, {}, {812}},
      {"1e 41 05 00 6a 03", 65, true, 5, {874}},
      {"10 3c 00 04 00 04 00 04 00 04 00 04 00 04 00 04 00 04 00 04",
       60,
       {},
       {},
       {1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024}},
      {"16 48 2c 03 19", 72, true, {}, {812}},
      {"10 00", 0, {}, {}, {}},
      {"09 00 00 ff ff", 0, {}, 65535, {}},
      {"08 00 7f 80", 0, {}, 32895, {}},
      {"11 00 00 ff ff 7f 80", 0, {}, {}, {65535, 32895}},
      {"00 ff", 255, {}, {}, {}},
      {"00 7f", 127, {}, {}, {}},
      {"01 80 80", 32896, {}, {}, {}},
      {"01 7f 7f", 32639, {}, {}, {}},
      {"06 00", 0, true, {}, {}},
      {"02 00", 0, {}, {}, {}},
      {"00 00", 0, {}, {}, {}},
      {"10 00 ff ff", 0, {}, {}, {65535}},
      {"11 00 00 00 00", 0, {}, {}, {0}},
      {"16 48 54 01 ec 02", 72, true, {}, {340, 748}},
  };
}

void expect_equal(const HeartRateMeasurement& m, const Case& c) {
  EXPECT_EQ(m.rate_bpm, c.rate) << c.hex;
  EXPECT_EQ(m.contact, c.contact) << c.hex;
  EXPECT_EQ(m.energy_kj, c.energy) << c.hex;
  EXPECT_THAT(m.intervals(), ElementsAreArray(c.intervals)) << c.hex;
}

TEST(HeartRateMeasurement, ReadsEveryKnownNotification) {
  for (const Case& c : known()) {
    const auto m = decode_heart_rate_measurement(bytes_of(c.hex));
    ASSERT_TRUE(m) << c.hex;
    expect_equal(*m, c);
  }
}

TEST(HeartRateMeasurement, ComesBackAsItWent) {
  for (const Case& c : known()) {
    const auto m = decode_heart_rate_measurement(bytes_of(c.hex));
    const auto again = decode_heart_rate_measurement(encode_heart_rate_measurement(*m));
    ASSERT_TRUE(again) << c.hex;
    expect_equal(*again, c);
  }
}

TEST(HeartRateMeasurement, CutBeforeItsFixedFieldsIsNothing) {
  for (const Case& c : known()) {
    const auto bytes = bytes_of(c.hex);
    const std::size_t fixed =
        1U + ((bytes[0] & 1) != 0 ? 2U : 1U) + ((bytes[0] & 8) != 0 ? 2U : 0U);
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
      const auto m = decode_heart_rate_measurement(std::span{bytes}.first(size));
      EXPECT_EQ(m.has_value(), size >= fixed) << c.hex << " cut to " << size;
      if (m && (bytes[0] & 0x10) != 0) {
        EXPECT_EQ(m->interval_count, (size - fixed) / 2);
      }
    }
  }
}

TEST(HeartRateMeasurement, ReservedFlagsChangeNothing) {
  const auto m = decode_heart_rate_measurement(bytes_of("f0 48 2c 03"));
  ASSERT_TRUE(m);
  expect_equal(*m, {"f0 48 2c 03", 72, {}, {}, {812}});
}

TEST(HeartRateMeasurement, MoreIntervalsThanAnAttributeHoldsAreLeftOut) {
  std::vector<std::uint8_t> bytes{0x10, 60};
  bytes.resize(2 + 2 * 400, 4);
  const auto m = decode_heart_rate_measurement(bytes);
  ASSERT_TRUE(m);
  EXPECT_EQ(m->interval_count, HeartRateMeasurement::kMaxIntervals);
}

TEST(HeartRateMeasurement, IntervalsKeepTheirFraction) {
  EXPECT_NEAR(interval_from_1024ths(812).count(), 792.96875, 1e-12);
  EXPECT_NEAR(interval_from_1024ths(862).count(), 841.796875, 1e-12);
  EXPECT_NEAR(interval_from_1024ths(340).count(), 332.03125, 1e-12);
  EXPECT_NEAR(interval_from_1024ths(65535).count(), 63999.0234375, 1e-9);
  for (unsigned raw = 0; raw <= 0xFFFF; ++raw) {
    const auto value = static_cast<std::uint16_t>(raw);
    ASSERT_EQ(interval_to_1024ths(interval_from_1024ths(value)), value);
  }
  EXPECT_EQ(interval_to_1024ths(Milliseconds{1e9}), 65535);
  EXPECT_EQ(interval_to_1024ths(Milliseconds{-5}), 0);
}

TEST(BatteryLevel, IsAPercentOrNothing) {
  EXPECT_EQ(decode_battery_level(bytes_of("64")), 100);
  EXPECT_EQ(decode_battery_level(bytes_of("00")), 0);
  EXPECT_EQ(decode_battery_level(bytes_of("65")), std::nullopt);
  EXPECT_EQ(decode_battery_level(bytes_of("ff")), std::nullopt);
  EXPECT_EQ(decode_battery_level({}), std::nullopt);
}

TEST(BodyLocation, IsAWord) {
  EXPECT_EQ(body_location(1), "chest");
  EXPECT_EQ(body_location(5), "ear lobe");
  EXPECT_EQ(body_location(0), "other");
  EXPECT_EQ(body_location(200), "other");
}

}  // namespace
}  // namespace ebb
