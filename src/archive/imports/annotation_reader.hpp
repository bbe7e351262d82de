#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "archive/imports/number_reader.hpp"

namespace ebb {

/// The intervals between the beats of a WFDB annotation file (.atr, .qrs: MIT format of annot(5)),
/// in milliseconds. Whatever is not a beat is passed over. The file does not say its sampling rate;
/// its header file (.hea) does.
class AnnotationReader final : public NumberReader {
 public:
  explicit AnnotationReader(Hertz rate) : rate_(rate) {}
  std::optional<ImportError> push(std::span<const std::uint8_t> bytes,
                                  const RowSink& sink) override;
  std::optional<ImportError> finish(const RowSink& sink) override;
  [[nodiscard]] std::string_view place_word() const override { return "byte"; }
  [[nodiscard]] std::uint64_t place() const override { return position_; }

 private:
  void take_word(std::uint32_t word, const RowSink& sink);

  Hertz rate_;
  std::uint64_t position_ = 0;
  std::uint32_t low_ = 0;
  bool half_ = false;  ///< the word's first byte is in low_
  std::uint32_t skip_words_ = 0;
  int interval_words_ = 0;  ///< still to come of a long step in time
  std::uint32_t interval_ = 0;
  std::int64_t time_ = 0;  ///< samples
  std::optional<std::int64_t> last_beat_;
  std::uint64_t beats_ = 0;
  bool ended_ = false;
};

/// The sampling rate in a WFDB header's first line ("M1 0 128 0"), or nothing.
std::optional<Hertz> rate_of_wfdb_header(std::string_view text);

}  // namespace ebb
