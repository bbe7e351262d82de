#include "archive/table_remarks.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

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

/// What follows the first of `words`, without regard to case.
std::string_view after(std::string_view text, const std::string& lower, std::string_view word) {
  const std::size_t at = lower.find(word);
  return at == std::string::npos ? std::string_view{} : text.substr(at + word.size());
}

}  // namespace

void TableRemarks::read(std::string_view remark) {
  remark = trimmed(remark.substr(0, kLongestRemark));
  std::string lower{remark};
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const std::string_view word : {"sampling rate", "samplingrate", "sample rate"}) {
    const std::string_view rest = after(remark, lower, word);
    const std::size_t digit = rest.find_first_of("0123456789");
    double rate = 0.0;
    if (digit < 16 &&
        std::from_chars(rest.data() + digit, rest.data() + rest.size(), rate).ec == std::errc{} &&
        rate > 0.0 && rate <= kFastest) {
      rate_ = Hertz{rate};
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
