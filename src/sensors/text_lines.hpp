#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "sensors/column_role.hpp"
#include "sensors/decoder.hpp"
#include "sensors/line_splitter.hpp"
#include "sensors/text_fields.hpp"
#include "sensors/watched_clock.hpp"

namespace ebb {

/// Numbers that a sketch prints: one a line, labelled, CSV with or without a header, or JSON lines
/// (see parse_text_fields for the forms and column_role for the names).
///
/// A number without a name is of `options.kind`, or else respiration. Of two unnamed columns the
/// second is read, of more the first. `raw`, `signal` and `value` are read in the same way (beside
/// a pulse rate they are its wave), and so is any other name when no name on the line says more. Of
/// several waves of one kind the first is read, infrared before red. Light through a finger (ir,
/// red, green) is turned the right way up. Intervals below 10 written with a decimal point are
/// seconds, others milliseconds. Columns named t or time hold seconds when written with a decimal
/// point, otherwise milliseconds.
///
/// The first line after opening may be the tail of one: it is read only if it is a header all of
/// whose names are known; so is a header without commas, which might be prose. A line that does not
/// parse, or has another number of columns than those before, is damage; after kNewColumns lines
/// with the same new number that number is believed.
class TextLines final : public Decoder {
 public:
  static constexpr int kNewColumns = 5;

  /// `protocol`: "text", or "max3010x" for lines that are taken as light through a finger.
  explicit TextLines(const DecoderOptions& options, std::string_view protocol = "text")
      : options_(options), protocol_(protocol) {}

  void push(std::span<const std::uint8_t> bytes, HostTime arrival,
            const ReadingSink& sink) override;
  void reset() override;
  [[nodiscard]] Capabilities capabilities() const override { return capabilities_; }
  [[nodiscard]] Damage damage() const override;
  [[nodiscard]] std::string_view protocol() const override { return protocol_; }
  [[nodiscard]] std::string_view complaint() const override;

 private:
  enum class TimeUnit : std::uint8_t { unknown, seconds, milliseconds };
  struct Row;

  void take(const LineSplitter::Line& line, HostTime arrival, const ReadingSink& sink);
  void damaged(std::size_t size, HostTime arrival, const ReadingSink& sink);
  void learn_header(std::string_view line, bool first);
  bool expected_columns(std::size_t count);
  [[nodiscard]] Row row_of(const TextFields& fields);
  [[nodiscard]] ColumnRole unnamed_role() const;
  [[nodiscard]] std::optional<std::uint32_t> micros(const TextField& field, ColumnRole role);
  void tell(const Row& row, HostTime arrival, const ReadingSink& sink);

  DecoderOptions options_;
  std::string_view protocol_;
  LineSplitter lines_;
  WatchedClock clock_;
  TimeUnit time_unit_ = TimeUnit::unknown;
  std::array<ColumnRole, TextFields::kMost> header_{};
  std::size_t header_size_ = 0;
  std::size_t columns_ = 0;
  std::size_t new_columns_ = 0;
  int new_columns_seen_ = 0;
  std::optional<bool> finger_;
  bool bright_ = false;  ///< infrared was once as bright as only a MAX3010x counts
  bool greeted_ = false;
  std::uint32_t boots_ = 0;
  bool sensor_missing_ = false;
  Capabilities capabilities_;
  Damage damage_;
};

}  // namespace ebb
