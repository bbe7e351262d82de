#include "archive/exports/csv_text.hpp"

namespace ebb {
namespace {

void put_cell(std::string& text, std::string_view cell) {
  if (cell.find_first_of(",\"\n\r") == std::string_view::npos) {
    text += cell;
    return;
  }
  text += '"';
  for (const char c : cell) {
    text += c;
    if (c == '"') {
      text += c;
    }
  }
  text += '"';
}

}  // namespace

void CsvText::row(std::initializer_list<std::string_view> cells) {
  bool first = true;
  for (const std::string_view cell : cells) {
    if (!first) {
      text_ += ',';
    }
    first = false;
    put_cell(text_, cell);
  }
  text_ += '\n';
}

}  // namespace ebb
