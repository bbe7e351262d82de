#pragma once

#include <functional>
#include <memory>

#include "io/link.hpp"
#include "io/wire.hpp"
#include "sensors/device_speech.hpp"

namespace ebb::io {

/// The life of every real link: open, read until it is lost, close at once (a descriptor held over
/// an unplugged device makes the kernel give the next one another name), wait, open again.
class ReopeningLink final : public Link {
 public:
  using MakeWire = std::function<std::unique_ptr<Wire>(asio::io_context&)>;

  /// `speech` is what the device wants to hear each time it has been opened.
  ReopeningLink(asio::io_context& io, MakeWire make_wire, LinkHandlers handlers,
                const ReconnectPolicy::Config& reconnect, DeviceSpeech speech = {});
  ~ReopeningLink() override;
  ReopeningLink(const ReopeningLink&) = delete;
  ReopeningLink& operator=(const ReopeningLink&) = delete;

  void start() override;
  void stop() override;
  void write(std::span<const std::uint8_t> bytes) override;
  void tune(const LineSettings& line) override;
  void speak(const DeviceSpeech& speech) override;

 private:
  struct Flow;

  asio::io_context& io_;
  MakeWire make_wire_;
  LinkHandlers handlers_;
  ReconnectPolicy::Config reconnect_;
  DeviceSpeech speech_;
  std::shared_ptr<Flow> flow_;  ///< from start() to stop(); its coroutines hold it as well
};

}  // namespace ebb::io
