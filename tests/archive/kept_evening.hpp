#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <unistd.h>

#include "archive/session_file/kept_item.hpp"
#include "archive/session_file/session_file.hpp"

namespace ebb {

/// A folder of the test's own, gone afterwards.
class OwnFolder {
 public:
  OwnFolder() : OwnFolder(std::filesystem::temp_directory_path()) {}
  /// In memory where there is such a place: a test that writes much and asks nothing of the disk.
  static OwnFolder in_memory() {
    constexpr const char* kMemory = "/dev/shm";
    return ::access(kMemory, W_OK) == 0 ? OwnFolder{kMemory} : OwnFolder{};
  }
  ~OwnFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit OwnFolder(const std::filesystem::path& place) {
    std::string name = (place / "ebb-archive-XXXXXX").string();
    path_ = ::mkdtemp(name.data()) != nullptr ? name : std::string{};
  }

  std::filesystem::path path_;
};

/// The clock of a service that had run for a while when the session began.
inline constexpr HostTime kClock{Microseconds{7'654'321}};

inline HostTime after(double seconds) { return kClock + to_microseconds(Seconds{seconds}); }

inline SessionStart start_of(std::string id = "0123456789abcdef") {
  return {.id = std::move(id),
          .label = "an evening",
          .started_ms = 1'795'372'200'000,  // 2026-11-22T18:30:00+01:00
          .utc_offset_min = 60,
          .software = "ebb 0.1.0",
          .clock = kClock};
}

/// One second of a strap and a belt.
inline std::vector<KeptItem> second_of(int second) {
  std::vector<KeptItem> items;
  for (int i = 0; i < 20; ++i) {
    KeptChunk chunk;
    chunk.sensor = i % 5 == 0 ? 0 : 1;
    chunk.arrival = after(second + 0.05 * i + 1e-6 * (second * i % 977));
    for (int byte = 0; byte < 12; ++byte) {
      chunk.bytes.push_back(static_cast<std::uint8_t>((second * 31 + i * 7 + byte * byte) & 0xff));
    }
    items.emplace_back(std::move(chunk));
  }
  items.emplace_back(Event{Beat{.time = after(second + 0.3),
                                .interval = Milliseconds{1000.0 / 1.024 + second / 3.0},
                                .verdict = IntervalVerdict::normal,
                                .lag = Milliseconds{0.1 * second}}});
  items.emplace_back(KeptQuality{after(second + 1), 1, StreamKind::respiration, 1.0 / (second + 1),
                                 SignalFault::motion});
  return items;
}

/// Who is there, before the first second.
inline std::vector<KeptItem> beginning() {
  KeptSensor strap{.number = 0, .name = "Strap", .address = "serial:/dev/ttyUSB0"};
  KeptSensor belt{.number = 1,
                  .name = "Belt",
                  .protocol = "ebb-link",
                  .named = "ebb-link",
                  .address = "sim:calm",
                  .simulated = true};
  std::vector<KeptItem> items{strap, belt};
  items.emplace_back(Event{LinkEvent{after(0), "Strap", LinkState::streaming, "here it is", 0}});
  strap.protocol = "ble-bridge";
  strap.can_tell.intervals = true;
  items.emplace_back(strap);
  return items;
}

}  // namespace ebb
