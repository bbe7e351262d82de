#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/imports/number_reader.hpp"
#include "archive/imports/table_remarks.hpp"

namespace ebb {

/// Numbers as people and programs write them down: one a line, or rows of cells between commas,
/// semicolons, tabs or blanks (whichever the first row has), with or without a line of names, with
/// `#` remarks, quoted cells, either line ending. A single row of many numbers is a series too.
/// With semicolons or tabs a decimal comma is understood. Names and rate may stand in the remarks.
class TableReader final : public NumberReader {
 public:
  static constexpr std::size_t kLongestLine = std::size_t{1} << 20U;
  static constexpr std::size_t kMostColumns = 4096;

  explicit TableReader(ColumnChoices choices) : choices_(std::move(choices)) {}
  std::optional<ImportError> push(std::span<const std::uint8_t> bytes,
                                  const RowSink& sink) override;
  std::optional<ImportError> finish(const RowSink& sink) override;
  [[nodiscard]] std::optional<Hertz> rate() const override { return remarks_.rate(); }
  [[nodiscard]] bool dated() const override { return dated_; }
  [[nodiscard]] std::string name(std::size_t choice) const override;
  [[nodiscard]] std::string_view place_word() const override { return "line"; }
  [[nodiscard]] std::uint64_t place() const override { return line_; }

 private:
  std::optional<ImportError> take_line(std::string_view line, const RowSink& sink);
  std::optional<ImportError> take_first_row(std::string_view row, const RowSink& sink);
  std::optional<ImportError> take_row(std::string_view row, const RowSink& sink);
  std::optional<ImportError> take_series(const RowSink& sink);
  std::optional<ImportError> take_cell(std::string_view cell, std::size_t choice);
  [[nodiscard]] ImportError here(const std::string& what) const;
  void split(std::string_view row);

  ColumnChoices choices_;
  TableRemarks remarks_;
  std::string partial_;
  std::uint64_t line_ = 0;
  char separator_ = '\0';
  std::vector<std::string_view> cells_;
  std::vector<std::string> names_;
  std::size_t columns_ = 0;
  std::vector<std::size_t> places_;  ///< of the chosen columns
  std::vector<std::optional<double>> row_;
  bool dated_ = false;
  bool begun_ = false;
  std::string lone_row_;  ///< a first row of many numbers: a series, unless another row follows
  std::string lone_trouble_;
  bool given_ = false;
};

}  // namespace ebb
