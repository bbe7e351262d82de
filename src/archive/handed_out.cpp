#include "archive/handed_out.hpp"

#include <sstream>
#include <string_view>
#include <system_error>

#include "archive/session_file/session_rows.hpp"
#include "archive/session_file/sqlite.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLetOut = "names-removed-";
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kHex = "0123456789abcdef";

bool all_of(std::string_view text, std::string_view wanted) {
  return !text.empty() && text.find_first_not_of(wanted) == std::string_view::npos;
}

/// The file may come from elsewhere: whatever it says, nothing but such a name is believed.
bool is_let_out_stem(std::string_view stem) {
  return stem.size() > kLetOut.size() && stem.substr(0, kLetOut.size()) == kLetOut &&
         all_of(stem.substr(kLetOut.size()), kHex);
}

/// "stem.pdf", "stem-2.pdf" ...
bool is_named(const fs::path& file, const std::string& stem) {
  const std::string name = file.stem().string();
  if (name.compare(0, stem.size(), stem) != 0) {
    return false;
  }
  const std::string_view more = std::string_view{name}.substr(stem.size());
  return more.empty() || (more.front() == '-' && all_of(more.substr(1), kDigits));
}

void find_named(const fs::path& folder, const std::string& stem, std::vector<fs::path>& found) {
  std::error_code failed;
  for (fs::directory_iterator it{folder, failed}, end; !failed && it != end; it.increment(failed)) {
    if (it->is_regular_file(failed) && is_named(it->path(), stem)) {
      found.push_back(it->path());
    }
  }
}

std::vector<std::string> let_out_stems(const fs::path& session) {
  std::vector<std::string> stems;
  try {
    Database file{session, Database::Access::untouched};
    std::istringstream lines{About{file}.text("let_out")};
    for (std::string line; std::getline(lines, line);) {
      if (is_let_out_stem(line)) {
        stems.push_back(line);
      }
    }
  } catch (const SqliteError&) {
    stems.clear();  // a damaged file tells nothing
  }
  return stems;
}

}  // namespace

fs::path printed_folder(const fs::path& person) { return person / "printed"; }
fs::path let_out_folder(const fs::path& person) { return person / "let-out"; }

std::string page_stem(const std::string& session_id) { return "page-" + session_id; }
std::string let_out_stem(const std::string& session_name) {
  return std::string{kLetOut} + session_name;
}

std::vector<fs::path> handed_out_of(const fs::path& person, const fs::path& session,
                                    const std::string& session_id) {
  std::vector<fs::path> found;
  find_named(printed_folder(person), page_stem(session_id), found);
  for (const std::string& stem : let_out_stems(session)) {
    find_named(let_out_folder(person), stem, found);
  }
  return found;
}

}  // namespace ebb
