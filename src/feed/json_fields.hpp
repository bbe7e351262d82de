#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/estimate.hpp"
#include "core/time.hpp"
#include "feed/words.hpp"

namespace ebb::feed {

/// Some thirty years of seconds: microseconds of it fit a double and an int64 with room to spare.
inline constexpr double kMaxSeconds = 1e9;
/// Far beyond any label or sentence; keeps every relayed message within bounds.
inline constexpr std::size_t kMaxText = 4096;
inline constexpr std::size_t kLongestShortText = 40;

/// Reads the fields of one JSON object and keeps the first complaint. After a complaint every
/// answer is a harmless default, so a decoder reads straight through and asks once at the end.
class JsonFields {
 public:
  JsonFields(const nlohmann::json& object, std::string where, std::string& why)
      : object_(object), where_(std::move(where)), why_(why) {
    if (!object_.is_object()) {
      complain("is not an object");
    }
  }

  [[nodiscard]] bool has(const char* key) const { return find(key) != nullptr; }

  double number(const char* key, double low, double high) {
    const nlohmann::json* value = required(key);
    if (value == nullptr) {
      return 0.0;
    }
    const double number = value->is_number() ? value->get<double>() : std::nan("");
    if (!(number >= low && number <= high)) {
      complain(key, "is not a number in its range");
      return 0.0;
    }
    return number;
  }
  double number_or(const char* key, double fallback, double low, double high) {
    return has(key) ? number(key, low, high) : fallback;
  }
  std::uint64_t count(const char* key) {
    const nlohmann::json* value = required(key);
    if (value == nullptr) {
      return 0;
    }
    if (!value->is_number_unsigned()) {
      complain(key, "is not a whole number from zero up");
      return 0;
    }
    return value->get<std::uint64_t>();
  }
  std::string text(const char* key) {
    const nlohmann::json* value = required(key);
    if (value == nullptr) {
      return {};
    }
    if (!value->is_string()) {
      complain(key, "is not a text");
      return {};
    }
    if (value->get_ref<const std::string&>().size() > kMaxText) {
      complain(key, "is longer than 4096 bytes");
      return {};
    }
    return value->get<std::string>();
  }
  std::string text_or_empty(const char* key) { return has(key) ? text(key) : std::string{}; }
  std::optional<bool> flag(const char* key) {
    const nlohmann::json* value = find(key);
    if (value == nullptr) {
      return std::nullopt;
    }
    if (!value->is_boolean()) {
      complain(key, "is neither true nor false");
      return std::nullopt;
    }
    return value->get<bool>();
  }
  template <class Enum>
  Enum word(const char* key) {
    const std::string found = text(key);
    const std::optional<Enum> value = from_word<Enum>(found);
    if (!value) {
      complain(key, "is not one of the words of this version");
    }
    return value.value_or(Enum{});
  }
  /// The first word, which stands for nothing at all, when the field is absent.
  template <class Enum>
  Enum word_or(const char* key) {
    return has(key) ? word<Enum>(key) : Enum{};
  }
  /// Nothing when the field is absent or, with a complaint, no list.
  const nlohmann::json* list(const char* key) {
    const nlohmann::json* value = find(key);
    if (value != nullptr && !value->is_array()) {
      complain(key, "is not a list");
      return nullptr;
    }
    return value;
  }
  /// The same, with a complaint about one with more than `most` members.
  const nlohmann::json* short_list(const char* key, std::size_t most) {
    const nlohmann::json* value = list(key);
    if (value != nullptr && value->size() > most) {
      complain(key, "is longer than such a list may be");
      return nullptr;
    }
    return value;
  }
  /// Such a list of words, each of a few characters.
  std::vector<std::string> short_texts(const char* key, std::size_t most) {
    std::vector<std::string> texts;
    if (const nlohmann::json* value = short_list(key, most)) {
      for (const nlohmann::json& one : *value) {
        if (!one.is_string() || one.get_ref<const std::string&>().size() > kLongestShortText) {
          complain(key, "does not hold short texts");
          break;
        }
        texts.push_back(one.get<std::string>());
      }
    }
    return texts;
  }
  HostTime time(const char* key) {
    const double seconds = number(key, -kMaxSeconds, kMaxSeconds);
    return HostTime{Microseconds{std::llround(seconds * 1e6)}};
  }
  template <class Unit>
  std::optional<Estimate<Unit>> estimate(const char* key) {
    const nlohmann::json* value = find(key);
    if (value == nullptr) {
      return std::nullopt;
    }
    JsonFields fields{*value, where_ + "." + key, why_};
    Estimate<Unit> out;
    const double middle = fields.any_number("value");
    out.value = Unit{middle};
    out.low = Unit{fields.has("low") ? fields.any_number("low") : middle};
    out.high = Unit{fields.has("high") ? fields.any_number("high") : middle};
    out.quality = fields.number("quality", 0.0, 1.0);
    out.time = fields.time("t");
    return out;
  }
  double any_number(const char* key) {
    return number(key, std::numeric_limits<double>::lowest(), std::numeric_limits<double>::max());
  }
  [[nodiscard]] const nlohmann::json* find(const char* key) const {
    if (!object_.is_object()) {
      return nullptr;
    }
    const auto place = object_.find(key);
    return place == object_.end() ? nullptr : &*place;
  }
  void complain(const char* key, const char* what) {
    complain("'" + std::string{key} + "' " + what);
  }

 private:
  const nlohmann::json* required(const char* key) {
    const nlohmann::json* value = find(key);
    if (value == nullptr) {
      complain(key, "is missing");
    }
    return value;
  }
  void complain(const std::string& what) {
    if (why_.empty()) {
      why_ = where_ + ": " + what + ".";
    }
  }

  const nlohmann::json& object_;
  std::string where_;
  std::string& why_;
};

}  // namespace ebb::feed
