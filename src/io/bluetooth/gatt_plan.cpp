#include "io/bluetooth/gatt_plan.hpp"

#include <array>
#include <vector>

#include "io/bluetooth/gatt_numbers.hpp"

namespace ebb::io {
namespace {

/// Services whose notifications are one stream of bytes.
struct ByteStream {
  std::string_view service;
  std::string_view protocol;
};
constexpr std::array kByteStreams{
    ByteStream{kGoDirectServiceId, "gdx"}, ByteStream{kBitalinoServiceId, "bitalino"},
    ByteStream{kNordicUartServiceId, ""}, ByteStream{kHm10ServiceId, ""}};

bool plan_byte_stream(const BluezTree& tree, std::string_view device, GattPlan& plan) {
  for (const ByteStream& kind : kByteStreams) {
    if (!tree.has_service(device, kind.service)) {
      continue;
    }
    // By what they can do and not by number: documents of the Nordic UART swap its two.
    plan.stream_in = tree.characteristic_that_can(device, kind.service, {"notify", "indicate"});
    plan.stream_out =
        tree.characteristic_that_can(device, kind.service, {"write-without-response", "write"});
    if (!plan.stream_in.empty()) {
      plan.way = GattPlan::Way::byte_stream;
      plan.protocol = kind.protocol;
      return true;
    }
  }
  return false;
}

}  // namespace

GattPlan plan_gatt(const BluezTree& tree, std::string_view device, std::string_view as) {
  const auto find = [&](std::string_view uuid) { return tree.characteristic(device, uuid); };
  GattPlan plan;
  plan.heart_rate = find(kHeartRateMeasurementId);
  plan.location = find(kBodySensorLocationId);
  plan.battery = find(kBatteryLevelId);
  plan.polar_control = find(kPolarControlId);
  plan.polar_data = find(kPolarDataId);
  const bool polar = !plan.polar_control.empty() && !plan.polar_data.empty();
  const bool wants_stream = !as.empty() && as != "ble-bridge" && as != "polar-pmd";
  if (wants_stream && plan_byte_stream(tree, device, plan)) {
    return plan;
  }
  if (polar && (as == "polar-pmd" || plan.heart_rate.empty())) {
    plan.way = GattPlan::Way::polar;
  } else if (!plan.heart_rate.empty()) {
    plan.way = GattPlan::Way::heart_rate;
  } else {
    plan_byte_stream(tree, device, plan);
  }
  return plan;
}

}  // namespace ebb::io
