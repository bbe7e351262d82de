#include "io/serial_wire.hpp"

#include <cerrno>

#include "io/device.hpp"
#include "sensors/device_speech.hpp"

namespace ebb::io {
namespace {

class SerialWire final : public Wire {
 public:
  SerialWire(asio::io_context& io, const SensorAddress& address)
      : address_(address), line_{address.baud, device_speech(address.as).odd_parity}, stream_(io) {}

  asio::awaitable<std::optional<std::string>> open() override {
    auto device = open_device(address_.place, line_);
    if (!device) {
      // A busy port is asked who holds it once: looking costs milliseconds.
      if (device.error().error != refused_for_) {
        refused_for_ = device.error().error;
        refusal_ = device.error().why;
      }
      co_return refusal_;
    }
    refused_for_ = 0;
    error_code ec;
    stream_.assign(device->get(), ec);
    if (ec) {
      co_return address_.place + ": " + ec.message() + ".";
    }
    device->release();
    co_return std::nullopt;
  }

  asio::awaitable<std::size_t> read(std::span<std::uint8_t> room, error_code& ec) override {
    return stream_.async_read_some(asio::buffer(room.data(), room.size()),
                                   asio::redirect_error(asio::use_awaitable, ec));
  }

  asio::awaitable<void> write(std::span<const std::uint8_t> bytes, error_code& ec) override {
    co_await asio::async_write(stream_, asio::buffer(bytes.data(), bytes.size()),
                               asio::redirect_error(asio::use_awaitable, ec));
  }

  void close() override {
    error_code ignored;
    stream_.close(ignored);
  }

  void tune(const LineSettings& line) override {
    line_ = line;
    if (stream_.is_open()) {
      retune(stream_.native_handle(), line);
    }
  }

  [[nodiscard]] std::string loss() const override {
    return address_.place + ": gone. It is opened again as soon as it is back.";
  }

 private:
  SensorAddress address_;
  LineSettings line_;
  asio::posix::stream_descriptor stream_;
  int refused_for_ = 0;
  std::string refusal_;
};

}  // namespace

std::unique_ptr<Wire> make_serial_wire(asio::io_context& io, const SensorAddress& address) {
  return std::make_unique<SerialWire>(io, address);
}

}  // namespace ebb::io
