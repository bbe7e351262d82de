#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"
#include "core/timed_bytes.hpp"
#include "simulation/measured.hpp"

namespace ebb {

struct DeviceConfig {
  std::string name = "Ebb simulated person";  ///< at most 100 bytes are sent
  std::uint64_t seed = 1;                     ///< of the radio's delays and the boot id
  double drift_ppm = 0.0;                     ///< the device's crystal runs fast by this much
  int battery = 87;                           ///< percent at the start; falls by one in 20 min
  bool labels = true;                         ///< text: `resp:2048` rather than `2048`
  bool asleep = false;                        ///< bitalino: idle until it is started
  std::optional<Seconds> length;              ///< ends here; else with what is measured
};

/// The protocols a synthetic device speaks: the names of `simulate --as` and of the decoders.
std::vector<std::string_view> device_names();

/// A device of protocol `as` (empty: the Ebb link with all there is) that tells what is measured;
/// an empty function if there is none of that name. Copies of a
/// generator go on independently.
ByteGenerator make_synthetic_device(std::string_view as, Measured measured,
                                    const DeviceConfig& config = {});

/// The simulated person `body` (see body_names) wearing such a device; an empty function if the
/// body or the protocol is not known.
ByteGenerator make_synthetic_device(std::string_view body, std::string_view as, std::uint64_t seed,
                                    std::optional<Seconds> length = std::nullopt);

}  // namespace ebb
