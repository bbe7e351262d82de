#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/recorded_time.hpp"
#include "analysis/recording_analysis.hpp"
#include "service/number_file.hpp"

namespace ebb {

/// A stream to be looked at and the columns that hold it; an empty name is to be found.
struct WantedStream {
  RecordedKind kind = RecordedKind::intervals;
  std::vector<std::string> columns;
  std::string option = "--column";  ///< that names the columns
};

struct RecordingRequest {
  std::string file;
  std::vector<WantedStream> streams;
  std::optional<double> rate;           ///< samples per second
  std::optional<std::string> time;      ///< the column of stamps
  std::optional<TimeUnit> unit;         ///< of the stamps
  std::optional<std::string> sequence;  ///< the column of frame numbers, which may wrap
  bool flow = false;
  NumberFile::Progress progress;
};

/// Reads the file once from its beginning to its end. Whatever is wrong is a StartError.
[[nodiscard]] Analysis analyse_recording(const RecordingRequest& request);

}  // namespace ebb
