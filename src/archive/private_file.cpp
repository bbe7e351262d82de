#include "archive/private_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ebb {
namespace {

namespace fs = std::filesystem;

/// A file that is open, and closed again.
class Handle {
 public:
  explicit Handle(int number) : number_(number) {}
  ~Handle() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  [[nodiscard]] int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

int new_file(const fs::path& file) {
  return ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                S_IRUSR | S_IWUSR);
}

int write_all(const Handle& file, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file.get(), bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) {
      return errno;
    }
    bytes = bytes.subspan(count > 0 ? static_cast<std::size_t>(count) : 0);
  }
  return 0;
}

int to_disk(const Handle& file) { return ::fsync(file.get()) == 0 ? 0 : errno; }

/// That a name is there, or is not there any more.
int name_to_disk(const fs::path& file) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
  const Handle open{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  return open ? to_disk(open) : errno;
}

int overwrite(const Handle& file, off_t size) {
  constexpr std::array<std::uint8_t, 65'536> kNothing{};
  for (off_t left = size; left > 0;) {
    const auto count = std::min<std::size_t>(kNothing.size(), static_cast<std::size_t>(left));
    if (const int error = write_all(file, std::span{kNothing}.first(count)); error != 0) {
      return error;
    }
    left -= static_cast<off_t>(count);
  }
  return to_disk(file);
}

}  // namespace

int make_private_folder(const fs::path& folder) {
  if (folder.empty()) {
    return 0;
  }
  std::error_code failed;
  const fs::path above = folder.parent_path();
  if (!above.empty() && above != folder && !fs::exists(above, failed)) {
    if (const int error = make_private_folder(above)) {
      return error;
    }
  }
  return ::mkdir(folder.c_str(), S_IRWXU) == 0 || errno == EEXIST ? 0 : errno;
}

int make_private_file(const fs::path& file) {
  const Handle made{new_file(file)};
  return made ? 0 : errno;
}

int write_private_file(const fs::path& file, std::span<const std::uint8_t> bytes) {
  int error = 0;
  {
    const Handle made{new_file(file)};
    if (!made) {
      return errno;
    }
    error = write_all(made, bytes);
    error = error != 0 ? error : to_disk(made);
  }
  error = error != 0 ? error : name_to_disk(file);
  if (error != 0) {
    ::unlink(file.c_str());
  }
  return error;
}

int replace_private_file(const fs::path& file, std::span<const std::uint8_t> bytes) {
  const fs::path fresh = file.string() + ".new";
  ::unlink(fresh.c_str());  // one that was left behind could be a link, or open to others
  const int error = write_private_file(fresh, bytes);
  return error != 0 ? error : move_private_file(fresh, file);
}

int move_private_file(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) {
    return errno;
  }
  return name_to_disk(to);
}

Expected<std::size_t, int> read_private_file(const fs::path& file, std::span<std::uint8_t> out) {
  const Handle open{::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)};
  if (!open) {
    return Unexpected{errno};
  }
  std::size_t count = 0;
  while (count < out.size()) {
    const ssize_t more = ::read(open.get(), out.data() + count, out.size() - count);
    if (more < 0 && errno != EINTR) {
      return Unexpected{errno};
    }
    if (more == 0) {
      break;
    }
    count += more > 0 ? static_cast<std::size_t>(more) : 0;
  }
  return count;
}

int erase_file(const fs::path& file) {
  {
    const Handle open{::open(file.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)};
    struct stat status {};
    if (open && ::fstat(open.get(), &status) == 0 && S_ISREG(status.st_mode) &&
        status.st_nlink == 1) {
      overwrite(open, status.st_size);  // where that fails it is still removed
    }
  }
  if (::unlink(file.c_str()) != 0) {
    return errno == ENOENT ? 0 : errno;
  }
  return name_to_disk(file);
}

}  // namespace ebb
