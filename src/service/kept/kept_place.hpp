#pragma once

#include <filesystem>
#include <string>

#include "archive/library.hpp"

namespace ebb {

/// Which session of which folder a command was told of.
struct KeptPlace {
  std::string folder{};  ///< empty: the person's own
  std::string id{};      ///< the beginning of an id, or a file

  [[nodiscard]] std::filesystem::path sessions() const;
  /// The file, or any of the folder: by that it is told whether it is locked.
  [[nodiscard]] std::filesystem::path file() const;
  /// What is on that shelf, without what was put away.
  [[nodiscard]] Library library() const;
  /// The one on the shelf; a StartError when there is none, or several.
  [[nodiscard]] ShelvedSession on_shelf() const;
  /// The one that was put away.
  [[nodiscard]] ShelvedSession put_away() const;
  /// Wherever it lies.
  [[nodiscard]] ShelvedSession anywhere() const;
  /// Rather than an id.
  [[nodiscard]] bool names_file() const;
};

/// Only the person's own folder of sessions has an index: any other is left as it lies.
[[nodiscard]] Indexed indexed(const std::filesystem::path& sessions);

/// As a person knows it: "Tuesday A", 2026-11-22 19:30, 11 min.
[[nodiscard]] std::string described(const SessionHead& head);

}  // namespace ebb
