#pragma once

namespace CLI {
class App;
}

namespace ebb {

// One sub-command of `ebb` each, in NAME_command.{hpp,cpp}. A command registers its options and a
// callback; the callback throws StartError for what the person can mend, and may set `status`
// otherwise.

}  // namespace ebb
