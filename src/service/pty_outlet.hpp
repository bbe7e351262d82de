#pragma once

#include <optional>
#include <vector>

#include "service/outlet.hpp"
#include "simulation/misheard_line.hpp"

namespace ebb {

/// The near end of a pseudo-terminal in raw mode; the far end looks like a serial device. With a
/// line's speed, a reader that has set another one hears what a UART would make of it.
class PtyOutlet final : public Outlet {
 public:
  PtyOutlet(const std::string& link, std::optional<LineSpeed> line);
  ~PtyOutlet() override;
  PtyOutlet(const PtyOutlet&) = delete;
  PtyOutlet& operator=(const PtyOutlet&) = delete;

  [[nodiscard]] std::string address() const override { return path_; }
  void attend(int milliseconds) override;
  [[nodiscard]] bool has_reader() const override;
  bool write(std::span<const std::uint8_t> bytes, const std::function<bool()>& go_on) override;
  void drain(const std::function<bool()>& go_on) override;

 private:
  /// Whether its reader has set the device's speed: at another, neither makes sense of the other.
  [[nodiscard]] bool at_own_speed() const;
  [[nodiscard]] std::vector<std::uint8_t> as_heard(std::span<const std::uint8_t> bytes) const;
  void make_link(const std::string& link);

  std::optional<LineSpeed> line_;
  int master_ = -1;
  std::string path_;
  std::string link_;
};

}  // namespace ebb
