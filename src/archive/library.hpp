#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/kept_session.hpp"
#include "core/expected.hpp"

namespace ebb {

struct ShelvedSession {
  std::filesystem::path file;
  SessionHead head;
};

/// All sessions of a folder, the newest first.
struct Library {
  std::vector<ShelvedSession> sessions;
  std::vector<std::string> troubles;  ///< a sentence for each file that could not be read
  bool key_missing = false;           ///< some are locked, and there is no key file
  bool shut = false;  ///< its person is locked and was not opened: nothing more is told
};

/// What an index file in the folder remembers of each session, so that only what is new or has
/// changed is opened. It is made anew when it is missing or damaged, and nothing stays in it of a
/// file that has gone.
inline constexpr std::string_view kIndexName = "index.db";

enum class Indexed {
  yes,  ///< Ebb's own folder
  no,   ///< read as it lies: nothing is written there, and no index believed
};

/// A folder that is not there is an empty library. What cannot be indexed is read all the same.
/// `progress` is told how far it has come, 0 to 1, at each file that has to be opened.
[[nodiscard]] Library read_library(const std::filesystem::path& folder,
                                   Indexed indexed = Indexed::yes,
                                   const std::function<void(double)>& progress = {});

/// The one that was being kept then, or had ended a moment before; its id, or nothing.
[[nodiscard]] std::string session_just_kept(const Library& library, std::int64_t unix_ms);

/// The one whose id begins so, or a sentence: none does, or several do.
Expected<ShelvedSession, std::string> find_session(const Library& library, std::string_view id);

}  // namespace ebb
