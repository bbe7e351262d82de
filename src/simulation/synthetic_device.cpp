#include "simulation/synthetic_device.hpp"

#include <algorithm>
#include <utility>

#include "simulation/ant_device.hpp"
#include "simulation/bitalino_board.hpp"
#include "simulation/frame_device.hpp"
#include "simulation/line_device.hpp"
#include "simulation/link_device.hpp"

namespace ebb {

std::vector<std::string_view> device_names() {
  return {"ble-bridge", "ebb-link", "pulse-sensor", "max3010x", "text", "cms50",    "cms50-v7",
          "nonin",      "bitalino", "cyton",        "gdx",      "ant",  "polar-pmd"};
}

ByteGenerator make_synthetic_device(std::string_view as, Measured measured,
                                    const DeviceConfig& config) {
  if (as.empty() || as == "ble-bridge" || as == "ebb-link") {
    return [device = LinkDevice(std::move(measured), config, as != "ebb-link")]() mutable {
      return device.next();
    };
  }
  if (as == "pulse-sensor" || as == "text" || as == "max3010x") {
    using Grammar = LineDevice::Grammar;
    const Grammar grammar = as == "text"       ? Grammar::text
                            : as == "max3010x" ? Grammar::max3010x
                                               : Grammar::pulse_sensor;
    return [device = LineDevice(std::move(measured), config, grammar)]() mutable {
      return device.next();
    };
  }
  if (as == "ant") {
    return [device = AntDevice(std::move(measured), config)]() mutable { return device.next(); };
  }
  if (as == "bitalino") {
    return [board = BitalinoBoard(std::move(measured), config)]() mutable { return board.next(); };
  }
  return make_frame_device(as, std::move(measured), config);
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
