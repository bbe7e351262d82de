#pragma once

#include <filesystem>
#include <string>

#include "core/expected.hpp"
#include "io/descriptor.hpp"
#include "io/line_settings.hpp"

namespace ebb::io {

/// Why a device did not open: the errno, and the sentence that says what to do.
struct DeviceRefusal {
  int error = 0;
  std::string why;
};

/// Opens a serial device for reading and writing: non-blocking, raw, with the given settings,
/// closed on exec, and for us alone. Symbolic links (/dev/serial/by-id/...) are resolved anew each
/// time. Ports are set up by libserialport; pseudo-terminals, and whatever it does not know, by
/// termios alone. Takes some milliseconds of USB traffic.
Expected<Descriptor, DeviceRefusal> open_device(const std::string& path, const LineSettings& line);

/// Other settings for an open device; what was received at the old ones and not read is dropped.
/// A device that does not take them stays as it was.
void retune(int fd, const LineSettings& line);

/// The sentence for an errno that opening `path` gave; looks up groups and holders.
[[nodiscard]] std::string describe_refusal(const std::string& path, int error,
                                           const std::filesystem::path& proc = "/proc");

}  // namespace ebb::io
