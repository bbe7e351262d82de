#include "visualizer/app/letting_out.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <random>
#include <span>
#include <string_view>
#include <utility>

#include "archive/handed_out.hpp"
#include "archive/private_file.hpp"
#include "archive/session_edit.hpp"
#include "archive/session_file/session_file.hpp"
#include "report/page.hpp"
#include "report/session_page.hpp"
#include "visualizer/app/places.hpp"
#include "visualizer/app/shelf.hpp"

namespace ebb::app {
namespace {

namespace fs = std::filesystem;
using Bytes = std::span<const std::uint8_t>;

constexpr int kMostOfAName = 99;
constexpr const char* kForeign = "unnamed";  ///< of an id that may be no part of a file's name

Unexpected<std::string> refused(const fs::path& file, int error) {
  return Unexpected{file.string() + ": it cannot be written (" + std::strerror(error) + ")."};
}

/// Under the first name that is free: "name.pdf", "name-2.pdf" ... Zero, or errno.
int write_beside(const fs::path& folder, const std::string& stem, const char* ending, Bytes bytes) {
  int error = EEXIST;
  for (int i = 1; i <= kMostOfAName && error == EEXIST; ++i) {
    const std::string number = i == 1 ? "" : "-" + std::to_string(i);
    error = write_private_file(folder / (stem + number + ending), bytes);
  }
  return error;
}

std::map<std::string, std::vector<std::string>> shipped_steps() {
  std::error_code unknown;
  const fs::path program = fs::read_symlink("/proc/self/exe", unknown);
  std::map<std::string, std::vector<std::string>> steps;
  for (const Practice& practice : shipped_shelf(program)) {
    for (const Step& step : practice.steps) {
      steps[practice.id].push_back(step.id);
    }
  }
  return steps;
}

}  // namespace

Expected<fs::path, std::string> print_page(const KeptSession& session, const std::string& title,
                                           const fs::path& folder) {
  if (const int error = make_private_folder(folder)) {
    return refused(folder, error);
  }
  const SessionPage page = session_page(session, title, {});
  const std::string stem = page_stem(is_session_id(session.head.id) ? session.head.id : kForeign);
  for (const auto& [ending, bytes] : {std::pair{".pdf", print_page_pdf(page, Paper::a4)},
                                      std::pair{".png", print_page_png(page, Paper::a4)}}) {
    if (const int error = write_beside(folder, stem, ending, bytes)) {
      return refused(folder / (stem + ending), error);
    }
  }
  return folder;
}

NamesRemoved without_names(const KeptSession& session, const std::vector<std::string>& labels) {
  NamesRemovedChoices choices;
  std::random_device random;
  std::array<char, 16> name{};
  std::snprintf(name.data(), name.size(), "%08x", random());
  choices.session_name = name.data();
  choices.labels = labels;
  choices.shipped_practices = shipped_steps();
  return names_removed(session, choices);
}

Expected<fs::path, std::string> let_out(const NamesRemoved& leaving, const fs::path& session,
                                        const fs::path& folder) {
  if (const int error = make_private_folder(folder)) {
    return refused(folder, error);
  }
  const std::string text = print_names_removed(leaving);
  const std::string stem = let_out_stem(leaving.session_name);
  // First: what nobody can find any more is not to be written.
  if (std::string trouble = add_let_out(session, stem); !trouble.empty()) {
    return Unexpected{std::move(trouble)};
  }
  const Bytes bytes{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
  if (const int error = write_beside(folder, stem, ".csv", bytes)) {
    return refused(folder / (stem + ".csv"), error);
  }
  return folder;
}

}  // namespace ebb::app
