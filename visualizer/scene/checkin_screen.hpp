#pragma once

#include <set>
#include <string>
#include <vector>

#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {

/// A word before or after a practice, for those who switched it on: how much is here, then what of
/// it is in the body. One key passes each by. "Too much" opens grounding, and how much is never
/// kept: it is a way, not a rating. Afterwards the same is asked, and nothing is compared.
class CheckInScreen : public PageScreen {
 public:
  enum class When { before, after };
  CheckInScreen(const Texts& texts, std::string practice, When when);

  /// The words that were chosen, once the way is `begin` or `checked_in`.
  [[nodiscard]] std::vector<std::string> words() const;

 protected:
  [[nodiscard]] Page laid_out() const override;
  Way chosen(int row) override;
  Way passed_by() override;

 private:
  std::string practice_;
  When when_;
  bool body_ = false;  ///< the second page
  std::set<std::size_t> chosen_;
};

}  // namespace ebb::scene
