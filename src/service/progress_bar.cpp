#include "service/progress_bar.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <utility>

#include <unistd.h>

namespace ebb {

std::string progress_line(const std::string& what, int percent) {
  constexpr int kCells = 30;
  const int full = std::clamp(percent, 0, 100) * kCells / 100;
  const std::string number = std::to_string(percent);
  return what + "  [" + std::string(static_cast<std::size_t>(full), '#') +
         std::string(static_cast<std::size_t>(kCells - full), '.') + "] " +
         std::string(number.size() < 3 ? 3 - number.size() : 0, ' ') + number + " %";
}

ProgressBar::ProgressBar(std::string what)
    : what_(std::move(what)), terminal_(isatty(STDERR_FILENO) != 0) {}

ProgressBar::~ProgressBar() { wipe(); }

void ProgressBar::show(double share) {
  const int percent = static_cast<int>(100.0 * std::clamp(share, 0.0, 1.0));
  if (!terminal_ || percent == shown_) {
    return;
  }
  shown_ = percent;
  std::fprintf(stderr, "\r%s", progress_line(what_, percent).c_str());
  std::fflush(stderr);
}

void ProgressBar::wipe() {
  if (terminal_ && shown_ >= 0) {
    std::fprintf(stderr, "\r%s\r", std::string(progress_line(what_, 100).size(), ' ').c_str());
    std::fflush(stderr);
    shown_ = -1;
  }
}

}  // namespace ebb
