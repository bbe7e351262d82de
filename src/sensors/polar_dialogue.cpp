#include "sensors/polar_dialogue.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "sensors/wire_numbers.hpp"

namespace ebb {
namespace {

constexpr std::uint8_t kFeatures = 0x0F;
constexpr std::uint8_t kReply = 0xF0;
constexpr std::uint8_t kGetSettings = 0x01;
constexpr std::uint8_t kStart = 0x02;
constexpr std::uint8_t kStop = 0x03;

constexpr std::uint8_t kSuccess = 0;
constexpr std::uint8_t kAlreadyInState = 6;
constexpr std::uint8_t kInvalidMtu = 10;
constexpr std::uint8_t kInCharger = 13;

constexpr std::size_t kSettingsBegin = 5;  // within a reply
/// A settings reply in several parts is never longer than this.
constexpr std::size_t kMostSettings = 256;

constexpr std::array kBestFirst{PolarFrame::Kind::ecg, PolarFrame::Kind::beats,
                                PolarFrame::Kind::ppg};

/// A setting by its id: how wide its values are, and which one is wanted.
struct Setting {
  std::uint8_t id;
  std::size_t width;
  int wanted;  ///< the offer nearest to this is taken
};
constexpr int kHighest = 0xFFFF;
constexpr std::uint8_t kRate = 0;
constexpr std::uint8_t kConversionFactor = 5;  // told, not chosen
constexpr std::array kSettings{
    Setting{kRate, 2, 0},    Setting{1, 2, kHighest},          Setting{2, 2, 4}, Setting{3, 4, 0},
    Setting{4, 1, kHighest}, Setting{kConversionFactor, 4, 0}, Setting{6, 16, 0}};

int wanted_rate(PolarFrame::Kind kind) {
  switch (kind) {
    case PolarFrame::Kind::ecg:
      return 130;
    case PolarFrame::Kind::acceleration:
      return 50;
    default:
      return 55;
  }
}

/// One setting and all its offers, cut off the front of `left`; nothing at the end and at a setting
/// of another kind, as how long that is, is not known.
struct Offers {
  const Setting* setting;
  std::span<const std::uint8_t> values;
};
std::optional<Offers> next_offers(std::span<const std::uint8_t>& left) {
  if (left.size() < 2) {
    return std::nullopt;
  }
  const auto* known = std::find_if(kSettings.begin(), kSettings.end(),
                                   [&](const Setting& s) { return s.id == left[0]; });
  if (known == kSettings.end() || left.size() < 2 + left[1] * known->width) {
    return std::nullopt;
  }
  const Offers offers{known, left.subspan(2, left[1] * known->width)};
  left = left.subspan(2 + offers.values.size());
  return offers;
}

std::uint8_t wire_type(PolarFrame::Kind kind) { return static_cast<std::uint8_t>(kind); }

/// The low sixteen bits of a value: all there is of those that are chosen by size.
int number_at(const std::uint8_t* at, std::size_t width) { return width == 1 ? *at : u16_le(at); }

}  // namespace

std::optional<PolarFrame::Kind> PolarDialogue::best_offer(std::span<const std::uint8_t> features) {
  const auto* best = std::find_if(kBestFirst.begin(), kBestFirst.end(),
                                  [&](PolarFrame::Kind kind) { return offers(features, kind); });
  return best == kBestFirst.end() ? std::nullopt : std::optional{*best};
}

bool PolarDialogue::offers(std::span<const std::uint8_t> features, PolarFrame::Kind kind) {
  return features.size() >= 2 && features[0] == kFeatures &&
         (unsigned{features[1]} >> wire_type(kind) & 1U) != 0;
}

std::optional<double> PolarDialogue::g_per_count(std::span<const std::uint8_t> indication) {
  if (indication.size() < kSettingsBegin || indication[0] != kReply ||
      indication[1] != kGetSettings || indication[2] != wire_type(PolarFrame::Kind::acceleration) ||
      indication[3] != kSuccess || indication[4] != 0) {
    return std::nullopt;
  }
  auto left = indication.subspan(kSettingsBegin);
  while (const auto offers = next_offers(left)) {
    if (offers->setting->id == kConversionFactor && !offers->values.empty()) {
      const double factor{f32_le(offers->values.data())};
      constexpr double kFinest = 1e-6;
      constexpr double kCoarsest = 1e-1;
      return factor >= kFinest && factor <= kCoarsest ? std::optional{factor} : std::nullopt;
    }
  }
  return std::nullopt;
}

PolarDialogue::Bytes PolarDialogue::stop(PolarFrame::Kind kind) { return {kStop, wire_type(kind)}; }

PolarDialogue::PolarDialogue(PolarFrame::Kind kind)
    : kind_(kind), state_(kind == PolarFrame::Kind::beats ? State::starting : State::asking) {}

PolarDialogue::Bytes PolarDialogue::first() const {
  if (kind_ == PolarFrame::Kind::beats) {
    return start_with({});  // there is nothing to choose
  }
  return {kGetSettings, wire_type(kind_)};
}

PolarDialogue::Bytes PolarDialogue::start_with(std::span<const std::uint8_t> chosen) const {
  Bytes word{kStart, wire_type(kind_)};
  word.insert(word.end(), chosen.begin(), chosen.end());
  return word;
}

std::optional<PolarDialogue::Bytes> PolarDialogue::push(std::span<const std::uint8_t> indication) {
  if (indication.size() < 4 || indication[0] != kReply || indication[2] != wire_type(kind_)) {
    return std::nullopt;
  }
  const std::uint8_t answered = indication[1];
  const std::uint8_t error = indication[3];
  if (answered == kStart && state_ == State::starting) {
    if (error == kSuccess || error == kAlreadyInState) {
      state_ = State::started;
    } else {
      refuse(error);
    }
    return std::nullopt;
  }
  if (answered != kGetSettings || state_ != State::asking) {
    return std::nullopt;
  }
  if (error != kSuccess) {
    refuse(error);
    return std::nullopt;
  }
  if (indication.size() > kSettingsBegin) {
    const auto more = indication.subspan(kSettingsBegin);
    settings_.insert(settings_.end(), more.begin(), more.end());
  }
  const bool continues = indication.size() >= kSettingsBegin && indication[4] != 0;
  return continues && settings_.size() <= kMostSettings ? std::nullopt : settings_heard();
}

std::optional<PolarDialogue::Bytes> PolarDialogue::settings_heard() {
  Bytes chosen;
  std::span<const std::uint8_t> left{settings_};
  while (const auto offers = next_offers(left)) {
    const Setting* const known = offers->setting;
    const auto values = offers->values;
    const int wanted = known->id == kRate ? wanted_rate(kind_) : known->wanted;
    if (!values.empty() && known->id != kConversionFactor) {
      std::size_t best = 0;
      for (std::size_t at = known->width; at < values.size(); at += known->width) {
        const auto off = [&](std::size_t place) {
          return std::abs(number_at(&values[place], known->width) - wanted);
        };
        best = off(at) < off(best) ? at : best;
      }
      chosen.push_back(known->id);
      chosen.push_back(1);
      const auto value = values.subspan(best, known->width);
      chosen.insert(chosen.end(), value.begin(), value.end());
    }
  }
  if (chosen.empty()) {
    state_ = State::refused;
    why_ = "did not say at which rate it measures. It is asked again.";
    return std::nullopt;
  }
  state_ = State::starting;
  return start_with(chosen);
}

void PolarDialogue::refuse(std::uint8_t error) {
  state_ = State::refused;
  if (error == kInvalidMtu) {
    why_ =
        "wants longer messages than this Bluetooth adapter gave it. Close other programs that "
        "use it, then switch Bluetooth off and on.";
  } else if (error == kInCharger) {
    why_ = "measures nothing while it is in its charger. Take it out.";
  } else {
    why_ = "refused to measure (error " + std::to_string(error) +
           "). Without as=polar-pmd it still tells the heart rate.";
  }
}

}  // namespace ebb
