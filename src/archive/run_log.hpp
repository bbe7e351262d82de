#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/event.hpp"
#include "core/time.hpp"

namespace ebb {

// The record of a run: what every sensor sent, byte for byte, with the time it arrived, and what
// happened meanwhile. Enough to compute the session again to the last bit.
//
// Text, one item a line, fields parted by tabs, appended and never changed:
//
//   ebb-run  1  2026-11-22T18:30:00+00:00                       version, date (may be empty)
//   source   0  ebb-link  serial:/dev/ttyUSB0  Chest strap      number, protocol, address, name
//   bytes    0  1250417  55aa03                                 source, arrival in us, hex
//   link     1250000  Chest strap  streaming  (a note)  0       time, name, state, note, source
//   practice 1300000  Finding our own rhythm  cue  lead  6.5    time, practice, what, step, rate
//   mark     1400000  a kind word                               time, label
//
// and beat and breath lines likewise. Each ends in a tab, '#' and the CRC-32 of what precedes that
// tab, in hex. In texts \\ \t \n \r stand for backslash, tab and line ends.

inline constexpr int kRunVersion = 1;
/// The most bytes of one chunk; a longer one is written as several lines of one arrival.
inline constexpr std::size_t kLongestChunk = 16'384;
/// The most bytes of one text; a longer one is cut.
inline constexpr std::size_t kLongestText = 4'096;

/// The first line. The date is for people: ISO 8601, or empty.
struct RunStart {
  int version = kRunVersion;
  std::string date;
  friend bool operator==(const RunStart&, const RunStart&) = default;
};

/// A sensor, before its first chunk; told again when its name or protocol becomes known.
struct RunSource {
  std::uint32_t source = 0;
  std::string protocol;
  std::string address;
  std::string name;
  friend bool operator==(const RunSource&, const RunSource&) = default;
};

/// What arrived together from one source.
struct RunChunk {
  std::uint32_t source = 0;
  HostTime arrival;
  std::vector<std::uint8_t> bytes;
  friend bool operator==(const RunChunk&, const RunChunk&) = default;
};

using RunItem = std::variant<RunStart, RunSource, RunChunk, Event>;

/// The line or lines of one item, each with its line end.
[[nodiscard]] std::string encode(const RunItem& item);

/// What of a record could not be read.
struct RunDamage {
  std::uint64_t lines = 0;       ///< left out, because their check or their form was wrong
  std::uint64_t first_line = 0;  ///< number of the first of them, from 1; 0 = none
  bool cut_short = false;        ///< the last line has no end: the writer was killed or disk full
};

using RunSink = std::function<void(const RunItem&)>;

/// Reads a record as it comes, in pieces of any size. Damaged lines are left out and counted;
/// memory stays within one line, whatever comes.
class RunReader {
 public:
  void push(std::string_view text, const RunSink& sink);
  /// After the last push: whether the record ended in the middle of a line.
  void finish(const RunSink& sink);

  /// A sentence when this is no record that can be read: not one at all, or of a later version.
  /// Nothing more is handed on then.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }
  [[nodiscard]] const RunDamage& damage() const { return damage_; }
  [[nodiscard]] std::uint64_t lines() const { return lines_; }

 private:
  void take_line(std::string_view line, const RunSink& sink);
  void count_damage();

  std::string line_;  ///< the line that has begun, bounded
  bool too_long_ = false;
  std::uint64_t lines_ = 0;
  std::uint64_t items_ = 0;
  RunDamage damage_;
  std::string trouble_;
};

}  // namespace ebb
