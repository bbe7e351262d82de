#include "archive/imports/table_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "archive/imports/clock_text.hpp"

namespace ebb {
namespace {

constexpr std::size_t kQuoted = 24;  // bytes of somebody's text that an error repeats

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && blank(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && blank(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

std::string_view unquoted(std::string_view cell) {
  cell = trimmed(cell);
  if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') {
    cell = trimmed(cell.substr(1, cell.size() - 2));
  }
  return cell;
}

/// Somebody's text as it may stand in a sentence: short, printable.
std::string shown(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, kQuoted)) {
    out += c >= ' ' && c <= '~' ? c : '?';
  }
  return "'" + out + (text.size() > kQuoted ? "...'" : "'");
}

/// from_chars, which also takes "nan" and "inf": whoever asks looks at what came out.
bool parse(std::string_view cell, bool decimal_comma, double& value) {
  std::string with_point;
  if (decimal_comma && std::count(cell.begin(), cell.end(), ',') == 1 &&
      cell.find('.') == std::string_view::npos) {
    with_point = cell;
    std::replace(with_point.begin(), with_point.end(), ',', '.');
    cell = with_point;
  }
  if (!cell.empty() && cell.front() == '+') {
    cell.remove_prefix(1);
  }
  const char* end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, value);
  if (error == std::errc::result_out_of_range) {
    value = HUGE_VAL;
    return stop == end;
  }
  return error == std::errc{} && stop == end;
}

char separator_of(std::string_view row) {
  for (const char c : {'\t', ';', ','}) {
    if (row.find(c) != std::string_view::npos) {
      return c;
    }
  }
  return ' ';
}

/// "0,812": one number as half of the world writes it, or the first two columns of a table.
bool may_be_decimal_comma(std::string_view row) {
  const std::string_view text = trimmed(row);
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) {
    return false;
  }
  std::string_view whole = text.substr(0, comma);
  const std::string_view fraction = text.substr(comma + 1);
  if (!whole.empty() && (whole.front() == '-' || whole.front() == '+')) {
    whole.remove_prefix(1);
  }
  const auto digits = [](std::string_view part) {
    return !part.empty() &&
           std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  return digits(whole) && digits(fraction);
}

bool decimal_comma_in(char separator) { return separator == ';' || separator == '\t'; }

}  // namespace

ImportError TableReader::here(const std::string& what) const {
  return {"line " + std::to_string(line_) + ": " + what};
}

std::optional<ImportError> TableReader::push(std::span<const std::uint8_t> bytes,
                                             const RowSink& sink) {
  const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t end = text.find('\n', from);
    const std::string_view piece = text.substr(from, end - from);
    if (piece.find('\0') != std::string_view::npos) {
      ++line_;
      return here("this is not text; expected one number a line, CSV, .npy or .wav");
    }
    if (partial_.size() + piece.size() > kLongestLine) {
      ++line_;
      return here("longer than a megabyte; expected one number a line, CSV, .npy or .wav");
    }
    if (end == std::string_view::npos) {
      partial_ += piece;
      return std::nullopt;
    }
    std::string_view line = piece;
    if (!partial_.empty()) {
      partial_ += piece;
      line = partial_;
    }
    std::optional<ImportError> error = take_line(line, sink);
    partial_.clear();
    if (error) {
      return error;
    }
    from = end + 1;
  }
  return std::nullopt;
}

std::optional<ImportError> TableReader::finish(const RowSink& sink) {
  if (!partial_.empty()) {
    const std::string last = std::exchange(partial_, {});
    if (auto error = take_line(last, sink)) {
      return error;
    }
  }
  if (!lone_row_.empty()) {
    if (auto error = take_series(sink)) {
      return error;
    }
  }
  if (!given_) {
    return ImportError{line_ == 0 ? "the file is empty" : "there are no numbers in it"};
  }
  return std::nullopt;
}

void TableReader::split(std::string_view row) {
  cells_.clear();
  if (separator_ == ' ') {
    std::size_t from = 0;
    while (from < row.size()) {
      const std::size_t end = std::min(row.find_first_of(" \t", from), row.size());
      if (end > from) {
        cells_.push_back(row.substr(from, end - from));
      }
      from = end + 1;
    }
    return;
  }
  std::size_t from = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= row.size(); ++i) {
    if (i == row.size() || (row[i] == separator_ && !quoted)) {
      cells_.push_back(unquoted(row.substr(from, i - from)));
      from = i + 1;
    } else if (row[i] == '"') {
      quoted = !quoted;
    }
  }
  // A separator at the end of a row closes it; it opens nothing.
  const bool closed = cells_.size() > 1 && cells_.back().empty();
  if (closed && (columns_ == 0 || cells_.size() == columns_ + 1)) {
    cells_.pop_back();
  }
}

