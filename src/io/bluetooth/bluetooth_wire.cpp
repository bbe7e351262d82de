#include "io/bluetooth/bluetooth_wire.hpp"

#include <algorithm>
#include <utility>

#include "io/bluetooth/bluez.hpp"
#include "io/bluetooth/refusal.hpp"
#include "io/bluetooth/search_rhythm.hpp"
#include "io/bluetooth/strap_choice.hpp"
#include "io/bluetooth/strap_claims.hpp"
#include "io/bluetooth/strap_session.hpp"
#include "io/host_clock.hpp"

namespace ebb::io {
namespace {

/// How long one look takes before it is said that there is nothing yet.
constexpr Microseconds kLook{1'500'000};
constexpr Microseconds kServicesWithin{20'000'000};
/// While it is listened to, how often it is asked whether the device is still there; what happens
/// is told at once.
constexpr Microseconds kFarOff{3'600'000'000};

class BluetoothWire final : public Wire {
 public:
  BluetoothWire(asio::io_context& io, const SensorAddress& address)
      : io_(io),
        wanted_{.place = address.place, .adapter = address.adapter},
        as_(address.as),
        claims_(asio::use_service<StrapClaims>(io)) {
    if (is_bluetooth_address(wanted_.place)) {
      claims_.claim(wanted_.place, this);
    }
  }
  ~BluetoothWire() override {
    BluetoothWire::close();
    claims_.release(this);
  }
  BluetoothWire(const BluetoothWire&) = delete;
  BluetoothWire& operator=(const BluetoothWire&) = delete;

  asio::awaitable<std::optional<std::string>> open() override;
  asio::awaitable<std::size_t> read(std::span<std::uint8_t> room, error_code& ec) override;
  asio::awaitable<void> write(std::span<const std::uint8_t> bytes, error_code& ec) override;
  void close() override;
  [[nodiscard]] std::string loss() const override { return loss_; }

 private:
  using Refusal = std::optional<std::string>;

  asio::awaitable<Refusal> reach_bluez();
  asio::awaitable<Refusal> search(std::string adapter);
  asio::awaitable<Refusal> connect(std::shared_ptr<Bluez> bluez, std::string path);
  [[nodiscard]] Refusal adapter_trouble() const;
  [[nodiscard]] std::string choose(bool remembered) const;
  [[nodiscard]] std::string not_heard() const;
  void stop_searching();

  asio::io_context& io_;
  WantedStrap wanted_;
  std::string as_;
  StrapClaims& claims_;
  std::shared_ptr<Bluez> bluez_;
  std::shared_ptr<StrapSession> session_;
  SearchRhythm rhythm_;
  std::string searching_;  ///< the adapter that scans for us, or empty
  bool was_lost_ = false;  ///< then the device may be called without being heard first, once
  std::string loss_;
};

asio::awaitable<std::optional<std::string>> BluetoothWire::open() {
  if (auto refusal = co_await reach_bluez()) {
    co_return refusal;
  }
  if (auto trouble = adapter_trouble()) {
    searching_.clear();  // a radio that is off has stopped scanning
    rhythm_.reset();
    co_return trouble;
  }
  std::string path = choose(false);
  if (path.empty() && std::exchange(was_lost_, false)) {
    path = choose(true);
  }
  if (path.empty()) {
    if (auto refusal = co_await search(choose_adapter(bluez_->tree(), wanted_))) {
      co_return refusal;
    }
    path = bluez_ ? choose(false) : std::string{};
  }
  if (path.empty()) {
    co_return not_heard();
  }
  stop_searching();
  auto refusal = co_await connect(bluez_, std::move(path));
  if (refusal && !is_bluetooth_address(wanted_.place)) {
    claims_.release(this);  // another link may have more luck with it
  }
  co_return refusal;
}

asio::awaitable<BluetoothWire::Refusal> BluetoothWire::reach_bluez() {
  if (bluez_ && !bluez_->is_over()) {
    co_return std::nullopt;
  }
  searching_.clear();
  auto opened = Bluez::open(io_);
  if (!opened) {
    co_return describe_bluez_error(opened.error().name, opened.error().message, "");
  }
  bluez_ = std::move(*opened);
  const auto bluez = bluez_;
  if (const auto trouble = co_await bluez->learn()) {
    bluez->close();
    co_return describe_bluez_error(trouble->name, trouble->message, "");
  }
  co_return std::nullopt;
}

BluetoothWire::Refusal BluetoothWire::adapter_trouble() const {
  if (!bluez_ || bluez_->is_over()) {
    return no_bluez_sentence();
  }
  const auto& adapters = bluez_->tree().adapters();
  if (adapters.empty()) {
    return "Bluetooth: this machine has no adapter, or it is not switched on. A USB adapter for "
           "Bluetooth 4 or later will do.";
  }
  const std::string path = choose_adapter(bluez_->tree(), wanted_);
  if (path.empty() && !wanted_.adapter.empty()) {
    return "Bluetooth: there is no adapter " + wanted_.adapter + "; there is " +
           adapters.begin()->first.substr(adapters.begin()->first.rfind('/') + 1) + ".";
  }
  if (path.empty() || !adapters.at(path).powered) {
    return "Bluetooth is switched off. `bluetoothctl power on` switches it on; if that is blocked, "
           "`rfkill unblock bluetooth` first.";
  }
  return std::nullopt;
}

std::string BluetoothWire::choose(bool remembered) const {
  if (!bluez_ || bluez_->is_over()) {
    return {};
  }
  return choose_strap(bluez_->tree(), wanted_, remembered, [this](const std::string& address) {
    return claims_.is_taken(address, this);
  });
}

std::string BluetoothWire::not_heard() const {
  if (wanted_.place.empty()) {
    return "Bluetooth: no strap is heard yet. Straps sleep until they are worn: put it on, and "
           "damp "
           "it where it touches.";
  }
  return "Bluetooth: " + wanted_.place +
         " is not heard yet. Put it on, damp it where it touches, and close apps on phones and "
         "watches that use it.";
}

asio::awaitable<BluetoothWire::Refusal> BluetoothWire::search(std::string adapter) {
  const auto bluez = bluez_;
  if (!rhythm_.scans(now())) {
    stop_searching();
  } else if (searching_.empty()) {
    // What was named is not bound to advertise what it is.
    auto services = wanted_.place.empty() ? sensor_services() : std::vector<std::string>{};
    if (const auto trouble = co_await bluez->start_discovery(adapter, std::move(services))) {
      co_return describe_bluez_error(trouble->name, trouble->message, "");
    }
    searching_ = adapter;
  }
  const HostTime until = now() + kLook;
  while (choose(false).empty() && !adapter_trouble() && now() < until) {
    co_await bluez->changed(until - now());
  }
  co_return adapter_trouble();
}

void BluetoothWire::stop_searching() {
  if (!searching_.empty() && bluez_) {
    bluez_->stop_discovery(searching_);
  }
  searching_.clear();
}

asio::awaitable<BluetoothWire::Refusal> BluetoothWire::connect(std::shared_ptr<Bluez> bluez,
                                                               std::string path) {
  const BluezDevice meant = *bluez->tree().device(path);
  const std::string name = meant.name.empty() ? meant.address : meant.name;
  claims_.claim(meant.address, this);
  const bool ours = !meant.connected;  // what another program uses stays connected for it
  if (ours) {
    if (const auto trouble = co_await bluez->connect(path)) {
      co_return describe_bluez_error(trouble->name, trouble->message, name);
    }
  }
  const HostTime until = now() + kServicesWithin;
  const auto device = [&] { return bluez->is_over() ? nullptr : bluez->tree().device(path); };
  while (device() != nullptr && !device()->services_resolved && now() < until) {
    co_await bluez->changed(until - now());
  }
  if (device() == nullptr || !device()->services_resolved) {
    if (ours) {
      bluez->disconnect(path);
    }
    co_return name + " was connected, and did not say what it offers. It is tried again.";
  }
  const auto session = std::make_shared<StrapSession>(io_, bluez, path, as_, ours);
  session_ = session;
  auto refusal = co_await session->begin();
  if (!refusal && !session->is_alive()) {
    refusal = name + " went away while it was being connected. It is tried again.";
  }
  if (refusal) {
    session->end();
    session_.reset();
    co_return refusal;
  }
  wanted_.place = meant.address;
  rhythm_.reset();
  co_return std::nullopt;
}

asio::awaitable<std::size_t> BluetoothWire::read(std::span<std::uint8_t> room, error_code& ec) {
  const auto session = session_;
  const auto bluez = bluez_;
  while (session && bluez) {
    if (const auto bytes = session->take()) {
      const std::size_t size = std::min(bytes->size(), room.size());
      std::copy_n(bytes->begin(), size, room.begin());
      co_return size;
    }
    if (!session->is_alive()) {
      break;
    }
    co_await bluez->changed(kFarOff);
  }
  loss_ = adapter_trouble().value_or((session ? session->name() : "The Bluetooth sensor") +
                                     " is out of reach, or was taken off. It is looked for.");
  was_lost_ = true;
  ec = asio::error::eof;
  co_return 0;
}

asio::awaitable<void> BluetoothWire::write(std::span<const std::uint8_t> bytes, error_code&) {
  const auto session = session_;
  if (session) {
    co_await session->write({bytes.begin(), bytes.end()});
  }
}

void BluetoothWire::close() {
  if (const auto session = std::exchange(session_, nullptr)) {
    session->end();
  }
  stop_searching();
  if (const auto bluez = std::exchange(bluez_, nullptr)) {
    bluez->close();
  }
}

}  // namespace

std::unique_ptr<Wire> make_bluetooth_wire(asio::io_context& io, const SensorAddress& address) {
  return std::make_unique<BluetoothWire>(io, address);
}

}  // namespace ebb::io
