#include "io/persons_folder.hpp"

#include <algorithm>
#include <cstdlib>

namespace ebb::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 120;  // bytes: at least 30 letters of any script
constexpr const char* kNoName =
    "a person's name is the name of a folder: up to 120 bytes, without / or \\ and not beginning "
    "with a dot.";

std::string variable(const char* name) {
  const char* said = std::getenv(name);
  return said != nullptr ? said : "";
}

bool is_a_name(const std::string& name) {
  return !name.empty() && name.size() <= kLongestName && name.front() != '.' &&
         std::none_of(name.begin(), name.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte < ' ' || byte == '/' || byte == '\\' || byte == 0x7fU;
         });
}

fs::path everybodys_folder() {
  if (const fs::path data = variable("XDG_DATA_HOME"); data.is_absolute()) {
    return data / "ebb";
  }
  const fs::path home = variable("HOME");
  return home.empty() ? fs::path{} : home / ".local/share/ebb";
}

}  // namespace

std::string person() {
  std::string name = variable(kPersonVariable);
  return is_a_name(name) ? name : std::string{};
}

fs::path persons_folder() {
  fs::path folder = everybodys_folder();
  if (folder.empty() || variable(kPersonVariable).empty()) {
    return folder;
  }
  const std::string name = person();
  return name.empty() ? fs::path{} : folder / "people" / name;
}

std::optional<std::string> choose_person(const std::string& name) {
  if (!is_a_name(name)) {
    return std::string{kNoName};
  }
  ::setenv(kPersonVariable, name.c_str(), 1);
  return std::nullopt;
}

std::optional<std::string> trouble_with_person() {
  const std::string name = variable(kPersonVariable);
  return name.empty() || is_a_name(name)
             ? std::nullopt
             : std::optional{std::string{kPersonVariable} + ": " + kNoName};
}

}  // namespace ebb::io
