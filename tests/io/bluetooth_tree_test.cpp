#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/bluetooth/gatt_numbers.hpp"
#include "io/bluetooth/gatt_plan.hpp"
#include "io/bluetooth/strap_choice.hpp"
#include "io/bluetooth/strap_frames.hpp"
#include "sensors/ebb_link_decoder.hpp"

namespace ebb::io {
namespace {

using testing::ElementsAre;
using Strings = std::vector<std::string>;

constexpr const char* kDevice = "org.bluez.Device1";
const std::string kHci = "/org/bluez/hci0";

Strings ids(std::initializer_list<std::string_view> uuids) { return {uuids.begin(), uuids.end()}; }

std::string add_device(BluezTree& tree, const std::string& address, const std::string& name,
                       Strings services, std::optional<int> rssi, const std::string& hci = kHci) {
  std::string path = hci + "/dev_" + address;
  BluezProperties properties{
      {"Address", address}, {"Alias", name}, {"UUIDs", std::move(services)}, {"Connected", false}};
  if (rssi) {
    properties.emplace("RSSI", std::int64_t{*rssi});
  }
  tree.set(path, kDevice, properties);
  return path;
}

std::string choose(const BluezTree& tree, const std::string& place, bool remembered = false,
                   const std::string& taken = "") {
  return choose_strap(tree, {.place = place, .adapter = ""}, remembered,
                      [&](const std::string& address) { return address == taken; });
}

TEST(StrapChoice, TakesTheNearestThatOffersWhatEbbReads) {
  BluezTree tree;
  add_device(tree, "11:11:11:11:11:11", "headphones", {"0000110b-0000-1000-8000-00805f9b34fb"},
             -30);
  const auto far = add_device(tree, "22:22:22:22:22:22", "Far", ids({kHeartRateServiceId}), -80);
  const auto near = add_device(tree, "33:33:33:33:33:33", "Near", ids({kHeartRateServiceId}), -50);
  EXPECT_EQ(choose(tree, ""), near);
  EXPECT_EQ(choose(tree, "22:22:22:22:22:22"), far);
  EXPECT_EQ(choose(tree, "far"), far);
  EXPECT_EQ(choose(tree, "", false, "33:33:33:33:33:33"), far)
      << "a second strap is another person";
  EXPECT_EQ(choose(tree, "nobody"), "");
}

TEST(StrapChoice, OneThatIsNotHeardIsTakenOnlyWhenItIsRemembered) {
  BluezTree tree;
  const auto path = add_device(tree, "22:22:22:22:22:22", "H10", ids({kPolarServiceId}), {});
  EXPECT_EQ(choose(tree, ""), "");
  EXPECT_EQ(choose(tree, "", true), path);
  tree.set(path, kDevice, {{"RSSI", std::int64_t{-60}}});
  EXPECT_EQ(choose(tree, ""), path);
  tree.invalidate(path, kDevice, "RSSI");
  EXPECT_EQ(choose(tree, ""), "");
  tree.set(path, kDevice, {{"Connected", true}});
  EXPECT_EQ(choose(tree, ""), path);
  tree.set(path, kDevice, {{"Blocked", true}});
  EXPECT_EQ(choose(tree, ""), "");
}

TEST(StrapChoice, LooksWithTheAdapterThatIsMeant) {
  BluezTree tree;
  tree.set(kHci, "org.bluez.Adapter1", {{"Powered", false}});
  tree.set("/org/bluez/hci1", "org.bluez.Adapter1", {{"Powered", true}});
  EXPECT_EQ(choose_adapter(tree, {.place = "", .adapter = ""}), "/org/bluez/hci1");
  EXPECT_EQ(choose_adapter(tree, {.place = "", .adapter = "hci0"}), kHci);
  EXPECT_EQ(choose_adapter(tree, {.place = "", .adapter = "hci2"}), "");
  add_device(tree, "22:22:22:22:22:22", "A", ids({kHeartRateServiceId}), -80);
  const auto there = add_device(tree, "33:33:33:33:33:33", "B", ids({kHeartRateServiceId}), -90,
                                "/org/bluez/hci1");
  EXPECT_EQ(choose_strap(tree, {.place = "", .adapter = "hci1"}, false,
                         [](const std::string&) { return false; }),
            there);
}

TEST(BluezTree, KeepsWhatIsToldAndForgetsWhatGoes) {
  BluezTree tree;
  const auto path = add_device(tree, "22:22:22:22:22:22", "A\x01\nB", {}, -60);
  EXPECT_EQ(tree.device(path)->name, "A??B");
  tree.set(path, "org.bluez.Battery1", {{"Percentage", std::int64_t{80}}});
  EXPECT_EQ(tree.device(path)->battery_percent, 80);
  tree.set(path, "org.bluez.Battery1", {{"Percentage", std::int64_t{180}}});
  EXPECT_FALSE(tree.device(path)->battery_percent);
  tree.remove(path, kDevice);
  EXPECT_EQ(tree.device(path), nullptr);
}

TEST(BluezTree, WhatWentIsNotRevivedByALateChange) {
  BluezTree tree;
  const auto path = add_device(tree, "22:22:22:22:22:22", "A", ids({kHeartRateServiceId}), -60);
  tree.change(path, kDevice, {{"RSSI", std::int64_t{-50}}});
  EXPECT_EQ(tree.device(path)->rssi, -50);
  tree.remove(path, kDevice);
  tree.change(path, kDevice, {{"RSSI", std::int64_t{-40}}});
  tree.change(path, "org.bluez.Battery1", {{"Percentage", std::int64_t{80}}});
  tree.change(kHci, "org.bluez.Adapter1", {{"Powered", true}});
  tree.change(path + "/service0010", "org.bluez.GattService1",
              {{"UUID", std::string{kHeartRateServiceId}}});
  tree.change(path + "/service0010/char0011", "org.bluez.GattCharacteristic1",
              {{"UUID", std::string{kHeartRateMeasurementId}}});
  EXPECT_TRUE(tree.devices().empty());
  EXPECT_TRUE(tree.adapters().empty());
  EXPECT_FALSE(tree.has_service(path, kHeartRateServiceId));
  EXPECT_EQ(tree.characteristic(path, kHeartRateMeasurementId), "");
}

TEST(BluezTree, ValuesOfAnotherTypeAreNotTold) {
  BluezTree tree;
  const std::string path = kHci + "/dev_x";
  tree.set(path, kDevice,
           {{"Address", true},
            {"UUIDs", std::string{"all"}},
            {"RSSI", std::string{"near"}},
            {"Connected", std::int64_t{1}}});
  const BluezDevice* device = tree.device(path);
  ASSERT_NE(device, nullptr);
  EXPECT_EQ(device->address, "");
  EXPECT_FALSE(device->connected);
  EXPECT_FALSE(device->rssi);
  EXPECT_EQ(choose(tree, ""), "");
}

TEST(BluezTree, HoldsNoMoreThanItMay) {
  BluezTree tree;
  for (std::size_t i = 0; i < 2 * BluezTree::kMostObjects; ++i) {
    tree.set(kHci + "/dev_" + std::to_string(i), kDevice,
             {{"Address", std::string(1'000, 'x')}, {"UUIDs", Strings(100, "x")}});
  }
  EXPECT_EQ(tree.devices().size(), BluezTree::kMostObjects);
  EXPECT_LE(tree.devices().begin()->second.address.size(), 248U);
  EXPECT_LE(tree.devices().begin()->second.services.size(), 64U);
}

struct Gatt {
  BluezTree tree;
  std::string device = kHci + "/dev_1";
  std::string service;

  void add_service(const std::string& name, std::string_view uuid) {
    service = device + "/" + name;
    tree.set(service, "org.bluez.GattService1", {{"UUID", std::string{uuid}}});
  }
  std::string add(const std::string& name, std::string_view uuid, Strings flags) {
    std::string path = service + "/" + name;
    tree.set(path, "org.bluez.GattCharacteristic1",
             {{"UUID", std::string{uuid}}, {"Flags", std::move(flags)}});
    return path;
  }
};

TEST(GattPlan, AStrapsHeartRateGoesFirstAndItsWavesWhenAskedFor) {
  Gatt gatt;
  gatt.add_service("service0010", kHeartRateServiceId);
  const auto beats = gatt.add("char0011", kHeartRateMeasurementId, {"notify"});
  gatt.add_service("service0030", kPolarServiceId);
  const auto control = gatt.add("char0031", kPolarControlId, {"read", "write", "indicate"});
  const auto data = gatt.add("char0034", kPolarDataId, {"notify"});
  const auto usual = plan_gatt(gatt.tree, gatt.device, "");
  EXPECT_EQ(usual.way, GattPlan::Way::heart_rate);
  EXPECT_EQ(usual.heart_rate, beats);
  const auto waves = plan_gatt(gatt.tree, gatt.device, "polar-pmd");
  EXPECT_EQ(waves.way, GattPlan::Way::polar);
  EXPECT_EQ(waves.polar_control, control);
  EXPECT_EQ(waves.polar_data, data);
  EXPECT_EQ(waves.heart_rate, beats);
  EXPECT_EQ(plan_gatt(gatt.tree, kHci + "/dev_2", "").way, GattPlan::Way::none);
}

TEST(GattPlan, ANordicUartIsReadWhereItNotifiesWhateverItsNumber) {
  Gatt gatt;
  gatt.add_service("service0010", kNordicUartServiceId);
  const auto in = gatt.add("char0011", "6e400002-b5a3-f393-e0a9-e50e24dcca9e", {"notify"});
  const auto out = gatt.add("char0014", "6e400003-b5a3-f393-e0a9-e50e24dcca9e", {"write"});
  const auto plan = plan_gatt(gatt.tree, gatt.device, "");
  EXPECT_EQ(plan.way, GattPlan::Way::byte_stream);
  EXPECT_EQ(plan.stream_in, in);
  EXPECT_EQ(plan.stream_out, out);
  EXPECT_EQ(plan.protocol, "");
}

TEST(GattPlan, AServiceSaysWhatItsBytesAre) {
  Gatt gatt;
  gatt.add_service("service0010", kGoDirectServiceId);
  gatt.add("char0011", "f4bf14a6-c7d5-4b6d-8aa8-df1a7c83adcb", {"write-without-response"});
  gatt.add("char0013", "b41e6675-a329-40e0-aa01-44d2f444babe", {"notify"});
  EXPECT_EQ(plan_gatt(gatt.tree, gatt.device, "").protocol, "gdx");
}

TEST(StrapFrames, ABridgesDecoderReadsThem) {
  StrapFrames frames{7};
  std::vector<std::uint8_t> bytes;
  const auto append = [&](const std::vector<std::uint8_t>& more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
  };
  const HostTime at = at_seconds<HostTime>(3.0);
  append(frames.hello("Polar H10", at));
  append(frames.streaming(at));
  append(
      frames.notification(0x180D, 0x2A37, std::vector<std::uint8_t>{0x10, 0x49, 0x5E, 0x03}, at));
  append(frames.notification(0x180F, 0x2A19, std::vector<std::uint8_t>{80}, at));
  EbbLinkDecoder decoder{"ble-bridge", {}};
  std::vector<double> intervals;
  std::string name;
  int battery = 0;
  decoder.push(bytes, at, [&](const Reading& reading) {
    if (const auto* hello = std::get_if<HelloReading>(&reading)) {
      name = hello->name;
    } else if (const auto* interval = std::get_if<IntervalReading>(&reading)) {
      intervals.push_back(interval->interval.count());
    } else if (const auto* level = std::get_if<BatteryReading>(&reading)) {
      battery = level->percent;
    }
  });
  EXPECT_THAT(intervals, ElementsAre(841.796875));
  EXPECT_EQ(name, "Polar H10");
  EXPECT_EQ(battery, 80);
  EXPECT_EQ(decoder.damage().frames, 0U);
}

TEST(StrapFrames, WhatIsTooLongForAFrameIsLeftOut) {
  StrapFrames frames{7};
  EXPECT_TRUE(frames.notification(1, 2, std::vector<std::uint8_t>(236), {}).empty());
  EXPECT_FALSE(frames.notification(1, 2, std::vector<std::uint8_t>(235), {}).empty());
}

}  // namespace
}  // namespace ebb::io
