#include "io/port_holder.hpp"

#include <charconv>
#include <filesystem>

#include <unistd.h>

#include "io/port_list.hpp"
#include "io/usb_device.hpp"

namespace ebb::io {
namespace {

namespace fs = std::filesystem;

std::optional<int> process_number(const std::string& name) {
  int number = 0;
  const char* end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data(), end, number);
  return error == std::errc{} && stop == end ? std::optional{number} : std::nullopt;
}

bool holds(const fs::path& process, const std::string& device) {
  std::error_code ec;
  for (fs::directory_iterator fd{process / "fd", ec}, end; !ec && fd != end; fd.increment(ec)) {
    std::error_code unreadable;
    if (fs::read_symlink(fd->path(), unreadable) == device) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<PortHolder> find_port_holder(const std::string& device, const fs::path& proc) {
  std::optional<PortHolder> holder;
  std::error_code ec;
  for (fs::directory_iterator process{proc, ec}, end; !ec && process != end;
       process.increment(ec)) {
    const auto number = process_number(process->path().filename());
    if (!number || !holds(process->path(), device)) {
      continue;
    }
    holder = PortHolder{*number, one_printable_line(first_line(process->path() / "comm"))};
    if (*number != ::getpid()) {
      break;
    }
  }
  return holder;
}

bool process_runs(const std::string& name, const fs::path& proc) {
  std::error_code ec;
  for (fs::directory_iterator process{proc, ec}, end; !ec && process != end;
       process.increment(ec)) {
    if (process_number(process->path().filename()) &&
        first_line(process->path() / "comm") == name) {
      return true;
    }
  }
  return false;
}

}  // namespace ebb::io
