#pragma once

#include <cstdint>
#include <optional>

#include "core/time.hpp"
#include "guidance/session_agreement.hpp"

namespace ebb {

/// What two people settle about a session, as the service sees it: one viewer proposes, another
/// agrees to just that, and from then on it is kept, or not. Nobody agrees to what was not
/// proposed, and nobody to their own proposal. A no leaves everything as it was.
class Consent {
 public:
  enum class Heard : std::uint8_t {
    refused,      ///< it answers nothing that stands; to be passed on to nobody
    taken,        ///< a proposal, or a no to one
    keep,         ///< from now on, until ran_out()
    keep_nothing  ///< from now on, nor what has been kept so far
  };
  /// `viewer` tells connections apart.
  Heard hear(std::uint64_t viewer, const SessionAgreement& said, HostTime now);
  /// Whether somebody may say afterwards that nothing is to be kept: of what nobody agreed to
  /// before. What two people agreed to is changed by the two of them.
  [[nodiscard]] bool may_let_go() const { return !agreed_; }
  /// True once, when the minutes are over for which the keeping was agreed.
  [[nodiscard]] bool ran_out(HostTime now);

 private:
  struct Proposal {
    std::uint64_t viewer;
    SessionAgreement terms;
  };
  std::optional<Proposal> standing_;
  std::optional<HostTime> keep_until_;
  bool agreed_ = false;  ///< that it is kept
};

}  // namespace ebb
