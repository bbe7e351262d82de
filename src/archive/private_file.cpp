#include "archive/private_file.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ebb {

int make_private_folder(const std::filesystem::path& folder) {
  if (folder.empty()) {
    return 0;
  }
  std::error_code failed;
  const std::filesystem::path above = folder.parent_path();
  if (!above.empty() && above != folder && !std::filesystem::exists(above, failed)) {
    if (const int error = make_private_folder(above)) {
      return error;
    }
  }
  return ::mkdir(folder.c_str(), S_IRWXU) == 0 || errno == EEXIST ? 0 : errno;
}

int make_private_file(const std::filesystem::path& file) {
  const int made =
      ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (made < 0) {
    return errno;
  }
  ::close(made);
  return 0;
}

}  // namespace ebb
