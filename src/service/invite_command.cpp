#include "service/invite_command.hpp"

#include <array>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include <CLI/CLI.hpp>

#include "guidance/invitation.hpp"
#include "service/kept/whole_file.hpp"
#include "service/practice_text.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

/// It may be seen on other machines and by others: it says nothing about anybody.
constexpr const char* kLine = "A few easy breaths, if it suits.";
constexpr std::size_t kLongestLine = 200;

struct InviteWords {
  std::string at;
  std::string out;
  std::string line = kLine;
};

std::string random_id() {
  std::random_device random;
  std::array<char, 20> id{};
  std::snprintf(id.data(), id.size(), "%08x%08x", random(), random());
  return id.data();
}

/// As it was said, else as it stands on the page of one's own way.
int time_wanted(const InviteWords& words) {
  if (!words.at.empty()) {
    const auto minutes = parse_time_of_day(words.at);
    if (!minutes) {
      throw StartError("--at " + words.at +
                       ": a time of day looks like 19:30, from 00:00 to 23:59.");
    }
    return *minutes;
  }
  const auto own = read_own_way();
  if (!own) {
    throw StartError(own.error());
  }
  if (!own->invite_at) {
    throw StartError(
        "No time was chosen. `--at 19:30` says one, and so does the window (C, our own way).");
  }
  return *own->invite_at;
}

std::string invite(const InviteWords& words) {
  const std::filesystem::path to{words.out};
  if (to.extension() != ".ics") {
    throw StartError("--out " + words.out + ": end its name in .ics, so that a calendar knows it.");
  }
  if (words.line.size() > kLongestLine ||
      words.line.find_first_not_of(" \t\n") == std::string::npos) {
    throw StartError("--line: an invitation is one line of up to " + std::to_string(kLongestLine) +
                     " letters.");
  }
  const int minutes = time_wanted(words);
  const time_t now = ::time(nullptr);
  tm local{};
  localtime_r(&now, &local);
  tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 20> made{};
  std::strftime(made.data(), made.size(), "%Y%m%dT%H%M%SZ", &utc);
  WholeFile file{to};
  write_private(file.being_made(),
                invitation_calendar({local.tm_year + 1900, local.tm_mon + 1, local.tm_mday},
                                    minutes, words.line, random_id(), made.data()));
  file.keep();
  return words.out +
         ": one line a day for a calendar to show. Ebb notes nothing about it; removing it from "
         "the "
         "calendar ends it.\n";
}

}  // namespace

void add_invite_command(CLI::App& app, int& status) {
  auto words = std::make_shared<InviteWords>();
  CLI::App* command =
      app.add_subcommand("invite", "A daily invitation, as a file for one's own calendar");
  command->add_option("--at", words->at,
                      "The time of day, as 19:30; otherwise the one chosen in the window");
  command->add_option("--out", words->out, "FILE.ics; it must not be there yet")->required();
  command->add_option("--line", words->line, "Other words than Ebb's");
  command->callback([words, &status] {
    std::fputs(invite(*words).c_str(), stdout);
    status = 0;
  });
}

}  // namespace ebb
