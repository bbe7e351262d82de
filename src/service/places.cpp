#include "service/places.hpp"

#include <cstdlib>
#include <system_error>

namespace ebb {

namespace fs = std::filesystem;

fs::path program_folder() {
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  return failed ? fs::path{} : program.parent_path();
}

fs::path shipped_practices() {
  std::vector<fs::path> places;
  if (const char* said = std::getenv("EBB_PRACTICES")) {
    places.emplace_back(said);
  }
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

}  // namespace ebb
