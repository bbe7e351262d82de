#include "evaluation/sections.hpp"

namespace ebb::evaluation {

void waves_section(Report& report) {
  report.section("Breath from the waves of ECG and PPG");
  report.note("Nothing is measured here yet.");
}

}  // namespace ebb::evaluation
