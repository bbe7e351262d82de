#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/bluetooth/bluez.hpp"
#include "io/bluetooth/gatt_plan.hpp"
#include "io/bluetooth/strap_frames.hpp"
#include "sensors/device_speech.hpp"
#include "sensors/polar_dialogue.hpp"

namespace ebb::io {

/// One connected device, from subscribing to its end: collects what it sends as the bytes that
/// `sensors` reads. Straps become frames of the Ebb link, byte streams stay as they are.
class StrapSession : public std::enable_shared_from_this<StrapSession> {
 public:
  using Bytes = std::vector<std::uint8_t>;
  using Refusal = std::optional<std::string>;  ///< a sentence

  /// `as` is the protocol that was asked for, or empty. A device that is `ours` was connected for
  /// this session, and goes with it.
  StrapSession(asio::io_context& io, std::shared_ptr<Bluez> bluez, std::string device,
               std::string as, bool ours);

  /// Subscribes and starts the device; nothing when it will send.
  asio::awaitable<Refusal> begin();
  /// Lets the device rest, and disconnects it if it is ours.
  void end();

  /// The device is connected, and BlueZ there to say so.
  [[nodiscard]] bool is_alive() const;
  [[nodiscard]] const std::string& name() const { return name_; }
  /// The oldest bytes that nobody has had yet, if any.
  std::optional<Bytes> take();
  /// To a device that takes bytes; in pieces that any link carries.
  asio::awaitable<void> write(Bytes bytes);

 private:
  struct Socket;
  using Hear = void (StrapSession::*)(std::span<const std::uint8_t> bytes);

  asio::awaitable<Refusal> begin_heart_rate();
  asio::awaitable<Refusal> begin_polar();
  asio::awaitable<Refusal> begin_byte_stream();
  asio::awaitable<std::optional<BusError>> subscribe(std::string characteristic, Hear hear);
  /// Does nothing when the session has gone: Bluez outlives it.
  Bluez::ValueHandler handler(Hear hear);
  asio::awaitable<Refusal> talk_with_polar(PolarFrame::Kind kind);
  /// A strap's acceleration beside its waves, for the breath; without it there is no trouble.
  static asio::awaitable<void> measure_movement(std::shared_ptr<StrapSession> self);
  asio::awaitable<void> read_extras();
  static asio::awaitable<void> read_socket(std::shared_ptr<StrapSession> self,
                                           std::shared_ptr<Socket> socket);
  static asio::awaitable<void> speak(std::shared_ptr<StrapSession> self);
  asio::awaitable<void> pause(Seconds length);
  void hear_heart_rate(std::span<const std::uint8_t> bytes);
  void hear_polar_answer(std::span<const std::uint8_t> bytes);
  void hear_polar_waves(std::span<const std::uint8_t> bytes);
  void hear_stream(std::span<const std::uint8_t> bytes);
  void hear_battery(std::span<const std::uint8_t> bytes);
  void keep(Bytes bytes);
  [[nodiscard]] bool stream_wants_reply() const;
  [[nodiscard]] Refusal refusal(const BusError& error) const;

  asio::io_context& io_;
  std::shared_ptr<Bluez> bluez_;
  std::string device_;  ///< object path
  std::string as_;
  bool ours_;
  std::string name_;
  GattPlan plan_;
  StrapFrames frames_;
  DeviceSpeech speech_;
  asio::steady_timer next_word_;
  std::vector<std::shared_ptr<Socket>> sockets_;
  std::vector<PolarFrame::Kind> measuring_;  ///< to be stopped at the end
  std::deque<Bytes> indications_;            ///< of Polar's control point, not yet read
  std::optional<int> told_battery_;
  std::deque<Bytes> unread_;
  std::size_t unread_bytes_ = 0;
  bool ended_ = false;
};

}  // namespace ebb::io
