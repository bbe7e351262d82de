#pragma once

#include <string>

#include "archive/imports/edf_reader.hpp"
#include "archive/imports/interval_session.hpp"
#include "core/expected.hpp"

namespace ebb {

/// What an EDF+ file tells of a session: beats, breaths, steps and marks among its annotations,
/// spelled as exports/edf_file does; heart and breathing rates among its signals (named so, in bpm
/// or /min). Every other annotation is a mark. The error is a sentence when there is neither heart
/// nor breath in it.
[[nodiscard]] Expected<ForeignSession, std::string> edf_session(const EdfRecording& recording);

}  // namespace ebb
