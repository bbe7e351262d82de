#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "archive/imports/number_reader.hpp"

namespace ebb {

/// Channels of a RIFF/WAVE file: PCM of 8, 16, 24 or 32 bits, or float of 32 or 64, scaled so
/// that full swing is 1; the rate is the header's. A data size of 0 or 0xFFFFFFFF, as recorders
/// that stream leave it, means: to the end of the file.
class WavReader final : public NumberReader {
 public:
  explicit WavReader(ColumnChoices choices) : choices_(std::move(choices)) {}
  std::optional<ImportError> push(std::span<const std::uint8_t> bytes,
                                  const RowSink& sink) override;
  std::optional<ImportError> finish(const RowSink& sink) override;
  [[nodiscard]] std::optional<Hertz> rate() const override {
    return formatted_ ? std::optional{Hertz{rate_}} : std::nullopt;
  }
  [[nodiscard]] bool rate_is_binding() const override { return true; }
  [[nodiscard]] std::optional<std::uint64_t> announced() const override;
  [[nodiscard]] std::string_view place_word() const override { return "value"; }
  [[nodiscard]] std::uint64_t place() const override { return given_; }

 private:
  enum class Part : std::uint8_t { riff, chunk, format, skip, data };

  std::optional<ImportError> take_part();
  std::optional<ImportError> take_format();
  std::optional<ImportError> take_frame(const RowSink& sink);
  [[nodiscard]] double value(const std::uint8_t* raw) const;
  void expect(Part part, std::size_t bytes);
  [[nodiscard]] ImportError here(const std::string& what) const;

  ColumnChoices choices_;
  Part part_ = Part::riff;
  std::array<std::uint8_t, 512> held_{};  ///< a chunk's head, the format or one frame
  std::size_t filled_ = 0;
  std::size_t wanted_ = 12;
  std::uint64_t skip_ = 0;
  std::uint64_t position_ = 0;
  bool formatted_ = false;
  bool open_ended_ = false;
  bool data_seen_ = false;
  std::uint64_t left_ = 0;  ///< bytes of the data chunk still to come
  std::uint64_t data_size_ = 0;
  double rate_ = 0.0;
  std::size_t frame_ = 0;
  std::size_t sample_ = 0;
  std::vector<std::size_t> channels_;
  std::vector<std::optional<double>> row_;
  bool floating_ = false;
  std::uint64_t given_ = 0;
};

}  // namespace ebb
