#include "evaluation/sections.hpp"

namespace ebb::evaluation {

void ppg_section(Report& report) {
  report.section("Beats in a pulse wave");
  report.note("Nothing is measured here yet.");
}

}  // namespace ebb::evaluation
