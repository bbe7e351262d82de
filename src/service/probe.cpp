#include "service/probe.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "io/asio.hpp"
#include "io/host_clock.hpp"
#include "sensors/line_trial.hpp"
#include "service/recognition_text.hpp"
#include "service/sensor_link.hpp"

namespace ebb {
namespace {

/// How long a sensor is listened to whose settings are not to be found out.
constexpr Seconds kListening{4.9};
/// A strap says that it is there about once a second, and takes a few more to be connected.
constexpr Seconds kBluetoothSearch{20.0};
/// Who comes to us may have to be switched on first, or to join the network.
constexpr Seconds kComing{20.0};

/// How long a sensor is waited for that is not there from the first; nothing where it has to be.
std::optional<Seconds> patience_for(io::AddressKind kind) {
  switch (kind) {
    case io::AddressKind::ble:
      return kBluetoothSearch;
    case io::AddressKind::udp:
    case io::AddressKind::tcp_listen:
      return kComing;
    default:
      return std::nullopt;
  }
}

/// Listens until the bytes are recognised or everything was tried once.
class Probing {
 public:
  Probing(const io::SensorAddress& address, std::function<void(const std::string&)> say)
      : address_(address), say_(std::move(say)), trial_(address.may_ask), step_over_(io_) {
    link_ =
        make_sensor_link(io_, address,
                         {.bytes = [this](std::span<const std::uint8_t> bytes,
                                          HostTime arrival) { hear(bytes, arrival); },
                          .state = [this](LinkState state, std::string note,
                                          HostTime now) { turn(state, std::move(note), now); }});
  }

  ProbeResult listen() {
    link_->start();
    io_.run();
    return std::move(result_);
  }

 private:
  void hear(std::span<const std::uint8_t> bytes, HostTime arrival) {
    result_.bytes += bytes.size();
    const bool early = trial_.push(bytes, arrival);
    recogniser_.push(bytes, arrival);
    if (!recogniser_.protocol().empty()) {
      end();
    } else if (!trial_.answered().empty() && !std::exchange(answered_, true)) {
      link_->speak(device_speech(trial_.answered()));
    } else if (early && address_.wants_trial()) {
      wait(trial_.due());
    }
  }

  void turn(LinkState state, std::string note, HostTime now) {
    result_.trouble = std::move(note);
    const auto patience = patience_for(address_.kind);
    if (state == LinkState::searching && patience) {
      if (!std::exchange(searching_, true)) {
        say_(result_.trouble + " Waiting for it up to " +
             std::to_string(static_cast<int>(patience->count())) + " s.");
        wait(now + to_microseconds(*patience));
      }
      return;
    }
    if (state != LinkState::streaming) {
      end();  // it was tried once; that is what is asked
      return;
    }
    trial_.begin(now);
    wait(address_.wants_trial() ? trial_.due() : now + to_microseconds(kListening));
  }

  void wait(HostTime until) {
    step_over_.expires_after(std::max(until - io::now(), Microseconds{0}));
    step_over_.async_wait([this](const auto& failed) {
      if (!failed) {
        next_step();
      }
    });
  }

  void next_step() {
    const DeviceSpeech before = trial_.line();
    if (!address_.wants_trial()) {
      end();
      return;
    }
    if (trial_.advance(io::now(), answered_ || recogniser_.makes_sense())) {
      take_in(before);
      answered_ = false;
      if (trial_.rounds() > 0) {
        end();
        return;
      }
      const DeviceSpeech line = trial_.line();
      if (line.baud != before.baud || line.odd_parity != before.odd_parity) {
        link_->tune({line.baud, line.odd_parity});
        recogniser_.reset();
      }
      link_->write(trial_.step().ask);
    }
    wait(trial_.due());
  }

  /// Keeps what was heard at the present settings if it is the best yet.
  void take_in(const DeviceSpeech& line) {
    const auto candidates = recogniser_.candidates();
    const double best = candidates.empty() ? 0.0 : candidates.front().share;
    if (recogniser_.protocol().empty() && best <= best_) {
      return;
    }
    best_ = best;
    result_.protocol = recogniser_.protocol();
    result_.candidates = candidates;
    result_.said = recogniser_.reason();
    result_.address = address_;
    result_.address.baud = line.baud;
    if (!result_.protocol.empty()) {
      result_.address.as = result_.protocol;
    }
  }

  void end() {
    if (address_.wants_trial()) {
      take_in(trial_.line());
    } else {
      DeviceSpeech line;
      line.baud = address_.baud;
      take_in(line);
    }
    link_->stop();
    io_.stop();
  }

  const io::SensorAddress& address_;
  std::function<void(const std::string&)> say_;
  asio::io_context io_{1};
  LineTrial trial_;
  asio::steady_timer step_over_;
  Recogniser recogniser_;
  std::unique_ptr<io::Link> link_;
  ProbeResult result_;
  double best_ = -1.0;
  bool answered_ = false;
  bool searching_ = false;
};

}  // namespace

ProbeResult probe(const io::SensorAddress& address,
                  const std::function<void(const std::string& sentence)>& say) {
  return Probing{address, say}.listen();
}

std::string describe(const ProbeResult& result) {
  if (!result.protocol.empty()) {
    std::string text = result.protocol + ": " + result.said + "\n";
    if (const std::string next = runner_up(result.candidates); !next.empty()) {
      text += "  " + next + "\n";
    }
    return text + "  ebb run --sensor '" + print(result.address) + "'\n";
  }
  if (result.bytes == 0) {
    return result.trouble.empty()
               ? "Nothing came in five seconds.\nA newer CMS50, a BITalino, a Cyton and a Go "
                 "Direct belt send only when asked: name them with as= in the address, or allow "
                 "the "
                 "first three to be asked with start=yes.\n"
               : result.trouble + "\n";
  }
  std::string text = std::to_string(result.bytes) + " bytes came, and nothing that Ebb is sure of.";
  if (!result.candidates.empty()) {
    text += " Nearest: " + std::string{result.candidates.front().protocol} + ", " +
            result.candidates.front().reason + ".";
  }
  return text + "\nIs the speed right (baud=)? If the device is known, name it with as=.\n";
}

}  // namespace ebb
