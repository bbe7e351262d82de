#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "io/sensor_address.hpp"
#include "sensors/recogniser.hpp"

namespace ebb {

/// What listening to one sensor found out.
struct ProbeResult {
  std::string protocol;                           ///< empty: not recognised
  std::vector<Recogniser::Candidate> candidates;  ///< best first
  std::string said;                               ///< the recogniser's sentence
  std::string trouble;                            ///< why it could not be opened, or empty
  io::SensorAddress address;                      ///< with the line settings that were right
  std::size_t bytes = 0;                          ///< heard in all
};

/// Listens to the sensor at `address` for about five seconds, longer only where it begins to make
/// sense, and writes nothing to it unless the address allows asking. A serial line of which nothing
/// is known is heard at the settings of LineTrial, once each. A Bluetooth sensor, and one that
/// comes to us (udp:, tcp-listen:), is waited for, up to 20 s; `say` then hears once that it is,
/// and what stands in the way. Blocks.
ProbeResult probe(
    const io::SensorAddress& address,
    const std::function<void(const std::string& sentence)>& say = [](const std::string&) {});

/// For a person: the protocol and what spoke for it, the runner-up, and the line to type.
[[nodiscard]] std::string describe(const ProbeResult& result);

}  // namespace ebb
