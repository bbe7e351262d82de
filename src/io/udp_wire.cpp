#include "io/network_wire.hpp"

namespace ebb::io {
namespace {

using asio::ip::udp;

class UdpWire final : public Wire {
 public:
  UdpWire(asio::io_context& io, const SensorAddress& address) : port_(address.port), socket_(io) {}

  asio::awaitable<std::optional<std::string>> open() override {
    error_code ec;
    socket_.open(udp::v4(), ec);
    if (!ec) {
      socket_.bind(udp::endpoint{udp::v4(), port_}, ec);
    }
    if (!ec) {
      co_return std::nullopt;
    }
    close();
    const std::string where = "udp port " + std::to_string(port_);
    if (ec == asio::error::address_in_use) {
      co_return where + ": another program listens there. Close that, or choose another port.";
    }
    if (ec == asio::error::access_denied) {
      co_return where +
          ": ports below 1024 are kept for the system. Choose a higher one, as in "
          "udp:9000.";
    }
    co_return where + ": " + ec.message() + ".";
  }

  asio::awaitable<std::size_t> read(std::span<std::uint8_t> room, error_code& ec) override {
    return socket_.async_receive(asio::buffer(room.data(), room.size()),
                                 asio::redirect_error(asio::use_awaitable, ec));
  }

  asio::awaitable<void> write(std::span<const std::uint8_t>, error_code&) override { co_return; }

  void close() override {
    error_code ignored;
    socket_.close(ignored);
  }

  [[nodiscard]] std::string loss() const override {
    return "udp port " + std::to_string(port_) + ": listening ended. It is tried again.";
  }

 private:
  std::uint16_t port_;
  udp::socket socket_;
};

}  // namespace

std::unique_ptr<Wire> make_udp_wire(asio::io_context& io, const SensorAddress& address) {
  return std::make_unique<UdpWire>(io, address);
}

}  // namespace ebb::io
