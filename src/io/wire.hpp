#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "io/asio.hpp"
#include "io/line_settings.hpp"

namespace ebb::io {

/// One kind of connection, as ReopeningLink uses it: opened, read and written until something goes
/// wrong, closed, opened again. Every failure of a read means that the connection is gone: the end
/// of file, EIO, ENXIO, ENODEV and EBADF are all the same unplugged device.
class Wire {
 public:
  virtual ~Wire() = default;
  /// Nothing when it is open, else the sentence that says why not.
  virtual asio::awaitable<std::optional<std::string>> open() = 0;
  virtual asio::awaitable<std::size_t> read(std::span<std::uint8_t> room, error_code& ec) = 0;
  virtual asio::awaitable<void> write(std::span<const std::uint8_t> bytes, error_code& ec) = 0;
  /// Ends whatever is under way; also in the middle of open().
  virtual void close() = 0;
  /// Other settings of the line, at once and for every opening to come; where there is a line.
  virtual void tune(const LineSettings& /*line*/) {}
  /// What to say when it is gone.
  [[nodiscard]] virtual std::string loss() const = 0;
};

}  // namespace ebb::io
