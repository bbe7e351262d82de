#pragma once

#include <string>

namespace ebb {

/// One file of an export: its name, without a folder, and all that stands in it.
struct ExportedFile {
  std::string name;
  std::string content;
};

}  // namespace ebb
