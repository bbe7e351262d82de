#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/imports/interval_session.hpp"
#include "core/expected.hpp"

namespace ebb {

/// What a file of another program tells, whichever it is: EDF+, intervals, rates, Polar Flow's CSV,
/// HRV4Training's (a session for each row that has its intervals). The error is a sentence.
[[nodiscard]] Expected<std::vector<ForeignSession>, std::string> read_foreign(
    std::span<const std::uint8_t> bytes);

/// When a file's name says that it began ("2017-01-15 07-12-32.txt", as Elite HRV names them), in
/// seconds since 1970 by the calendar where it was.
[[nodiscard]] std::optional<double> date_in_name(std::string_view name);

}  // namespace ebb
