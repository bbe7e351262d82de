#include "service/terminal_text.hpp"

#include <algorithm>
#include <cmath>

namespace ebb {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The first `most` letters.
std::string_view fitted(std::string_view text, std::size_t most) {
  std::size_t end = 0;
  for (std::size_t seen = 0; end < text.size(); ++end) {
    if (!continues(text[end]) && ++seen > most) {
      break;
    }
  }
  return text.substr(0, end);
}

}  // namespace

std::size_t letters(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues));
}

std::string harmless(std::string_view text) {
  std::string clean;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool c1 =
        c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c < 0x20 || c == 0x7F || c1) {
      clean += ' ';
      i += c1 ? 1 : 0;
    } else {
      clean += text[i];
    }
  }
  return clean;
}

std::vector<std::string> wrapped_rows(std::string_view text, std::size_t width,
                                      std::string_view apart) {
  std::vector<std::string> rows{""};
  while (!text.empty()) {
    const auto gap = std::min(text.find(apart), text.size());
    const std::string_view piece = fitted(text.substr(0, gap), width);
    if (!piece.empty()) {
      const std::size_t before = letters(rows.back());
      if (before > 0 && before + apart.size() + letters(piece) > width) {
        rows.emplace_back();
      } else if (before > 0) {
        rows.back() += apart;
      }
      rows.back() += piece;
    }
    text.remove_prefix(std::min(gap + apart.size(), text.size()));
  }
  return rows;
}

std::string soft_bar(double length) {
  constexpr std::string_view kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths = static_cast<std::size_t>(std::lround(std::max(0.0, length) * 8.0));
  std::string bar;
  for (std::size_t i = 0; i < eighths / 8; ++i) {
    bar += "█";
  }
  return bar + std::string(kEighths[eighths % 8]);
}

std::string dashed_bar(double length) {
  std::string bar;
  for (long i = std::lround(length); i > 0; --i) {
    bar += "╌";
  }
  return bar;
}

}  // namespace ebb
