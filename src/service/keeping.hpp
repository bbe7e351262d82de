#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "archive/session_file/session_file.hpp"
#include "archive/session_writer.hpp"
#include "core/snapshot.hpp"
#include "core/words.hpp"
#include "guidance/session_agreement.hpp"
#include "io/asio_fwd.hpp"

namespace ebb {

/// Where sessions are kept: a file, or a folder in which each is named by its start.
struct RecordPlace {
  std::filesystem::path path;
  bool names_itself = false;
};

/// What of a running session is kept, told as it happens. Nothing here waits for the disk but
/// finish(). Until begin() nothing is held at all but which sensors there are.
class Keeping {
 public:
  struct Options {
    RecordPlace place;
    std::string label{};
    std::function<void(const std::string& sentence)> say;  ///< called on the loop's thread
  };
  Keeping(asio::io_context& io, Options options);
  ~Keeping();
  Keeping(const Keeping&) = delete;
  Keeping& operator=(const Keeping&) = delete;

  /// Keeps everything from here on in a new file.
  void begin();
  /// As it was agreed: keeps what comes from here on, in the file that is open if there is one; or
  /// nothing, and removes the file that is open.
  void agreed(const SessionAgreement& agreement, HostTime now);
  /// Keeps no more; what was kept stays.
  void end(HostTime now);
  [[nodiscard]] bool keeps() const { return writer_ != nullptr; }

  void sensor(const KeptSensor& sensor);
  void recognised(std::uint32_t sensor, std::string_view protocol);
  void chunk(std::uint32_t sensor, HostTime arrival, std::span<const std::uint8_t> bytes);
  /// Before it is pushed into the session: what a sensor can tell is seen by what it tells.
  void reading(std::uint32_t sensor, const Reading& reading);
  void event(const Event& event);
  void words(const Words& words);
  /// About once a second. `asleep`: for how long in all the machine has slept.
  void second(const Snapshot& snapshot, Microseconds asleep);
  /// The session is over: writes what waits and closes the file.
  void finish(HostTime now);

 private:
  struct Loop;
  void begin_file(HostTime oldest);
  void push(KeptItem item);
  void hand_over();
  void remove();

  std::shared_ptr<Loop> loop_;  ///< gone when the loop may no longer be spoken to
  RecordPlace place_;
  std::string label_;
  int files_ = 0;  ///< begun so far
  std::unique_ptr<SessionWriter> writer_;
  /// Of this turn of the loop. Bytes and what was made of them go to the writer together: cut
  /// between them, a replay of the bytes would find more than was kept.
  std::vector<KeptItem> turn_;
  std::vector<std::unique_ptr<SessionWriter>> leaving_;  ///< the disk has not answered them yet
  HostTime oldest_ = HostTime::min();                    ///< what happened before is not written
  std::map<std::uint32_t, KeptSensor> sensors_;
  std::map<HostTime, std::string> marks_;  ///< their ids
  Microseconds asleep_{-1};
};

}  // namespace ebb
