#include "sensors/recogniser.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "firmware-protocol/ebb_link.h"
#include "sensors/line_splitter.hpp"
#include "sensors/nonin_signs.hpp"
#include "sensors/polar_frame.hpp"
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
/// Five seconds of a fast line: what no decoder has made anything of by then is not of its kind.
constexpr std::size_t kListenersStay = 65'536;

double share_of(std::uint32_t part, std::uint32_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / whole;
}

/// Binary forms without a name in them: who reads the stream with nothing left over is believed.
struct Form {
  std::string_view protocol;
  std::uint32_t sure;  ///< readings
  std::string_view what;
  /// What comes faster is something else, perhaps heard at another speed; 0 = any pace.
  std::uint32_t most_a_second = 0;
  bool by_wave = false;  ///< readings without a wave among them prove nothing
};
constexpr std::array kForms{
    Form{"cms50", 30, "packets of an older CMS50 finger clip", 100},
    Form{"cms50-v7", 30, "packets of a newer CMS50 finger clip", 100},
    Form{"nonin", 24, "frames of a Nonin oximeter", 120, true},
    Form{"bitalino", 48, "BITalino frames, numbered and with a sound checksum"},
    Form{"cyton", 25, "OpenBCI Cyton packets"},
    Form{"gdx", 8, "measurements of a Go Direct belt"},
    Form{"ant", 3, "messages of an ANT heart rate monitor"},
    Form{"osc", 3, "Open Sound Control messages under addresses that are known"},
};

/// An infrared level beside whatever else a MAX3010x sketch prints.
bool is_light_line(const TextFields& fields) {
  constexpr double kDark = 50'000.0;  // below it SparkFun's sketches see no finger
  return fields.shape == TextFields::Shape::named && fields.count >= 2 &&
         std::any_of(fields.fields().begin(), fields.fields().end(), [](const TextField& field) {
           return (field.name == "IR" || field.name == "ir") && field.value.value_or(0.0) > kDark;
         });
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

  /// A decoder that listens along.
  struct Listener {
    const Form* form;
    std::unique_ptr<Decoder> decoder;
    std::uint32_t readings = 0;
    std::uint32_t losses = 0;
    bool waves = false;
    /// What was waiting when the port was opened comes at one instant; pace is told by the rest.
    std::optional<HostTime> first{};
    std::uint32_t paced = 0;

    void hear(const Reading& reading, HostTime arrival) {
      first = first.value_or(arrival);
      paced += arrival > *first ? 1U : 0U;
      const bool loss = std::holds_alternative<LossReading>(reading);
      losses += loss ? 1U : 0U;
      readings += loss ? 0U : 1U;
      waves = waves || std::holds_alternative<WaveSample>(reading);
    }
    [[nodiscard]] bool enough() const {
      return readings >= form->sure && (waves || !form->by_wave);
    }
    [[nodiscard]] bool at_its_pace(HostTime now) const {
      return form->most_a_second == 0 || !first ||
             paced <= Seconds{now - *first}.count() * form->most_a_second + 1.0;
    }
    [[nodiscard]] double share(std::size_t seen) const {
      const auto left = static_cast<double>(decoder->damage().bytes);
      return readings == 0 ? 0.0 : std::clamp(1.0 - left / static_cast<double>(seen), 0.0, 1.0);
    }
    [[nodiscard]] bool sure(std::size_t seen, HostTime now) const {
      return enough() && at_its_pace(now) && losses * 10 < readings && share(seen) >= kSureShare;
    }
  };

  Impl() {
    ebb_link_receiver_reset(&receiver);
    kept.reserve(kKept);
    for (const Form& form : kForms) {
      listeners.push_back({&form, make_decoder(form.protocol)});
    }
  }

  void push(std::uint8_t byte, HostTime arrival) {
    ebb_link_frame frame;
    if (ebb_link_receive(&receiver, byte, &frame)) {
      polar_frames += frame.type == EBB_LINK_BLE_NOTIFY && frame.payload_size >= 2 &&
                              ebb_link_get_u16(frame.payload) == kPolarService
                          ? 1U
                          : 0U;
      bridge_frames += frame.type == EBB_LINK_BLE_NOTIFY || frame.type == EBB_LINK_STATUS ? 1U : 0U;
      sensor_frames += frame.type == EBB_LINK_STREAM || frame.type == EBB_LINK_SAMPLES ||
                               frame.type == EBB_LINK_BEAT || frame.type == EBB_LINK_VALUE
                           ? 1U
                           : 0U;
    }
    if (const auto line = lines.push(byte); line && !line->first) {
      judge(line->text);
    }
    if (verdict != Verdict::recognised && seen <= kListenersStay) {
      ask_listeners(byte, arrival);
    }
    first_arrival = first_arrival.value_or(arrival);
    nonin.push(byte, arrival);
    decide(arrival);
  }

  void ask_listeners(std::uint8_t byte, HostTime arrival) {
    for (Listener& listener : listeners) {
      listener.decoder->push({&byte, 1}, arrival,
                             [&](const Reading& reading) { listener.hear(reading, arrival); });
    }
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
      light_lines += is_light_line(fields) ? 1U : 0U;
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
    const auto sure = std::find_if(listeners.begin(), listeners.end(),
                                   [&](const Listener& l) { return l.sure(seen, now); });
    if (link_is_sure()) {
      settle(link_name());
    } else if (sure != listeners.end()) {
      settle(sure->form->protocol);
    } else if (nonin.sure()) {
      settle("nonin");
    } else if (pulse_is_sure()) {
      settle("pulse-sensor");
    } else if (text_is_sure(now)) {
      settle(share_of(light_lines, judged_lines) >= kSureShare ? "max3010x" : "text");
    } else if (seen >= kEnough) {
      verdict = Verdict::unknown;
    }
  }
  [[nodiscard]] std::string_view link_name() const {
    return polar_frames > 0 ? "polar-pmd" : bridge_frames > 0 ? "ble-bridge" : "ebb-link";
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
  std::vector<Listener> listeners;
  NoninSigns nonin;
  std::uint32_t polar_frames = 0;
  std::uint32_t light_lines = 0;
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
    const std::string_view forwarded = in.polar_frames > 0    ? ", Polar measurements among them"
                                       : in.bridge_frames > 0 ? ", a Bluetooth strap's among them"
                                                              : "";
    found.push_back({in.link_name(), share, frames + std::string{forwarded}});
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
  for (const Impl::Listener& listener : in.listeners) {
    if (listener.readings > 0) {
      found.push_back({listener.form->protocol, listener.share(in.seen),
                       std::to_string(listener.readings) + " readings from " +
                           std::string{listener.form->what}});
    }
  }
  if (in.nonin.sure()) {
    const int measured = in.nonin.measurements();
    found.push_back({"nonin", 1.0,
                     measured > 0 ? "a single measurement of a Nonin oximeter"
                                  : std::to_string(in.nonin.packets()) +
                                        " packets of a Nonin oximeter, a second apart"});
  }
  if (in.light_lines > 0) {
    found.push_back(
        {"max3010x", share_of(in.light_lines, in.judged_lines),
         of_lines(in.light_lines) + " with infrared light, as MAX3010x sketches print"});
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

bool Recogniser::makes_sense() const {
  const auto found = candidates();
  return !found.empty() && found.front().share >= kSureShare;
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
