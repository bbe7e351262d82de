#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "archive/exports/edf_notes.hpp"
#include "archive/exports/edf_scale.hpp"
#include "archive/exports/recorded_wave.hpp"
#include "archive/kept_session.hpp"

namespace ebb {

/// One signal of an EDF+ file: what its header says, and its digital values.
struct EdfRow {
  std::string label;     ///< at most 16 characters
  std::string unit;      ///< at most 8
  std::string told_by;   ///< the transducer; at most 80
  std::string remark{};  ///< at most 80
  EdfScale scale{};
  int in_record = 1;
  std::vector<std::int16_t> values{};  ///< as many as all records hold
};

struct EdfRows {
  EdfRecords records;
  std::size_t count = 0;  ///< of records
  std::vector<EdfRow> rows;
  std::vector<EdfNote> gaps;  ///< where a wave was not heard
};

/// The means of heart and breath and the quality of each stream, about one a second; then each wave
/// at its own rate.
[[nodiscard]] EdfRows edf_rows(const KeptSession& session, std::span<const RecordedWave> waves);

}  // namespace ebb
