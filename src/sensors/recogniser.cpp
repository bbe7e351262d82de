#include "sensors/recogniser.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "firmware-protocol/ebb_link.h"
#include "sensors/line_splitter.hpp"
#include "sensors/pulse_sensor.hpp"
#include "sensors/text_fields.hpp"

namespace ebb {
namespace {

constexpr std::uint32_t kSureFrames = 2;
constexpr std::uint32_t kSureOfPlainLink = 6;  ///< frames that name neither a strap nor a sensor
constexpr std::uint32_t kSureLines = 8;
constexpr std::uint32_t kSureTelling = 6;
constexpr std::uint32_t kSurePlotter = 20;
constexpr double kSureShare = 0.8;
/// A strap's intervals come about one line a second: a few good lines are then enough.
constexpr std::uint32_t kSlowLines = 3;
constexpr Microseconds kSlow{2'500'000};
constexpr std::size_t kMostPieces = 512;

double share_of(std::uint32_t part, std::uint32_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / whole;
}

/// `72,833,571` or `571,72,833,1`: a rate and an interval that agree, and a signal.
bool is_plotter_line(const TextFields& fields) {
  if (fields.shape != TextFields::Shape::columns || fields.count < 3 || fields.count > 4) {
    return false;
  }
  for (const TextField& field : fields.fields()) {
    if (!field.value || field.decimal || *field.value < 0) {
      return false;
    }
  }
  const std::size_t at = fields.count - 3;  // where the rate stands
  const double rate = *fields.slots[at].value;
  const double interval = *fields.slots[at + 1].value;
  const double signal = *fields.slots[at == 0 ? 2 : 0].value;
  const bool flag_sound = at == 0 || *fields.slots[3].value <= 1;
  const bool starting = rate == 0 && (interval == 600 || interval == 750);
  const bool agree = rate >= 25 && rate <= 240 && interval >= 250 && interval <= 2500 &&
                     std::abs(60000.0 / interval - rate) < 0.5 * rate;
  return flag_sound && signal <= 65535 && (starting || agree);
}

}  // namespace

struct Recogniser::Impl {
  struct Piece {
    std::size_t end = 0;
    HostTime arrival;
  };

  Impl() {
    ebb_link_receiver_reset(&receiver);
    kept.reserve(kKept);
  }

  void push(std::uint8_t byte, HostTime arrival) {
    ebb_link_frame frame;
    if (ebb_link_receive(&receiver, byte, &frame)) {
      bridge_frames += frame.type == EBB_LINK_BLE_NOTIFY || frame.type == EBB_LINK_STATUS ? 1U : 0U;
      sensor_frames += frame.type == EBB_LINK_STREAM || frame.type == EBB_LINK_SAMPLES ||
                               frame.type == EBB_LINK_BEAT || frame.type == EBB_LINK_VALUE
                           ? 1U
                           : 0U;
    }
    if (const auto line = lines.push(byte); line && !line->first) {
      judge(line->text);
    }
    first_arrival = first_arrival.value_or(arrival);
    decide(arrival);
  }

  void judge(std::string_view text) {
    const TextFields fields = parse_text_fields(text);
    if (PulseSensor::is_telling(text)) {
      ++judged_lines;
      ++telling_lines;
    } else if (fields.shape == TextFields::Shape::damaged) {
      ++judged_lines;
    } else if (fields.shape != TextFields::Shape::words) {
      ++judged_lines;
      ++text_lines;
      plotter_lines += is_plotter_line(fields) ? 1U : 0U;
    }
  }

  [[nodiscard]] bool link_is_sure() const {
    return receiver.frames >= kSureFrames &&
           (bridge_frames + sensor_frames > 0 || receiver.frames >= kSureOfPlainLink);
  }
  [[nodiscard]] bool pulse_is_sure() const {
    return (telling_lines >= kSureTelling && share_of(telling_lines, judged_lines) >= kSureShare) ||
           (plotter_lines >= kSurePlotter && share_of(plotter_lines, judged_lines) >= kSureShare);
  }
  [[nodiscard]] bool text_is_sure(HostTime now) const {
    if (share_of(text_lines, judged_lines) < kSureShare) {
      return false;
    }
    const bool plotter_is_open =
        plotter_lines < kSurePlotter && share_of(plotter_lines, judged_lines) >= kSureShare;
    const bool slow = text_lines >= kSlowLines && now - *first_arrival >= kSlow;
    return slow || (text_lines >= kSureLines && !plotter_is_open);
  }

  void decide(HostTime now) {
    if (verdict == Verdict::recognised) {
      return;
    }
    if (link_is_sure()) {
      settle(bridge_frames > 0 ? "ble-bridge" : "ebb-link");
    } else if (pulse_is_sure()) {
      settle("pulse-sensor");
    } else if (text_is_sure(now)) {
      settle("text");
    } else if (seen >= kEnough) {
      verdict = Verdict::unknown;
    }
  }
  void settle(std::string_view name) {
    verdict = Verdict::recognised;
    chosen = name;
  }

