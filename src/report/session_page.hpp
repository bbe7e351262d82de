#pragma once

#include <string>

#include "archive/kept_session.hpp"
#include "report/page.hpp"

namespace ebb {

struct PageWishes {
  bool dated = true;  ///< say when it was
};

/// What is printed of a session: its words only where the person ticked that they may be shown
/// together, marks unless they were hidden, the curve of the whole session. `practice` is the title
/// of the practice, or empty.
[[nodiscard]] SessionPage session_page(const KeptSession& session, const std::string& practice,
                                       const PageWishes& wishes);

/// What Ebb is for, as its about screen and README say it.
[[nodiscard]] std::string intended_purpose();

}  // namespace ebb
