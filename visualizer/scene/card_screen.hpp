#pragma once

#include <optional>
#include <string>

#include "guidance/practice.hpp"
#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {

/// What is good to know before a tender practice: that kindness may sting, that this is known, and
/// that easing off is fine. It never stands in the way twice for the same practice; then only the
/// way on and something lighter are shown.
class CardScreen : public PageScreen {
 public:
  /// `practice` is the one that waits behind the card; without one it is only read.
  CardScreen(const Texts& texts, const Practice* practice, const Practice* lighter,
             bool first_time);

 protected:
  [[nodiscard]] Page laid_out() const override;
  Way chosen(int row) override;
  Way passed_by() override;

 private:
  enum class Does { nothing, go_on, lighter, back };
  struct Row {
    PageRow row;
    Does does = Does::nothing;
  };
  std::vector<Row> rows_;
  std::string practice_;
  std::string lighter_;
};

}  // namespace ebb::scene
