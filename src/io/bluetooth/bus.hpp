#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/expected.hpp"
#include "core/time.hpp"
#include "io/asio.hpp"
#include "io/bluetooth/sdbus.hpp"

namespace ebb::io {

/// A D-Bus error: its name ("org.bluez.Error.NotReady") and what was said with it.
struct BusError {
  std::string name;
  std::string message;
};

/// What is called on the bus.
struct BusMethod {
  std::string destination;
  std::string path;
  std::string interface;
  std::string name;
};

/// The system's D-Bus, driven by one io_context and no thread of its own. Opening it and adding a
/// match wait for the bus daemon, some milliseconds; nothing else blocks. What is handed in to fill
/// or to read a message is called while the bus is being read: it may keep what it finds and wake
/// others, nothing more. Messages do not outlive that call.
class Bus : public std::enable_shared_from_this<Bus> {
 public:
  using Fill = std::function<void(sdbus::Message&)>;
  using Read = std::function<void(sdbus::Message&)>;

  static Expected<std::shared_ptr<Bus>, BusError> open(asio::io_context& io);
  ~Bus();
  Bus(const Bus&) = delete;
  Bus& operator=(const Bus&) = delete;

  /// Hears the signals that fit the rule. A message of unexpected content is passed over.
  void match(const std::string& rule, Read heard);
  /// Calls a method and waits for its reply, which `read` is given. Nothing when all went well; a
  /// reply of unexpected content is an error.
  asio::awaitable<std::optional<BusError>> call(BusMethod method, Fill fill, Read read,
                                                Microseconds at_most);
  /// Calls a method and does not want to know.
  void send(const BusMethod& method, const Fill& fill);
  /// Sends what is still unsent and ends the connection; who waits is given an error.
  void close();
  /// The connection is over, by close() or from the other side.
  [[nodiscard]] bool is_over() const { return !connection_; }
  /// Called once when the other side ends the connection.
  void on_lost(std::function<void()> lost) { lost_ = std::move(lost); }

 private:
  struct Call;

  Bus(asio::io_context& io, std::unique_ptr<sdbus::IConnection> connection);
  void pump();
  void wait_for_more();
  std::shared_ptr<Call> begin(const BusMethod& method, const Fill& fill, Read read,
                              Microseconds at_most);

  asio::io_context& io_;
  std::unique_ptr<sdbus::IConnection> connection_;
  asio::posix::stream_descriptor descriptor_;
  asio::steady_timer timer_;
  std::vector<sdbus::Slot> matches_;
  std::vector<std::weak_ptr<Call>> calls_;
  std::function<void()> lost_;
  bool reading_ = false;
  bool writing_ = false;
};

}  // namespace ebb::io
