#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/snapshot.hpp"
#include "io/asio_fwd.hpp"
#include "io/sensor_address.hpp"

namespace ebb {

/// The service: sensors into one session, session out to viewers and, if asked, into a file. All
/// of it lives on the one thread that runs the io_context.
class Companion {
 public:
  struct Options {
    std::vector<io::SensorAddress> sensors;
    bool stand_in = false;  ///< the one sensor is a simulated person until a real one comes
    std::filesystem::path runtime_folder;
    std::uint16_t port = 0;            ///< 0: whichever is free
    std::filesystem::path record;      ///< a session's file; empty: nothing can be kept
    bool record_names_itself = false;  ///< `record` is the folder of a file named by its start
    bool record_if_agreed = false;     ///< only what comes once it was agreed
    std::string label;                 ///< of the session that is kept
    std::function<void(const std::string& sentence)> say = [](const std::string&) {};
  };

  /// Throws StartError when an address can never work, the feed cannot be opened or there is
  /// a file already where the session is to be kept.
  Companion(asio::io_context& io, Options options);
  ~Companion();
  Companion(const Companion&) = delete;
  Companion& operator=(const Companion&) = delete;

  void start();
  /// Takes leave of sensors and viewers and closes the session's file.
  void stop();

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] HostTime now() const;
  [[nodiscard]] Snapshot snapshot() const;
  /// What a practice run in this very process tells.
  void push(const PracticeEvent& event);
  /// Called when the recording that is played has come to its end, or a viewer asked for the end.
  void on_ended(std::function<void()> handler);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ebb
