#include "io/link.hpp"

#include <cassert>

#include "io/network_wire.hpp"
#include "io/reopening_link.hpp"
#include "io/serial_wire.hpp"
#include "sensors/device_speech.hpp"

namespace ebb::io {
namespace {

/// Stands for a kind of link that is not built yet: it looks once a while and says so.
class MissingWire final : public Wire {
 public:
  explicit MissingWire(std::string why) : why_(std::move(why)) {}
  asio::awaitable<std::optional<std::string>> open() override { co_return why_; }
  asio::awaitable<std::size_t> read(std::span<std::uint8_t>, error_code& ec) override {
    ec = asio::error::operation_not_supported;
    co_return 0;
  }
  asio::awaitable<void> write(std::span<const std::uint8_t>, error_code&) override { co_return; }
  void close() override {}
  [[nodiscard]] std::string loss() const override { return why_; }

 private:
  std::string why_;
};

std::unique_ptr<Wire> make_wire(asio::io_context& io, const SensorAddress& address) {
  switch (address.kind) {
    case AddressKind::serial:
      return make_serial_wire(io, address);
    case AddressKind::tcp:
      return make_tcp_wire(io, address);
    case AddressKind::udp:
      return make_udp_wire(io, address);
    case AddressKind::ble:
      return std::make_unique<MissingWire>(
          print(address) +
          ": Bluetooth is not built in yet. A bridge that is plugged in by USB works (see "
          "firmware-protocol), as serial:/dev/ttyUSB0.");
    case AddressKind::replay:
    case AddressKind::sim:
      break;
  }
  assert(false && "replay: and sim: are played by a generator link");
  return nullptr;
}

}  // namespace

std::unique_ptr<Link> make_link(asio::io_context& io, const SensorAddress& address,
                                LinkHandlers handlers, const ReconnectPolicy::Config& reconnect) {
  return std::make_unique<ReopeningLink>(
      io, [address](asio::io_context& on) { return make_wire(on, address); }, std::move(handlers),
      reconnect, device_speech(address.as));
}

}  // namespace ebb::io
