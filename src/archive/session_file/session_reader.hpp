#pragma once

#include <filesystem>
#include <string>

#include "archive/kept_session.hpp"
#include "core/expected.hpp"

namespace ebb {

/// All of a session but its raw bytes. The file may be in use, may have been cut off by a crash,
/// may be damaged: what can be read is told, and what cannot is left out. The error is a sentence.
Expected<KeptSession, std::string> read_session(const std::filesystem::path& file);
/// What the shelf shows of it.
Expected<SessionHead, std::string> read_session_head(const std::filesystem::path& file);

}  // namespace ebb
