#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "archive/lock/key_ring.hpp"
#include "archive/session_file/kept_item.hpp"

namespace ebb {

/// What is known of a session when it begins.
struct SessionStart {
  std::string id{};  ///< 16 hex digits, random
  std::string label{};
  std::int64_t started_ms = 0;  ///< Unix time
  int utc_offset_min = 0;
  std::string software{};
  HostTime clock{};  ///< the host's own clock at the beginning
  Seconds length{};  ///< as far as it is known already, of one that is brought from elsewhere
};

/// Whether it is one that Ebb gives: 16 lower-case hex digits.
[[nodiscard]] bool is_session_id(std::string_view id);
/// The name of its file: "2026-11-22T18-30-00-ID.ebb", by the calendar where it was.
[[nodiscard]] std::string file_name(const SessionStart& start);
/// The file itself. Among the sessions of a locked person its name tells nothing: "ID.ebb".
[[nodiscard]] std::filesystem::path file_in(const std::filesystem::path& folder,
                                            const SessionStart& start);
/// "2026-11-22T18:30:00+01:00"
[[nodiscard]] std::string iso_8601(std::int64_t unix_ms, int utc_offset_min);

/// A session written to a file of its own, which only this person may read (0600, in a folder 0700
/// if that has to be made); a locked one if it lies with a locked person, for which no passphrase
/// is needed. The file is made with the first write and must not exist before, nor is
/// a symbolic link followed; where it cannot be made, each write tries again.
class SessionFile : public SessionStore {
 public:
  SessionFile(std::filesystem::path file, SessionStart start);
  ~SessionFile() override;

  void write(std::span<const KeptItem> items) override;
  void close() override;
  void discard() override;

 private:
  struct Open;
  void open();

  std::filesystem::path file_;
  SessionStart start_;
  bool made_ = false;  ///< the file is ours, though perhaps empty
  std::optional<OwnFileKey> key_;
  std::unique_ptr<Open> open_;
};

}  // namespace ebb
