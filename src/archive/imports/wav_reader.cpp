#include "archive/imports/wav_reader.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string_view>
#include <utility>

#include "archive/imports/byte_order.hpp"

namespace ebb {
namespace {

constexpr std::uint64_t kPcm = 1;
constexpr std::uint64_t kFloat = 3;
constexpr std::uint64_t kExtensible = 0xFFFE;
constexpr std::uint64_t kUnknownSize = 0xFFFFFFFF;

bool is(const std::uint8_t* bytes, std::string_view name) {
  return std::equal(name.begin(), name.end(), bytes,
                    [](char c, std::uint8_t b) { return static_cast<std::uint8_t>(c) == b; });
}

}  // namespace

ImportError WavReader::here(const std::string& what) const {
  return {"byte " + std::to_string(position_) + ": " + what};
}

std::optional<std::uint64_t> WavReader::announced() const {
  if (!data_seen_ || open_ended_) {
    return std::nullopt;
  }
  return data_size_ / frame_;
}

void WavReader::expect(Part part, std::size_t bytes) {
  part_ = part;
  filled_ = 0;
  wanted_ = bytes;
}

std::optional<ImportError> WavReader::push(std::span<const std::uint8_t> bytes,
                                           const RowSink& sink) {
  while (!bytes.empty()) {
    if (part_ == Part::skip) {
      const std::size_t some =
          static_cast<std::size_t>(std::min<std::uint64_t>(skip_, bytes.size()));
      skip_ -= some;
      position_ += some;
      bytes = bytes.subspan(some);
      if (skip_ == 0) {
        expect(Part::chunk, 8);
      }
      continue;
    }
    if (part_ == Part::data && !open_ended_ && left_ < wanted_) {
      return std::nullopt;  // what follows the samples is no concern of ours
    }
    const std::size_t some = std::min(wanted_ - filled_, bytes.size());
    std::copy_n(bytes.begin(), some, held_.begin() + static_cast<std::ptrdiff_t>(filled_));
    filled_ += some;
    position_ += some;
    bytes = bytes.subspan(some);
    if (filled_ < wanted_) {
      return std::nullopt;
    }
    if (auto error = part_ == Part::data ? take_frame(sink) : take_part()) {
      return error;
    }
  }
  return std::nullopt;
}

std::optional<ImportError> WavReader::take_part() {
  if (part_ == Part::riff) {
    if (!is(held_.data(), "RIFF") || !is(held_.data() + 8, "WAVE")) {
      return here("not a WAV file that can be read; expected RIFF and WAVE at its beginning");
    }
    expect(Part::chunk, 8);
    return std::nullopt;
  }
  if (part_ == Part::format) {
    if (auto error = take_format()) {
      return error;
    }
    if (skip_ > 0) {
      part_ = Part::skip;
    } else {
      expect(Part::chunk, 8);
    }
    return std::nullopt;
  }
  const std::uint64_t size = little_endian(held_.data() + 4, 4);
  if (is(held_.data(), "fmt ")) {
    constexpr std::size_t kLongest = 40;
    if (size < 16) {
      return here("the format is too short to be one");
    }
    const auto used = static_cast<std::size_t>(std::min<std::uint64_t>(size, kLongest));
    skip_ = size + (size & 1U) - used;
    held_.fill(0);
    expect(Part::format, used);
    return std::nullopt;
  }
  if (is(held_.data(), "data")) {
    if (!formatted_) {
      return here("samples come before their format");
    }
    data_seen_ = true;
    data_size_ = left_ = size;
    open_ended_ = size == 0 || size == kUnknownSize;
    expect(Part::data, frame_);
    return std::nullopt;
  }
  skip_ = size + (size & 1U);
  if (skip_ > 0) {
    part_ = Part::skip;
  } else {
    expect(Part::chunk, 8);
  }
  return std::nullopt;
}

std::optional<ImportError> WavReader::take_format() {
  std::uint64_t tag = little_endian(held_.data(), 2);
  const auto channels = static_cast<std::size_t>(little_endian(held_.data() + 2, 2));
  rate_ = static_cast<double>(little_endian(held_.data() + 4, 4));
  const auto bits = static_cast<std::size_t>(little_endian(held_.data() + 14, 2));
  if (tag == kExtensible) {
    tag = wanted_ >= 26 ? little_endian(held_.data() + 24, 2) : 0;
  }
  const bool pcm = tag == kPcm && (bits == 8 || bits == 16 || bits == 24 || bits == 32);
  floating_ = tag == kFloat && (bits == 32 || bits == 64);
  if (!pcm && !floating_) {
    return here("format " + std::to_string(tag) + " with " + std::to_string(bits) +
                " bits; expected PCM of 8 to 32 bits or float");
  }
  sample_ = bits / 8;
  if (channels == 0 || channels * sample_ > held_.size()) {
    return here(std::to_string(channels) + " channels; expected 1 to " +
                std::to_string(held_.size() / sample_));
  }
  if (rate_ <= 0.0) {
    return here("a sampling rate of 0 Hz");
  }
  frame_ = channels * sample_;
  FoundColumns found = find_columns(choices_, {}, channels);
  if (found.indices.empty()) {
    return ImportError{found.trouble};
  }
  channels_ = std::move(found.indices);
  row_.resize(channels_.size());
  formatted_ = true;
  return std::nullopt;
}

double WavReader::value(const std::uint8_t* raw) const {
  const std::uint64_t bits = little_endian(raw, sample_);
  if (floating_) {
    return sample_ == 4 ? double{std::bit_cast<float>(static_cast<std::uint32_t>(bits))}
                        : std::bit_cast<double>(bits);
  }
  if (sample_ == 1) {
    return (static_cast<double>(bits) - 128.0) / 128.0;  // eight bits alone have no sign
  }
  return static_cast<double>(sign_extended(bits, sample_)) /
         static_cast<double>(std::int64_t{1} << (8 * sample_ - 1));
}

std::optional<ImportError> WavReader::take_frame(const RowSink& sink) {
  filled_ = 0;
  left_ -= open_ended_ ? 0 : frame_;
  ++given_;
  for (std::size_t i = 0; i < channels_.size(); ++i) {
    const double number = value(held_.data() + channels_[i] * sample_);
    if (!std::isfinite(number)) {
      return here("value " + std::to_string(given_) + " is not a number one can reckon with");
    }
    row_[i] = number;
  }
  sink(row_);
  return std::nullopt;
}

std::optional<ImportError> WavReader::finish(const RowSink& /*sink*/) {
  if (!data_seen_) {
    return here("the file ends before its samples; it was cut short");
  }
  if (!open_ended_ && left_ >= frame_) {
    return here("the file ends " + std::to_string(left_ - filled_) +
                " bytes before its samples do; it was cut short");
  }
  if (given_ == 0) {
    return ImportError{"there are no samples in it"};
  }
  return std::nullopt;
}

}  // namespace ebb
