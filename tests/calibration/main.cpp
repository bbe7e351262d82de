// How well the calm-down curve's ranges hold, on made-up hearts with known falls and on falls that
// were laid over recorded ones: `calibrate_calm_down [SESSIONS]` prints the tables (1,000 sessions
// a cell if nothing else is said), `calibrate_calm_down --write docs/calm-down-curve.md` writes the
// page as well.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "calibration/page.hpp"
#include "evaluation/report.hpp"

int main(int argc, char** argv) {
  std::string page;
  std::size_t sessions = 1000;
  int next = 1;
  if (argc >= 3 && std::string{argv[1]} == "--write") {
    page = argv[2];
    next = 3;
  }
  if (argc == next + 1 && std::atoi(argv[next]) > 0) {
    sessions = static_cast<std::size_t>(std::atoi(argv[next]));
  } else if (argc != next) {
    std::fputs("calibrate_calm_down [--write FILE] [SESSIONS]\n", stderr);
    return 2;
  }
  const auto recorded = ebb::calibration::try_recorded_falls();
  ebb::evaluation::Report first;
  ebb::calibration::main_cells_section(first, sessions, recorded);
  ebb::evaluation::Report report;
  ebb::calibration::made_up_section(report, sessions);
  ebb::calibration::recorded_section(report, recorded);
  if (!page.empty()) {
    std::ofstream out{page};
    out << ebb::calibration::kIntro << first.markdown() << "\n"
        << ebb::calibration::kMethod << report.markdown();
    if (!out.flush()) {
      std::fprintf(stderr, "calibrate_calm_down: %s could not be written\n", page.c_str());
      return 1;
    }
  }
  return 0;
}