std::optional<ImportError> TableReader::take_line(std::string_view line, const RowSink& sink) {
  ++line_;
  if (line_ == 1 && line.substr(0, 3) == "\xEF\xBB\xBF") {
    line.remove_prefix(3);
  }
  // A tab at the ends is an empty cell, a blank is nothing.
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) {
    line.remove_suffix(1);
  }
  const std::string_view content = trimmed(line);
  if (content.empty() || content.front() == '#') {
    if (!content.empty() && !begun_) {
      remarks_.read(content.substr(1));
    }
    return std::nullopt;
  }
  if (!begun_) {
    begun_ = true;
    return take_first_row(line, sink);
  }
  if (!lone_row_.empty()) {
    return here(lone_trouble_);
  }
  return take_row(line, sink);
}

std::optional<ImportError> TableReader::take_first_row(std::string_view row, const RowSink& sink) {
  separator_ = separator_of(row);
  split(row);
  double number = 0.0;
  const bool decimal_comma = decimal_comma_in(separator_);
  const bool any_number =
      std::any_of(cells_.begin(), cells_.end(), [&number, decimal_comma](std::string_view cell) {
        return parse(cell, decimal_comma, number);
      });
  const std::size_t columns = cells_.size();
  const bool may_be_series = any_number && choices_.size() == 1 && choices_[0].column.empty();
  if (columns > kMostColumns && !may_be_series) {
    return here("more than " + std::to_string(kMostColumns) + " columns");
  }
  if (any_number) {
    names_ = remarks_.names(columns);
  } else {
    names_.assign(cells_.begin(), cells_.end());
  }
  FoundColumns found = find_columns(choices_, names_, columns);
  if (may_be_series && separator_ == ',' && names_.empty() && may_be_decimal_comma(row)) {
    found = {{},
             "these are numbers with a decimal comma or 2 columns; say which with --column, or "
             "write a point"};
  }
  if (found.indices.empty()) {
    if (may_be_series) {
      lone_trouble_ = found.trouble;
      lone_row_ = row;
      return std::nullopt;
    }
    const bool only_text = !any_number && columns == 1;
    return here(only_text ? shown(cells_[0]) + " is not a number" : found.trouble);
  }
  columns_ = columns;
  places_ = std::move(found.indices);
  row_.resize(places_.size());
  return any_number ? take_row(row, sink) : std::nullopt;
}

std::string TableReader::name(std::size_t choice) const {
  const bool named = choice < places_.size() && places_[choice] < names_.size();
  return named ? names_[places_[choice]] : std::string{};
}

std::optional<ImportError> TableReader::take_series(const RowSink& sink) {
  split(lone_row_);
  row_.resize(1);
  for (const std::string_view cell : cells_) {
    if (auto error = take_cell(cell, 0)) {
      return error;
    }
    sink(row_);
  }
  return std::nullopt;
}

std::optional<ImportError> TableReader::take_row(std::string_view row, const RowSink& sink) {
  split(row);
  const bool short_of = std::any_of(places_.begin(), places_.end(),
                                    [this](std::size_t place) { return cells_.size() <= place; });
  if (short_of || (columns_ == 1 && cells_.size() > 1)) {
    return here(std::to_string(cells_.size()) + (cells_.size() == 1 ? " column" : " columns") +
                " in this row, " + std::to_string(columns_) + " in those before");
  }
  for (std::size_t i = 0; i < places_.size(); ++i) {
    if (auto error = take_cell(cells_[places_[i]], i)) {
      return error;
    }
  }
  sink(row_);
  return std::nullopt;
}

std::optional<ImportError> TableReader::take_cell(std::string_view cell, std::size_t choice) {
  cell = unquoted(cell);
  if (cell.empty()) {
    row_[choice].reset();
    return std::nullopt;
  }
  double value = 0.0;
  if (!parse(cell, decimal_comma_in(separator_), value)) {
    const auto moment = choices_[choice].times ? seconds_of(cell) : std::nullopt;
    if (!moment) {
      return here(shown(cell) + (choices_[choice].times ? " is neither a number nor a time"
                                                        : " is not a number"));
    }
    value = *moment;
    dated_ = true;
  }
  if (!std::isfinite(value)) {
    return here(shown(cell) +
                " is not a number one can reckon with; leave the cell empty where "
                "nothing was measured");
  }
  given_ = true;
  row_[choice] = value;
  return std::nullopt;
}

}  // namespace ebb
