#include "service/kept/interruption.hpp"

namespace ebb {
namespace {

volatile std::sig_atomic_t asked = 0;

void note(int /*signal*/) { asked = 1; }

}  // namespace

Interruption::Interruption() {
  asked = 0;
  struct sigaction action {};
  action.sa_handler = note;
  sigaction(SIGINT, &action, &before_int_);
  sigaction(SIGTERM, &action, &before_term_);
}

Interruption::~Interruption() {
  sigaction(SIGINT, &before_int_, nullptr);
  sigaction(SIGTERM, &before_term_, nullptr);
}

// NOLINTNEXTLINE(readability-convert-member-functions-to-static): only while one is there
void Interruption::check() const {
  if (asked != 0) {
    throw Interrupted();
  }
}

}  // namespace ebb
