#pragma once

#include <string>
#include <vector>

#include "guidance/practice.hpp"
#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {

/// A practice that is lighter than this one and has most in common with it; none for a light one.
[[nodiscard]] const Practice* lighter_neighbour(const Practice& practice,
                                                const std::vector<Practice>& shelf);

/// The shelf: light practices first, tender ones marked and each with its lighter neighbour; Left
/// and Right browse by pillar.
class ShelfScreen : public PageScreen {
 public:
  /// `refused`: names of files that are not on it, since they cannot be read.
  ShelfScreen(const Texts& texts, const std::vector<Practice>& practices,
              std::vector<std::string> refused = {});
  /// The way it is looked at: of which pillar, and what is in focus.
  struct Look {
    std::size_t pillar = 0;
    int edition = 0;
    std::string title{};
  };
  [[nodiscard]] Look look() const;
  /// As the one before was looked at.
  void look_like(const Look& before);
  Way press(Key key) override;

 protected:
  [[nodiscard]] Page laid_out() const override;
  Way chosen(int row) override;

 private:
  /// The practices of this pillar, in order, with a nothing where another tenderness begins.
  [[nodiscard]] std::vector<const Practice*> listed() const;

  std::vector<const Practice*> practices_;
  const std::vector<Practice>* shelf_;
  std::vector<std::string> refused_;
  std::size_t pillar_ = 0;  ///< 0: all
  int edition_ = 0;
};

}  // namespace ebb::scene
