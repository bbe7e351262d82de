#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// Something that a therapist holds out from their console. It changes nothing until the person
/// takes it up; doing nothing declines it. Words are the exception: they come as a line, or within
/// the practice's own lines, and ask for nothing.
struct ConsoleOffer {
  enum class Kind {
    soften,     ///< the guide stops leading, picture and sound become less
    pace,       ///< a steady pace for this step
    words,      ///< one line
    grounding,  ///< the practice that grounds
    pause,
    together,  ///< the guide keeps the therapist's breath company
    slot       ///< words for a slot of the practice; none: what it says without them
  };
  Kind kind = Kind::soften;
  BreathsPerMinute pace{6.5};  ///< for pace, 4.5 to 12
  std::string words{};         ///< for words and slot
  std::string slot{};          ///< its name, for slot
};

/// "soften", "pace" and so on.
[[nodiscard]] std::string_view name_of(ConsoleOffer::Kind kind);

/// One offer at a time, for as long as it stands. A key of the person's within 100 ms of it, before
/// or after, wins: then it was never there.
class OfferStand {
 public:
  /// The person pressed a key: it overrules what came up in the same moment, or, if the key says
  /// where they want to go, `any` offer. Answers the one that is overruled.
  std::optional<ConsoleOffer> overrule(bool any, HostTime now);
  /// False: the person's key came first, and the offer is not shown. One that stands is replaced.
  bool put(const ConsoleOffer& offer, HostTime now);
  std::optional<ConsoleOffer> take(HostTime now);
  /// The offer whose time is over, once.
  std::optional<ConsoleOffer> expired(HostTime now);

  [[nodiscard]] const std::optional<ConsoleOffer>& standing() const { return offer_; }
  [[nodiscard]] HostTime ends() const;  ///< the end of time when nothing stands
  /// 0..1: it comes and goes within 600 ms.
  [[nodiscard]] double opacity(HostTime now) const;

 private:
  std::optional<ConsoleOffer> offer_;
  HostTime put_{};
  std::optional<HostTime> key_;
};

}  // namespace ebb
