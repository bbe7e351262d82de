#include "archive/imports/table_remarks.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace ebb {
namespace {

constexpr std::size_t kLongestRemark = 16384;
constexpr std::size_t kMostNames = 256;
constexpr double kFastest = 1e6;

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '"'; };
  while (!text.empty() && blank(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && blank(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

std::vector<std::string> cells(std::string_view text) {
  const char separator = text.find('\t') != std::string_view::npos  ? '\t'
                         : text.find(';') != std::string_view::npos ? ';'
                         : text.find(',') != std::string_view::npos ? ','
                                                                    : ' ';
  std::vector<std::string> found;
  std::size_t from = 0;
  while (from <= text.size() && found.size() < kMostNames) {
    const std::size_t end = std::min(text.find(separator, from), text.size());
    const std::string_view cell = trimmed(text.substr(from, end - from));
    if (!cell.empty()) {
      found.emplace_back(cell);
    }
    from = end + 1;
  }
  return found;
}

/// What follows the first `word` in `text`, whose small letters are `lower`.
std::string_view after(std::string_view text, const std::string& lower, std::string_view word) {
  const std::size_t at = lower.find(word);
  return at == std::string::npos ? std::string_view{} : text.substr(at + word.size());
}

bool take(std::string_view& text, std::string_view word) {
  if (text.substr(0, word.size()) != word) {
    return false;
  }
  text.remove_prefix(word.size());
  return true;
}

/// What stands between a rate's name and its number: a unit in brackets, the end of a quotation, a
/// colon, an equals sign.
double take_to_number(std::string_view& text) {
  double unit = 1.0;
  take(text, "\"");
  text = trimmed(text);
  if (take(text, "(khz)") || take(text, "[khz]")) {
    unit = 1000.0;
  } else if (!take(text, "(hz)")) {
    take(text, "[hz]");
  }
  take(text, "\"");
  text = trimmed(text);
  take(text, ":");
  take(text, "=");
  text = trimmed(text);
  return unit;
}

/// The rate at the front of what follows its name, in small letters: a number with its unit or
/// none, and nothing that makes it another number.
std::optional<Hertz> rate_in(std::string_view text) {
  double unit = take_to_number(text);
  double number = 0.0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  const bool parts = text.size() > 1 && text.front() == ',' && text[1] >= '0' && text[1] <= '9';
  text = trimmed(text);
  if (take(text, "khz")) {
    unit = 1000.0;
  } else {
    take(text, "hz");
  }
  const bool ends = trimmed(text).empty() ||
                    std::string_view{",;}])"}.find(text.front()) != std::string_view::npos;
  const double rate = unit * number;
  return ends && !parts && rate > 0.0 && rate <= kFastest ? std::optional{Hertz{rate}}
                                                          : std::nullopt;
}

}  // namespace

void TableRemarks::read(std::string_view remark) {
  remark = trimmed(remark.substr(0, kLongestRemark));
  std::string lower{remark};
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const std::string_view word : {"sampling rate", "samplingrate", "sample rate"}) {
    if (const auto rate = rate_in(after(lower, lower, word))) {
      rate_ = rate;
    }
  }
  for (const std::string_view word : {"\"column\"", "\"channelsorder\""}) {
    const std::string_view rest = after(remark, lower, word);
    const std::size_t open = rest.find('[');
    const std::size_t close = rest.find(']');
    if (open < close && close != std::string_view::npos) {
      listed_ = cells(rest.substr(open + 1, close - open - 1));
    }
  }
  if (const std::string_view rest = after(remark, lower, "labels:="); !rest.empty()) {
    listed_ = cells(rest);
  }
  last_ = cells(remark);
}

std::vector<std::string> TableRemarks::names(std::size_t columns) const {
  if (listed_.size() == columns) {
    return listed_;
  }
  return last_.size() == columns && columns > 1 ? last_ : std::vector<std::string>{};
}

}  // namespace ebb
