#pragma once

#include "archive/kept_session.hpp"

namespace ebb {

/// Fills in what follows from the rest: what all sensors can tell together and their names in the
/// head, and a length that holds everything.
void complete(KeptSession& session);

}  // namespace ebb
