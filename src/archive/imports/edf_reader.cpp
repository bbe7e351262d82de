#include "archive/imports/edf_reader.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>

#include "archive/imports/byte_order.hpp"

namespace ebb {
namespace {

constexpr std::size_t kHead = 256;  // bytes, and again for each signal
constexpr std::size_t kMostSignals = 640;
constexpr std::string_view kAnnotations = "EDF Annotations";
constexpr double kFurthest = 1e7;  // seconds

constexpr char kEndOfTexts = '\x14';
constexpr char kBeforeLength = '\x15';

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\0')) {
    text.remove_suffix(1);
  }
  while (!text.empty() && text.front() == ' ') {
    text.remove_prefix(1);
  }
  return text;
}

std::optional<double> number(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
  }
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && std::isfinite(value) ? std::optional{value} : std::nullopt;
}

std::optional<int> whole_number(std::string_view text, int most) {
  const auto value = number(text);
  const bool whole = value && *value == std::floor(*value) && *value >= 0.0 && *value <= most;
  return whole ? std::optional{static_cast<int>(*value)} : std::nullopt;
}

/// "dd.mm.yy" and "hh.mm.ss"; the years are 1985 to 2084.
std::optional<std::int64_t> started(std::string_view date, std::string_view time) {
  namespace chrono = std::chrono;
  const auto two = [](std::string_view text, std::size_t at) {
    return whole_number(text.substr(at, 2), 99);
  };
  const auto day = two(date, 0);
  const auto month = two(date, 3);
  const auto year = two(date, 6);
  const auto hour = two(time, 0);
  const auto minute = two(time, 3);
  const auto second = two(time, 6);
  if (!day || !month || !year || !hour || !minute || !second || *hour > 23 || *minute > 59 ||
      *second > 59) {
    return std::nullopt;
  }
  const chrono::year_month_day on{chrono::year{*year + (*year >= 85 ? 1900 : 2000)},
                                  chrono::month{static_cast<unsigned>(*month)},
                                  chrono::day{static_cast<unsigned>(*day)}};
  if (!on.ok()) {
    return std::nullopt;
  }
  const auto at = chrono::sys_days{on} + chrono::hours{*hour} + chrono::minutes{*minute} +
                  chrono::seconds{*second};
  return chrono::duration_cast<chrono::milliseconds>(at.time_since_epoch()).count();
}

struct SignalHead {
  std::string label;
  std::string unit;
  bool annotations = false;
  std::size_t samples = 0;  ///< in a record
  double scale = 1.0;
  double offset = 0.0;
};

struct Head {
  std::size_t size = 0;
  std::size_t records = 0;
  std::size_t record_bytes = 0;
  double record_seconds = 0.0;
  std::vector<SignalHead> signals;
};

/// The signals' part of the header lies field by field, not signal by signal.
class SignalFields {
 public:
  SignalFields(std::string_view text, std::size_t signals) : text_(text), signals_(signals) {}
  [[nodiscard]] std::string_view field(std::size_t before, std::size_t width,
                                       std::size_t signal) const {
    return trimmed(text_.substr(before * signals_ + width * signal, width));
  }

 private:
  std::string_view text_;
  std::size_t signals_;
};

std::string read_signals(std::string_view text, std::size_t signals, Head& head) {
  const SignalFields fields{text, signals};
  for (std::size_t i = 0; i < signals; ++i) {
    SignalHead signal;
    signal.label = fields.field(0, 16, i);
    signal.unit = fields.field(96, 8, i);
    signal.annotations = signal.label == kAnnotations;
    const auto low = number(fields.field(104, 8, i));
    const auto high = number(fields.field(112, 8, i));
    const auto digital_low = number(fields.field(120, 8, i));
    const auto digital_high = number(fields.field(128, 8, i));
    const auto samples = whole_number(fields.field(216, 8, i), 30'000'000);
    if (!samples || (!signal.annotations && (!low || !high || !digital_low || !digital_high ||
                                             !(*digital_high > *digital_low)))) {
      return "signal " + std::to_string(i + 1) + " of its header makes no sense.";
    }
    signal.samples = static_cast<std::size_t>(*samples);
    if (!signal.annotations) {
      signal.scale = (*high - *low) / (*digital_high - *digital_low);
      signal.offset = *low - signal.scale * *digital_low;
    }
    head.record_bytes += 2 * signal.samples;
    head.signals.push_back(std::move(signal));
  }
  return {};
}

