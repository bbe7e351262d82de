#include "simulation/synthetic_device.hpp"

#include <algorithm>
#include <utility>

#include "simulation/line_device.hpp"
#include "simulation/link_device.hpp"

namespace ebb {

std::vector<std::string_view> device_names() {
  return {"ble-bridge", "ebb-link", "pulse-sensor", "text"};
}

ByteGenerator make_synthetic_device(std::string_view as, Measured measured,
                                    const DeviceConfig& config) {
  if (as.empty() || as == "ble-bridge" || as == "ebb-link") {
    return [device = LinkDevice(std::move(measured), config, as != "ebb-link")]() mutable {
      return device.next();
    };
  }
  if (as == "pulse-sensor" || as == "text") {
    return [device = LineDevice(std::move(measured), config,
                                as == "text" ? LineDevice::Grammar::text
                                             : LineDevice::Grammar::pulse_sensor)]() mutable {
      return device.next();
    };
  }
  return {};
}

ByteGenerator make_synthetic_device(std::string_view body, std::string_view as, std::uint64_t seed,
                                    std::optional<Seconds> length) {
  std::optional<BodyPlan> plan = body_plan(body);
  if (!plan) {
    return {};
  }
  plan->seed = seed;
  DeviceConfig config;
  config.name = "Simulated person (" + std::string(body) + ")";
  config.seed = seed;
  config.length = length;
  return make_synthetic_device(as, measured_on(*plan, as), config);
}

}  // namespace ebb
