#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "io/asio_fwd.hpp"
#include "io/port_list.hpp"

namespace ebb::io {

/// Tells which ports come and go. inotify on /dev and on /dev/serial/by-id wakes it (the links
/// follow the device, and their folder goes with the last of them); where that cannot be had it
/// looks once a second.
class PortWatch {
 public:
  struct Handlers {
    std::function<void(const Port&)> plugged_in;
    std::function<void(const Port&)> unplugged;
  };

  /// `ports` are those that are known already.
  PortWatch(asio::io_context& io, std::vector<Port> ports, Handlers handlers,
            SystemTrees trees = {});
  ~PortWatch();
  PortWatch(const PortWatch&) = delete;
  PortWatch& operator=(const PortWatch&) = delete;

  void start();
  void stop();
  /// Whether it is woken by the kernel; else it looks once a second.
  [[nodiscard]] bool is_woken() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;  ///< what waits in the loop looks whether it is still there
};

}  // namespace ebb::io
