#include "evaluation/sections.hpp"

namespace ebb::evaluation {

void hrv_section(Report& report) {
  report.section("Heart rate variability");
  report.note("Nothing is measured here yet.");
}

}  // namespace ebb::evaluation
