#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/companion.hpp"

namespace CLI {
class App;
}

namespace ebb {

/// What `serve` and `run` have in common on the command line.
struct ServiceWords {
  std::vector<std::string> sensors;
  std::string runtime;
  std::uint16_t port = 0;
  bool records = false;
  std::string record;  ///< empty: a new file among the person's sessions
  bool record_if_agreed = false;
  std::string label;
  double seconds = 0.0;  ///< 0: until somebody ends it
};

void add_service_options(CLI::App& command, ServiceWords& words);

/// Throws StartError for an address that is none. Without an address: what is plugged in; without
/// that, the simulated person. `found` is a sentence about what was chosen, or empty.
[[nodiscard]] Companion::Options to_options(const ServiceWords& words, std::string& found);

}  // namespace ebb