/// What is wrong with it, or nothing.
std::string read_head(std::string_view text, Head& head, EdfRecording& out) {
  if (text.size() < kHead) {
    return "it ends within its header.";
  }
  const auto signals = whole_number(text.substr(252, 4), static_cast<int>(kMostSignals));
  const auto seconds = number(text.substr(244, 8));
  const auto size = whole_number(text.substr(184, 8), 1'000'000);
  if (!signals || *signals == 0 || !seconds || *seconds < 0.0 || !size) {
    return "its header makes no sense.";
  }
  const auto count = static_cast<std::size_t>(*signals);
  head.size = kHead * (count + 1);
  if (static_cast<std::size_t>(*size) != head.size || text.size() < head.size) {
    return "its header is cut off or makes no sense.";
  }
  if (text.substr(192, 5) == "EDF+D") {
    return "it is an EDF+D, with interruptions, which is not read here; other programs turn it "
           "into an EDF+C.";
  }
  out.started_ms = started(text.substr(168, 8), text.substr(176, 8));
  head.record_seconds = *seconds;
  return read_signals(text.substr(kHead, head.size - kHead), count, head);
}

/// One list of annotations: "+onset[\x15length]\x14text\x14text\x14\0", one after the other.
void read_notes(std::string_view text, std::vector<EdfAnnotation>& out) {
  while (!text.empty()) {
    const std::string_view list = text.substr(0, text.find('\0'));
    text.remove_prefix(std::min(text.size(), list.size() + 1));
    const std::size_t end = list.find(kEndOfTexts);
    if (end == std::string_view::npos) {
      continue;
    }
    const std::string_view when = list.substr(0, end);
    const std::size_t mark = when.find(kBeforeLength);
    const auto onset = number(when.substr(0, mark));
    const auto length =
        mark == std::string_view::npos ? std::nullopt : number(when.substr(mark + 1));
    std::string_view texts = list.substr(end + 1);
    while (onset && std::abs(*onset) < kFurthest && !texts.empty()) {
      const std::string_view one = texts.substr(0, texts.find(kEndOfTexts));
      texts.remove_prefix(std::min(texts.size(), one.size() + 1));
      if (!one.empty()) {
        out.push_back({*onset, length, std::string{one}});
      }
    }
  }
}

void read_records(std::span<const std::uint8_t> bytes, std::string_view text, const Head& head,
                  EdfRecording& out) {
  std::size_t at = head.size;
  for (std::size_t record = 0; record < head.records; ++record) {
    std::size_t place = 0;
    for (const SignalHead& signal : head.signals) {
      const std::size_t size = 2 * signal.samples;
      if (signal.annotations) {
        read_notes(text.substr(at, size), out.annotations);
      } else {
        EdfSignal& into = out.signals[place++];
        for (std::size_t i = 0; i < size; i += 2) {
          const auto digital =
              static_cast<double>(sign_extended(little_endian(bytes.data() + at + i, 2), 2));
          into.samples.push_back(static_cast<float>(signal.offset + signal.scale * digital));
        }
      }
      at += size;
    }
  }
}

}  // namespace

bool is_edf(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kVersion = "0       ";
  return bytes.size() >= kHead &&
         std::equal(kVersion.begin(), kVersion.end(), bytes.begin(),
                    [](char c, std::uint8_t byte) { return static_cast<std::uint8_t>(c) == byte; });
}

Expected<EdfRecording, std::string> read_edf(std::span<const std::uint8_t> bytes) {
  const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  EdfRecording out;
  Head head;
  if (!is_edf(bytes)) {
    return Unexpected{std::string{"it does not begin as an EDF file does."}};
  }
  if (std::string trouble = read_head(text, head, out); !trouble.empty()) {
    return Unexpected{std::move(trouble)};
  }
  if (head.record_bytes == 0) {
    return Unexpected{std::string{"there is nothing in it."}};
  }
  // What the file holds is believed, not what it announces: it may have been cut off.
  head.records = (bytes.size() - head.size) / head.record_bytes;
  if (const auto told = whole_number(text.substr(236, 8), 2'000'000'000); told && *told > 0) {
    head.records = std::min(head.records, static_cast<std::size_t>(*told));
  }
  out.seconds = std::min(kFurthest, head.record_seconds * static_cast<double>(head.records));
  for (const SignalHead& signal : head.signals) {
    if (!signal.annotations) {
      const double rate = head.record_seconds > 0.0
                              ? static_cast<double>(signal.samples) / head.record_seconds
                              : 0.0;
      out.signals.push_back({signal.label, signal.unit, rate, {}});
    }
  }
  read_records(bytes, text, head, out);
  return out;
}

}  // namespace ebb
