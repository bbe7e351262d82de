#include "service/live_sensor.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "io/asio.hpp"
#include "io/host_clock.hpp"
#include "sensors/line_trial.hpp"
#include "service/intake.hpp"
#include "service/recognition_text.hpp"
#include "service/sensor_link.hpp"

namespace ebb {
namespace {

/// For how long it is told what was recognised, and what else it might have been.
constexpr Seconds kRecognisedFor{10.0};

std::string words_of(const LineTrial& trial, bool may_ask) {
  if (trial.rounds() == 0) {
    return "Nothing that Ebb knows at 115200 baud yet: other speeds are tried.";
  }
  if (trial.anything_came()) {
    return "What comes makes no sense at 115200, 19200 or 9600 baud. If the device is known, name "
           "it with as= in the address.";
  }
  return may_ask
             ? "Nothing comes, and no answer either. Is it switched on?"
             : "Nothing comes. Is it switched on? A newer CMS50, a BITalino and a Cyton wait to "
               "be asked: name the device with as= in the address, or allow asking with "
               "start=yes.";
}

}  // namespace

struct LiveSensor::Impl : std::enable_shared_from_this<LiveSensor::Impl> {
  Impl(asio::io_context& io, io::SensorAddress where, Handlers handed)
      : address(std::move(where)), handlers(std::move(handed)), next_step(io), told_enough(io) {
    if (address.wants_trial()) {
      trial.emplace(address.may_ask);
    }
    Intake::Handlers taken;
    taken.reading = handlers.reading;
    taken.recognised = [this](std::string_view protocol) { recognised(protocol); };
    taken.complaint = [this](std::string sentence, HostTime now) {
      if (!trial || !intake->is_listening()) {
        tell(LinkState::streaming, std::move(sentence), now);
      }
    };
    intake.emplace(known_protocol(address), address.decoder_options(), std::move(taken));
    io::LinkHandlers heard;
    heard.bytes = [this](std::span<const std::uint8_t> bytes, HostTime now) { hear(bytes, now); };
    heard.state = [this](LinkState state, std::string note, HostTime now) {
      turn(state, std::move(note), now);
    };
    heard.another = handlers.another;
    link = make_sensor_link(io, address, std::move(heard));
  }

  io::SensorAddress address;
  Handlers handlers;
  std::optional<Intake> intake;
  std::optional<LineTrial> trial;
  std::unique_ptr<io::Link> link;
  asio::steady_timer next_step;
  asio::steady_timer told_enough;
  bool open = false;
  bool came_since_told = false;
  bool answered = false;
  std::string told;

  void tell(LinkState state, std::string note, HostTime now) {
    told = note;
    came_since_told = false;
    handlers.state(state, std::move(note), now);
    handlers.news();
  }

  void turn(LinkState state, std::string note, HostTime now) {
    open = state == LinkState::streaming;
    next_step.cancel();
    told_enough.cancel();
    if (!open) {
      intake->reset();
    }
    tell(state, std::move(note), now);
    if (open && trial) {
      answered = false;
      trial->begin(now);
      wait_for_step();
    }
  }

  void hear(std::span<const std::uint8_t> bytes, HostTime now) {
    handlers.bytes(bytes, now);
    came_since_told = true;
    bool early = false;
    if (trial && intake->is_listening()) {
      early = trial->push(bytes, now);
    }
    intake->push(bytes, now);
    link->write(intake->question(io::now()));
    if (trial && intake->is_listening() && !trial->answered().empty() &&
        !std::exchange(answered, true)) {
      link->speak(device_speech(trial->answered()));
    }
    if (early) {
      wait_for_step();
    }
    handlers.news();
  }

  void recognised(std::string_view protocol) {
    next_step.cancel();
    handlers.recognised(protocol);
    const HostTime now = io::now();
    tell(LinkState::streaming, recognition_text(intake->recogniser()), now);
    if (address.may_ask && !std::exchange(answered, true)) {
      link->speak(device_speech(protocol));
    }
    told_enough.expires_after(to_microseconds(kRecognisedFor));
    told_enough.async_wait([weak = weak_from_this()](const auto& failed) {
      const auto self = weak.lock();
      if (!failed && self && self->open && !self->intake->is_listening()) {
        self->tell(LinkState::streaming, "", io::now());
      }
    });
  }

  void wait_for_step() {
    next_step.expires_after(std::max(trial->due() - io::now(), Microseconds{0}));
    next_step.async_wait([weak = weak_from_this()](const auto& failed) {
      const auto self = weak.lock();
      if (!failed && self && self->open && self->intake->is_listening()) {
        self->step();
      }
    });
  }

  void step() {
    const DeviceSpeech before = trial->line();
    const bool sense = answered || intake->makes_sense();
    if (trial->advance(io::now(), sense)) {
      answered = false;
      carry_out(before);
    }
    wait_for_step();
  }

  void carry_out(const DeviceSpeech& before) {
    const DeviceSpeech line = trial->line();
    if (line.baud != before.baud || line.odd_parity != before.odd_parity) {
      link->tune({line.baud, line.odd_parity});
      intake->reset();
      std::string note = words_of(*trial, address.may_ask);
      // A record is played with the same cuts: it has to say where they were.
      if (came_since_told || note != told) {
        tell(LinkState::searching, std::move(note), io::now());
      }
    }
    link->write(trial->step().ask);
  }
};

LiveSensor::LiveSensor(asio::io_context& io, const io::SensorAddress& address, Handlers handlers)
    : impl_(std::make_shared<Impl>(io, address, std::move(handlers))) {}
LiveSensor::~LiveSensor() {
  if (impl_) {
    stop();
  }
}
LiveSensor::LiveSensor(LiveSensor&&) noexcept = default;
LiveSensor& LiveSensor::operator=(LiveSensor&&) noexcept = default;

void LiveSensor::start() { impl_->link->start(); }

void LiveSensor::stop() {
  impl_->open = false;
  impl_->link->stop();
  impl_->next_step.cancel();
  impl_->told_enough.cancel();
}

}  // namespace ebb
