#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

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

/// A large document piece by piece: what is written is handed on whenever there is enough of it, so
/// that it is never held as a whole.
class JsonStream {
 public:
  using Give = std::function<void(std::string_view)>;
  explicit JsonStream(Give give) : give_(std::move(give)) {}

  /// A member's name, or nothing where an item of a list or the document itself begins.
  void begin(std::string_view name = {}) { open(name, '{'); }
  void end() { close('}'); }
  void add(std::string_view name, const std::string& value) {
    put_name(name);
    text_ += value;
    first_ = false;
  }
  template <class Items, class Print>
  void list(std::string_view name, const Items& items, Print print) {
    open(name, '[');
    for (const auto& item : items) {
      add({}, print(item));
      if (text_.size() >= kEnough) {
        flush();
      }
    }
    close(']');
  }
  void flush() {
    give_(text_);
    text_.clear();
  }

 private:
  static constexpr std::size_t kEnough = std::size_t{1} << 16U;

  void put_name(std::string_view name) {
    if (!first_) {
      text_ += ',';
    }
    if (!name.empty()) {
      text_.append("\"").append(name).append("\":");
    }
  }
  void open(std::string_view name, char bracket) {
    put_name(name);
    text_ += bracket;
    first_ = true;
  }
  void close(char bracket) {
    text_ += bracket;
    first_ = false;
  }

  Give give_;
  std::string text_;
  bool first_ = true;  ///< of its object or list
};

}  // namespace ebb
