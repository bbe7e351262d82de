#include "service/outlet.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string_view>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "service/pty_outlet.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

/// A port of this machine alone; the next reader waits until the present one has gone.
class TcpOutlet final : public Outlet {
 public:
  explicit TcpOutlet(std::uint16_t port) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int yes = 1;
    setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    if (listener_ < 0 || bind(listener_, raw, size) != 0 || listen(listener_, 4) != 0 ||
        getsockname(listener_, raw, &size) != 0) {
      const int error = errno;
      close(listener_);
      throw StartError("tcp:" + std::to_string(port) + ": " + std::strerror(error) +
                       "; choose another port, or tcp:0 for a free one.");
    }
    port_ = ntohs(address.sin_port);
  }
  ~TcpOutlet() override {
    lose_reader();
    close(listener_);
  }
  TcpOutlet(const TcpOutlet&) = delete;
  TcpOutlet& operator=(const TcpOutlet&) = delete;

  [[nodiscard]] std::string address() const override {
    return "tcp:127.0.0.1:" + std::to_string(port_);
  }
  [[nodiscard]] bool has_reader() const override { return reader_ >= 0; }

  void attend(int milliseconds) override {
    pollfd look{reader_ >= 0 ? reader_ : listener_, POLLIN, 0};
    if (poll(&look, 1, milliseconds) <= 0) {
      return;
    }
    if (reader_ < 0) {
      reader_ = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
      return;
    }
    std::array<std::uint8_t, 256> sent{};
    const ssize_t some = recv(reader_, sent.data(), sent.size(), 0);
    if (some > 0) {
      hear({sent.data(), static_cast<std::size_t>(some)});
    } else if (some == 0 || (some < 0 && errno != EAGAIN && errno != EINTR)) {
      lose_reader();
    }
  }

  bool write(std::span<const std::uint8_t> bytes, const std::function<bool()>& go_on) override {
    while (!bytes.empty()) {
      if (!go_on() || reader_ < 0) {
        return false;
      }
      const ssize_t some = send(reader_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (some > 0) {
        bytes = bytes.subspan(static_cast<std::size_t>(some));
      } else if (errno == EAGAIN) {
        pollfd look{reader_, POLLOUT, 0};
        poll(&look, 1, 50);
      } else if (errno != EINTR) {
        lose_reader();
      }
    }
    return true;
  }

  void drain(const std::function<bool()>& go_on) override {
    if (reader_ < 0) {
      return;
    }
    shutdown(reader_, SHUT_WR);
    // The reader's own closing says that it has everything.
    for (int i = 0; i < 40 && reader_ >= 0 && go_on(); ++i) {
      attend(50);
    }
  }

 private:
  void lose_reader() {
    if (reader_ >= 0) {
      close(reader_);
      reader_ = -1;
    }
  }

  int listener_ = -1;
  int reader_ = -1;
  std::uint16_t port_ = 0;
};

class FileOutlet final : public Outlet {
 public:
  explicit FileOutlet(const std::string& path) {
    if (path != "-") {
      path_ = path;
      file_ = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
      if (file_ < 0) {
        throw StartError(path + ": " + std::strerror(errno) + "; it cannot be written.");
      }
    }
  }
  ~FileOutlet() override {
    if (!path_.empty()) {
      close(file_);
    }
  }
  FileOutlet(const FileOutlet&) = delete;
  FileOutlet& operator=(const FileOutlet&) = delete;

  [[nodiscard]] std::string address() const override { return path_; }
  void attend(int /*milliseconds*/) override {}
  [[nodiscard]] bool has_reader() const override { return !gone_; }
  bool write(std::span<const std::uint8_t> bytes, const std::function<bool()>& go_on) override {
    while (!bytes.empty() && go_on()) {
      const ssize_t some = ::write(file_, bytes.data(), bytes.size());
      if (some >= 0) {
        bytes = bytes.subspan(static_cast<std::size_t>(some));
      } else if (errno == EPIPE) {
        gone_ = true;
        return false;
      } else if (errno != EINTR) {
        throw StartError((path_.empty() ? "standard output" : path_) + ": " + std::strerror(errno) +
                         "; not everything could be written.");
      }
    }
    return bytes.empty();
  }
  void drain(const std::function<bool()>& /*go_on*/) override {}
  [[nodiscard]] bool paced() const override { return path_.empty(); }

 private:
  std::string path_;
  int file_ = STDOUT_FILENO;
  bool gone_ = false;
};

}  // namespace

bool is_file(const std::string& to) { return to != "pty" && to != "-" && to.rfind("tcp:", 0) != 0; }

std::unique_ptr<Outlet> open_outlet(const std::string& to, const std::string& link,
                                    std::optional<LineSpeed> line) {
  if (to == "pty") {
    return std::make_unique<PtyOutlet>(link, line);
  }
  if (line) {
    throw StartError("--own-speed is about a serial line; it goes with --to pty.");
  }
  if (!link.empty()) {
    throw StartError("--link makes a link to a pty; it goes with --to pty.");
  }
  constexpr std::string_view kTcp = "tcp:";
  if (to.rfind(kTcp, 0) != 0) {
    return std::make_unique<FileOutlet>(to);
  }
  std::uint16_t port = 0;
  const char* end = to.data() + to.size();
  const auto [stop, error] = std::from_chars(to.data() + kTcp.size(), end, port);
  if (error != std::errc{} || stop != end) {
    throw StartError(to + ": no port; say tcp:PORT with a number from 0 to 65535.");
  }
  return std::make_unique<TcpOutlet>(port);
}

}  // namespace ebb
