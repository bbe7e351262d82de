#include "service/sensor_link.hpp"

#include <string>
#include <utility>

#include "io/generator_link.hpp"
#include "service/names.hpp"
#include "service/start_error.hpp"
#include "simulation/body_plan.hpp"
#include "simulation/synthetic_device.hpp"

namespace ebb {

std::string_view known_protocol(const io::SensorAddress& address) {
  constexpr std::string_view kSimulated = "ble-bridge";  // with a belt of its own
  return address.as.empty() && address.kind == io::AddressKind::sim ? kSimulated : address.as;
}

std::unique_ptr<io::Link> make_sensor_link(asio::io_context& io, const io::SensorAddress& address,
                                           io::LinkHandlers handlers) {
  if (address.kind != io::AddressKind::sim) {
    return io::make_link(io, address, std::move(handlers));
  }
  io::Generator person = make_synthetic_device(address.place, address.as, address.seed);
  if (!person) {
    throw StartError("There is no simulated person \"" + address.place + "\"" +
                     (address.as.empty() ? "" : " with a \"" + address.as + "\" device") +
                     ". People: " + listed(body_names()) + ". Devices: " + listed(device_names()) +
                     ".");
  }
  return io::make_generator_link(io, std::move(person), address.speed, io::ArrivalStamp::now,
                                 std::move(handlers));
}

}  // namespace ebb
