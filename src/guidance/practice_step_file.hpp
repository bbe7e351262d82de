#pragma once

#include <string>

#include "guidance/practice.hpp"
#include "guidance/toml_keys.hpp"

namespace ebb {

/// One [[step]] of a practice file, the `number`-th, whose top is already read (for its slots). All
/// limits on pace, in-breath and conditions are kept here. Throws Refused.
[[nodiscard]] Step read_step(const toml::table& table, std::size_t number, const Practice& practice,
                             int line);
/// { theme, options, motion }, on top or in a step. Throws Refused.
[[nodiscard]] Imagery read_imagery(const toml::table& table, const std::string& where, int line);

}  // namespace ebb
