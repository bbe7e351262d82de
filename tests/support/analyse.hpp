#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "service/analyse_command.hpp"
#include "service/start_error.hpp"

namespace ebb::test {

/// A folder of its own for one test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "ebb-analyse-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name, const std::string& content) const {
    std::ofstream(path_ / name, std::ios::binary) << content;
    return path_ / name;
  }
  [[nodiscard]] std::string path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// What `ebb analyse` writes to the standard output.
inline std::string analyse(std::vector<std::string> arguments) {
  CLI::App app;
  int status = 0;
  add_analyse_command(app, status);
  std::vector<std::string> reversed{arguments.rbegin(), arguments.rend()};
  reversed.emplace_back("analyse");
  testing::internal::CaptureStdout();
  try {
    app.parse(reversed);
  } catch (...) {
    testing::internal::GetCapturedStdout();
    throw;
  }
  return testing::internal::GetCapturedStdout();
}

inline nlohmann::json analyse_json(std::vector<std::string> arguments) {
  arguments.emplace_back("--json");
  return nlohmann::json::parse(analyse(std::move(arguments)));
}

/// The sentence of a refusal, or nothing.
inline std::string complaint(const std::vector<std::string>& arguments) {
  try {
    analyse(arguments);
  } catch (const StartError& error) {
    return error.what();
  }
  return {};
}

}  // namespace ebb::test
