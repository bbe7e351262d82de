#include "io/recorder.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ebb::io {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) { return std::generic_category().message(error); }

/// Makes the folders that are missing, the last of them for this person alone.
int make_private_folder(const fs::path& folder) {
  if (folder.empty()) {
    return 0;
  }
  std::error_code ec;
  fs::create_directories(folder.parent_path(), ec);
  return ::mkdir(folder.c_str(), S_IRWXU) == 0 || errno == EEXIST ? 0 : errno;
}

}  // namespace

Expected<Recorder, std::string> Recorder::create(const fs::path& file, Say say) {
  if (const int error = make_private_folder(file.parent_path())) {
    return Unexpected{file.parent_path().string() + ": the folder cannot be made (" +
                      reason(error) + "). Choose another place for the recording."};
  }
  Descriptor fd{::open(file.c_str(),
                       O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW | O_CLOEXEC,
                       S_IRUSR | S_IWUSR)};
  if (!fd) {
    const int error = errno;
    return Unexpected{error == EEXIST ? file.string() +
                                            ": there is already a file of that name, and nothing "
                                            "is overwritten. Choose another name."
                                      : file.string() + ": the recording cannot be made (" +
                                            reason(error) + "). Choose another place."};
  }
  return Recorder{file, std::move(fd), std::move(say)};
}

void Recorder::push(std::string_view lines) {
  int error = 0;
  if (torn_ && write("\n", error) == 1) {
    torn_ = false;
  }
  const std::size_t written = torn_ ? 0 : write(lines, error);
  if (written == lines.size()) {
    return;
  }
  ++left_out_;
  torn_ = torn_ || (written > 0 && lines[written - 1] != '\n');
  if (!std::exchange(said_, true) && say_) {
    say_(file_.string() + ": part of the recording could not be written (" + reason(error) +
         "). Everything else goes on; free some space, and so does the recording.");
  }
}

std::size_t Recorder::write(std::string_view text, int& error) const {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t n = ::write(fd_.get(), text.data() + done, text.size() - done);
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n <= 0) {
      error = n < 0 ? errno : ENOSPC;
      break;
    }
    done += static_cast<std::size_t>(n);
  }
  return done;
}

}  // namespace ebb::io
