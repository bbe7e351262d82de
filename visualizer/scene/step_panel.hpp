#pragma once

#include <optional>
#include <string>

#include "guidance/practice.hpp"
#include "visualizer/scene/page.hpp"
#include "visualizer/scene/texts.hpp"

namespace ebb::scene {

/// What one step asks of the person, below its lines: a choice of touch, of weather, of words or of
/// a place, and a line to write on. All of it can be passed by. Tab leads into it. What was written
/// is answered at once, as the practice says; then what becomes of it can be chosen.
class StepPanel {
 public:
  /// What came of a key.
  struct Answer {
    enum class Of { nothing, touch, place, ask };
    Of of = Of::nothing;
    std::string text;
    std::optional<std::size_t> which;  ///< of the choices; none for what was written
    std::optional<Ask::Keep> keep{};   ///< what the person says becomes of what was written
  };

  /// `touch` and `place` are what was chosen before, if anything. Where nothing can be kept
  /// (`can_keep`) it is not asked what is to be.
  StepPanel(const Texts& texts, const Practice& practice, std::size_t step,
            const std::string& touch, const std::string& place, bool can_keep = false);

  [[nodiscard]] bool empty() const { return page_.rows.empty(); }
  /// Whether a key that also means something else is meant for this: something is in focus.
  [[nodiscard]] bool in_focus() const { return page_.focus >= 0; }
  [[nodiscard]] bool writing() const { return writing_; }
  [[nodiscard]] Page page() const;

  Answer press(Key key);
  Answer choose(int row);
  /// A typed character; 8 takes the last one away.
  void type(char32_t character);

 private:
  void add(Answer::Of of, PageRow row, bool chosen);
  void ask_to_keep();
  Answer choose_keep(int row);

  const Texts* texts_;
  Page page_;
  std::vector<Answer::Of> of_;  ///< what each row answers
  std::string written_;
  bool writing_ = false;
  bool lines_ = false;
  bool can_keep_ = false;
  bool keeping_ = false;  ///< it is written; what becomes of it is asked
  Ask::Keep keep_ = Ask::Keep::nowhere;
};

}  // namespace ebb::scene
