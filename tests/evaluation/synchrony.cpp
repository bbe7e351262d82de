#include "evaluation/sections.hpp"

namespace ebb::evaluation {

void synchrony_section(Report& report) {
  report.section("Synchrony, lag and coherence");
  report.note("Nothing is measured here yet.");
}

}  // namespace ebb::evaluation
