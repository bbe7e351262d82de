#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/device.hpp"
#include "io/port_holder.hpp"

namespace ebb::io {
namespace {

/// The group whose members may use the device, or empty.
std::string group_of(const std::string& path) {
  constexpr mode_t kReadAndWrite = S_IRGRP | S_IWGRP;
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0 || (about.st_mode & kReadAndWrite) != kReadAndWrite ||
      about.st_gid == 0) {
    return {};
  }
  group entry{};
  group* found = nullptr;
  std::array<char, 16384> room{};
  return ::getgrgid_r(about.st_gid, &entry, room.data(), room.size(), &found) == 0 && found
             ? found->gr_name
             : std::string{};
}

/// This person is in the group, but logged in before they were.
bool is_new_member(const std::string& group_name) {
  group entry{};
  group* members = nullptr;
  std::array<char, 16384> room{};
  if (::getgrnam_r(group_name.c_str(), &entry, room.data(), room.size(), &members) != 0 ||
      members == nullptr) {
    return false;
  }
  passwd person{};
  passwd* me = nullptr;
  std::array<char, 4096> more{};
  if (::getpwuid_r(::getuid(), &person, more.data(), more.size(), &me) != 0 || me == nullptr) {
    return false;
  }
  for (char** name = members->gr_mem; *name != nullptr; ++name) {
    if (std::string_view{*name} == me->pw_name) {
      return true;
    }
  }
  return false;
}

std::string permission_remedy(const std::string& path) {
  const std::string group_name = group_of(path);
  if (group_name.empty()) {
    return "its owner has to let this account read and write it.";
  }
  if (is_new_member(group_name)) {
    return "this account joined the group " + group_name +
           " after this login began: log out, then log in again.";
  }
  return "`sudo usermod -aG " + group_name + " $USER`, then log in again.";
}

std::string busy_remedy(const std::string& path, const std::filesystem::path& proc) {
  std::error_code ec;
  const std::string device = std::filesystem::canonical(path, ec);
  const auto holder = ec ? std::nullopt : find_port_holder(device, proc);
  if (!holder) {
    return "in use by another program (perhaps ModemManager, for some seconds after plugging in). "
           "It is tried again until it is free.";
  }
  return "in use by " + holder->name + " (process " + std::to_string(holder->process) +
         "). Close that, and the sensor is taken over.";
}

}  // namespace

std::string describe_refusal(const std::string& path, int error,
                             const std::filesystem::path& proc) {
  switch (error) {
    case EACCES:
    case EPERM:
      return path + ": permission denied. " + permission_remedy(path);
    case EBUSY:
      return path + ": " + busy_remedy(path, proc);
    case ENOENT:
    case ENXIO:
    case ENODEV:
    case EIO:
    case ENOTDIR:
      return path + ": not there. Is it plugged in? `ebb sensors` lists what is.";
    case ENOTTY:
    case EISDIR:
      return path + ": not a serial port. `ebb sensors` lists those that are plugged in.";
    case EINVAL:
      return path + ": it does not take these settings. Try another baud=, as in " + path +
             "?baud=115200.";
    case EMFILE:
    case ENFILE:
      return path + ": too many files are open on this machine. Close some programs.";
    default:
      return path + ": " + std::generic_category().message(error) + ".";
  }
}

}  // namespace ebb::io
