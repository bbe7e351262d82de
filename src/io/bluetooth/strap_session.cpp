#include "io/bluetooth/strap_session.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <random>
#include <utility>

#include <sys/socket.h>

#include "io/bluetooth/refusal.hpp"
#include "io/host_clock.hpp"
#include "sensors/heart_rate_measurement.hpp"

namespace ebb::io {
namespace {

constexpr std::size_t kMostUnread = 65'536;
constexpr std::size_t kMostIndications = 16;
constexpr std::size_t kLongestAttribute = 512;
/// What a write carries over any link (ATT, smallest MTU of 23).
constexpr std::size_t kPiece = 20;
constexpr Microseconds kAnswerWithin{10'000'000};

std::uint32_t random_boot() { return std::random_device{}(); }

}  // namespace

/// A notification socket of BlueZ, being read.
struct StrapSession::Socket {
  Socket(asio::io_context& io, Descriptor open, Bluez::ValueHandler handler)
      : descriptor(io, open.release()), heard(std::move(handler)) {}

  asio::posix::stream_descriptor descriptor;
  Bluez::ValueHandler heard;
};

StrapSession::StrapSession(asio::io_context& io, std::shared_ptr<Bluez> bluez, std::string device,
                           std::string as, bool ours)
    : io_(io),
      bluez_(std::move(bluez)),
      device_(std::move(device)),
      as_(std::move(as)),
      ours_(ours),
      frames_(random_boot()),
      next_word_(io) {
  if (const BluezDevice* known = bluez_->tree().device(device_)) {
    name_ = known->name.empty() ? known->address : known->name;
  }
}

bool StrapSession::is_alive() const {
  const BluezDevice* device = bluez_->is_over() ? nullptr : bluez_->tree().device(device_);
  return !ended_ && device != nullptr && device->connected;
}

StrapSession::Refusal StrapSession::refusal(const BusError& error) const {
  return describe_bluez_error(error.name, error.message, name_);
}

void StrapSession::keep(Bytes bytes) {
  if (ended_ || bytes.empty() || unread_bytes_ + bytes.size() > kMostUnread) {
    return;  // the frames' numbers, or the stream's own, tell that something is missing
  }
  unread_bytes_ += bytes.size();
  unread_.push_back(std::move(bytes));
  bluez_->wake();
}

std::optional<StrapSession::Bytes> StrapSession::take() {
  if (unread_.empty()) {
    // Told here because it comes by a property and not by a notification.
    const BluezDevice* device = bluez_->tree().device(device_);
    if (device == nullptr || device->battery_percent == told_battery_ || !device->battery_percent ||
        plan_.way == GattPlan::Way::byte_stream) {
      return std::nullopt;
    }
    hear_battery(std::array{static_cast<std::uint8_t>(*device->battery_percent)});
    if (unread_.empty()) {
      return std::nullopt;
    }
  }
  Bytes bytes = std::move(unread_.front());
  unread_.pop_front();
  unread_bytes_ -= bytes.size();
  return bytes;
}

asio::awaitable<StrapSession::Refusal> StrapSession::begin() {
  plan_ = plan_gatt(bluez_->tree(), device_, as_);
  switch (plan_.way) {
    case GattPlan::Way::heart_rate:
      return begin_heart_rate();
    case GattPlan::Way::polar:
      return begin_polar();
    case GattPlan::Way::byte_stream:
      return begin_byte_stream();
    case GattPlan::Way::none:
      break;
  }
  return [](std::string sentence) -> asio::awaitable<Refusal> {
    co_return sentence;
  }(name_ + " is connected, but offers nothing that Ebb reads: no heart rate, no Polar waves, no "
            "Go Direct and no serial service.");
}

Bluez::ValueHandler StrapSession::handler(Hear hear) {
  return [weak = weak_from_this(), hear](std::span<const std::uint8_t> bytes) {
    if (const auto self = weak.lock()) {
      ((*self).*hear)(bytes);
    }
  };
}

asio::awaitable<std::optional<BusError>> StrapSession::subscribe(std::string characteristic,
                                                                 Hear hear) {
  const auto self = shared_from_this();
  auto heard = handler(hear);
  const BluezCharacteristic* known = bluez_->tree().characteristic_at(characteristic);
  if (known != nullptr && known->can("notify")) {
    auto acquired = co_await bluez_->acquire_notify(characteristic);
    if (ended_) {
      co_return std::nullopt;
    }
    if (acquired && acquired->socket) {
      auto socket = std::make_shared<Socket>(io_, std::move(acquired->socket), heard);
      sockets_.push_back(socket);
      asio::co_spawn(io_, read_socket(shared_from_this(), socket), kRethrow);
      co_return std::nullopt;
    }
  }
  co_return co_await bluez_->start_notify(characteristic, std::move(heard));
}

asio::awaitable<void> StrapSession::read_socket(std::shared_ptr<StrapSession> self,
                                                std::shared_ptr<Socket> socket) {
  std::array<std::uint8_t, kLongestAttribute> room{};
  while (!self->ended_) {
    error_code ec;
    co_await socket->descriptor.async_wait(asio::posix::stream_descriptor::wait_read,
                                           asio::redirect_error(asio::use_awaitable, ec));
    if (ec || self->ended_) {
      co_return;
    }
    const ssize_t got = ::read(socket->descriptor.native_handle(), room.data(), room.size());
    if (got > 0) {
      socket->heard({room.data(), static_cast<std::size_t>(got)});
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
      break;  // BlueZ closes it when the device has gone
    }
  }
  self->end();
}

asio::awaitable<StrapSession::Refusal> StrapSession::begin_heart_rate() {
  const auto self = shared_from_this();
  keep(frames_.hello(name_, now()));
  keep(frames_.streaming(now()));
  const auto trouble = co_await subscribe(plan_.heart_rate, &StrapSession::hear_heart_rate);
  if (trouble) {
    co_return refusal(*trouble);
  }
  if (!ended_) {
    co_await read_extras();
  }
  co_return std::nullopt;
}

void StrapSession::hear_heart_rate(std::span<const std::uint8_t> bytes) {
  keep(frames_.notification(kHeartRateService, kHeartRateMeasurement, bytes, now()));
}

void StrapSession::hear_polar_answer(std::span<const std::uint8_t> bytes) {
  keep(frames_.notification(kPolarService, kPolarControl, bytes, now()));
  if (indications_.size() < kMostIndications) {
    indications_.emplace_back(bytes.begin(), bytes.end());
  }
}

void StrapSession::hear_polar_waves(std::span<const std::uint8_t> bytes) {
  keep(frames_.notification(kPolarService, kPolarData, bytes, now()));
}

void StrapSession::hear_stream(std::span<const std::uint8_t> bytes) {
  keep({bytes.begin(), bytes.end()});
}

void StrapSession::hear_battery(std::span<const std::uint8_t> bytes) {
  if (const auto percent = decode_battery_level(bytes)) {
    told_battery_ = percent;
    keep(frames_.notification(kBatteryService, kBatteryLevel, bytes, now()));
  }
}

/// What a device may have and need not: its refusals are no trouble.
asio::awaitable<void> StrapSession::read_extras() {
  const auto self = shared_from_this();
  if (!plan_.location.empty()) {
    if (const auto location = co_await bluez_->read(plan_.location)) {
      keep(frames_.notification(
          kHeartRateService, kBodySensorLocation,
          std::span{*location}.first(std::min<std::size_t>(location->size(), 1)), now()));
    }
  }
  // BlueZ keeps the battery service to itself and tells a property; older ones do not.
  if (!plan_.battery.empty() && !ended_) {
    if (const auto level = co_await bluez_->read(plan_.battery)) {
      hear_battery(*level);
    }
    if (!ended_) {
      co_await subscribe(plan_.battery, &StrapSession::hear_battery);
    }
  }
}

asio::awaitable<StrapSession::Refusal> StrapSession::begin_polar() {
  const auto self = shared_from_this();
  keep(frames_.hello(name_, now()));
  auto answers = handler(&StrapSession::hear_polar_answer);
  auto trouble = co_await bluez_->start_notify(plan_.polar_control, std::move(answers));
  if (!trouble && !ended_) {
    trouble = co_await subscribe(plan_.polar_data, &StrapSession::hear_polar_waves);
  }
  if (trouble) {
    co_return refusal(*trouble);
  }
  if (ended_) {
    co_return std::nullopt;  // who began it asks whether it is alive
  }
  const auto features = co_await bluez_->read(plan_.polar_control);
  if (!features) {
    co_return refusal(features.error());
  }
  const auto kind = PolarDialogue::best_offer(*features);
  if (!kind) {
    co_return name_ +
        " offers no waves that Ebb reads. Without as=polar-pmd it may still tell the "
        "heart rate.";
  }
  if (auto refused = co_await talk_with_polar(*kind)) {
    co_return refused;
  }
  measuring_.push_back(*kind);
  if (!plan_.heart_rate.empty() && !ended_) {
    co_await subscribe(plan_.heart_rate, &StrapSession::hear_heart_rate);
  }
  if (!ended_) {
    co_await read_extras();
  }
  if (!ended_ && PolarDialogue::offers(*features, PolarFrame::Kind::acceleration)) {
    asio::co_spawn(io_, measure_movement(self), kRethrow);
  }
  co_return std::nullopt;
}

asio::awaitable<void> StrapSession::measure_movement(std::shared_ptr<StrapSession> self) {
  self->measuring_.push_back(PolarFrame::Kind::acceleration);
  co_await self->talk_with_polar(PolarFrame::Kind::acceleration);
}

asio::awaitable<StrapSession::Refusal> StrapSession::talk_with_polar(PolarFrame::Kind kind) {
  const auto self = shared_from_this();
  PolarDialogue dialogue{kind};
  std::optional<Bytes> word = dialogue.first();
  const HostTime until = now() + kAnswerWithin;
  while (dialogue.state() != PolarDialogue::State::started) {
    if (word) {
      if (const auto trouble = co_await bluez_->write(plan_.polar_control, *word, true)) {
        co_return refusal(*trouble);
      }
      word.reset();
    }
    while (indications_.empty() && is_alive() && now() < until) {
      co_await bluez_->changed(until - now());
    }
    if (indications_.empty()) {
      co_return name_ + " did not answer. It is tried again.";
    }
    word = dialogue.push(indications_.front());
    indications_.pop_front();
    if (dialogue.state() == PolarDialogue::State::refused) {
      co_return name_ + " " + dialogue.why();
    }
  }
  co_return std::nullopt;
}

asio::awaitable<StrapSession::Refusal> StrapSession::begin_byte_stream() {
  const auto self = shared_from_this();
  const auto trouble = co_await subscribe(plan_.stream_in, &StrapSession::hear_stream);
  if (trouble) {
    co_return refusal(*trouble);
  }
  if (ended_) {
    co_return std::nullopt;
  }
  // The service names the device, so the words that start it can do no harm.
  speech_ = device_speech(as_.empty() ? plan_.protocol : std::string_view{as_});
  if (!speech_.start.empty()) {
    asio::co_spawn(io_, speak(self), kRethrow);
  }
  co_return std::nullopt;
}

asio::awaitable<void> StrapSession::pause(Seconds length) {
  error_code ignored;
  next_word_.expires_after(to_microseconds(length));
  co_await next_word_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<void> StrapSession::speak(std::shared_ptr<StrapSession> self) {
  for (const auto& word : self->speech_.start) {
    if (self->ended_) {
      co_return;
    }
    co_await self->write(word);
    co_await self->pause(self->speech_.pause);
  }
  while (!self->speech_.keep_alive.empty() && !self->ended_) {
    co_await self->pause(self->speech_.again);
    co_await self->write(self->speech_.keep_alive);
  }
}

bool StrapSession::stream_wants_reply() const {
  const BluezCharacteristic* out = bluez_->tree().characteristic_at(plan_.stream_out);
  return out != nullptr && !out->can("write-without-response");
}

asio::awaitable<void> StrapSession::write(Bytes bytes) {
  const auto self = shared_from_this();
  const bool with_reply = stream_wants_reply();
  for (std::size_t at = 0; at < bytes.size() && is_alive() && !plan_.stream_out.empty();
       at += kPiece) {
    const auto piece = std::span{bytes}.subspan(at, std::min(kPiece, bytes.size() - at));
    const auto trouble =
        co_await bluez_->write(plan_.stream_out, Bytes{piece.begin(), piece.end()}, with_reply);
    if (trouble) {
      co_return;  // a device that has gone is noticed by who reads
    }
  }
}

void StrapSession::end() {
  if (std::exchange(ended_, true)) {
    return;
  }
  next_word_.cancel();
  for (const PolarFrame::Kind kind : measuring_) {
    bluez_->send(plan_.polar_control, PolarDialogue::stop(kind));
  }
  for (const auto& word : speech_.stop) {  // each fits one piece
    bluez_->send(plan_.stream_out, word, stream_wants_reply());
  }
  bluez_->forget_values();
  for (const auto& socket : sockets_) {
    error_code ignored;
    socket->descriptor.close(ignored);
  }
  sockets_.clear();
  if (ours_) {
    bluez_->disconnect(device_);
  }
  bluez_->wake();
}

}  // namespace ebb::io
