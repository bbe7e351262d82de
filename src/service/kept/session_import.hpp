#pragma once

#include <functional>
#include <string>
#include <vector>

#include "archive/imports/interval_session.hpp"
#include "service/kept/kept_place.hpp"

namespace ebb {

/// Makes sessions of other programs' files and of Ebb's own: each is read whole before the first is
/// kept. Returns a line for each session. A StartError names the file that cannot be read.
std::string import_sessions(const std::vector<std::string>& files, const KeptPlace& place,
                            const std::function<void(double)>& progress);

}  // namespace ebb
