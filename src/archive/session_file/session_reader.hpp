#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "archive/kept_session.hpp"
#include "archive/session_file/packed_chunks.hpp"
#include "core/expected.hpp"

namespace ebb {

/// All of a session but its raw bytes. The file may be in use, may have been cut off by a crash,
/// may be damaged: what can be read is told, and what cannot is left out. The error is a sentence.
Expected<KeptSession, std::string> read_session(const std::filesystem::path& file);
/// What the shelf shows of it.
Expected<SessionHead, std::string> read_session_head(const std::filesystem::path& file);
/// Its head, marks and words alone: cheap to have of many.
Expected<KeptSession, std::string> read_session_words(const std::filesystem::path& file);
/// All of a session out of a file's bytes, whatever they are.
Expected<KeptSession, std::string> read_session(std::span<const std::uint8_t> bytes);

/// What a session is made anew from. Of an Event only links and practice events come.
using PlayedItem = std::variant<KeptSensor, KeptChunk, Event>;

/// The raw side of a kept session, in the order in which it came, a block at a time. Times are on
/// the clock of the machine that kept it, as the sensors' own clocks were compared with that.
class SessionPlayback {
 public:
  static Expected<SessionPlayback, std::string> open(const std::filesystem::path& file);
  static Expected<SessionPlayback, std::string> open(std::span<const std::uint8_t> bytes);
  SessionPlayback(SessionPlayback&&) noexcept;
  SessionPlayback& operator=(SessionPlayback&&) noexcept;
  ~SessionPlayback();

  /// Nothing = the end.
  std::optional<PlayedItem> next();
  /// Blocks of bytes that could not be read and were left out.
  [[nodiscard]] std::uint64_t damaged_blocks() const;
  /// The clock at the session's beginning: what its kept times count from.
  [[nodiscard]] HostTime beginning() const;

 private:
  struct Impl;
  explicit SessionPlayback(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace ebb
