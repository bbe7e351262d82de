#include "service/consent.hpp"

#include <chrono>

namespace ebb {
namespace {

bool same_terms(SessionAgreement a, const SessionAgreement& b) {
  a.time = b.time;
  a.stage = b.stage;
  return a == b;
}

}  // namespace

Consent::Heard Consent::hear(std::uint64_t viewer, const SessionAgreement& said, HostTime now) {
  using Stage = SessionAgreement::Stage;
  if (said.stage == Stage::proposed) {
    standing_ = Proposal{viewer, said};
    return Heard::taken;
  }
  if (!standing_ || !same_terms(standing_->terms, said)) {
    return Heard::refused;
  }
  if (said.stage == Stage::declined) {
    standing_.reset();
    return Heard::taken;
  }
  if (standing_->viewer == viewer) {
    return Heard::refused;
  }
  standing_.reset();
  keep_until_.reset();
  agreed_ = said.kept;
  if (!said.kept) {
    return Heard::keep_nothing;
  }
  keep_until_ = now + std::chrono::minutes{said.minutes};
  return Heard::keep;
}

bool Consent::ran_out(HostTime now) {
  const bool over = keep_until_ && now >= *keep_until_;
  if (over) {
    keep_until_.reset();
  }
  return over;
}

}  // namespace ebb
