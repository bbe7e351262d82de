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
