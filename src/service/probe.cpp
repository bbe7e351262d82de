#include "service/probe.hpp"

#include <array>
#include <chrono>
#include <cmath>
#include <span>
#include <string_view>
#include <utility>

#include "io/asio.hpp"
#include "sensors/device_speech.hpp"
#include "service/sensor_link.hpp"

namespace ebb {
namespace {

/// A line setting by a device that has it and is spoken to without a word.
struct Trial {
  std::string_view as;
  Milliseconds length;
};
constexpr std::array kSerialTrials{Trial{"", Milliseconds{2500.0}},
                                   Trial{"cms50", Milliseconds{1200.0}},
                                   Trial{"nonin", Milliseconds{1200.0}}};
constexpr std::array kOneTrial{Trial{"", Milliseconds{4900.0}}};

io::SensorAddress with_line_of(const io::SensorAddress& address, std::string_view as) {
  if (as.empty()) {
    return address;
  }
  io::SensorAddress other = address;
  other.as = as;
  other.baud = device_speech(as).baud;
  return other;
}

/// Listens until the bytes are recognised or the time is over.
Recogniser listen(const io::SensorAddress& address, Milliseconds length, std::string& trouble) {
  asio::io_context io{1};
  asio::steady_timer over{io};
  Recogniser recogniser;
  const auto link =
      make_sensor_link(io, address,
                       {.bytes =
                            [&](std::span<const std::uint8_t> bytes, HostTime arrival) {
                              recogniser.push(bytes, arrival);
                              if (recogniser.verdict() == Recogniser::Verdict::recognised) {
                                over.cancel();
                              }
                            },
                        .state =
                            [&](LinkState state, std::string note, HostTime) {
                              trouble = std::move(note);
                              if (state != LinkState::streaming) {
                                over.cancel();  // it was tried once; that is what is asked
                              }
                            }});
  over.expires_after(std::chrono::duration_cast<std::chrono::microseconds>(length));
  over.async_wait([&](const auto&) {
    link->stop();
    io.stop();
  });
  link->start();
  io.run();
  return recogniser;
}

std::string percent(double share) {
  return std::to_string(static_cast<int>(std::lround(100.0 * share))) + " %";
}

}  // namespace

ProbeResult probe(const io::SensorAddress& address) {
  const bool tries_speeds = address.kind == io::AddressKind::serial && address.as.empty() &&
                            address.baud == device_speech("").baud;
  const std::span<const Trial> trials =
      tries_speeds ? std::span<const Trial>{kSerialTrials} : std::span<const Trial>{kOneTrial};
  ProbeResult result;
  for (const Trial& trial : trials) {
    const io::SensorAddress heard_at = with_line_of(address, trial.as);
    std::string trouble;
    const Recogniser recogniser = listen(heard_at, trial.length, trouble);
    result.bytes += recogniser.bytes_seen();
    const bool recognised = !recogniser.protocol().empty();
    const auto candidates = recogniser.candidates();
    const double best = candidates.empty() ? 0.0 : candidates.front().share;
    const double so_far = result.candidates.empty() ? -1.0 : result.candidates.front().share;
    if (recognised || best > so_far) {
      result.protocol = recogniser.protocol();
      result.candidates = candidates;
      result.said = recogniser.reason();
      result.address = heard_at;
      result.address.as = recognised ? std::string{recogniser.protocol()} : address.as;
    }
    result.trouble = trouble;
    if (recognised || (recogniser.bytes_seen() == 0 && !trouble.empty())) {
      break;
    }
  }
  return result;
}

std::string describe(const ProbeResult& result) {
  if (!result.protocol.empty()) {
    std::string text = result.protocol + ": " + result.said + "\n";
    if (result.candidates.size() > 1) {
      const Recogniser::Candidate& next = result.candidates[1];
      text += "  Next best: " + std::string{next.protocol} + " (" + percent(next.share) + "), " +
              next.reason + ".\n";
    }
    return text + "  ebb run --sensor '" + print(result.address) + "'\n";
  }
  if (result.bytes == 0) {
    return result.trouble.empty()
               ? "Nothing came in five seconds.\nA newer CMS50, a BITalino, a Cyton and a Go "
                 "Direct belt send only when asked: name them with as= in the address.\n"
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
