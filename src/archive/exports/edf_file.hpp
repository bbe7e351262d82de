#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "archive/exports/recorded_wave.hpp"
#include "archive/kept_session.hpp"

namespace ebb {

/// Writes a session as EDF+ (https://www.edfplus.info/specs/edfplus.html) by way of EDFlib. About
/// once a second: the breath-averaged heart rate and the breathing rate (a minute, 0 where nothing
/// is known) and the quality of each stream (0 to 1, -1 where nothing is known). Each wave as a
/// signal at its own rate, its samples unchanged to within a digit, the least value where nothing
/// is known. As annotations: beats, breaths with their length, steps and other turns of the
/// practice, marks with their labels, gaps of the waves; hidden marks and words are left out. No
/// longer than two days, in the years 1985 to 2084.
///
/// `progress` is told how far it has come, 0 to 1, and may throw. Nothing, or a sentence without
/// the file's name.
[[nodiscard]] std::optional<std::string> write_edf(const KeptSession& session,
                                                   std::span<const RecordedWave> waves,
                                                   const std::filesystem::path& file,
                                                   const std::function<void(double)>& progress);

}  // namespace ebb
