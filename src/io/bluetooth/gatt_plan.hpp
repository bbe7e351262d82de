#pragma once

#include <string>
#include <string_view>

#include "io/bluetooth/object_tree.hpp"

namespace ebb::io {

/// What a connected device is listened to by: the object paths of characteristics, empty where it
/// has none.
struct GattPlan {
  enum class Way : std::uint8_t {
    none,         ///< nothing that Ebb reads
    heart_rate,   ///< notifications of the Heart Rate service
    polar,        ///< a measurement that is started by Polar's control point
    byte_stream,  ///< plain bytes, whatever they mean
  };

  Way way = Way::none;
  std::string_view protocol;  ///< with byte_stream: what the service says it is, else empty
  std::string heart_rate;     ///< also with polar, for the contact and the rate
  std::string location;       ///< where the sensor is worn; read once
  std::string battery;
  std::string polar_control;
  std::string polar_data;
  std::string stream_in;   ///< towards us
  std::string stream_out;  ///< towards the device
};

/// `as` is the protocol that was asked for. "polar-pmd" takes Polar's own waves where there are
/// any; else the heart rate service goes first, as it asks least of the strap's battery.
[[nodiscard]] GattPlan plan_gatt(const BluezTree& tree, std::string_view device,
                                 std::string_view as);

}  // namespace ebb::io
