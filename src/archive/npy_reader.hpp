#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "archive/number_reader.hpp"

namespace ebb {

/// A NumPy .npy file (format 1 to 3, numpy/lib/format.py): integers of 1 to 8 bytes or floats of 4
/// or 8, one or two dimensions. Of two dimensions the longer is time and the other is the column.
class NpyReader final : public NumberReader {
 public:
  explicit NpyReader(ColumnChoice choice) : choice_(std::move(choice)) {}
  std::optional<ImportError> push(std::span<const std::uint8_t> bytes,
                                  const NumberSink& sink) override;
  std::optional<ImportError> finish(const NumberSink& sink) override;
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
  [[nodiscard]] double value(const std::uint8_t* raw) const;

  ColumnChoice choice_;
  std::string header_;  ///< magic and lengths included, until it is complete
  bool headed_ = false;
  char kind_ = 'f';  ///< i, u or f
  std::size_t size_ = 8;
  bool big_ = false;
  std::uint64_t series_ = 0;  ///< numbers of the chosen column, and where they lie in the file
  std::uint64_t first_ = 0;
  std::uint64_t stride_ = 1;
  std::uint64_t index_ = 0;  ///< of the item being read
  std::uint64_t given_ = 0;
  std::array<std::uint8_t, 8> item_{};
  std::size_t filled_ = 0;
};

}  // namespace ebb
