#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/units.hpp"

namespace ebb {

/// Why a file's numbers cannot be read: where, what is wrong, what to do. Reads on after "FILE: ".
struct ImportError {
  std::string what;
};

/// One column of numbers, in order; nothing where the file has none (an empty cell), because a
/// waveform's time goes on all the same. Never NaN or infinite.
using NumberSink = std::function<void(std::optional<double>)>;

/// The numbers of one column of a file that somebody else wrote. Pure: bytes are pushed in pieces
/// of any size, memory is bounded whatever they say, and after an error nothing more is read.
class NumberReader {
 public:
  virtual ~NumberReader() = default;
  virtual std::optional<ImportError> push(std::span<const std::uint8_t> bytes,
                                          const NumberSink& sink) = 0;
  /// There are no more bytes: gives what was held back, or says what is missing.
  virtual std::optional<ImportError> finish(const NumberSink& sink) = 0;

  /// What the file itself says of its sampling rate and of how many numbers follow.
  [[nodiscard]] virtual std::optional<Hertz> rate() const { return std::nullopt; }
  [[nodiscard]] virtual std::optional<std::uint64_t> announced() const { return std::nullopt; }
  /// Where the number just given stood: "line" 12, "value" 12.
  [[nodiscard]] virtual std::string_view place_word() const = 0;
  [[nodiscard]] virtual std::uint64_t place() const = 0;
};

struct ColumnChoice {
  std::string column;  ///< a name from the header, or a number counted from 0; or empty
  std::vector<std::string> likely;  ///< without a choice, words one of which a fitting name has
};

/// The reader for a file by its first bytes: NumPy, WAV, else text.
std::unique_ptr<NumberReader> make_number_reader(std::span<const std::uint8_t> beginning,
                                                 const ColumnChoice& choice);

/// The index of the chosen column among `names` (empty names when the file has none) or what to
/// choose instead.
struct FoundColumn {
  std::optional<std::size_t> index;
  std::string trouble;
};
FoundColumn find_column(const ColumnChoice& choice, const std::vector<std::string>& names,
                        std::size_t columns);

}  // namespace ebb
