#include "evaluation/report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <sstream>

#include "support/recordings.hpp"

namespace ebb::evaluation {
namespace {

constexpr std::size_t kLineWidth = 120;

std::string printed(const char* form, int places, double value) {
  if (!std::isfinite(value)) {
    return "-";
  }
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), form, places, value);
  return text.data();
}

/// Letters, not bytes: what continues a letter of UTF-8 takes no place of its own.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) >> 6U) != 2; }));
}

std::string wrapped_lines(const std::string& text) {
  std::istringstream words{text};
  std::string word;
  std::string out;
  std::size_t used = 0;
  while (words >> word) {
    const std::size_t width = width_of(word);
    if (used > 0 && used + 1 + width > kLineWidth) {
      out += "\n";
      used = 0;
    }
    out += used > 0 ? " " : "";
    out += word;
    used += width + (used > 0 ? 1 : 0);
  }
  return out;
}

void say(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  std::fflush(stdout);
}

}  // namespace

std::string fixed(double value, int places) { return printed("%.*f", places, value); }

std::string with_sign(double value, int places) { return printed("%+.*f", places, value); }

std::string percent(std::size_t part, std::size_t whole, int places) {
  return whole == 0 ? "-"
                    : fixed(100.0 * static_cast<double>(part) / static_cast<double>(whole), places);
}

std::string count(std::size_t value) { return std::to_string(value); }

std::vector<std::size_t> Table::widths() const {
  std::vector<std::size_t> widths(rows_.front().size(), 3);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < std::min(row.size(), widths.size()); ++i) {
      widths[i] = std::max(widths[i], width_of(row[i]));
    }
  }
  return widths;
}

std::string Table::print(bool markdown) const {
  const auto wide = widths();
  const std::string between = markdown ? " | " : "  ";
  std::string out;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    out += markdown ? "| " : "";
    for (std::size_t i = 0; i < wide.size(); ++i) {
      const std::string cell = i < rows_[r].size() ? rows_[r][i] : "";
      const std::string space(wide[i] - width_of(cell), ' ');
      out += i > 0 ? between : "";
      out += i == 0 ? cell + space : space + cell;
    }
    out += markdown ? " |\n" : "\n";
    for (std::size_t i = 0; markdown && r == 0 && i < wide.size(); ++i) {
      out += i == 0 ? "| " : " | ";
      out += i == 0 ? std::string(wide[i], '-') : std::string(wide[i] - 1, '-') + ":";
      out += i + 1 == wide.size() ? " |\n" : "";
    }
  }
  return out;
}

void Report::section(const std::string& title) {
  say("\n" + title + "\n" + std::string(width_of(title), '=') + "\n");
  markdown_ += "\n## " + title + "\n";
}

void Report::heading(const std::string& title) {
  say("\n" + title + "\n");
  markdown_ += "\n### " + title + "\n";
}

void Report::paragraph(const std::string& text) {
  const std::string lines = wrapped_lines(text);
  say("\n" + lines + "\n");
  markdown_ += "\n" + lines + "\n";
}

void Report::table(const Table& table) {
  say("\n" + table.print(false));
  markdown_ += "\n" + table.print(true);
}

bool Report::lacks(const std::string& recording) {
  if (std::filesystem::exists(test::recording(recording))) {
    return false;
  }
  note("No " + recording + " under EBB_RECORDINGS, so nothing was measured here.");
  return true;
}

}  // namespace ebb::evaluation
