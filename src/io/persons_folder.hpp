#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace ebb::io {

/// The variable that names a person on a machine, or an account, that several people share.
inline constexpr const char* kPersonVariable = "EBB_PERSON";

/// Who was named; empty if nobody was, or by what is no name.
[[nodiscard]] std::string person();

/// Where everything of one person lies: $XDG_DATA_HOME/ebb, else ~/.local/share/ebb; of somebody
/// who is named by $EBB_PERSON, people/NAME in there. Empty if there is no home, or the name is
/// none.
[[nodiscard]] std::filesystem::path persons_folder();

/// From here on everything is that person's. The error is a sentence: a name is the name of a
/// folder of at most 120 bytes that does not begin with a dot.
[[nodiscard]] std::optional<std::string> choose_person(const std::string& name);
/// The same sentence about what $EBB_PERSON is, if it is that and no name.
[[nodiscard]] std::optional<std::string> trouble_with_person();

}  // namespace ebb::io
