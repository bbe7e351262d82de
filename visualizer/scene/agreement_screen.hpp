#pragma once

#include "guidance/session_agreement.hpp"
#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {

/// What is proposed for this session, in plain words: what for, how long at most, what is shown,
/// what becomes of the record. Nothing is agreed by passing by.
class AgreementScreen : public PageScreen {
 public:
  AgreementScreen(const Texts& texts, SessionAgreement proposed);

 protected:
  [[nodiscard]] Page laid_out() const override;
  Way chosen(int row) override;
  Way passed_by() override { return {}; }

 private:
  SessionAgreement proposed_;
};

/// "At most ten minutes.", without digits; of a length that has no words, that it has been said.
[[nodiscard]] std::string_view length_words(const Texts& texts, int minutes);

}  // namespace ebb::scene
