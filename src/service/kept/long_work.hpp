#pragma once

#include <cstdio>
#include <string>

#include "service/kept/interruption.hpp"
#include "service/progress_bar.hpp"

namespace ebb {

/// What is done with a bar, and stopped by Ctrl-C without a trace: `work` is given something to
/// tell how far it has come, 0 to 1, and returns what is printed when it is done.
template <class Work>
void with_progress(const std::string& what, int& status, const Work& work) {
  constexpr int kStopped = 130;  // as a shell says of Ctrl-C
  const Interruption interruption;
  ProgressBar bar(what);
  try {
    const std::string done = work([&](double share) {
      interruption.check();
      bar.show(share);
    });
    bar.wipe();
    std::fputs(done.c_str(), stdout);
    std::fflush(stdout);
  } catch (const Interrupted&) {
    bar.wipe();
    std::fputs("ebb: stopped; what was half written is gone again.\n", stderr);
    status = kStopped;
  }
}

}  // namespace ebb
