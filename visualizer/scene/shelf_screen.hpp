#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "guidance/own_way.hpp"
#include "guidance/practice.hpp"
#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {

/// A practice that is lighter than this one and has most in common with it, and is not among
/// `never`; none for a light one.
[[nodiscard]] const Practice* lighter_neighbour(const Practice& practice,
                                                const std::vector<Practice>& shelf,
                                                const OwnWay::Ids& never = {});

/// The shelf: light practices first, tender ones marked and each with its lighter neighbour; Left
/// and Right browse by pillar. What was agreed on stands on a leaf of its own, before all others;
/// K puts a practice there, after those that are, or takes it off, and a dot marks it elsewhere.
/// What is left aside stays so until it is brought back here, and nothing begins it.
class ShelfScreen : public PageScreen {
 public:
  /// `refused`: names of files that are not on it, since they cannot be read.
  ShelfScreen(const Texts& texts, const std::vector<Practice>& practices, OwnWay& own,
              std::vector<std::string> refused = {});
  /// The way it is looked at: which leaf, and what is in focus.
  struct Look {
    std::size_t leaf = 0;
    std::size_t edition = 0;
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
  struct Row {
    PageRow row;
    enum class Does {
      nothing,
      open,
      bring_back,
      show_all,
      ask_leave,
      ask_agree
    } does = Does::nothing;
    const Practice* practice = nullptr;
  };

  [[nodiscard]] std::vector<Row> rows() const;
  [[nodiscard]] std::vector<const Practice*> of_leaf(std::string_view leaf) const;
  [[nodiscard]] Row row_of(const Practice& practice) const;
  /// What Left and Right turn to, as a practice file calls pillars.
  [[nodiscard]] std::vector<std::string_view> leaves() const;
  [[nodiscard]] std::string_view leaf() const { return leaves()[leaf_]; }
  [[nodiscard]] bool left_aside(const Practice& practice) const;
  [[nodiscard]] bool agreed_on(const Practice& practice) const;
  [[nodiscard]] const Practice* in_focus() const;
  Way leave_aside(const Practice& practice);
  Way agree(const Practice& practice);
  void ask(bool leave);
  void turn_to(std::size_t leaf);
  void stay_on(std::string_view leaf);

  std::vector<const Practice*> practices_;
  const std::vector<Practice>* shelf_;
  OwnWay* own_;
  std::vector<std::string> refused_;
  std::size_t leaf_ = 0;
  enum class Asks { nothing, leave, agree };
  Asks asks_ = Asks::nothing;  ///< what becomes of the next that is chosen
  std::size_t edition_ = 0;
};

}  // namespace ebb::scene
