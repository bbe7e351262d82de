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

/// The chosen columns of one row, in the order of the choices; nothing where the file has none (an
/// empty cell), because a waveform's time goes on all the same. Never NaN or infinite.
using Row = std::span<const std::optional<double>>;
using RowSink = std::function<void(Row)>;

/// The numbers in some columns of a file that somebody else wrote. Pure: bytes are pushed in pieces
/// of any size, memory is bounded whatever they say, and after an error nothing more is read.
class NumberReader {
 public:
  virtual ~NumberReader() = default;
  virtual std::optional<ImportError> push(std::span<const std::uint8_t> bytes,
                                          const RowSink& sink) = 0;
  /// There are no more bytes: gives what was held back, or says what is missing.
  virtual std::optional<ImportError> finish(const RowSink& sink) = 0;

  /// What the file itself says of its sampling rate and of how many rows follow.
  [[nodiscard]] virtual std::optional<Hertz> rate() const { return std::nullopt; }
  /// Whether that rate is part of the format; a remark's is somebody's word, and another's may
  /// stand against it.
  [[nodiscard]] virtual bool rate_is_binding() const { return false; }
  [[nodiscard]] virtual std::optional<std::uint64_t> announced() const { return std::nullopt; }
  /// Whether a column of times holds dates or times of day, which are given in seconds.
  [[nodiscard]] virtual bool dated() const { return false; }
  /// What the file calls a chosen column, or nothing.
  [[nodiscard]] virtual std::string name(std::size_t /*choice*/) const { return {}; }
  /// Where the row just given stood: "line" 12, "value" 12.
  [[nodiscard]] virtual std::string_view place_word() const = 0;
  [[nodiscard]] virtual std::uint64_t place() const = 0;
};

struct ColumnChoice {
  std::string column;  ///< a name from the header, or a number counted from 0; or empty
  std::vector<std::string> likely;  ///< without a choice, words one of which a fitting name has
  std::string option = "--column";  ///< that chooses it, for sentences
  bool times = false;               ///< dates and times of day are understood in it
  bool second_of_two = false;       ///< taken without a choice, of two columns without names
};
using ColumnChoices = std::vector<ColumnChoice>;

/// The reader for a file by its first bytes: NumPy, WAV, else text.
std::unique_ptr<NumberReader> make_number_reader(std::span<const std::uint8_t> beginning,
                                                 const ColumnChoices& choices);

/// The index of the chosen column among `names` (empty names when the file has none) or what to
/// choose instead.
struct FoundColumn {
  std::optional<std::size_t> index;
  std::string trouble;
};
FoundColumn find_column(const ColumnChoice& choice, const std::vector<std::string>& names,
                        std::size_t columns);
/// The indices of all choices, or what to choose instead of the first that cannot be found.
struct FoundColumns {
  std::vector<std::size_t> indices;
  std::string trouble;
};
FoundColumns find_columns(const ColumnChoices& choices, const std::vector<std::string>& names,
                          std::size_t columns);

}  // namespace ebb
