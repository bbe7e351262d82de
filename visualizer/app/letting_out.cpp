#include "visualizer/app/letting_out.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <random>
#include <span>
#include <string_view>
#include <utility>

#include "archive/private_file.hpp"
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

Unexpected<std::string> refused(const fs::path& file, int error) {
  return Unexpected{file.string() + ": it cannot be written (" + std::strerror(error) + ")."};
}

/// "own-rhythm-2026-11-22-1930"
std::string stem_of(const SessionHead& head) {
  std::string stem = head.practice.empty() ? "session" : head.practice;
  std::replace_if(
      stem.begin(), stem.end(),
      [](unsigned char c) { return c == '/' || c == '.' || c < 0x20 || c == 0x7F; }, '-');
  const std::string iso = iso_8601(head.started_ms, head.utc_offset_min);
  return stem.substr(0, 60) + "-" + iso.substr(0, 10) + "-" + iso.substr(11, 2) + iso.substr(14, 2);
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
  const std::string stem = stem_of(session.head);
  for (const auto& [ending, bytes] : {std::pair{".pdf", print_page_pdf(page, Paper::a4)},
                                      std::pair{".png", print_page_png(page, Paper::a4)}}) {
    if (const int error = write_beside(folder, stem, ending, bytes)) {
      return refused(folder / (stem + ending), error);
    }
  }
  return folder;
}

NamesRemoved without_names(const KeptSession& session) {
  NamesRemovedChoices choices;
  std::random_device random;
  std::array<char, 16> name{};
  std::snprintf(name.data(), name.size(), "%06x", random() & 0xffffffU);
  choices.session_name = name.data();
  choices.shipped_practices = shipped_steps();
  return names_removed(session, choices);
}

Expected<fs::path, std::string> let_out(const NamesRemoved& leaving, const fs::path& folder) {
  if (const int error = make_private_folder(folder)) {
    return refused(folder, error);
  }
  const std::string text = print_names_removed(leaving);
  const std::string stem = "names-removed-" + leaving.session_name;
  const Bytes bytes{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
  if (const int error = write_beside(folder, stem, ".csv", bytes)) {
    return refused(folder / (stem + ".csv"), error);
  }
  return folder;
}

}  // namespace ebb::app
