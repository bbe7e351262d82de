#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.hpp"
#include "io/bluetooth/bus.hpp"
#include "io/bluetooth/object_tree.hpp"
#include "io/descriptor.hpp"

namespace ebb::io {

/// BlueZ over the system bus: its objects as they are now, and what can be asked of them. Each has
/// a bus connection of its own, so that BlueZ ends its scanning and its notifications with it.
class Bluez : public std::enable_shared_from_this<Bluez> {
 public:
  using Bytes = std::vector<std::uint8_t>;
  using Trouble = std::optional<BusError>;
  using ValueHandler = std::function<void(std::span<const std::uint8_t>)>;

  /// A notification socket: a read is a notification.
  struct Notifications {
    Descriptor socket;
    std::uint16_t mtu = 0;
  };

  static Expected<std::shared_ptr<Bluez>, BusError> open(asio::io_context& io);
  ~Bluez();
  Bluez(const Bluez&) = delete;
  Bluez& operator=(const Bluez&) = delete;

  /// Asks for everything there is; to be called first. Does not start a service that is not there.
  asio::awaitable<Trouble> learn();
  [[nodiscard]] const BluezTree& tree() const { return tree_; }
  /// The service or the bus has gone; another Bluez is needed.
  [[nodiscard]] bool is_over() const { return over_ || bus_->is_over(); }
  void close();

  /// Waits until something changed, somebody called wake(), or the time is over.
  asio::awaitable<void> changed(Microseconds at_most);
  void wake() { news_.cancel(); }

  /// Scans for devices that offer one of `services`, or for any when there are none.
  asio::awaitable<Trouble> start_discovery(std::string adapter, std::vector<std::string> services);
  void stop_discovery(const std::string& adapter);
  asio::awaitable<Trouble> connect(std::string device);
  void disconnect(const std::string& device);

  asio::awaitable<Expected<Bytes, BusError>> read(std::string characteristic);
  asio::awaitable<Trouble> write(std::string characteristic, Bytes bytes, bool with_reply);
  /// The same without waiting for an answer.
  void send(const std::string& characteristic, const Bytes& bytes, bool with_reply = true);
  asio::awaitable<Expected<Notifications, BusError>> acquire_notify(std::string characteristic);
  /// Values are told to `heard`, while the bus is being read: it may keep them and wake().
  asio::awaitable<Trouble> start_notify(std::string characteristic, ValueHandler heard);
  /// Nobody wants to hear values any more.
  void forget_values();

 private:
  Bluez(asio::io_context& io, std::shared_ptr<Bus> bus);
  void listen();
  void hear_added(sdbus::Message& signal);
  void hear_removed(sdbus::Message& signal);
  void hear_changed(sdbus::Message& signal);
  asio::awaitable<Trouble> plain_call(std::string path, const char* interface, const char* method,
                                      Microseconds at_most);

  std::shared_ptr<Bus> bus_;
  asio::steady_timer news_;
  BluezTree tree_;
  std::string owner_;  ///< the unique name of the service; signals of others are passed over
  std::map<std::string, ValueHandler> values_;
  bool over_ = false;
};

}  // namespace ebb::io
