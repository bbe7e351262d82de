#pragma once

#include <string>

#include "visualizer/scene/page.hpp"
#include "visualizer/scene/texts.hpp"

namespace ebb::scene {

/// Where a key on a page leads.
struct Way {
  enum class To {
    stay,
    back,
    open,        ///< a practice, with its card if it is a tender one
    begin,       ///< a practice, whatever it is
    checked_in,  ///< a word was said after one, or none
    grounding,
    page,     ///< another page, by name
    copy,     ///< words for the clipboard
    changed,  ///< a preference
    agree,    ///< to what is proposed
    decline,
    voice_yes,  ///< to a voice that is held out
    voice_no,
  };
  To to = To::stay;
  std::string what{};
};

/// A screen that is a page of words and choices. It knows what it shows and what its keys do; where
/// they lead is the router's.
class PageScreen {
 public:
  explicit PageScreen(const Texts& texts) : texts_(&texts) {}
  virtual ~PageScreen() = default;
  PageScreen(const PageScreen&) = delete;
  PageScreen& operator=(const PageScreen&) = delete;

  [[nodiscard]] Page page() const;
  /// Arrows and Tab move, Enter and Space choose what is in focus; with nothing in focus they are
  /// `passed_by()`.
  virtual Way press(Key key);
  Way choose(int row);

 protected:
  [[nodiscard]] virtual Page laid_out() const = 0;
  virtual Way chosen(int row) = 0;
  virtual Way passed_by() { return {Way::To::back}; }
  [[nodiscard]] const Texts& texts() const { return *texts_; }
  [[nodiscard]] int focus() const { return focus_; }
  void set_focus(int row) { focus_ = row; }

 private:
  const Texts* texts_;
  int focus_ = -1;
};

/// Rows of a page.
[[nodiscard]] PageRow choice(std::string_view text, std::string_view note = "");
[[nodiscard]] PageRow plain(PageRow::Kind kind, std::string_view text);
[[nodiscard]] PageRow key_row(std::string_view key, std::string_view does);
/// A key and what it does, for the foot.
[[nodiscard]] std::string hint(std::string_view key, std::string_view does);

}  // namespace ebb::scene
