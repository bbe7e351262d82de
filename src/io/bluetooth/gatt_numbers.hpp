#pragma once

#include <string_view>

namespace ebb::io {

// Bluetooth services and characteristics as BlueZ spells them: 128 bits in small letters.
// Bluetooth SIG numbers; Polar BLE SDK; Nordic UART Service; Vernier godirect; BITalino BLE.

constexpr std::string_view kHeartRateServiceId = "0000180d-0000-1000-8000-00805f9b34fb";
constexpr std::string_view kHeartRateMeasurementId = "00002a37-0000-1000-8000-00805f9b34fb";
constexpr std::string_view kBodySensorLocationId = "00002a38-0000-1000-8000-00805f9b34fb";
constexpr std::string_view kBatteryLevelId = "00002a19-0000-1000-8000-00805f9b34fb";

constexpr std::string_view kPolarServiceId = "fb005c80-02e7-f387-1cad-8acd2d8df0c8";
constexpr std::string_view kPolarControlId = "fb005c81-02e7-f387-1cad-8acd2d8df0c8";
constexpr std::string_view kPolarDataId = "fb005c82-02e7-f387-1cad-8acd2d8df0c8";

constexpr std::string_view kNordicUartServiceId = "6e400001-b5a3-f393-e0a9-e50e24dcca9e";
constexpr std::string_view kHm10ServiceId = "0000ffe0-0000-1000-8000-00805f9b34fb";
constexpr std::string_view kGoDirectServiceId = "d91714ef-28b9-4f91-ba16-f0d9a604f112";
constexpr std::string_view kBitalinoServiceId = "c566488a-0882-4e1b-a6d0-0b717e652234";

}  // namespace ebb::io
