#include "archive/library.hpp"

#include <algorithm>
#include <optional>
#include <system_error>
#include <unordered_set>
#include <utility>

#include <sys/stat.h>

#include "archive/lock/folder_lock.hpp"
#include "archive/private_file.hpp"
#include "archive/session_file/session_reader.hpp"
#include "archive/session_index.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".ebb";
constexpr std::string_view kLogEnding = ".ebb-wal";

bool ends_in(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending;
}

std::optional<FileStamp> stamp_of(const fs::path& file) {
  struct stat status {};
  if (::lstat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return std::nullopt;
  }
  return FileStamp{status.st_size,
                   status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec};
}

/// A damaged index is made anew; where none can be had, there is none.
std::optional<SessionIndex> index_of(const fs::path& folder) {
  const fs::path file = folder / kIndexName;
  if (locked_person_of(file) && !is_locked_file(file)) {
    erase_file(file);  // from before it was locked
  }
  for (int attempt = 0; attempt < 2; ++attempt) {
    try {
      return SessionIndex{file};
    } catch (const SqliteError& error) {
      std::error_code ignored;
      if (!error.damaged() || !fs::remove(file, ignored)) {
        break;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

Library read_library(const fs::path& folder, Indexed indexed,
                     const std::function<void(double)>& progress) {
  Library library;
  if (const auto person = locked_person_of(folder / kIndexName); person && is_shut(*person)) {
    library.shut = true;
    return library;
  }
  std::error_code failed;
  std::vector<std::string> names;
  std::unordered_set<std::string> in_use;  // what stands in a log is not in the file yet
  for (fs::directory_iterator it{folder, failed}, end; !failed && it != end; it.increment(failed)) {
    std::string name = it->path().filename().string();
    if (ends_in(name, kLogEnding)) {
      in_use.insert(name.substr(0, name.size() - (kLogEnding.size() - kEnding.size())));
    } else if (ends_in(name, kEnding)) {
      names.push_back(std::move(name));
    }
  }
  if (failed && failed != std::errc::no_such_file_or_directory) {
    library.troubles.push_back(folder.string() + ": " + failed.message() + ".");
  }
  const bool worth_it =
      indexed == Indexed::yes && (!names.empty() || fs::exists(folder / kIndexName, failed));
  std::optional<SessionIndex> index = worth_it ? index_of(folder) : std::nullopt;
  for (const std::string& name : names) {
    const fs::path file = folder / name;
    const auto stamp = stamp_of(file);
    if (!stamp) {
      continue;
    }
    const SessionHead* known =
        index && in_use.count(name) == 0 ? index->find(name, *stamp) : nullptr;
    if (known != nullptr) {
      library.sessions.push_back({file, *known});
      continue;
    }
    if (progress) {
      progress(static_cast<double>(&name - names.data()) / static_cast<double>(names.size()));
    }
    auto head = read_session_head(file);
    if (!head) {
      const bool shut = is_locked_file(file) && !locked_person_of(file);
      if (!shut || !std::exchange(library.key_missing, true)) {
        library.troubles.push_back(head.error());  // of many without a key, the first says it
      }
      continue;
    }
    if (index && in_use.count(name) == 0) {
      index->put(name, *stamp, *head);
    }
    library.sessions.push_back({file, std::move(*head)});
  }
  try {
    if (index) {
      index->save();
    }
  } catch (const SqliteError&) {
    // Another time.
  }
  std::sort(library.sessions.begin(), library.sessions.end(), [](const auto& a, const auto& b) {
    return std::pair{-a.head.started_ms, a.head.id} < std::pair{-b.head.started_ms, b.head.id};
  });
  return library;
}

std::string session_just_kept(const Library& library, std::int64_t unix_ms) {
  constexpr std::int64_t kAMoment = 900'000;  // ms
  for (const ShelvedSession& session : library.sessions) {
    const SessionHead& head = session.head;
    const auto ended = head.started_ms + static_cast<std::int64_t>(head.length.count() * 1000.0);
    if (unix_ms >= head.started_ms) {
      return unix_ms - ended < kAMoment ? head.id : std::string{};
    }
  }
  return {};
}

Expected<ShelvedSession, std::string> find_session(const Library& library, std::string_view id) {
  const ShelvedSession* found = nullptr;
  for (const ShelvedSession& session : library.sessions) {
    if (session.head.id == id) {
      return session;
    }
    if (!id.empty() && session.head.id.compare(0, id.size(), id) == 0) {
      if (found != nullptr) {
        return Unexpected{"Several sessions begin with \"" + std::string{id} +
                          "\". Give more of the id; `ebb sessions list` shows them."};
      }
      found = &session;
    }
  }
  if (found == nullptr) {
    return Unexpected{"No session is called \"" + std::string{id} +
                      "\". `ebb sessions list` shows those that are kept."};
  }
  return *found;
}

}  // namespace ebb
