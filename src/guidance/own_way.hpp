#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.hpp"
#include "core/units.hpp"
#include "guidance/pacer.hpp"

namespace ebb {

/// How one person wants to be kept company, whatever the practice. It stands in the file of what
/// their screen remembers (screen.toml), and may be edited there.
struct OwnWay {
  using Ids = std::set<std::string, std::less<>>;

  BreathsPerMinute floor{6.0};         ///< no guide leads further down, 4.5 to 12
  BreathsPerMinute comfortable{10.0};  ///< where a guide begins that senses nothing, 4.5 to 24
  std::string anchor{};                ///< where attention rests; empty: as a practice is written
  Ids never{};                         ///< practices that nothing begins, by id
  std::vector<std::string> shelf{};    ///< practices that were agreed on, in order; empty: none
  Ids not_first{};                     ///< eased off, and not chosen again since
  bool ease_line = false;              ///< one line may say that the guide has eased
  std::optional<int> invite_at{};      ///< minutes since midnight; nothing: no invitation
};

/// The file's largest size in bytes.
inline constexpr std::size_t kLargestOwnWay = 65'536;

/// Reads the keys of the same names (`comfortable` and the others) out of a TOML text. Other keys
/// and values out of range are passed over. The error is a sentence with a line.
[[nodiscard]] Expected<OwnWay, std::string> parse_own_way(std::string_view text,
                                                          std::string_view file);
/// Those keys, a line each.
[[nodiscard]] std::string print(const OwnWay& way);

/// The sentence for whoever asks for a practice that is never to be used.
[[nodiscard]] std::string never_used(std::string_view id, std::string_view file);

/// The guide for this person.
[[nodiscard]] Pacer::Config pacer_for(const OwnWay& way);

}  // namespace ebb
