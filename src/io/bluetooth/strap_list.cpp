#include "io/bluetooth/strap_list.hpp"

#include <memory>
#include <utility>

#include "io/bluetooth/bluez.hpp"
#include "io/bluetooth/refusal.hpp"
#include "io/bluetooth/strap_choice.hpp"
#include "io/host_clock.hpp"

namespace ebb::io {
namespace {

using Trouble = std::optional<BusError>;

asio::awaitable<Trouble> look(std::shared_ptr<Bluez> bluez, Microseconds scan) {
  if (auto trouble = co_await bluez->learn()) {
    co_return trouble;
  }
  if (scan <= Microseconds{0}) {
    co_return std::nullopt;
  }
  const std::string adapter = choose_adapter(bluez->tree(), {});
  if (adapter.empty()) {
    co_return BusError{.name = "org.bluez.Error.NotReady", .message = ""};
  }
  if (auto trouble = co_await bluez->start_discovery(adapter, sensor_services())) {
    co_return trouble;
  }
  const HostTime until = now() + scan;
  while (now() < until && !bluez->is_over()) {
    co_await bluez->changed(until - now());
  }
  bluez->stop_discovery(adapter);
  co_return std::nullopt;
}

asio::awaitable<void> fill(std::shared_ptr<Bluez> bluez, Microseconds scan, StrapList& list) {
  if (const Trouble trouble = co_await look(bluez, scan)) {
    list.trouble = describe_bluez_error(trouble->name, trouble->message, "");
  }
  for (const auto& [path, device] : bluez->tree().devices()) {
    if (std::string kinds = sensor_kinds(device); !kinds.empty()) {
      list.straps.push_back({device.address, device.name, std::move(kinds), device.rssi});
    }
  }
  bluez->close();
}

}  // namespace

StrapList list_straps(Microseconds scan) {
  StrapList list;
  asio::io_context io{1};
  const auto bluez = Bluez::open(io);
  if (!bluez) {
    list.trouble = describe_bluez_error(bluez.error().name, bluez.error().message, "");
    return list;
  }
  asio::co_spawn(io, fill(*bluez, scan, list), kRethrow);
  io.run();
  return list;
}

}  // namespace ebb::io
