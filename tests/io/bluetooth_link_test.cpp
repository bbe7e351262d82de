#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/bluetooth/refusal.hpp"
#include "io/bluetooth/search_rhythm.hpp"
#include "io/bluetooth/strap_claims.hpp"
#include "link_listener.hpp"

// What needs no BlueZ; with one that is played: tests/end_to_end/bluetooth_*.py.
namespace ebb::io {
namespace {

using testing::HasSubstr;

TEST(BluetoothLink, WithoutASystemBusSaysWhatToDo) {
  ::setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus", 1);
  asio::io_context io{1};
  LinkListener heard{io};
  const auto link = make_link(io, {.kind = AddressKind::ble, .place = ""}, heard.handlers());
  link->start();
  ASSERT_TRUE(heard.run_until_state(LinkState::searching));
  EXPECT_THAT(heard.note(), HasSubstr("systemctl start bluetooth"));
  ::unsetenv("DBUS_SYSTEM_BUS_ADDRESS");
}

TEST(BluetoothRefusal, SaysWhatToDo) {
  const auto said = [](const char* error) { return describe_bluez_error(error, "why", "H10"); };
  EXPECT_THAT(said("org.freedesktop.DBus.Error.ServiceUnknown"), HasSubstr("apt install bluez"));
  EXPECT_THAT(said("org.freedesktop.DBus.Error.AccessDenied"), HasSubstr("usermod -aG bluetooth"));
  EXPECT_THAT(said("org.bluez.Error.NotReady"), HasSubstr("bluetoothctl power on"));
  EXPECT_THAT(said("org.bluez.Error.NotPermitted"), HasSubstr("H10 is busy"));
  EXPECT_THAT(said("org.bluez.Error.AuthenticationFailed"), HasSubstr("paired first"));
  EXPECT_THAT(said("org.freedesktop.DBus.Error.NoReply"), HasSubstr("did not answer"));
  EXPECT_THAT(said("org.freedesktop.DBus.Error.UnknownObject"), HasSubstr("went away"));
  EXPECT_THAT(said("org.bluez.Error.Failed"), HasSubstr("could not be connected (why)"));
  EXPECT_THAT(describe_bluez_error("x", "a\nb", ""), HasSubstr("Bluetooth could not"));
}

TEST(SearchRhythm, ScansInStretchesThatComeLessOften) {
  using std::chrono::seconds;
  SearchRhythm rhythm{
      {.stretch = seconds{10}, .first_rest = seconds{5}, .longest_rest = seconds{20}}};
  std::string heard;
  for (int second = 0; second < 90; ++second) {
    heard += rhythm.scans(HostTime{seconds{second}}) ? '#' : '.';
  }
  EXPECT_EQ(heard,
            "##########....."
            "##########.........."
            "##########...................."
            "##########...............");
  rhythm.reset();
  EXPECT_TRUE(rhythm.scans(HostTime{seconds{91}}));
}

TEST(StrapClaims, AStrapBelongsToOneLink) {
  asio::io_context io;
  auto& claims = asio::use_service<StrapClaims>(io);
  const int mine = 0;
  const int other = 0;
  claims.claim("A", &mine);
  EXPECT_TRUE(claims.is_taken("A", &other));
  EXPECT_FALSE(claims.is_taken("A", &mine));
  claims.claim("B", &mine);
  EXPECT_FALSE(claims.is_taken("A", &other)) << "a link has one strap";
  claims.release(&mine);
  EXPECT_FALSE(claims.is_taken("B", &other));
}

}  // namespace
}  // namespace ebb::io
