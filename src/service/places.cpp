#include "service/places.hpp"

#include <cstdlib>
#include <system_error>

#include "io/persons_folder.hpp"

namespace ebb {

namespace fs = std::filesystem;

namespace {

/// The folder that a variable names; empty if it names none.
fs::path named(const char* variable) {
  const char* said = std::getenv(variable);
  return said != nullptr ? fs::path(said) : fs::path{};
}

/// A folder among what is kept for this person.
fs::path persons(const char* what) {
  const fs::path folder = io::persons_folder();
  return folder.empty() ? fs::path{} : folder / what;
}

}  // namespace

fs::path program_folder() {
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  return failed ? fs::path{} : program.parent_path();
}

fs::path shipped_practices() {
  std::vector<fs::path> places;
  places.push_back(named("EBB_PRACTICES"));
  places.push_back(program_folder() / "../share/ebb/practices");
  places.emplace_back(EBB_SOURCE_DIR "/practices");
  for (const fs::path& place : places) {
    std::error_code failed;
    if (fs::is_directory(place, failed)) {
      return place;
    }
  }
  return {};
}

fs::path shared_practices() { return named("EBB_PRACTICE_FOLDER"); }

fs::path persons_practices() { return persons("practices"); }

fs::path persons_slots() { return persons("slots.toml"); }

fs::path persons_screen() { return persons("screen.toml"); }

fs::path persons_sessions() { return persons("sessions"); }

}  // namespace ebb
