#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <string>
#include <string_view>

// JSON by hand: the analysis of a day is long lists of small objects, written faster and in less
// memory than a document of them would be built.
namespace ebb {

/// The shortest text that reads back as the same number; null for what is none.
inline std::string json_number(double value) {
  if (!std::isfinite(value)) {
    return "null";
  }
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return {digits.data(), end.ptr};
}

/// To so many places behind the point, without zeros at the end.
inline std::string json_rounded(double value, int places) {
  double scale = 1.0;
  for (int i = 0; i < places; ++i) {
    scale *= 10.0;
  }
  return std::abs(value) < 1e12 ? json_number(std::round(value * scale) / scale)
                                : json_number(value);
}

/// Six digits that count.
inline std::string json_significant(double value) {
  if (!std::isfinite(value)) {
    return "null";
  }
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.6g", value);
  return text.data();
}

/// Seconds to the microsecond, which is all they are known to.
inline std::string json_time(double seconds) { return json_rounded(seconds, 6); }

/// A word of ours, in which nothing needs escaping.
inline std::string json_word(std::string_view word) { return "\"" + std::string(word) + "\""; }

template <class Items, class Print>
std::string json_list(const Items& items, Print print) {
  std::string out = "[";
  for (const auto& item : items) {
    if (out.size() > 1) {
      out += ',';
    }
    out += print(item);
  }
  return out + "]";
}

class JsonObject {
 public:
  JsonObject& add(std::string_view name, const std::string& value) {
    text_ += text_.size() > 1 ? ",\"" : "\"";
    text_ += name;
    text_ += "\":";
    text_ += value;
    return *this;
  }
  [[nodiscard]] std::string text() const { return text_ + "}"; }

 private:
  std::string text_ = "{";
};

}  // namespace ebb