  std::vector<std::uint8_t> kept;
  std::vector<Piece> pieces;
  std::size_t seen = 0;
  std::optional<HostTime> first_arrival;

  ebb_link_receiver receiver{};
  LineSplitter lines;
  std::uint32_t bridge_frames = 0;
  std::uint32_t sensor_frames = 0;
  std::uint32_t judged_lines = 0;
  std::uint32_t text_lines = 0;
  std::uint32_t telling_lines = 0;
  std::uint32_t plotter_lines = 0;
  Verdict verdict = Verdict::listening;
  std::string_view chosen;
};

Recogniser::Recogniser() : impl_(std::make_unique<Impl>()) {}
Recogniser::~Recogniser() = default;
Recogniser::Recogniser(Recogniser&&) noexcept = default;
Recogniser& Recogniser::operator=(Recogniser&&) noexcept = default;

void Recogniser::push(std::span<const std::uint8_t> bytes, HostTime arrival) {
  Impl& in = *impl_;
  const std::size_t room = std::min(bytes.size(), kKept - in.kept.size());
  if (room > 0) {
    in.kept.insert(in.kept.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(room));
    if (in.pieces.size() < kMostPieces) {
      in.pieces.push_back({in.kept.size(), arrival});
    } else {
      in.pieces.back() = {in.kept.size(), arrival};
    }
  }
  for (const std::uint8_t byte : bytes) {
    ++in.seen;
    in.push(byte, arrival);
  }
}

void Recogniser::reset() { impl_ = std::make_unique<Impl>(); }

Recogniser::Verdict Recogniser::verdict() const { return impl_->verdict; }

std::string_view Recogniser::protocol() const { return impl_->chosen; }

std::size_t Recogniser::bytes_seen() const { return impl_->seen; }

std::vector<Recogniser::Candidate> Recogniser::candidates() const {
  const Impl& in = *impl_;
  std::vector<Candidate> found;
  if (in.receiver.frames > 0) {
    const double share =
        share_of(in.receiver.frames, in.receiver.frames + in.receiver.damaged_frames);
    const std::string frames = std::to_string(in.receiver.frames) +
                               (in.receiver.frames == 1 ? " Ebb link frame" : " Ebb link frames") +
                               " with a sound checksum";
    if (in.bridge_frames > 0) {
      found.push_back({"ble-bridge", share, frames + ", a Bluetooth strap's among them"});
    } else {
      found.push_back({"ebb-link", share, frames});
    }
  }
  const auto of_lines = [&](std::uint32_t part) {
    return std::to_string(part) + " of " + std::to_string(in.judged_lines) + " lines";
  };
  if (in.telling_lines > 0) {
    found.push_back({"pulse-sensor", share_of(in.telling_lines, in.judged_lines),
                     of_lines(in.telling_lines) + " that only a PulseSensor prints"});
  } else if (in.plotter_lines > 0) {
    found.push_back({"pulse-sensor", share_of(in.plotter_lines, in.judged_lines),
                     of_lines(in.plotter_lines) +
                         " with a pulse rate and an interval that agree, as a PulseSensor plots"});
  }
  if (in.text_lines > 0) {
    found.push_back({"text", share_of(in.text_lines, in.judged_lines),
                     of_lines(in.text_lines) + " of plain numbers"});
  }
  std::stable_sort(found.begin(), found.end(), [&](const Candidate& a, const Candidate& b) {
    const bool a_chosen = a.protocol == in.chosen;
    const bool b_chosen = b.protocol == in.chosen;
    return a_chosen != b_chosen ? a_chosen : a.share > b.share;
  });
  return found;
}

std::string Recogniser::reason() const {
  const Impl& in = *impl_;
  if (in.seen == 0) {
    return "Nothing has come yet.";
  }
  const auto found = candidates();
  if (in.verdict == Verdict::recognised) {
    return found.empty() ? std::string{} : found.front().reason + ".";
  }
  if (in.verdict == Verdict::unknown) {
    return "In " + std::to_string(in.seen) +
           " bytes there was nothing that Ebb knows. Is the speed right? If so, name the device "
           "with as= in the address.";
  }
  return found.empty() ? "Bytes come, but nothing that Ebb knows yet."
                       : "So far: " + found.front().reason + ".";
}

void Recogniser::hand_over(Decoder& decoder, const ReadingSink& sink) const {
  std::size_t begin = 0;
  for (const Impl::Piece& piece : impl_->pieces) {
    decoder.push(std::span{impl_->kept}.subspan(begin, piece.end - begin), piece.arrival, sink);
    begin = piece.end;
  }
}

}  // namespace ebb
