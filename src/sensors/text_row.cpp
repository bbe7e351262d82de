#include "sensors/text_row.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace ebb {
namespace {

void put_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    return;
  }
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                 std::chars_format::general, 9);
  out.append(digits.data(), end.ptr);
}

}  // namespace

std::string print_text_header(std::span<const std::string_view> names) {
  std::string out;
  for (const std::string_view name : names) {
    out += out.empty() ? "" : ",";
    out += name;
  }
  return out + "\r\n";
}

std::string print_text_row(std::span<const double> values) {
  std::string out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    out += i == 0 ? "" : ",";
    put_number(out, values[i]);
  }
  return out + "\r\n";
}

std::string print_text_value(std::string_view name, double value) {
  std::string out{name};
  out += ':';
  put_number(out, value);
  return out + "\r\n";
}

}  // namespace ebb
