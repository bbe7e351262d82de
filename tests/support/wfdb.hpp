#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ebb::test {

inline std::vector<std::uint8_t> read_bytes(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// One mark of an annotation file: a sample number and a WFDB code.
struct Annotation {
  std::int64_t sample = 0;
  int code = 0;
};

/// WFDB annotations in the MIT format: 16-bit words, 6 bits of code and 10 of distance.
inline std::vector<Annotation> read_annotations(const std::filesystem::path& path) {
  const std::vector<std::uint8_t> bytes = read_bytes(path);
  std::vector<Annotation> all;
  std::int64_t at = 0;
  std::size_t i = 0;
  const auto word = [&] {
    const int w = bytes[i] | bytes[i + 1] << 8;
    i += 2;
    return w;
  };
  while (i + 1 < bytes.size()) {
    const int w = word();
    const int code = w >> 10;
    const int value = w & 1023;
    if (w == 0) {
      break;
    }
    if (code == 59 && i + 3 < bytes.size()) {  // a long distance, high word first
      const int high = word();
      const int low = word();
      at += static_cast<std::int32_t>(static_cast<std::uint32_t>(high) << 16 |
                                      static_cast<std::uint32_t>(low));
    } else if (code == 63) {  // text
      i += static_cast<std::size_t>(value + (value & 1));
    } else if (code < 59) {
      at += value;
      all.push_back({at, code});
    }
  }
  return all;
}

inline bool is_beat(int code) {
  // N L R a V F J A S E j / Q B ? ! e n f r; not x (37), a P wave that no beat follows.
  constexpr std::string_view kBeats{
      "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d"
      "\x19\x1e\x1f\x22\x23\x26\x29"};
  return kBeats.find(static_cast<char>(code)) != std::string_view::npos;
}

/// A record of format 212 with its reference beats, in samples; `flutter` spans are not scored.
struct Record {
  std::string name;
  double rate = 0.0;
  std::vector<std::vector<double>> leads;
  std::vector<double> beats;
  std::vector<std::pair<double, double>> flutter;
};

inline Record read_record(const std::filesystem::path& without_ending) {
  Record record;
  const auto with = [&](const char* ending) {
    auto path = without_ending;
    path += ending;
    return path;
  };
  std::ifstream header{with(".hea")};
  std::size_t leads = 0;
  header >> record.name >> leads >> record.rate;
  record.leads.resize(leads == 0 ? 1 : leads);
  const auto value = [](int twelve_bits) {
    return static_cast<double>(twelve_bits > 2047 ? twelve_bits - 4096 : twelve_bits);
  };
  const auto bytes = read_bytes(with(".dat"));
  std::size_t k = 0;
  for (std::size_t i = 0; i + 2 < bytes.size(); i += 3) {
    record.leads[k++ % record.leads.size()].push_back(value(bytes[i] | (bytes[i + 1] & 0x0F) << 8));
    record.leads[k++ % record.leads.size()].push_back(
        value(bytes[i + 2] | (bytes[i + 1] & 0xF0) << 4));
  }
  double flutter = -1.0;
  for (const Annotation& a : read_annotations(with(".atr"))) {
    const auto at = static_cast<double>(a.sample);
    if (a.code == 32) {
      flutter = at;
    } else if (a.code == 33 && flutter >= 0.0) {
      record.flutter.emplace_back(flutter, at);
      flutter = -1.0;
    } else if (is_beat(a.code)) {
      record.beats.push_back(at);
    }
  }
  return record;
}

}  // namespace ebb::test
