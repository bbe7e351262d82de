#pragma once

#include "service/outlet.hpp"

namespace ebb {

/// The near end of a pseudo-terminal in raw mode; the far end looks like a serial device.
class PtyOutlet final : public Outlet {
 public:
  explicit PtyOutlet(const std::string& link);
  ~PtyOutlet() override;
  PtyOutlet(const PtyOutlet&) = delete;
  PtyOutlet& operator=(const PtyOutlet&) = delete;

  [[nodiscard]] std::string address() const override { return path_; }
  void attend(int milliseconds) override;
  [[nodiscard]] bool has_reader() const override;
  bool write(std::span<const std::uint8_t> bytes, const std::function<bool()>& go_on) override;
  void drain(const std::function<bool()>& go_on) override;

 private:
  void make_link(const std::string& link);

  int master_ = -1;
  std::string path_;
  std::string link_;
};

}  // namespace ebb
