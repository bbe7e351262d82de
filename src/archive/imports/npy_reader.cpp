#include "archive/imports/npy_reader.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <vector>

#include "archive/imports/byte_order.hpp"

namespace ebb {
namespace {

constexpr std::size_t kMagic = 6;

/// What follows `'key':` in the header's Python dictionary.
std::string_view entry(std::string_view header, std::string_view key) {
  for (const char quote : {'\'', '"'}) {
    const std::string quoted = quote + std::string(key) + quote;
    std::size_t at = header.find(quoted);
    if (at == std::string_view::npos) {
      continue;
    }
    at = header.find(':', at + quoted.size());
    at = at == std::string_view::npos ? at : header.find_first_not_of(' ', at + 1);
    return at == std::string_view::npos ? std::string_view{} : header.substr(at);
  }
  return {};
}

}  // namespace

std::optional<ImportError> NpyReader::push(std::span<const std::uint8_t> bytes,
                                           const RowSink& sink) {
  std::size_t at = 0;
  while (!headed_) {
    // Ten bytes (twelve from version 2 on) say how long the header is.
    std::size_t wanted = 10;
    if (header_.size() >= 10) {
      const auto* raw = reinterpret_cast<const std::uint8_t*>(header_.data());
      const std::size_t width = raw[kMagic] == 1 ? 2 : 4;
      const std::size_t begin = kMagic + 2 + width;
      wanted = begin;
      if (raw[kMagic] < 1 || raw[kMagic] > 3) {
        return ImportError{"byte 6: NumPy format " + std::to_string(raw[kMagic]) +
                           " is not known; save it again with numpy.save"};
      }
      if (header_.size() >= begin) {
        const std::uint64_t length = little_endian(raw + kMagic + 2, width);
        if (length > kLongestHeader) {
          return ImportError{"byte 8: a header of " + std::to_string(length) +
                             " bytes; this is no usual .npy file, save it again with numpy.save"};
        }
        wanted = begin + static_cast<std::size_t>(length);
        if (header_.size() == wanted) {
          if (auto error = take_header()) {
            return error;
          }
          break;
        }
      }
    }
    if (at == bytes.size()) {
      return std::nullopt;
    }
    const std::size_t more = std::min(wanted - header_.size(), bytes.size() - at);
    header_.append(reinterpret_cast<const char*>(bytes.data()) + at, more);
    at += more;
  }
  while (at < bytes.size() && given_ < series_) {
    item_[filled_++] = bytes[at++];
    if (filled_ < size_) {
      continue;
    }
    filled_ = 0;
    if (auto error = take_item(sink)) {
      return error;
    }
  }
  return std::nullopt;
}

std::optional<ImportError> NpyReader::take_item(const RowSink& sink) {
  const std::uint64_t index = index_++;
  if (index < first_) {
    return std::nullopt;
  }
  const std::uint64_t place = (index - first_) % stride_;
  for (std::size_t i = 0; i < wanted_.size(); ++i) {
    if (wanted_[i] != place) {
      continue;
    }
    const double number = value(item_.data());
    if (!std::isfinite(number)) {
      return ImportError{"value " + std::to_string(given_ + 1) + ": " +
                         (std::isnan(number) ? "NaN" : "infinite") +
                         "; cut the file there, or fill what is missing"};
    }
    row_[i] = number;
  }
  if (place + 1 == stride_) {
    ++given_;
    sink(row_);
  }
  return std::nullopt;
}

std::optional<ImportError> NpyReader::finish(const RowSink& /*sink*/) {
  if (!headed_) {
    return ImportError{"byte " + std::to_string(header_.size()) +
                       ": the file ends within its header; it was cut short"};
  }
  if (given_ < series_) {
    return ImportError{"the file ends after " + std::to_string(given_) + " of " +
                       std::to_string(series_) + " values; it was cut short"};
  }
  return std::nullopt;
}

std::optional<ImportError> NpyReader::take_header() {
  headed_ = true;
  const std::string_view header = header_;
  const std::string_view type = entry(header, "descr");
  const std::string_view order = entry(header, "fortran_order");
  const std::string_view shape = entry(header, "shape");
  if (type.empty() || order.empty() || shape.empty()) {
    return ImportError{
        "byte 10: the header does not say type, order and shape; save it again "
        "with numpy.save"};
  }
  if (auto error = take_type(type)) {
    return error;
  }
  return take_shape(shape, order.substr(0, 4) == "True");
}

std::optional<ImportError> NpyReader::take_type(std::string_view type) {
  const char quote = type.front();
  const std::size_t end = quote == '\'' || quote == '"' ? type.find(quote, 1) : 0;
  const std::string name{end == 0 || end == std::string_view::npos ? std::string_view{}
                                                                   : type.substr(1, end - 1)};
  const bool known =
      name.size() == 3 && std::string_view{"<>|="}.find(name[0]) != name.npos &&
      ((name[1] == 'f' && (name[2] == '4' || name[2] == '8')) ||
       ((name[1] == 'i' || name[1] == 'u') && std::string_view{"1248"}.find(name[2]) != name.npos));
  if (!known) {
    std::string shown;
    for (const char c : name.substr(0, 16)) {
      shown += c >= ' ' && c <= '~' ? c : '?';
    }
    return ImportError{"byte 10: values of type '" + shown +
                       "'; expected plain numbers (int8 to int64, float32, float64)"};
  }
  big_ = name[0] == '>';
  kind_ = name[1];
  size_ = static_cast<std::size_t>(name[2] - '0');
  return std::nullopt;
}

std::optional<ImportError> NpyReader::take_shape(std::string_view shape, bool columns_first) {
  const auto unusual = [](const std::string& what) {
    return ImportError{"byte 10: " + what + "; expected one series, or rows and columns"};
  };
  std::vector<std::uint64_t> sides;
  std::size_t at = shape.front() == '(' ? 1 : std::string_view::npos;
  while (at < shape.size() && shape[at] != ')') {
    if (shape[at] == ' ' || shape[at] == ',') {
      ++at;
      continue;
    }
    std::uint64_t side = 0;
    const auto [stop, error] =
        std::from_chars(shape.data() + at, shape.data() + shape.size(), side);
    if (error != std::errc{} || side > std::numeric_limits<std::uint32_t>::max() * 4096ULL) {
      return unusual("a shape that makes no sense");
    }
    sides.push_back(side);
    if (sides.size() > 2) {
      return unusual("more than two dimensions");
    }
    at = static_cast<std::size_t>(stop - shape.data());
  }
  if (at >= shape.size() || sides.empty()) {
    return unusual("no shape");
  }
  const bool time_first = sides.size() == 1 || sides[0] >= sides[1];
  const std::uint64_t columns = sides.size() == 1 ? 1 : std::min(sides[0], sides[1]);
  series_ = sides.size() == 1 ? sides[0] : std::max(sides[0], sides[1]);
  if (series_ == 0 || columns == 0) {
    return ImportError{"there are no numbers in it"};
  }
  constexpr std::uint64_t kMostColumns = 4096;
  if (columns > kMostColumns) {
    return unusual("more than 4096 columns");
  }
  const FoundColumns found = find_columns(choices_, {}, static_cast<std::size_t>(columns));
  if (found.indices.empty()) {
    return ImportError{found.trouble};
  }
  // In C order the last side runs fastest, in Fortran order the first.
  if (time_first != columns_first) {
    stride_ = columns;
    wanted_.assign(found.indices.begin(), found.indices.end());
  } else if (found.indices.size() == 1) {
    first_ = found.indices[0] * series_;
    wanted_ = {0};
  } else {
    return ImportError{
        "the columns lie one behind the other; to read several at once, save the transposed array"};
  }
  row_.resize(wanted_.size());
  return std::nullopt;
}

double NpyReader::value(const std::uint8_t* raw) const {
  const std::uint64_t bits = big_ ? big_endian(raw, size_) : little_endian(raw, size_);
  if (kind_ == 'f') {
    return size_ == 4 ? double{std::bit_cast<float>(static_cast<std::uint32_t>(bits))}
                      : std::bit_cast<double>(bits);
  }
  return kind_ == 'u' ? static_cast<double>(bits) : static_cast<double>(sign_extended(bits, size_));
}

}  // namespace ebb
