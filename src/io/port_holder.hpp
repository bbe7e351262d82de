#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace ebb::io {

/// A process that has a device open.
struct PortHolder {
  int process = 0;
  std::string name;
};

/// Who holds a device (its real path, no symbolic link), from /proc: the first that may be seen,
/// other processes before this one. A person may look only into their own processes, so nothing
/// does not mean that it is free. Reads all of /proc: some milliseconds.
[[nodiscard]] std::optional<PortHolder> find_port_holder(
    const std::string& device, const std::filesystem::path& proc = "/proc");

/// Whether a process of this name runs, whoever's it is.
[[nodiscard]] bool process_runs(const std::string& name,
                                const std::filesystem::path& proc = "/proc");

}  // namespace ebb::io
