#pragma once

#include <filesystem>
#include <vector>

namespace ebb {

/// The folder this program lies in, for the programs beside it. Empty if the kernel will not say.
[[nodiscard]] std::filesystem::path program_folder();

/// Where the shipped practices may lie, first that is there: $EBB_PRACTICES, the share folder
/// beside the program, the folder it was built from. Empty if none is there.
[[nodiscard]] std::filesystem::path shipped_practices();

}  // namespace ebb
