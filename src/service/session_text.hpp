#pragma once

#include <string>

#include "archive/kept_session.hpp"
#include "archive/library.hpp"
#include "service/reanalysis.hpp"

namespace ebb {

// What `ebb sessions` prints, with line ends.

[[nodiscard]] std::string list_text(const Library& library);
[[nodiscard]] std::string list_json(const Library& library);
[[nodiscard]] std::string show_text(const KeptSession& session);
[[nodiscard]] std::string replay_text(const Reanalysis& found);
[[nodiscard]] std::string reanalysis_text(const Reanalysis& found);

}  // namespace ebb
