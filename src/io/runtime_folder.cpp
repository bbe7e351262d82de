#include "io/runtime_folder.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/persons_folder.hpp"

namespace ebb::io {
namespace {

constexpr const char* kFeedFile = "feed.json";
constexpr const char* kFreshFile = "feed.json.new";
constexpr const char* kLockFile = "service.lock";
constexpr std::size_t kMaxFeedFile = 4096;
constexpr std::string_view kDigits = "0123456789abcdef";

std::string reason() { return std::generic_category().message(errno); }

/// The folder, opened without following a link, or a sentence.
Expected<Descriptor, std::string> open_folder(const std::filesystem::path& path) {
  Descriptor folder{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
  if (!folder) {
    if (errno == ELOOP || errno == ENOTDIR) {
      return Unexpected{path.string() +
                        " is not a folder of its own but a link or a file. Remove it, or name "
                        "another folder with --runtime."};
    }
    return Unexpected{path.string() + ": " + reason() + "."};
  }
  struct stat status {};
  if (::fstat(folder.get(), &status) != 0) {
    return Unexpected{path.string() + ": " + reason() + "."};
  }
  if (status.st_uid != ::geteuid()) {
    return Unexpected{path.string() +
                      " belongs to another user, who could listen in. Name another folder with "
                      "--runtime."};
  }
  if ((status.st_mode & 077U) != 0) {
    return Unexpected{path.string() + " can be entered by other users. Close it with `chmod 700 " +
                      path.string() + "`, or name another folder with --runtime."};
  }
  return folder;
}

std::optional<std::string> read_small_file(int folder, const char* name) {
  const Descriptor file{::openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)};
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) ||
      status.st_uid != ::geteuid()) {
    return std::nullopt;
  }
  std::string text(kMaxFeedFile, '\0');
  const ssize_t size = ::read(file.get(), text.data(), text.size());
  if (size < 0) {
    return std::nullopt;
  }
  text.resize(static_cast<std::size_t>(size));
  return text;
}

}  // namespace

std::filesystem::path default_runtime_folder() {
  const auto variable = [](const char* name) -> std::string_view {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
  };
  if (const auto own = variable("EBB_RUNTIME_DIR"); !own.empty()) {
    return own;
  }
  // One of several people has a service of their own: nobody's window shows another's heart.
  const std::string name = person();
  const std::string of_person = name.empty() ? "" : "-" + name;
  if (const auto session = variable("XDG_RUNTIME_DIR"); !session.empty()) {
    return std::filesystem::path{session} / ("ebb" + of_person);
  }
  return "/tmp/ebb-" + std::to_string(::geteuid()) + of_person;
}

std::string make_token() {
  std::array<unsigned char, 32> bits{};
  if (::getrandom(bits.data(), bits.size(), 0) != static_cast<ssize_t>(bits.size())) {
    throw std::system_error{errno, std::generic_category(), "No random numbers for a token"};
  }
  std::string out;
  for (const unsigned char byte : bits) {
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
  }
  return out;
}

Expected<feed::Address, std::string> read_feed_address(const std::filesystem::path& path) {
  const auto folder = open_folder(path);
  if (!folder) {
    return Unexpected{folder.error()};
  }
  const auto text = read_small_file(folder->get(), kFeedFile);
  if (!text) {
    return Unexpected{"No service has announced itself in " + path.string() + "."};
  }
  auto address = feed::decode_address(*text);
  if (!address) {
    return Unexpected{(path / kFeedFile).string() + " is damaged. " + address.error().why};
  }
  return std::move(address).value();
}

RuntimeFolder::RuntimeFolder(std::filesystem::path path) : path_(std::move(path)) {
  std::error_code parents;
  if (path_.has_parent_path()) {
    std::filesystem::create_directories(path_.parent_path(), parents);
  }
  if (::mkdir(path_.c_str(), 0700) != 0 && errno != EEXIST) {
    throw std::runtime_error{"The runtime folder " + path_.string() +
                             " cannot be made: " + reason() + ". Name another with --runtime."};
  }
  auto folder = open_folder(path_);
  if (!folder) {
    throw std::runtime_error{folder.error()};
  }
  Descriptor lock{
      ::openat(folder->get(), kLockFile, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600)};
  if (!lock) {
    throw std::runtime_error{(path_ / kLockFile).string() + ": " + reason() + "."};
  }
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
    const auto other = read_feed_address(path_);
    throw std::runtime_error{"Another Ebb service" +
                             (other ? " (process " + std::to_string(other->pid) + ")" : "") +
                             " is already running in " + path_.string() +
                             ". Stop it, or give this one a folder of its own with --runtime."};
  }
  folder_ = std::move(*folder);
  lock_ = std::move(lock);
}

RuntimeFolder::~RuntimeFolder() {
  const auto text = read_small_file(folder_.get(), kFeedFile);
  const auto address = feed::decode_address(text.value_or(""));
  if (address && !published_token_.empty() && address->token == published_token_) {
    ::unlinkat(folder_.get(), kFeedFile, 0);
  }
}

void RuntimeFolder::publish(const feed::Address& address) {
  const std::string text = feed::encode(address) + "\n";
  ::unlinkat(folder_.get(), kFreshFile, 0);
  const Descriptor file{::openat(folder_.get(), kFreshFile,
                                 O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
  const bool written =
      file && ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (!written || ::renameat(folder_.get(), kFreshFile, folder_.get(), kFeedFile) != 0) {
    throw std::runtime_error{(path_ / kFeedFile).string() + " cannot be written: " + reason() +
                             "."};
  }
  published_token_ = address.token;
}

}  // namespace ebb::io
