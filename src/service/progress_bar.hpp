#pragma once

#include <string>

namespace ebb {

/// How far a long reading has come, on the standard error and only when that is a terminal. It is
/// wiped away when done.
class ProgressBar {
 public:
  explicit ProgressBar(std::string what);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// 0 to 1.
  void show(double share);
  void wipe();

 private:
  std::string what_;
  bool terminal_;
  int shown_ = -1;  ///< percent
};

/// The line as it is drawn, without its ending: "ecg.csv  [#####.....]  50 %".
[[nodiscard]] std::string progress_line(const std::string& what, int percent);

}  // namespace ebb
