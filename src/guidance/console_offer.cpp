#include "guidance/console_offer.hpp"

#include <algorithm>
#include <utility>

namespace ebb {
namespace {

constexpr Microseconds kSameMoment{100'000};
constexpr Microseconds kStands{20'000'000};
constexpr Microseconds kFade{600'000};

double part(Microseconds of) {
  return std::clamp(static_cast<double>(of.count()) / static_cast<double>(kFade.count()), 0.0, 1.0);
}

}  // namespace

std::string_view name_of(ConsoleOffer::Kind kind) {
  switch (kind) {
    case ConsoleOffer::Kind::soften:
      return "soften";
    case ConsoleOffer::Kind::pace:
      return "pace";
    case ConsoleOffer::Kind::words:
      return "words";
    case ConsoleOffer::Kind::grounding:
      return "grounding";
    case ConsoleOffer::Kind::pause:
      return "pause";
    case ConsoleOffer::Kind::together:
      return "together";
    case ConsoleOffer::Kind::slot:
      return "slot";
  }
  return "";
}

std::optional<ConsoleOffer> OfferStand::overrule(bool any, HostTime now) {
  key_ = now;
  if (offer_ && !any && now - put_ >= kSameMoment) {
    return std::nullopt;
  }
  return std::exchange(offer_, std::nullopt);
}

bool OfferStand::put(const ConsoleOffer& offer, HostTime now) {
  if (key_ && now - *key_ < kSameMoment) {
    return false;
  }
  offer_ = offer;
  put_ = now;
  return true;
}

std::optional<ConsoleOffer> OfferStand::take(HostTime now) {
  // What has only just come up cannot have been meant by a key that was on its way already.
  if (!offer_ || now - put_ < kSameMoment) {
    return std::nullopt;
  }
  return std::exchange(offer_, std::nullopt);
}

std::optional<ConsoleOffer> OfferStand::expired(HostTime now) {
  return offer_ && now >= ends() ? std::exchange(offer_, std::nullopt) : std::nullopt;
}

HostTime OfferStand::ends() const { return offer_ ? put_ + kStands : HostTime::max(); }

double OfferStand::opacity(HostTime now) const {
  return offer_ ? std::min(part(now - put_), part(ends() - now)) : 0.0;
}

}  // namespace ebb
