#include "sensors/text_fields.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace ebb {
namespace {

constexpr std::string_view kBlanks = " \t:=[]{}()\"";
constexpr std::string_view kCellEnds = ",;";

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool means_missing(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kWords{
      "nan", "NaN", "NAN", "inf", "-inf", "null", "NULL", "None", "NA", "-", "--", "-nan"};
  return is_one_of(word, kWords);
}

/// Units of two letters or more only: one letter is one flipped bit away from a digit.
bool is_unit(std::string_view word) {
  static constexpr std::array<std::string_view, 9> kUnits{"",   "%",  "bpm", "BPM", "ms",
                                                          "us", "mV", "uV",  "Hz"};
  return is_one_of(word, kUnits);
}

bool begins_number(std::string_view word) {
  return word.find_first_of("0123456789") == word.find_first_not_of("+-.");
}

bool parse_number(std::string_view word, TextField& field) {
  if (word.front() == '+') {
    word.remove_prefix(1);
  }
  const char* end = word.data() + word.size();
  double value = 0.0;
  const auto [stop, trouble] = std::from_chars(word.data(), end, value);
  const std::string_view number{word.data(), static_cast<std::size_t>(stop - word.data())};
  if (trouble != std::errc{} || !is_unit(word.substr(number.size()))) {
    return false;
  }
  field.value = value;
  field.decimal = number.find('.') != std::string_view::npos;
  return true;
}

/// Takes the cells one after the other and remembers what a line needs to be judged by.
class Parse {
 public:
  bool cell(std::string_view text, bool last, bool json) {
    const std::size_t before = out_.count;
    std::string_view name;
    bool any_word = false;
    while (true) {
      const auto begin = text.find_first_not_of(kBlanks);
      if (begin == std::string_view::npos) {
        break;
      }
      text.remove_prefix(begin);
      const std::string_view word = text.substr(0, text.find_first_of(kBlanks));
      text.remove_prefix(word.size());
      any_word = true;
      if (means_missing(word)) {
        numbers_ = true;
        put({.name = name, .value = std::nullopt});
        name = {};
      } else if (begins_number(word)) {
        TextField field{.name = name, .value = std::nullopt};
        if (!parse_number(word, field)) {
          return false;
        }
        if (field.name.empty() && json) {
          field.name = list_name_;  // of "rr":[812,830] every number is an rr
        }
        list_name_ = field.name;
        numbers_ = true;
        named_ = named_ || !field.name.empty();
        put(field);
        name = {};
      } else {
        name = word;
      }
    }
    if (out_.count == before && (any_word || !last)) {
      put({.name = name, .value = std::nullopt});
    }
    return true;
  }

  TextFields done() {
    using Shape = TextFields::Shape;
    out_.shape = !numbers_ ? Shape::words : named_ ? Shape::named : Shape::columns;
    return out_;
  }

 private:
  void put(const TextField& field) {
    if (out_.count < TextFields::kMost) {
      out_.slots[out_.count++] = field;
    }
  }

  TextFields out_;
  std::string_view list_name_;
  bool numbers_ = false;
  bool named_ = false;
};

}  // namespace

TextFields parse_text_fields(std::string_view line) {
  TextFields damaged;
  damaged.shape = TextFields::Shape::damaged;
  const bool json = line.starts_with('{');
  const bool control = std::any_of(line.begin(), line.end(), [](char c) {
    return (c >= 0 && c < ' ' && c != '\t') || c == 0x7F;
  });
  if (control || (json && !line.ends_with('}'))) {
    return damaged;
  }
  Parse parse;
  bool last = false;
  while (!last) {
    const auto end = line.find_first_of(kCellEnds);
    last = end == std::string_view::npos;
    if (!parse.cell(line.substr(0, end), last, json)) {
      return damaged;
    }
    line.remove_prefix(last ? line.size() : end + 1);
  }
  return parse.done();
}

}  // namespace ebb
