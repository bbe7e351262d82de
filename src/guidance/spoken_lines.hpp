#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "guidance/practice.hpp"
#include "guidance/slots.hpp"

namespace ebb {

/// How a person wants to be spoken to; it changes words and nothing else.
struct Manner {
  Tone tone = Tone::gentle;
  std::string anchor = "breath";
  bool touch = true;  ///< false: "no touch" was chosen
};

/// Words about the breath: they are not said while attention rests elsewhere.
[[nodiscard]] std::span<const std::string_view> breath_words();
/// Whether a line speaks of the breath or of the shape that shows it; of a hand or a touch.
[[nodiscard]] bool speaks_of_breath(std::string_view line);
[[nodiscard]] bool speaks_of_touch(std::string_view line);
/// Whether `words` stand in `low` (small letters) on their own, not as a part of longer words.
[[nodiscard]] bool says(std::string_view low, std::string_view words);
/// ASCII letters made small, and the curly apostrophe straight.
[[nodiscard]] std::string lowered(std::string_view text);

/// What Ebb itself says during a practice, in English unless whoever holds the run has it in
/// another language.
struct UsualLines {
  std::string eased = "This can be easier. E eases off.";  ///< once the guide stops leading
  std::string noticed = "Noticed.";                        ///< a thought
  /// Of an anchor, where a practice has no lines of its own for it.
  std::map<std::string, std::vector<std::string>, std::less<>> anchors = english_anchor_lines();

  [[nodiscard]] static std::map<std::string, std::vector<std::string>, std::less<>>
  english_anchor_lines();
};

/// The lines of a step as this person is to read them. A line that speaks of what they turned away
/// from (the breath, a touch) is replaced by one of the anchor's; once those are used up it is left
/// empty. The person's own words stay as they are. There are as many as the step has.
[[nodiscard]] std::vector<std::string> spoken_lines(const Practice& practice, const Step& step,
                                                    const Manner& manner, const Slots& slots,
                                                    const UsualLines& usual = {});

}  // namespace ebb
