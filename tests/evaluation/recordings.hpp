#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

// Small readers of the recordings' file forms, for evaluation only: they trust the file.
namespace ebb::recordings {

/// EBB_RECORDINGS, else the folder beside the project.
inline std::string folder() {
  const char* set = std::getenv("EBB_RECORDINGS");
  return set != nullptr ? set : std::string{EBB_SOURCE_DIR} + "/../shared/recordings";
}

inline std::vector<unsigned char> bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// One column of a table whose lines that do not begin with a number are passed over.
inline std::vector<double> column(const std::string& path, std::size_t which) {
  std::ifstream file(path);
  std::vector<double> out;
  std::string line;
  while (std::getline(file, line)) {
    for (char& c : line) {
      c = c == ',' || c == '\t' || c == ';' ? ' ' : c;
    }
    std::istringstream words(line);
    std::string word;
    std::size_t at = 0;
    while (words >> word) {
      char* end = nullptr;
      const double value = std::strtod(word.c_str(), &end);
      if (end == word.c_str()) {
        break;
      }
      if (at++ == which) {
        out.push_back(value);
      }
    }
  }
  return out;
}

/// A one-dimensional little-endian float32 NumPy file, version 1.
inline std::vector<double> npy_float32(const std::string& path) {
  const auto bytes = bytes_of(path);
  std::vector<double> out;
  if (bytes.size() < 10) {
    return out;
  }
  for (std::size_t i = 10U + bytes[8] + 256U * bytes[9]; i + 4 <= bytes.size(); i += 4) {
    float value = 0;
    std::memcpy(&value, &bytes[i], 4);
    out.push_back(static_cast<double>(value));
  }
  return out;
}

/// Times in seconds of the beats in a WFDB annotation file.
inline std::vector<double> wfdb_beats(const std::string& path, double rate) {
  const auto bytes = bytes_of(path);
  std::vector<double> out;
  std::int64_t time = 0;
  std::size_t i = 0;
  const auto word = [&](std::size_t at) {
    return static_cast<unsigned>(bytes[at]) | static_cast<unsigned>(bytes[at + 1]) << 8U;
  };
  while (i + 2 <= bytes.size()) {
    const unsigned w = word(i);
    i += 2;
    const unsigned kind = w >> 10U;
    const unsigned step = w & 1023U;
    if (w == 0) {
      break;
    }
    if (kind == 59 && i + 4 <= bytes.size()) {
      time += static_cast<std::int32_t>(word(i) << 16U | word(i + 2));
      i += 4;
    } else if (kind == 63) {
      i += step + step % 2;
    } else if (kind < 60) {
      time += step;
      const bool beat = (kind >= 1 && kind <= 13) || kind == 25 || kind == 30 || kind == 31 ||
                        kind == 34 || kind == 35 || kind == 38 || kind == 41;
      if (beat) {
        out.push_back(static_cast<double>(time) / rate);
      }
    }
  }
  return out;
}

}  // namespace ebb::recordings
