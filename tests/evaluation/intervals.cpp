#include "evaluation/sections.hpp"

namespace ebb::evaluation {

void intervals_section(Report& report) {
  report.section("Intervals: which to believe");
  report.note("Nothing is measured here yet.");
}

}  // namespace ebb::evaluation
