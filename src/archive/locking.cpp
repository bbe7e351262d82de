#include "archive/locking.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

#include <unistd.h>

#include "archive/journal.hpp"
#include "archive/library.hpp"
#include "archive/lock/folder_lock.hpp"
#include "archive/lock/sealed_copy.hpp"
#include "archive/private_file.hpp"
#include "archive/session_file/session_file.hpp"
#include "archive/session_file/session_reader.hpp"
#include "archive/session_removal.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

constexpr const char* kPart = ".part";
constexpr const char* kOld = ".old";

std::string said(const fs::path& file, int error) {
  return file.string() + ": " + std::generic_category().message(error) + ".";
}

/// The session files of both folders that are locked, or those that are not.
std::vector<fs::path> sessions_in(const fs::path& sessions, bool locked) {
  std::vector<fs::path> files;
  for (const fs::path& folder : {sessions, put_away_folder(sessions)}) {
    std::error_code failed;
    for (fs::directory_iterator it{folder, failed}, end; !failed && it != end;
         it.increment(failed)) {
      std::error_code no_file;
      if (it->path().extension() == ".ebb" && !it->is_symlink(no_file) &&
          it->is_regular_file(no_file) && is_locked_file(it->path()) == locked) {
        files.push_back(it->path());
      }
    }
  }
  return files;
}

/// What was half made when somebody broke off.
void tidy(const fs::path& folder) {
  std::vector<fs::path> left;
  std::error_code failed;
  for (fs::directory_iterator it{folder, failed}, end; !failed && it != end; it.increment(failed)) {
    const std::string name = it->path().filename().string();
    if (name.front() == '.' &&
        (it->path().extension() == kPart || it->path().extension() == kOld)) {
      left.push_back(it->path());
    }
  }
  for (const fs::path& file : left) {
    erase_file(file);
  }
}

fs::path part_of(const fs::path& file, const char* ending) {
  return file.parent_path() / ("." + file.filename().string() + ending);
}

/// Takes its name from it before it is overwritten: half of it is not to be taken for a session.
int retire(const fs::path& file) {
  const fs::path old = part_of(file, kOld);
  erase_file(old);
  if (::rename(file.c_str(), old.c_str()) != 0) {
    return errno == ENOENT ? 0 : errno;
  }
  return erase_file(old);
}

/// A file's bytes, wiped when they go.
class Content {
 public:
  explicit Content(Bytes bytes) : bytes_(std::move(bytes)) {}
  ~Content() { wipe(bytes_); }
  Content(const Content&) = delete;
  Content& operator=(const Content&) = delete;
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_;
};

Expected<Bytes, int> read_whole(const fs::path& file) {
  std::error_code failed;
  const auto size = fs::file_size(file, failed);
  if (failed) {
    return Unexpected{failed.value()};
  }
  Bytes bytes(static_cast<std::size_t>(size));
  const auto count = read_private_file(file, bytes);
  if (!count) {
    return Unexpected{count.error()};
  }
  bytes.resize(*count);
  return bytes;
}

/// What stands in the file, turned; or a sentence.
class Turner {
 public:
  Turner(const Unlocked& keys, bool to_locked) : keys_(keys), to_locked_(to_locked) {}

