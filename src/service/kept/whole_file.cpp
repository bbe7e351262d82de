#include "service/kept/whole_file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "archive/private_file.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& file, int error) {
  throw StartError(file.string() + ": " + std::strerror(error) + "; nothing was written.");
}

/// Waits until what was written of it is on the disk.
void to_disk(const fs::path& file) {
  const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0 || ::fsync(handle) != 0) {
    const int error = errno;
    if (handle >= 0) {
      ::close(handle);
    }
    refuse(file, error);
  }
  ::close(handle);
}

void all_to_disk(const fs::path& made) {
  std::error_code failed;
  if (fs::is_directory(made, failed)) {
    for (const fs::directory_entry& entry : fs::directory_iterator(made)) {
      to_disk(entry.path());
    }
  }
  to_disk(made);
}

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

WholeFile::WholeFile(fs::path to) : to_(std::move(to)) {
  if (!to_.has_filename()) {
    to_ = to_.parent_path();
  }
  std::error_code failed;
  if (fs::exists(to_, failed)) {
    throw StartError(to_.string() + ": there is something of this name already; name another.");
  }
  const fs::path folder = to_.has_parent_path() ? to_.parent_path() : fs::path{"."};
  if (!fs::is_directory(folder, failed)) {
    throw StartError(folder.string() + ": there is no such folder.");
  }
  being_made_ =
      folder / ("." + to_.filename().string() + "." + std::to_string(::getpid()) + ".part");
}

WholeFile::~WholeFile() {
  std::error_code ignored;
  fs::remove_all(being_made_, ignored);
  for (const char* ending : {"-wal", "-shm", "-journal"}) {
    fs::remove(being_made_.string() + ending, ignored);
  }
}

void WholeFile::keep() {
  all_to_disk(being_made_);
  std::error_code failed;
  if (fs::exists(to_, failed)) {
    throw StartError(to_.string() + ": something of this name has come meanwhile; name another.");
  }
  fs::rename(being_made_, to_, failed);
  if (failed) {
    refuse(to_, failed.value());
  }
  to_disk(to_.has_parent_path() ? to_.parent_path() : fs::path{"."});
}

void write_private(const fs::path& file, std::string_view content) {
  if (const int error = make_private_file(file)) {
    refuse(file, error);
  }
  std::unique_ptr<std::FILE, Closer> out{std::fopen(file.c_str(), "wb")};
  if (!out || std::fwrite(content.data(), 1, content.size(), out.get()) != content.size() ||
      std::fflush(out.get()) != 0) {
    refuse(file, errno);
  }
}

}  // namespace ebb
