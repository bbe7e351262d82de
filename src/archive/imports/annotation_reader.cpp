#include "archive/imports/annotation_reader.hpp"

#include <charconv>

namespace ebb {
namespace {

constexpr std::uint32_t kSkip = 59;  // the next two words are the step in time, high word first
constexpr std::uint32_t kNumber = 60;
constexpr std::uint32_t kChannel = 62;
constexpr std::uint32_t kText = 63;

/// Codes of annot(5): N L R a V F J A S E j / Q, B, ?, !, e, n, f, r.
bool is_beat(std::uint32_t code) {
  return (code >= 1 && code <= 13) || code == 25 || code == 30 || code == 34 || code == 35 ||
         code == 38 || code == 41 || code == 31;
}

}  // namespace

std::optional<ImportError> AnnotationReader::push(std::span<const std::uint8_t> bytes,
                                                  const RowSink& sink) {
  for (const std::uint8_t byte : bytes) {
    ++position_;
    if (half_ && !ended_) {
      take_word(low_ | (static_cast<std::uint32_t>(byte) << 8U), sink);
    }
    low_ = byte;
    half_ = !half_;
  }
  return std::nullopt;
}

void AnnotationReader::take_word(std::uint32_t word, const RowSink& sink) {
  if (skip_words_ > 0) {
    --skip_words_;
    return;
  }
  if (interval_words_ > 0) {
    interval_ = (interval_ << 16U) | word;
    if (--interval_words_ == 0) {
      time_ += static_cast<std::int32_t>(interval_);
    }
    return;
  }
  const std::uint32_t code = word >> 10U;
  const std::uint32_t step = word & 1023U;
  if (word == 0) {
    ended_ = true;
  } else if (code == kSkip) {
    interval_words_ = 2;
    interval_ = 0;
  } else if (code == kText) {
    skip_words_ = (step + 1U) / 2U;
  } else if (code < kNumber || code > kChannel) {
    time_ += step;
    if (is_beat(code)) {
      ++beats_;
      if (last_beat_ && time_ > *last_beat_) {
        const std::optional<double> interval =
            static_cast<double>(time_ - *last_beat_) * 1000.0 / rate_.value();
        sink({&interval, 1});
      }
      last_beat_ = time_;
    }
  }
}

std::optional<ImportError> AnnotationReader::finish(const RowSink& /*sink*/) {
  if (beats_ < 2) {
    return ImportError{"fewer than two beats are annotated in it"};
  }
  return std::nullopt;
}

std::optional<Hertz> rate_of_wfdb_header(std::string_view text) {
  // RECORD SIGNALS RATE[/COUNTER...] ..., after comments
  std::size_t at = 0;
  while (at < text.size() && text[at] == '#') {
    const std::size_t end = text.find('\n', at);
    at = end == std::string_view::npos ? text.size() : end + 1;
  }
  for (int word = 0; word < 2; ++word) {
    at = text.find(' ', at);
    if (at == std::string_view::npos) {
      return std::nullopt;
    }
    at = text.find_first_not_of(' ', at);
    if (at == std::string_view::npos) {
      return std::nullopt;
    }
  }
  double rate = 0.0;
  const auto [stop, error] = std::from_chars(text.data() + at, text.data() + text.size(), rate);
  if (error != std::errc{} || !(rate > 0.0) || rate > 1e6) {
    return std::nullopt;
  }
  return Hertz{rate};
}

}  // namespace ebb
