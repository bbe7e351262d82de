#include "service/practice_text.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "core/expected.hpp"
#include "guidance/practice_file.hpp"
#include "service/places.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

constexpr const char* kEnding = ".practice";

/// The file's text; of what is larger than a practice, enough to be refused for that.
Expected<std::string, PracticeError> read_text(const fs::path& file) {
  const auto refused = [&file](const std::string& why) {
    return Unexpected{PracticeError{file.string(), 0, why}};
  };
  std::error_code failed;
  if (fs::is_directory(file, failed)) {
    return refused("this is a folder, not a practice.");
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    return refused(std::string("this file cannot be read (") + std::strerror(errno) +
                   "). `ebb practice list` shows the practices there are.");
  }
  std::string text(kLargestPractice + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

void add_folder(const fs::path& folder, ShelfPlace place, std::vector<ShelfText>& texts,
                std::vector<PracticeError>& unread) {
  std::error_code failed;
  std::vector<fs::path> files;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    std::error_code unknown;
    if (it->path().extension() == kEnding && it->is_regular_file(unknown)) {
      files.push_back(it->path());
    }
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    if (auto text = read_text(file)) {
      texts.push_back({file.string(), std::move(*text), place});
    } else {
      unread.push_back(text.error());
    }
  }
}

/// Whether it can only have been meant as a file, also when there is none.
bool names_a_file(const std::string& id_or_file) {
  std::error_code failed;
  return id_or_file.find('/') != std::string::npos || fs::path(id_or_file).extension() == kEnding ||
         fs::is_regular_file(id_or_file, failed);
}

}  // namespace

Shelf read_shelf() {
  std::vector<ShelfText> texts;
  std::vector<PracticeError> unread;
  add_folder(shipped_practices(), ShelfPlace::shipped, texts, unread);
  add_folder(shared_practices(), ShelfPlace::practice_folder, texts, unread);
  add_folder(persons_practices(), ShelfPlace::person, texts, unread);
  Shelf shelf = lay_out_shelf(texts);
  shelf.refused.insert(shelf.refused.end(), unread.begin(), unread.end());
  return shelf;
}

fs::path find_practice(const std::string& id_or_file) {
  if (names_a_file(id_or_file)) {
    return id_or_file;
  }
  const Shelf shelf = read_shelf();
  for (const ShelfEntry& entry : shelf.entries) {
    if (entry.practice.id == id_or_file) {
      return entry.file;
    }
  }
  for (const PracticeError& error : shelf.refused) {
    if (fs::path(error.file).stem() == id_or_file) {
      throw StartError(print(error));
    }
  }
  if (shipped_practices().empty()) {
    throw StartError(
        "The practices that come with Ebb are not where they should be. "
        "EBB_PRACTICES=FOLDER says where they are.");
  }
  throw StartError("There is no practice file \"" + id_or_file +
                   "\", nor a practice of that name. `ebb practice list` shows those there are.");
}

Expected<OwnWay, std::string> read_own_way() {
  const fs::path file = persons_screen();
  std::error_code ignored;
  std::ifstream in(file, std::ios::binary);
  if (file.empty() || !fs::is_regular_file(file, ignored) || !in) {
    return OwnWay{};
  }
  std::string text(kLargestOwnWay + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return parse_own_way(text, file.string());
}

fs::path usual_practice(const OwnWay& own) {
  const Shelf shelf = read_shelf();
  const Practice* first = begins_first(practices_on(shelf), own, {});
  for (const ShelfEntry& entry : shelf.entries) {
    if (&entry.practice == first) {
      return entry.file;
    }
  }
  return find_practice(std::string{kUsualFirst});  // which says what is missing
}

void refuse_what_is_never_used(const Practice& practice, const OwnWay& own) {
  if (own.never.count(practice.id) > 0) {
    throw StartError(never_used(practice.id, persons_screen().string()));
  }
}

Practice read_practice(const fs::path& file) {
  const auto text = read_text(file);
  if (!text) {
    throw StartError(print(text.error()));
  }
  auto practice = parse_practice(*text, file.string());
  if (!practice) {
    throw StartError(print(practice.error()));
  }
  return std::move(*practice);
}

Slots read_own_words(const std::function<void(const std::string&)>& say) {
  const fs::path file = persons_slots();
  std::error_code failed;
  std::ifstream in(file, std::ios::binary);
  if (!fs::is_regular_file(file, failed) || !in) {
    return {};
  }
  std::string text(kLargestSlots + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  auto slots = parse_slots(text, file.string());
  if (!slots) {
    say(slots.error());
    return {};
  }
  return std::move(*slots);
}

std::string restore_shipped(const std::string& id) {
  const Shelf shelf = read_shelf();
  const auto own = std::find_if(shelf.entries.begin(), shelf.entries.end(), [&](const auto& e) {
    return e.practice.id == id && e.place == ShelfPlace::person;
  });
  if (own == shelf.entries.end()) {
    throw StartError("There is no practice \"" + id + "\" in " + persons_practices().string() +
                     " that took another's place.");
  }
  if (!own->replaces) {
    throw StartError("\"" + id + "\" (" + own->file +
                     ") took no other's place: there is nothing to have back.");
  }
  fs::path aside = own->file + ".aside";
  std::error_code failed;
  for (int i = 2; fs::exists(fs::symlink_status(aside, failed)); ++i) {
    aside = own->file + ".aside" + std::to_string(i);
  }
  fs::rename(own->file, aside, failed);
  if (failed) {
    throw StartError(own->file + " could not be moved aside (" + failed.message() + ").");
  }
  return "\"" + id + "\" is the one again that the copy replaced. The copy is now " +
         aside.string() + "; renamed back, it counts again.";
}

}  // namespace ebb
