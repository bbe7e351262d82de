#include "service/sensors_command.hpp"

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

namespace ebb {
namespace {

TEST(SensorsCommand, SaysHowToAddressEachAndWhatIsInTheWay) {
  const std::vector<io::Port> ports{
      {.device = "/dev/ttyUSB0",
       .path = "/dev/serial/by-id/usb-belt",
       .name = "CH340 adapter",
       .kind = io::PortKind::usb,
       .access = io::PortAccess::forbidden,
       .note = "/dev/ttyUSB0: permission denied. `sudo usermod -aG dialout $USER`, then log in "
               "again."},
      {.device = "/dev/ttyS0", .path = "/dev/ttyS0", .name = "serial port"}};
  EXPECT_EQ(describe_ports(ports),
            "/dev/ttyUSB0  CH340 adapter\n"
            "  ebb run --sensor serial:/dev/serial/by-id/usb-belt\n"
            "  /dev/ttyUSB0: permission denied. `sudo usermod -aG dialout $USER`, then log in "
            "again.\n"
            "/dev/ttyS0  serial port\n"
            "  ebb run --sensor serial:/dev/ttyS0\n");
}

TEST(SensorsCommand, OffersTheSimulatedPersonWhenNothingIsPluggedIn) {
  EXPECT_NE(describe_ports({}).find("--sensor sim:calm"), std::string::npos);
}

TEST(SensorsCommand, TellsAPortOnOneLineWhileItWatches) {
  io::Port port{.device = "/dev/ttyACM0",
                .path = "/dev/serial/by-id/usb-belt",
                .name = "Arduino Uno",
                .note = "/dev/ttyACM0: in use by minicom (process 7).",
                .hint = "ModemManager runs here."};
  EXPECT_EQ(describe_port("plugged in", port),
            "plugged in  /dev/ttyACM0  Arduino Uno  serial:/dev/serial/by-id/usb-belt  "
            "/dev/ttyACM0: in use by minicom (process 7).  ModemManager runs here.\n");
  EXPECT_EQ(describe_port("unplugged", port), "unplugged  /dev/ttyACM0  Arduino Uno\n");
}

TEST(SensorsCommand, AnAdapterWithoutAPortIsNotNothing) {
  EXPECT_EQ(describe_ports({}, {"CH340 adapter: plugged in, but it has no port."}),
            "CH340 adapter: plugged in, but it has no port.\n");
}

TEST(SensorsCommand, EndsWell) {
  CLI::App app;
  int status = 1;
  add_sensors_command(app, status);
  testing::internal::CaptureStdout();
  app.parse("sensors");
  EXPECT_NE(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace ebb
