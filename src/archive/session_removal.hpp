#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace ebb {

/// Where sessions lie that were put away: in the folder, and not on the shelf.
[[nodiscard]] std::filesystem::path put_away_folder(const std::filesystem::path& sessions);

/// Where the journal lies: beside the folder of sessions.
[[nodiscard]] std::filesystem::path journal_folder(const std::filesystem::path& sessions);
/// Whether the journal's words may belong to that file: it lies there, put away or not, and its id
/// is one that Ebb gave.
[[nodiscard]] bool in_journal(const std::filesystem::path& sessions,
                              const std::filesystem::path& file, const std::string& id);

/// Takes over what waits in a -wal, so that the session is one file. False while somebody writes
/// it.
[[nodiscard]] bool settle_session(const std::filesystem::path& file);

/// Moves a session's file, with what an earlier crash left beside it. Nothing, or a sentence: the
/// session is still being kept, there is one of that name already, or what the system says.
[[nodiscard]] std::optional<std::string> move_session(const std::filesystem::path& file,
                                                      const std::filesystem::path& folder);

/// Deletes a session for good: its file with -wal, -shm and -journal, overwritten first (of a
/// locked one its own key goes with that), and its rows in every index, whose files are written
/// anew so that nothing of it stays between the rows. Of one that lies in the folder of sessions
/// and is named by an id that Ebb gave, whatever else there bears that id in its name goes too
/// (pictures of it, for instance), and words of the journal beside that folder lose the id; of any
/// other only the file. Where no other file there is named by its id, pages about it and what was
/// let out of it (handed_out) go first: only the file knows of the latter. A damaged file goes as
/// well. Nothing, or a sentence.
[[nodiscard]] std::optional<std::string> delete_session(const std::filesystem::path& sessions,
                                                        const std::filesystem::path& file,
                                                        const std::string& id);

}  // namespace ebb
