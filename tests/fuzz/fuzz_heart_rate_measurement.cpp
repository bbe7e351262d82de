#include <algorithm>
#include <cstdlib>

#include "sensors/heart_rate_measurement.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto first = ebb::decode_heart_rate_measurement({bytes, size});
  if (!first) {
    return 0;
  }
  const auto again = ebb::decode_heart_rate_measurement(ebb::encode_heart_rate_measurement(*first));
  const bool same = again && again->rate_bpm == first->rate_bpm &&
                    again->contact == first->contact && again->energy_kj == first->energy_kj &&
                    std::equal(first->intervals().begin(), first->intervals().end(),
                               again->intervals().begin(), again->intervals().end());
  if (!same) {
    std::abort();
  }
  return 0;
}
