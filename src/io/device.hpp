#pragma once

#include <cstdint>
#include <string>

#include "core/expected.hpp"
#include "io/descriptor.hpp"

namespace ebb::io {

/// Why a device did not open: the errno, and the sentence that says what to do.
struct DeviceRefusal {
  int error = 0;
  std::string why;
};

/// How a line is set: eight bits, one stop bit.
struct LineSettings {
  std::uint32_t baud = 115'200;
  bool odd_parity = false;  ///< else none; what comes is not checked against it
};

/// Opens a serial device for reading and writing: non-blocking, raw, with the given settings,
/// closed on exec, and for us alone. Symbolic links (/dev/serial/by-id/...) are resolved anew each
/// time. Ports are set up by libserialport; pseudo-terminals, and whatever it does not know, by
/// termios alone. Takes some milliseconds of USB traffic.
Expected<Descriptor, DeviceRefusal> open_device(const std::string& path, const LineSettings& line);

/// The sentence for an errno that opening `path` gave; looks up groups and holders.
[[nodiscard]] std::string describe_refusal(const std::string& path, int error);

}  // namespace ebb::io
