#include "io/port_watch.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include <sys/inotify.h>
#include <unistd.h>

#include "core/time.hpp"
#include "io/asio.hpp"

namespace ebb::io {
namespace {

/// udev sets rights and links after the device is there.
constexpr std::chrono::milliseconds kLinksSettle{250};
constexpr std::chrono::seconds kBetweenLooks{1};
constexpr std::uint32_t kEvents = IN_CREATE | IN_DELETE | IN_ATTRIB | IN_MOVED_TO;

bool holds(const std::vector<Port>& ports, const Port& port) {
  return std::any_of(ports.begin(), ports.end(), [&](const Port& each) {
    return each.device == port.device && each.name == port.name;
  });
}

}  // namespace

struct PortWatch::Impl : std::enable_shared_from_this<PortWatch::Impl> {
  Impl(asio::io_context& io, std::vector<Port> ports, Handlers handed, SystemTrees where)
      : known(std::move(ports)),
        handlers(std::move(handed)),
        trees(std::move(where)),
        news(io),
        due(io) {}

  std::vector<Port> known;
  Handlers handlers;
  SystemTrees trees;
  asio::posix::stream_descriptor news;
  asio::steady_timer due;
  std::array<char, 4096> room{};
  bool stopped = false;
  bool look_is_due = false;

  void start() {
    error_code ec;
    if (const int fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC); fd >= 0) {
      news.assign(fd, ec);
    }
    if (news.is_open() && watch_folders()) {
      wait_for_news();
      look_after(Microseconds{0});  // what came before the watch was set
    } else {
      news.close(ec);
      look_after(kBetweenLooks);
    }
  }

  /// Adding a watch that is there already changes nothing; by-id comes and goes.
  bool watch_folders() {
    const int fd = news.native_handle();
    static_cast<void>(
        ::inotify_add_watch(fd, (trees.dev / "serial/by-id").c_str(), kEvents | IN_ONLYDIR));
    return ::inotify_add_watch(fd, trees.dev.c_str(), kEvents | IN_ONLYDIR) >= 0;
  }

  void wait_for_news() {
    news.async_read_some(asio::buffer(room), [weak = weak_from_this()](error_code ec, std::size_t) {
      const auto self = weak.lock();
      if (!self || self->stopped) {
        return;
      }
      if (ec) {
        error_code ignored;
        self->news.close(ignored);
        self->look_after(kBetweenLooks);
        return;
      }
      self->look_after(kLinksSettle);
      self->wait_for_news();
    });
  }

  void look_after(Microseconds wait) {
    if (std::exchange(look_is_due, true)) {
      return;  // that look will see it too, or its links' own news will call for another
    }
    due.expires_after(wait);
    due.async_wait([weak = weak_from_this()](const auto& failed) {
      const auto self = weak.lock();
      if (!failed && self && !self->stopped) {
        self->look_is_due = false;
        self->look();
      }
    });
  }

  void look() {
    if (news.is_open()) {
      watch_folders();
    } else {
      look_after(kBetweenLooks);
    }
    const std::vector<Port> before = std::exchange(known, list_ports(trees));
    const std::vector<Port> now = known;
    for (const Port& port : before) {
      if (!stopped && !holds(now, port)) {
        handlers.unplugged(port);
      }
    }
    for (const Port& port : now) {
      if (!stopped && !holds(before, port)) {
        handlers.plugged_in(port);
      }
    }
  }
};

PortWatch::PortWatch(asio::io_context& io, std::vector<Port> ports, Handlers handlers,
                     SystemTrees trees)
    : impl_(std::make_shared<Impl>(io, std::move(ports), std::move(handlers), std::move(trees))) {}
PortWatch::~PortWatch() { stop(); }

void PortWatch::start() { impl_->start(); }

void PortWatch::stop() {
  impl_->stopped = true;
  error_code ignored;
  impl_->news.close(ignored);
  impl_->due.cancel();
}

bool PortWatch::is_woken() const { return impl_->news.is_open(); }

}  // namespace ebb::io