  /// Puts the turned file at `to`, all of it or nothing. The file at `from` stays.
  std::optional<std::string> put(const fs::path& from, const fs::path& to) const {
    auto read = read_whole(from);
    if (!read) {
      return said(from, read.error());
    }
    const Content content{std::move(read).value()};
    auto turned = turn(content.bytes());
    if (!turned) {
      return from.string() +
             ": this cannot be opened, so it stays locked. Delete it, or bring back an undamaged "
             "copy.";
    }
    const Content made{*std::move(turned)};
    const fs::path part = part_of(to, kPart);
    erase_file(part);
    int error = write_private_file(part, made.bytes());
    if (error == 0 && !reads_back(part, made.bytes())) {
      error = EIO;
    }
    error = error != 0 ? error : move_private_file(part, to);
    if (error != 0) {
      erase_file(part);
      return said(to, error);
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::optional<Bytes> turn(const Bytes& bytes) const {
    if (to_locked_) {
      return locked_copy(bytes, keys_.person());
    }
    auto copy = plain_copy(bytes, keys_.secret());
    return copy ? std::optional{std::move(copy->database)} : std::nullopt;
  }
  [[nodiscard]] bool reads_back(const fs::path& file, const Bytes& written) const {
    const auto read = read_whole(file);
    if (!read || *read != written) {
      return false;
    }
    if (!to_locked_) {
      return true;
    }
    auto opened = plain_copy(*read, keys_.secret());
    const bool whole = opened && opened->damaged == 0;
    if (opened) {
      wipe(opened->database);
    }
    return whole;
  }

  const Unlocked& keys_;
  bool to_locked_;
};

/// The database in a file, as it would lie there in plain.
std::optional<Bytes> database_in(const fs::path& file, const Unlocked& keys) {
  auto read = read_whole(file);
  if (!read) {
    return std::nullopt;
  }
  const Content content{std::move(read).value()};
  // A copy there and back, so that both end alike.
  auto copy = is_locked_file(file)
                  ? plain_copy(content.bytes(), keys.secret())
                  : plain_copy(locked_copy(content.bytes(), keys.person()), keys.secret());
  return copy ? std::optional{std::move(copy->database)} : std::nullopt;
}

bool hold_the_same(const fs::path& one, const fs::path& other, const Unlocked& keys) {
  auto a = database_in(one, keys);
  auto b = database_in(other, keys);
  if (!a || !b) {
    return false;
  }
  const Content first{*std::move(a)};
  const Content second{*std::move(b)};
  return first.bytes() == second.bytes();
}

std::string random_id() {
  constexpr const char* kDigits = "0123456789abcdef";
  std::array<std::uint8_t, 16> random{};
  fill_randomly(random);
  std::string id;
  for (const std::uint8_t byte : random) {
    id += kDigits[byte & 15U];
  }
  return id;
}

/// What the file is called once it is turned.
fs::path turned_name(const fs::path& file, bool to_locked) {
  const auto head = read_session_head(file);
  const bool known = head && is_session_id(head->id);
  SessionStart start;
  start.id = known ? head->id : random_id();
  start.started_ms = head ? head->started_ms : 0;
  start.utc_offset_min = head ? head->utc_offset_min : 0;
  return file.parent_path() / (to_locked ? start.id + ".ebb" : file_name(start));
}

/// The turned one has the same name: the old one has another until it is overwritten.
std::optional<std::string> turn_in_place(const fs::path& file, const Turner& turner) {
  const fs::path old = part_of(file, kOld);
  erase_file(old);
  if (::link(file.c_str(), old.c_str()) != 0) {
    return said(old, errno);
  }
  if (auto trouble = turner.put(file, file)) {
    ::unlink(old.c_str());  // another name of what stays
    return trouble;
  }
  erase_file(old);
  return std::nullopt;
}

std::optional<std::string> turn_session(const fs::path& file, const Turner& turner, bool to_locked,
                                        const Unlocked& keys) {
  if (!settle_session(file)) {
    return file.filename().string() +
           ": this session is still being kept; end it, and then say the same again.";
  }
  fs::path to = turned_name(file, to_locked);
  if (to == file) {
    return turn_in_place(file, turner);
  }
  std::error_code failed;
  // It may be there already, when only the old one was left to be removed.
  const bool taken = fs::exists(fs::symlink_status(to, failed));
  if (!taken || !hold_the_same(file, to, keys)) {
    to = taken ? to.parent_path() / (random_id() + ".ebb") : to;
    if (auto trouble = turner.put(file, to)) {
      return trouble;
    }
  }
  for (const char* ending : {"-wal", "-shm", "-journal", ""}) {
    const fs::path old = file.string() + ending;
    if (const int error = retire(old); error != 0) {
      return said(old, error);
    }
  }
  return std::nullopt;
}

std::optional<std::string> turn_journal(const fs::path& journal, const Turner& turner) {
  if (!settle_session(journal)) {
    return journal.string() + ": somebody writes in it just now; say the same again.";
  }
  return turn_in_place(journal, turner);
}

Locking turn_all(const fs::path& sessions, const Unlocked& keys, bool to_locked,
                 const LockingProgress& progress) {
  Locking done;
  const fs::path person = journal_folder(sessions);
  const Turner turner{keys, to_locked};
  for (const fs::path& folder : {sessions, put_away_folder(sessions)}) {
    tidy(folder);
    // It is made anew when it is asked for.
    for (const char* ending : {"-wal", "-shm", "-journal", ""}) {
      erase_file((folder / kIndexName).string() + ending);
    }
  }
  tidy(person);
  const fs::path journal = person / kJournalName;
  std::error_code failed;
  if (fs::exists(fs::symlink_status(journal, failed)) && is_locked_file(journal) != to_locked) {
    if (auto trouble = turn_journal(journal, turner)) {
      done.troubles.push_back(*std::move(trouble));
    }
  }
  const std::vector<fs::path> files = sessions_in(sessions, !to_locked);
  for (const fs::path& file : files) {
    progress(static_cast<double>(done.sessions + done.troubles.size()) /
             static_cast<double>(files.size() + 1));
    if (auto trouble = turn_session(file, turner, to_locked, keys)) {
      done.troubles.push_back(*std::move(trouble));
    } else {
      ++done.sessions;
    }
  }
  return done;
}

}  // namespace

Locking lock_all(const fs::path& sessions, const Unlocked& keys, const LockingProgress& progress) {
  return turn_all(sessions, keys, true, progress);
}

Locking unlock_all(const fs::path& sessions, const Unlocked& keys,
                   const LockingProgress& progress) {
  return turn_all(sessions, keys, false, progress);
}

std::size_t count_in_plain(const fs::path& sessions) { return sessions_in(sessions, false).size(); }

}  // namespace ebb
