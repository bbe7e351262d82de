#pragma once

#include <filesystem>
#include <string>

#include "guidance/shelf.hpp"
#include "service/commands.hpp"

namespace ebb {

/// `ebb practice list | check FILE... | preview FILE | restore ID`: what is on the shelf, what a
/// file would be refused for or could say more kindly, how it plays, and the shipped one back.
void add_practice_command(CLI::App& app, int& status);

/// What `check` prints of one file, and whether it can be used.
struct PracticeCheck {
  std::string text;
  bool usable = false;
};
[[nodiscard]] PracticeCheck check_practice(const std::filesystem::path& file);
/// What `list` prints.
[[nodiscard]] std::string describe_shelf(const Shelf& shelf);
/// What `list --json` prints: {"practices": [...], "set_aside": [...]}.
[[nodiscard]] std::string shelf_json(const Shelf& shelf);

}  // namespace ebb
