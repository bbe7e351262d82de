#include "archive/imports/number_reader.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstddef>
#include <string_view>
#include <utility>

#include "archive/imports/npy_reader.hpp"
#include "archive/imports/table_reader.hpp"
#include "archive/imports/wav_reader.hpp"

namespace ebb {
namespace {

constexpr std::size_t kNamesTold = 12;

std::string lower(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::string told(const std::vector<std::string>& names, std::size_t columns) {
  if (names.empty()) {
    return columns == 1 ? "there is only column 0"
                        : "the columns are 0 to " + std::to_string(columns - 1);
  }
  std::string out = names.size() == 1 ? "there is only " : "the columns are ";
  for (std::size_t i = 0; i < names.size() && i < kNamesTold; ++i) {
    out += (i == 0 ? "'" : ", '") + names[i] + "'";
  }
  return names.size() > kNamesTold
             ? out + " and " + std::to_string(names.size() - kNamesTold) + " more"
             : out;
}

bool begins_with(std::span<const std::uint8_t> bytes, std::string_view text) {
  return bytes.size() >= text.size() &&
         std::equal(text.begin(), text.end(), bytes.begin(),
                    [](char c, std::uint8_t b) { return static_cast<std::uint8_t>(c) == b; });
}

}  // namespace

FoundColumn find_column(const ColumnChoice& choice, const std::vector<std::string>& names,
                        std::size_t columns) {
  if (choice.column.empty()) {
    if (columns == 1) {
      return {0, {}};
    }
    if (choice.second_of_two && names.empty() && columns == 2) {
      return {1, {}};
    }
    std::optional<std::size_t> fitting;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string name = lower(names[i]);
      const bool fits = std::any_of(
          choice.likely.begin(), choice.likely.end(),
          [&name](const std::string& word) { return name.find(word) != std::string::npos; });
      if (fits && fitting) {
        fitting.reset();
        break;
      }
      fitting = fits ? std::optional{i} : fitting;
    }
    if (fitting) {
      return {fitting, {}};
    }
    return {std::nullopt, "there are " + std::to_string(columns) + " columns; say which with " +
                              choice.option + " (" + told(names, columns) + ")"};
  }
  const auto exact = std::find(names.begin(), names.end(), choice.column);
  if (exact != names.end()) {
    return {static_cast<std::size_t>(exact - names.begin()), {}};
  }
  const auto similar = std::find_if(names.begin(), names.end(), [&choice](const std::string& n) {
    return lower(n) == lower(choice.column);
  });
  if (similar != names.end()) {
    return {static_cast<std::size_t>(similar - names.begin()), {}};
  }
  std::size_t index = 0;
  const char* end = choice.column.data() + choice.column.size();
  const auto [stop, error] = std::from_chars(choice.column.data(), end, index);
  if (error == std::errc{} && stop == end && index < columns) {
    return {index, {}};
  }
  return {std::nullopt, "there is no column '" + choice.column + "'; " + told(names, columns) +
                            " (numbers count from 0)"};
}

FoundColumns find_columns(const ColumnChoices& choices, const std::vector<std::string>& names,
                          std::size_t columns) {
  FoundColumns found;
  for (const ColumnChoice& choice : choices) {
    FoundColumn one = find_column(choice, names, columns);
    if (!one.index) {
      return {{}, std::move(one.trouble)};
    }
    found.indices.push_back(*one.index);
  }
  return found;
}

std::unique_ptr<NumberReader> make_number_reader(std::span<const std::uint8_t> beginning,
                                                 const ColumnChoices& choices) {
  if (begins_with(beginning, "\x93NUMPY")) {
    return std::make_unique<NpyReader>(choices);
  }
  if (begins_with(beginning, "RIFF") || begins_with(beginning, "RF64")) {
    return std::make_unique<WavReader>(choices);
  }
  return std::make_unique<TableReader>(choices);
}

}  // namespace ebb
