#include "visualizer/app/places.hpp"

#include <cstdlib>
#include <initializer_list>
#include <system_error>

namespace ebb::app {
namespace {

namespace fs = std::filesystem;

fs::path named(const char* variable) {
  const char* said = std::getenv(variable);
  return said != nullptr ? fs::path{said} : fs::path{};
}

fs::path first_folder(std::initializer_list<fs::path> places) {
  for (const fs::path& place : places) {
    std::error_code ignored;
    if (!place.empty() && fs::is_directory(place, ignored)) {
      return place;
    }
  }
  return {};
}

}  // namespace

fs::path shipped_practices(const fs::path& program) {
  return first_folder({named("EBB_PRACTICES"), program.parent_path() / "../share/ebb/practices",
                       EBB_SOURCE_DIR "/practices"});
}

fs::path shipped_texts(const fs::path& program) {
  return first_folder(
      {program.parent_path() / "../share/ebb/texts", EBB_SOURCE_DIR "/visualizer/texts"});
}

fs::path shared_practices() { return named("EBB_PRACTICE_FOLDER"); }

}  // namespace ebb::app
