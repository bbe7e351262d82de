#include "service/kept/session_import.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <utility>

#include <sys/stat.h>

#include "archive/imports/bundle_session.hpp"
#include "archive/imports/foreign_sessions.hpp"
#include "archive/imports/session_items.hpp"
#include "archive/lock/folder_lock.hpp"
#include "archive/lock/sealed_copy.hpp"
#include "archive/private_file.hpp"
#include "archive/session_file/schema.hpp"
#include "archive/session_file/session_file.hpp"
#include "archive/session_file/session_reader.hpp"
#include "archive/session_file/sqlite.hpp"
#include "service/kept/whole_file.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargest = 512U << 20U;

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

std::string content_of(const fs::path& file) {
  std::error_code failed;
  if (fs::file_size(file, failed) > kLargest && !failed) {
    throw StartError(file.string() + ": larger than 512 MB; nothing was imported.");
  }
  std::unique_ptr<std::FILE, Closer> in{std::fopen(file.c_str(), "rb")};
  if (!in) {
    throw StartError(file.string() + ": " + std::strerror(errno) + "; nothing was imported.");
  }
  std::string content;
  std::array<char, 65536> piece{};
  while (const std::size_t size = std::fread(piece.data(), 1, piece.size(), in.get())) {
    content.append(piece.data(), size);
  }
  return content;
}

std::string random_id(std::size_t digits) {
  std::random_device random;
  std::string id;
  for (std::size_t i = 0; i < digits; ++i) {
    id += "0123456789abcdef"[random() % 16U];
  }
  return id;
}

/// What of the calendar a file does not say: its name, else when it was last changed.
void date_from_file(ForeignSession& foreign, const fs::path& file) {
  SessionHead& head = foreign.session.head;
  if (foreign.dated) {
    return;
  }
  if (const auto named = date_in_name(file.filename().string())) {
    head.started_ms = static_cast<std::int64_t>(*named) * 1000;
    return;
  }
  struct stat about {};
  struct tm local {};
  if (::stat(file.c_str(), &about) == 0 && ::localtime_r(&about.st_mtime, &local) != nullptr) {
    head.started_ms = static_cast<std::int64_t>(about.st_mtime) * 1000;
    head.utc_offset_min = static_cast<int>(local.tm_gmtoff / 60);
  }
}

KeptSession bundle_of(const fs::path& folder) {
  std::vector<ExportedFile> tables;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".csv") {
      tables.push_back({entry.path().filename().string(), content_of(entry.path())});
    }
  }
  auto session = bundle_session(tables);
  if (!session) {
    throw StartError(folder.string() + "/" + session.error() + " Nothing was imported.");
  }
  return std::move(*session);
}

std::vector<KeptSession> sessions_of(const fs::path& file) {
  std::error_code failed;
  if (fs::is_directory(file, failed)) {
    return {bundle_of(file)};
  }
  const std::string content = content_of(file);
  auto foreign =
      read_foreign({reinterpret_cast<const std::uint8_t*>(content.data()), content.size()});
  if (!foreign) {
    throw StartError(file.string() + ": " + foreign.error() + " Nothing was imported.");
  }
  std::vector<KeptSession> sessions;
  for (ForeignSession& one : *foreign) {
    date_from_file(one, file);
    one.session.software = "imported";
    one.session.head.label = file.stem().string();
    sessions.push_back(std::move(one.session));
  }
  return sessions;
}

constexpr std::size_t kIdDigits = 16;

/// Ids for what has none; a session that is there already keeps its place, and this is another.
void name_all(KeptSession& session, const Library& library, std::set<std::string>& taken) {
  if (!is_session_id(session.head.id) || find_session(library, session.head.id).has_value() ||
      taken.count(session.head.id) > 0) {
    session.head.id = random_id(kIdDigits);
  }
  taken.insert(session.head.id);
  for (KeptMark& mark : session.marks) {
    mark.id = mark.id.empty() ? random_id(kIdDigits) : mark.id;
  }
  for (KeptWords& words : session.words) {
    words.id = words.id.empty() ? random_id(kIdDigits) : words.id;
  }
}

/// A session that is written, and gets its name when all the others are.
struct Arrival {
  std::unique_ptr<WholeFile> file;
  std::string line;
};

