#include "sensors/line_splitter.hpp"

namespace ebb {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::optional<LineSplitter::Line> LineSplitter::push(std::uint8_t byte) {
  if (byte != '\n' && byte != '\r') {
    if (size_ < kLongest) {
      text_[size_] = static_cast<char>(byte);
    }
    ++size_;
    return std::nullopt;
  }
  const std::size_t size = size_;
  const bool first = first_;
  size_ = 0;
  first_ = false;
  if (size > kLongest) {
    ++too_long_;
    dropped_bytes_ += size;
    return std::nullopt;
  }
  const std::string_view line = trimmed({text_.data(), size});
  if (line.empty()) {
    return std::nullopt;
  }
  return Line{line, first};
}

void LineSplitter::reset() {
  size_ = 0;
  first_ = true;
}

}  // namespace ebb
