#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "archive/session_file/session_file.hpp"
#include "archive/session_writer.hpp"
#include "core/snapshot.hpp"
#include "core/words.hpp"
#include "guidance/session_agreement.hpp"
#include "io/asio_fwd.hpp"

namespace ebb {

/// What of a running session is kept, told as it happens. Nothing here waits for the disk.
class Keeping {
 public:
  struct Options {
    std::filesystem::path file;
    SessionStart start;
    bool agreed = true;  ///< false: in memory until it is agreed that the session is kept
    std::function<void(const std::string& sentence)> say;  ///< called on the loop's thread
  };
  Keeping(asio::io_context& io, Options options);
  ~Keeping();

  void sensor(const KeptSensor& sensor);
  void recognised(std::uint32_t sensor, std::string_view protocol);
  void chunk(std::uint32_t sensor, HostTime arrival, std::span<const std::uint8_t> bytes);
  /// Before it is pushed into the session: what a sensor can tell is seen by what it tells.
  void reading(std::uint32_t sensor, const Reading& reading);
  void event(const Event& event);
  void words(const Words& words);
  /// Where the session waits to be agreed, the answer begins or forbids the keeping for good.
  void settled(const SessionAgreement& agreement);
  /// About once a second. `asleep`: for how long in all the machine has slept.
  void second(const Snapshot& snapshot, Microseconds asleep);
  /// The session is over: writes what waits and closes the file.
  void finish(HostTime now);

 private:
  struct Loop;
  std::shared_ptr<Loop> loop_;  ///< gone when the loop may no longer be spoken to
  SessionWriter writer_;
  std::map<std::uint32_t, KeptSensor> sensors_;
  std::map<HostTime, std::string> marks_;  ///< their ids
  Microseconds asleep_{-1};
};

}  // namespace ebb