std::string line_of(const SessionHead& head) {
  return head.id.substr(0, 8) + "  " + described(head) + "\n";
}

Arrival write_session(const KeptSession& session, const fs::path& folder) {
  const SessionHead& head = session.head;
  const SessionStart start{head.id,          head.label, head.started_ms, head.utc_offset_min,
                           session.software, HostTime{}, head.length};
  auto whole = std::make_unique<WholeFile>(file_in(folder, start));
  try {
    SessionFile file{whole->being_made(), start};
    file.write(session_items(session));
    file.close();
  } catch (const SessionTrouble& trouble) {
    throw StartError(trouble.what());
  }
  return {std::move(whole), line_of(head)};
}

SessionHead own_head(const fs::path& file, const Library& library, std::set<std::string>& taken) {
  auto head = read_session_head(file);
  if (!head) {
    throw StartError(head.error() + " Nothing was imported.");
  }
  if (!is_session_id(head->id)) {
    throw StartError(file.string() + ": its id is none that Ebb gives; nothing was imported.");
  }
  if (find_session(library, head->id).has_value()) {
    throw StartError(file.string() + ": this session is on the shelf already (" +
                     head->id.substr(0, 8) + "); nothing was imported.");
  }
  if (!taken.insert(head->id).second) {
    throw StartError(file.string() + ": this session is named twice (" + head->id.substr(0, 8) +
                     "); nothing was imported.");
  }
  return std::move(*head);
}

/// The bytes of a session file as they are to lie in that folder: locked where that is.
std::string copy_for(const fs::path& folder, const fs::path& file) {
  const auto person = locked_person_of(folder / "any");
  if (!person && !is_locked_file(file)) {
    return content_of(file);
  }
  try {
    std::vector<std::uint8_t> bytes = Database{file, Database::Access::look}.bytes();
    if (person) {
      const auto keys = read_key_file(*person);
      if (!keys) {
        throw StartError(keys.error());
      }
      bytes = locked_copy(bytes, keys->public_key);
    }
    return {bytes.begin(), bytes.end()};
  } catch (const SqliteError& error) {
    throw StartError(file.string() + ": " + error.what() + "; nothing was imported.");
  }
}

/// A session that another Ebb kept is taken over as it is, raw bytes and all.
Arrival write_copy(const fs::path& file, const SessionHead& head, const fs::path& folder) {
  auto whole = std::make_unique<WholeFile>(
      file_in(folder, {head.id, head.label, head.started_ms, head.utc_offset_min, {}, {}}));
  write_private(whole->being_made(), copy_for(folder, file));
  return {std::move(whole), line_of(head)};
}

/// A file as it was read: a session of Ebb's own, or those of another program.
struct Incoming {
  fs::path file;
  std::optional<SessionHead> own{};
  std::vector<KeptSession> foreign{};
};

}  // namespace

std::string import_sessions(const std::vector<std::string>& files, const KeptPlace& place,
                            const std::function<void(double)>& progress) {
  const fs::path folder = place.sessions();
  if (make_private_folder(folder) != 0) {
    throw StartError(folder.string() + ": the folder cannot be made; nothing was imported.");
  }
  const Library library = place.library();
  std::vector<Incoming> read;
  std::set<std::string> taken;
  for (const std::string& file : files) {
    if (fs::path{file}.extension() == ".ebb") {
      read.push_back({.file = file, .own = own_head(file, library, taken)});
    } else {
      read.push_back({.file = file, .foreign = sessions_of(file)});
    }
    progress(0.5 * static_cast<double>(read.size()) / static_cast<double>(files.size()));
  }
  std::vector<Arrival> written;
  double done = 0.0;
  for (Incoming& incoming : read) {
    if (incoming.own) {
      written.push_back(write_copy(incoming.file, *incoming.own, folder));
    }
    for (KeptSession& session : incoming.foreign) {
      name_all(session, library, taken);
      written.push_back(write_session(session, folder));
      progress(0.5 + 0.5 * done / static_cast<double>(read.size()));
    }
    done += 1.0;
    progress(0.5 + 0.5 * done / static_cast<double>(read.size()));
  }
  // Stopped before this, none of them was ever there.
  std::string lines;
  for (const Arrival& one : written) {
    one.file->keep();
    lines += one.line;
  }
  return lines;
}

}  // namespace ebb
