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

  /// What becomes of what is written.
  enum class Keeps {
    nothing,    ///< and so it is not asked
    if_chosen,  ///< only what is said to be kept
    as_written  ///< as the practice says, until something else is chosen
  };

  /// `touch` and `place` are what was chosen before, if anything.
  StepPanel(const Texts& texts, const Practice& practice, std::size_t step,
            const std::string& touch, const std::string& place, Keeps keeps = Keeps::nothing);

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
  Keeps keeps_ = Keeps::nothing;
  bool keeping_ = false;  ///< it is written; what becomes of it is asked
  Ask::Keep keep_ = Ask::Keep::nowhere;
};

}  // namespace ebb::scene
