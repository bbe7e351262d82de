#include "io/bluetooth/bluez.hpp"

#include <utility>

#include <fcntl.h>

#include "io/bluetooth/property_reading.hpp"

namespace ebb::io {
namespace {

constexpr const char* kService = "org.bluez";
constexpr const char* kAdapter = "org.bluez.Adapter1";
constexpr const char* kDevice = "org.bluez.Device1";
constexpr const char* kCharacteristic = "org.bluez.GattCharacteristic1";

constexpr Microseconds kSoon{5'000'000};
/// BlueZ itself gives up on a device that does not answer after some 20 to 40 s.
constexpr Microseconds kConnecting{45'000'000};
constexpr Microseconds kRadio{15'000'000};

BusMethod method_of(std::string path, const char* interface, const char* name) {
  return {.destination = kService, .path = std::move(path), .interface = interface, .name = name};
}

void put_write(sdbus::Message& message, const Bluez::Bytes& bytes, bool with_reply) {
  message << bytes;
  message << std::map<std::string, sdbus::Variant>{
      {"type", sdbus::Variant{std::string{with_reply ? "request" : "command"}}}};
}

}  // namespace

Expected<std::shared_ptr<Bluez>, BusError> Bluez::open(asio::io_context& io) {
  auto bus = Bus::open(io);
  if (!bus) {
    return Unexpected{bus.error()};
  }
  std::shared_ptr<Bluez> bluez{new Bluez{io, std::move(*bus)}};
  bluez->listen();
  return bluez;
}

Bluez::Bluez(asio::io_context& io, std::shared_ptr<Bus> bus) : bus_(std::move(bus)), news_(io) {}

Bluez::~Bluez() { bus_->close(); }

void Bluez::close() {
  over_ = true;
  values_.clear();
  bus_->close();
  wake();
}

void Bluez::listen() {
  const auto weak = weak_from_this();
  const auto told = [weak](void (Bluez::*hear)(sdbus::Message&)) {
    return [weak, hear](sdbus::Message& signal) {
      const auto self = weak.lock();
      if (self && signal.getSender() == self->owner_) {
        ((*self).*hear)(signal);
      }
    };
  };
  const std::string from = "type='signal',sender='org.bluez',";
  const std::string objects = from + "interface='org.freedesktop.DBus.ObjectManager',member=";
  bus_->match(objects + "'InterfacesAdded'", told(&Bluez::hear_added));
  bus_->match(objects + "'InterfacesRemoved'", told(&Bluez::hear_removed));
  bus_->match(from + "interface='org.freedesktop.DBus.Properties',member='PropertiesChanged'",
              told(&Bluez::hear_changed));
  const auto over = [weak] {
    if (const auto self = weak.lock()) {
      self->over_ = true;
      self->wake();
    }
  };
  // Whoever serves Bluetooth from now on is another: what was known belongs to the one before.
  bus_->match(
      "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='org.bluez'",
      [over](sdbus::Message&) { over(); });
  bus_->on_lost(over);
}

asio::awaitable<Bluez::Trouble> Bluez::learn() {
  const auto self = shared_from_this();
  const BusMethod owner{.destination = "org.freedesktop.DBus",
                        .path = "/org/freedesktop/DBus",
                        .interface = "org.freedesktop.DBus",
                        .name = "GetNameOwner"};
  auto trouble = co_await bus_->call(
      owner, [](sdbus::Message& call) { call << std::string{kService}; },
      [this](sdbus::Message& reply) { reply >> owner_; }, kSoon);
  if (trouble) {
    co_return trouble;
  }
  co_return co_await bus_->call(
      method_of("/", "org.freedesktop.DBus.ObjectManager", "GetManagedObjects"), nullptr,
      [this](sdbus::Message& reply) {
        std::map<sdbus::ObjectPath, BusInterfaces> objects;
        reply >> objects;
        for (const auto& [path, interfaces] : objects) {
          for (const auto& [interface, properties] : interfaces) {
            tree_.set(path, interface, read_properties(properties));
          }
        }
      },
      kSoon);
}

void Bluez::hear_added(sdbus::Message& signal) {
  sdbus::ObjectPath path;
  BusInterfaces interfaces;
  signal >> path >> interfaces;
  for (const auto& [interface, properties] : interfaces) {
    tree_.set(path, interface, read_properties(properties));
  }
  wake();
}

void Bluez::hear_removed(sdbus::Message& signal) {
  sdbus::ObjectPath path;
  std::vector<std::string> interfaces;
  signal >> path >> interfaces;
  for (const std::string& interface : interfaces) {
    tree_.remove(path, interface);
  }
  wake();
}

void Bluez::hear_changed(sdbus::Message& signal) {
  const std::string path = signal.getPath();
  std::string interface;
  BusProperties properties;
  std::vector<std::string> invalidated;
  signal >> interface >> properties >> invalidated;
  if (interface == kCharacteristic) {
    const auto listener = values_.find(path);
    if (const auto value = read_value(properties); value && listener != values_.end()) {
      listener->second(*value);
    }
  }
  tree_.change(path, interface, read_properties(properties));
  for (const std::string& property : invalidated) {
    tree_.invalidate(path, interface, property);
  }
  wake();
}

asio::awaitable<void> Bluez::changed(Microseconds at_most) {
  const auto self = shared_from_this();
  error_code ignored;
  news_.expires_after(at_most);
  co_await news_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<Bluez::Trouble> Bluez::plain_call(std::string path, const char* interface,
                                                  const char* method, Microseconds at_most) {
  return bus_->call(method_of(std::move(path), interface, method), nullptr, nullptr, at_most);
}

asio::awaitable<Bluez::Trouble> Bluez::start_discovery(std::string adapter,
                                                       std::vector<std::string> services) {
  // Named, because GCC 12 destroys a closure that is a temporary of a co_await twice.
  const Bus::Fill filter = [&services](sdbus::Message& call) {
    std::map<std::string, sdbus::Variant> wanted{{"Transport", sdbus::Variant{std::string{"le"}}}};
    if (!services.empty()) {
      wanted.emplace("UUIDs", sdbus::Variant{services});
    }
    call << wanted;
  };
  const BusMethod method = method_of(adapter, kAdapter, "SetDiscoveryFilter");
  if (auto trouble = co_await bus_->call(method, filter, nullptr, kSoon)) {
    co_return trouble;
  }
  co_return co_await plain_call(std::move(adapter), kAdapter, "StartDiscovery", kSoon);
}

void Bluez::stop_discovery(const std::string& adapter) {
  bus_->send(method_of(adapter, kAdapter, "StopDiscovery"), nullptr);
}

asio::awaitable<Bluez::Trouble> Bluez::connect(std::string device) {
  return plain_call(std::move(device), kDevice, "Connect", kConnecting);
}

void Bluez::disconnect(const std::string& device) {
  bus_->send(method_of(device, kDevice, "Disconnect"), nullptr);
}

asio::awaitable<Expected<Bluez::Bytes, BusError>> Bluez::read(std::string characteristic) {
  Bytes bytes;
  const auto trouble = co_await bus_->call(
      method_of(std::move(characteristic), kCharacteristic, "ReadValue"),
      [](sdbus::Message& call) { call << std::map<std::string, sdbus::Variant>{}; },
      [&bytes](sdbus::Message& reply) { reply >> bytes; }, kRadio);
  if (trouble) {
    co_return Unexpected{*trouble};
  }
  co_return bytes;
}

asio::awaitable<Bluez::Trouble> Bluez::write(std::string characteristic, Bytes bytes,
                                             bool with_reply) {
  return bus_->call(
      method_of(std::move(characteristic), kCharacteristic, "WriteValue"),
      [bytes = std::move(bytes), with_reply](sdbus::Message& call) {
        put_write(call, bytes, with_reply);
      },
      nullptr, kRadio);
}

void Bluez::send(const std::string& characteristic, const Bytes& bytes, bool with_reply) {
  bus_->send(method_of(characteristic, kCharacteristic, "WriteValue"),
             [&bytes, with_reply](sdbus::Message& call) { put_write(call, bytes, with_reply); });
}

asio::awaitable<Expected<Bluez::Notifications, BusError>> Bluez::acquire_notify(
    std::string characteristic) {
  Notifications acquired;
  const auto trouble = co_await bus_->call(
      method_of(std::move(characteristic), kCharacteristic, "AcquireNotify"),
      [](sdbus::Message& call) { call << std::map<std::string, sdbus::Variant>{}; },
      [&acquired](sdbus::Message& reply) {
        sdbus::UnixFd socket;
        reply >> socket >> acquired.mtu;
        acquired.socket = Descriptor{socket.release()};
      },
      kRadio);
  if (trouble) {
    co_return Unexpected{*trouble};
  }
  const int fd = acquired.socket.get();
  ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  ::fcntl(fd, F_SETFL, O_NONBLOCK);
  co_return std::move(acquired);
}

asio::awaitable<Bluez::Trouble> Bluez::start_notify(std::string characteristic,
                                                    ValueHandler heard) {
  const auto self = shared_from_this();
  values_[characteristic] = std::move(heard);  // the first value may come before the answer
  auto trouble = co_await plain_call(characteristic, kCharacteristic, "StartNotify", kRadio);
  if (trouble) {
    values_.erase(characteristic);
  }
  co_return trouble;
}

void Bluez::forget_values() {
  for (const auto& [characteristic, heard] : std::exchange(values_, {})) {
    bus_->send(method_of(characteristic, kCharacteristic, "StopNotify"), nullptr);
  }
}

}  // namespace ebb::io
