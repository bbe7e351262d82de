#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "archive/imports/number_reader.hpp"

namespace ebb {

/// A NumPy .npy file (format 1 to 3, numpy/lib/format.py): integers of 1 to 8 bytes or floats of 4
/// or 8, one or two dimensions. Of two dimensions the longer is time and the other is the column.
/// Several columns can be read at once when their values lie side by side.
class NpyReader final : public NumberReader {
 public:
  explicit NpyReader(ColumnChoices choices) : choices_(std::move(choices)) {}
  std::optional<ImportError> push(std::span<const std::uint8_t> bytes,
                                  const RowSink& sink) override;
  std::optional<ImportError> finish(const RowSink& sink) override;
  [[nodiscard]] std::optional<std::uint64_t> announced() const override {
    return headed_ ? std::optional{series_} : std::nullopt;
  }
  [[nodiscard]] std::string_view place_word() const override { return "value"; }
  [[nodiscard]] std::uint64_t place() const override { return given_; }

 private:
  static constexpr std::size_t kLongestHeader = 65536;

  std::optional<ImportError> take_header();
  std::optional<ImportError> take_type(std::string_view type);
  std::optional<ImportError> take_shape(std::string_view shape, bool columns_first);
  std::optional<ImportError> take_item(const RowSink& sink);
  [[nodiscard]] double value(const std::uint8_t* raw) const;

  ColumnChoices choices_;
  std::string header_;  ///< magic and lengths included, until it is complete
  bool headed_ = false;
  char kind_ = 'f';  ///< i, u or f
  std::size_t size_ = 8;
  bool big_ = false;
  std::uint64_t series_ = 0;           ///< rows, and where their values lie in the file
  std::vector<std::uint64_t> wanted_;  ///< places of the chosen values, from the first in a row
  std::uint64_t first_ = 0;
  std::uint64_t stride_ = 1;
  std::uint64_t index_ = 0;  ///< of the item being read
  std::vector<std::optional<double>> row_;
  std::uint64_t given_ = 0;
  std::array<std::uint8_t, 8> item_{};
  std::size_t filled_ = 0;
};

}  // namespace ebb
