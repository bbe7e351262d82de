#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "simulation/misheard_line.hpp"

namespace ebb {

/// Where a simulated device's bytes go: a pseudo-terminal, a TCP port of this machine, a file or
/// the standard output. One reader at a time, who may come and go.
class Outlet {
 public:
  virtual ~Outlet() = default;
  /// What to tell who wants to read: a path or tcp:127.0.0.1:PORT; empty for the standard output.
  [[nodiscard]] virtual std::string address() const = 0;
  /// Looks after readers for at most `milliseconds`; returns early when one came or went.
  virtual void attend(int milliseconds) = 0;
  [[nodiscard]] virtual bool has_reader() const = 0;
  /// Writes all of it, waiting for a slow reader while `go_on` says so; false when there is nobody
  /// to read (any more), and the bytes are lost as a real device's would be.
  virtual bool write(std::span<const std::uint8_t> bytes, const std::function<bool()>& go_on) = 0;
  /// Waits until the reader has taken what was written.
  virtual void drain(const std::function<bool()>& go_on) = 0;
  /// What the reader has said to the device since the last call; more than a little of it is lost.
  [[nodiscard]] std::vector<std::uint8_t> take_heard() { return std::exchange(heard_, {}); }
  /// True when bytes are played at their times; a file just takes them.
  [[nodiscard]] virtual bool paced() const { return true; }

 protected:
  void hear(std::span<const std::uint8_t> said) {
    constexpr std::size_t kMost = 1024;
    heard_.insert(
        heard_.end(), said.begin(),
        said.begin() + static_cast<std::ptrdiff_t>(std::min(said.size(), kMost - heard_.size())));
  }

 private:
  std::vector<std::uint8_t> heard_;
};

/// Whether `to` names a file, which takes bytes as fast as they come.
bool is_file(const std::string& to);

/// `to` is "pty", "tcp:PORT", "-" or a file's path; `link` a symbolic link to make to the pty.
/// `line`: a pty's reader hears it right at this speed only. Throws StartError when it cannot be
/// had.
std::unique_ptr<Outlet> open_outlet(const std::string& to, const std::string& link,
                                    std::optional<LineSpeed> line = std::nullopt);

}  // namespace ebb
