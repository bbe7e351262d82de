#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "archive/session_file/kept_item.hpp"
#include "core/time.hpp"

namespace ebb {

/// Keeps a session as it happens, on a thread of its own: push() never waits for the disk. What
/// comes is written about once a second, all of a second as one. While the disk is slow, full or
/// out of reach it waits in memory, up to a bound, and is written when that is possible again.
class SessionWriter {
 public:
  struct Manner {
    Microseconds between{1'000'000};
    std::size_t most_waiting = 64U << 20U;  ///< bytes; what comes beyond is left out
    Microseconds farewell{10'000'000};      ///< the longest that finish() waits for the disk
  };
  /// A sentence for the person, each once. Called on the writer's thread, or by finish().
  using Say = std::function<void(const std::string&)>;

  SessionWriter(std::unique_ptr<SessionStore> store, Say say);
  SessionWriter(std::unique_ptr<SessionStore> store, Say say, Manner manner);
  /// As finish().
  ~SessionWriter();
  SessionWriter(const SessionWriter&) = delete;
  SessionWriter& operator=(const SessionWriter&) = delete;

  void push(KeptItem item);
  /// What belongs together, as bytes and what was made of them: written as one, or not at all.
  void push(std::vector<KeptItem> together);
  /// Nothing more comes: what waits is written and the store closed, while nobody waits for it.
  void end();
  /// As end(), but nothing of it stays: what waits is let go, and so is all that was written.
  void discard();
  /// end(), unless discard() was called, and waits for it. What the disk does not take within
  /// `farewell` is lost.
  void finish();

  /// Ended, and nothing is to be waited for.
  [[nodiscard]] bool over() const;
  [[nodiscard]] std::uint64_t left_out() const;

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
  struct Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace ebb
