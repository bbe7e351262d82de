#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "archive/kept_session.hpp"

namespace ebb {

// What a person changes in a kept session afterwards. Each gives an empty sentence when all went
// well; an id that the file does not have changes nothing.

/// Label, hidden and the star are kept as they are in `mark`; its time and whose it is never
/// change.
[[nodiscard]] std::string change_mark(const std::filesystem::path& file, const KeptMark& mark);
/// Nothing of it stays in the file.
[[nodiscard]] std::string drop_mark(const std::filesystem::path& file, std::string_view id);

/// Whether they may be shown together, and the star. What was said stays as it was said.
[[nodiscard]] std::string change_words(const std::filesystem::path& file, const KeptWords& words);
[[nodiscard]] std::string drop_words(const std::filesystem::path& file, std::string_view id);

/// Under which name, without its ending, it is let out without names: nothing else leads from one
/// to the other (handed_out).
[[nodiscard]] std::string add_let_out(const std::filesystem::path& file, std::string_view stem);

/// The name a person gave the session.
[[nodiscard]] std::string change_label(const std::filesystem::path& file, std::string_view label);

}  // namespace ebb
