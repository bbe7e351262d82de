#include "io/sensor_address.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ebb::io {
namespace {

using testing::HasSubstr;

SensorAddress parsed(std::string_view text) {
  auto address = parse_sensor_address(text);
  EXPECT_TRUE(address) << text << ": " << (address ? "" : address.error().why);
  return address ? *address : SensorAddress{};
}

std::string refusal(std::string_view text) {
  const auto address = parse_sensor_address(text);
  EXPECT_FALSE(address) << text;
  return address ? "" : address.error().why;
}

TEST(SensorAddress, ReadsEveryKind) {
  const auto serial = parsed("serial:/dev/ttyUSB0?as=pulse-sensor&baud=250000");
  EXPECT_EQ(serial.kind, AddressKind::serial);
  EXPECT_EQ(serial.place, "/dev/ttyUSB0");
  EXPECT_EQ(serial.as, "pulse-sensor");
  EXPECT_EQ(serial.baud, 250'000U);

  const auto tcp = parsed("tcp:belt.local:3333");
  EXPECT_EQ(tcp.kind, AddressKind::tcp);
  EXPECT_EQ(tcp.place, "belt.local");
  EXPECT_EQ(tcp.port, 3333);
  EXPECT_EQ(parsed("tcp:[::1]:80").place, "::1");

  EXPECT_EQ(parsed("udp:9000").port, 9000);
  EXPECT_EQ(parsed("ble:A0:9E:1A:00:11:22").place, "A0:9E:1A:00:11:22");
  EXPECT_EQ(parsed("replay:runs/one.run?speed=10").speed, 10.0);
  EXPECT_EQ(parsed("replay:one.run?speed=max").speed, 0.0);

  const auto sim = parsed("sim:calm?seed=18446744073709551615&as=ebb-link");
  EXPECT_EQ(sim.place, "calm");
  EXPECT_EQ(sim.seed, 18446744073709551615ULL);
  EXPECT_EQ(sim.as, "ebb-link");
}

TEST(SensorAddress, TheSpeedIsThatOfTheDeviceUnlessSaid) {
  EXPECT_EQ(parsed("/dev/ttyUSB0").baud, 115'200U);
  EXPECT_EQ(parsed("/dev/ttyUSB0?as=cms50").baud, 19'200U);
  EXPECT_EQ(parsed("/dev/ttyUSB0?as=nonin").baud, 9'600U);
  EXPECT_EQ(parsed("/dev/ttyUSB0?baud=4800&as=cms50").baud, 4'800U);
  EXPECT_EQ(print(parsed("/dev/ttyUSB0?baud=19200&as=cms50")), "serial:/dev/ttyUSB0?as=cms50");
}

TEST(SensorAddress, AModelIsOneThatItsKindHas) {
  EXPECT_EQ(parsed("/dev/ttyUSB0?model=9560&as=nonin").model, "9560");
  EXPECT_EQ(parsed("/dev/ttyUSB0?as=nonin").model, "");
  EXPECT_THAT(refusal("/dev/ttyUSB0?as=nonin&model=9550"), HasSubstr("9560 and 3150"));
  EXPECT_THAT(refusal("/dev/ttyUSB0?as=cms50&model=9560"), HasSubstr("of as=cms50."));
  EXPECT_THAT(refusal("/dev/ttyUSB0?model=9560"), HasSubstr("without as="));
  EXPECT_THAT(refusal("udp:9000?as=nonin&model=9560"), HasSubstr("not \"model\""));
}

TEST(SensorAddress, SaysWhatIsPluggedInWhere) {
  const auto options = parsed("/dev/ttyUSB0?as=bitalino&channels=-,ecg,resp").decoder_options();
  EXPECT_FALSE(options.channels[0]);
  EXPECT_EQ(options.channels[1], StreamKind::ecg);
  EXPECT_EQ(options.channels[2], StreamKind::respiration);
  EXPECT_FALSE(options.channels[3]);
  EXPECT_THAT(refusal("/dev/ttyUSB0?channels=ecg,telepathy"), HasSubstr("channels=ecg,-,resp"));
  EXPECT_THAT(refusal("/dev/ttyUSB0?channels=ecg,ecg,ecg,ecg,ecg,ecg,ecg,ecg,ecg"),
              HasSubstr("at most eight"));
}

TEST(SensorAddress, TakesABareDeviceAsSerial) {
  EXPECT_EQ(parsed("/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0"),
            parsed("serial:/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0"));
}

TEST(SensorAddress, ABluetoothSensorIsTheFirstFoundOrAnAddressOrAName) {
  EXPECT_EQ(parsed("ble:").place, "");
  EXPECT_EQ(parsed("ble:a0:9e:1a:00:11:2f").place, "A0:9E:1A:00:11:2F");
  EXPECT_EQ(parsed("ble:Polar H10 0A1B2C3D").place, "Polar H10 0A1B2C3D");
  EXPECT_EQ(parsed("ble:?adapter=hci1").adapter, "hci1");
  EXPECT_EQ(parsed("ble:").adapter, "");
}

TEST(SensorAddress, PrintsTheShortestTextThatParsesToTheSame) {
  for (const char* text :
       {"serial:/dev/ttyUSB0", "serial:/dev/pts/3?as=text&baud=9600",
        "serial:/dev/ttyUSB0?baud=115200&start=yes",
        "serial:/dev/pts/3?as=bitalino&channels=ecg,-,resp", "tcp:[fe80::1]:1",
        "tcp:localhost:65535?as=ebb-link", "serial:/dev/rfcomm0?as=nonin&model=9560", "udp:9000",
        "ble:A0:9E:1A:00:11:22", "ble:", "ble:H10?as=polar-pmd&adapter=hci1",
        "replay:/a file.run?speed=0", "replay:x?speed=0.25", "tcp:belt:9000?as=text&person=second",
        "sim:calm", "sim:restless?as=text&speed=20&seed=7"}) {
    EXPECT_EQ(print(parsed(text)), text);
  }
  EXPECT_EQ(print(parsed("sim:?speed=1")), "sim:calm");
  EXPECT_EQ(print(parsed("tcp://host:1")), "tcp:host:1");
}

TEST(SensorAddress, SaysWhatIsWrongAndWhatWouldBeRight) {
  EXPECT_THAT(refusal(""), HasSubstr("ebb sensors"));
  EXPECT_THAT(refusal("ttyUSB0"), HasSubstr("serial:/dev/ttyUSB0"));
  EXPECT_THAT(refusal("serial:ttyUSB0"), HasSubstr("serial:/dev/ttyUSB0"));
  EXPECT_THAT(refusal("usb:/dev/x"),
              HasSubstr("serial:, tcp:, tcp-listen:, udp:, ble:, replay: or sim:"));
  for (const char* text : {"tcp:host", "tcp:host:0", "tcp:host:65536", "tcp:::1:80", "tcp::80",
                           "tcp:host:80x", "tcp:[]:80"}) {
    EXPECT_THAT(refusal(text), HasSubstr("tcp:HOST:PORT"));
  }
  EXPECT_THAT(refusal("udp:lots"), HasSubstr("udp:9000"));
  EXPECT_THAT(refusal("ble:A0:9E:1A"), HasSubstr("ble:A0:9E:1A:00:11:22"));
  EXPECT_THAT(refusal("ble:" + std::string(249, 'x')), HasSubstr("ble:H10"));
  EXPECT_THAT(refusal("ble:?adapter=usb1"), HasSubstr("adapter=hci1"));
  EXPECT_THAT(refusal("udp:9000?adapter=hci1"), HasSubstr("udp address knows as="));
  EXPECT_THAT(refusal("replay:"), HasSubstr("replay:FILE"));
  EXPECT_THAT(refusal("/dev/x?baud=fast"), HasSubstr("baud=115200"));
  EXPECT_THAT(refusal("/dev/x?seed=1"),
              HasSubstr("as=, kind=, channels=, osc=, invert=, person=, baud=, start= and model="));
  EXPECT_THAT(refusal("/dev/x?as=Pulse Sensor"), HasSubstr("as=pulse-sensor"));
  EXPECT_THAT(refusal("sim:calm?person=third"), HasSubstr("first, or second"));
  EXPECT_THAT(refusal("replay:x?person=second"), HasSubstr("of a live sensor"));
  EXPECT_THAT(refusal("/dev/x?fast"), HasSubstr("key=value"));
  for (const char* text : {"sim:calm?speed=-1", "sim:calm?speed=nan", "sim:calm?speed=inf",
                           "sim:calm?speed=1e99", "sim:calm?speed="}) {
    EXPECT_THAT(refusal(text), HasSubstr("speed=10"));
  }
  EXPECT_THAT(refusal(std::string(5000, 'a')), HasSubstr("longer"));
}

TEST(SensorAddress, SurvivesEveryCutAndEveryFlippedBit) {
  const std::string whole = "serial:/dev/ttyUSB0?as=pulse-sensor&baud=115200&as=text";
  for (std::size_t n = 0; n < whole.size(); ++n) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string hurt = whole.substr(0, n + 1);
      hurt[n] = static_cast<char>(hurt[n] ^ (1 << bit));
      if (const auto address = parse_sensor_address(hurt)) {
        EXPECT_EQ(parsed(print(*address)), *address) << hurt;
      } else {
        EXPECT_FALSE(address.error().why.empty());
      }
    }
  }
}

}  // namespace
}  // namespace ebb::io
