#pragma once

#include <string>

#include "guidance/session_agreement.hpp"
#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {

/// On the console: what is to be proposed for this session. Up and Down move, letters are written
/// where the focus is, Left and Right change a line.
class ProposalScreen : public PageScreen {
 public:
  /// Where nothing can be kept (`can_keep`) it is not proposed either.
  ProposalScreen(const Texts& texts, SessionAgreement draft, bool can_keep);

  Way press(Key key) override;
  void type(char32_t character);
  [[nodiscard]] const SessionAgreement& draft() const { return draft_; }

 protected:
  [[nodiscard]] Page laid_out() const override;
  Way chosen(int row) override;
  Way passed_by() override { return {}; }

 private:
  void change(int by);

  SessionAgreement draft_;
  bool can_keep_;
};

}  // namespace ebb::scene
