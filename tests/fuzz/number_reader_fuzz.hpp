#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "archive/imports/number_reader.hpp"

namespace ebb {

/// The first byte cuts the rest in pieces and chooses columns; nothing may be given that was not
/// there.
template <class Reader>
int read_wild(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const std::size_t piece = 1U + (data[0] & 0x3FU);
  ColumnChoices choices{ColumnChoice{(data[0] & 0x40U) != 0 ? "1" : "", {}}};
  if ((data[0] & 0x80U) != 0) {
    choices.push_back({"0", {}, "--time", true});
  }
  Reader reader{choices};
  const std::span<const std::uint8_t> bytes{data + 1, size - 1};
  std::size_t given = 0;
  const RowSink sink = [&given, &choices](Row row) {
    ++given;
    if (row.size() != choices.size()) {
      __builtin_trap();
    }
    for (const std::optional<double>& value : row) {
      if (value && *value - *value != 0.0) {
        __builtin_trap();
      }
    }
  };
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    if (reader.push(bytes.subspan(at, std::min(piece, bytes.size() - at)), sink)) {
      return 0;
    }
  }
  reader.finish(sink);
  if (given > size) {
    __builtin_trap();
  }
  return 0;
}

}  // namespace ebb
