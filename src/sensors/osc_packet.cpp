#include "sensors/osc_packet.hpp"

#include <bit>
#include <optional>
#include <string>

namespace ebb {
namespace {

constexpr int kDeepest = 4;
constexpr std::string_view kBundle{"#bundle\0", 8};
constexpr std::size_t kTimeTag = 8;

std::uint32_t u32_be(const std::uint8_t* at) {
  return static_cast<std::uint32_t>(at[0]) << 24U | static_cast<std::uint32_t>(at[1]) << 16U |
         static_cast<std::uint32_t>(at[2]) << 8U | at[3];
}
std::uint64_t u64_be(const std::uint8_t* at) {
  return static_cast<std::uint64_t>(u32_be(at)) << 32U | u32_be(at + 4);
}

/// What is left to read of a packet, in steps of four bytes.
class Rest {
 public:
  explicit Rest(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  [[nodiscard]] bool empty() const { return bytes_.empty(); }

  std::optional<std::span<const std::uint8_t>> take(std::size_t size) {
    if (size > bytes_.size()) {
      return std::nullopt;
    }
    const auto taken = bytes_.first(size);
    bytes_ = bytes_.subspan(size);
    return taken;
  }
  /// Printable text up to its NUL; the padding of zeros is passed over.
  std::optional<std::string_view> text() {
    std::size_t size = 0;
    while (size < bytes_.size() && bytes_[size] != 0) {
      if (bytes_[size] < 0x20 || bytes_[size] > 0x7E) {
        return std::nullopt;
      }
      ++size;
    }
    const std::size_t padded = (size / 4 + 1) * 4;
    if (padded > bytes_.size()) {
      return std::nullopt;
    }
    for (std::size_t i = size; i < padded; ++i) {
      if (bytes_[i] != 0) {
        return std::nullopt;
      }
    }
    const auto taken = *take(padded);
    return std::string_view{reinterpret_cast<const char*>(taken.data()), size};
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

void keep(double number, OscMessage& message) {
  if (message.count < OscMessage::kMost) {
    message.numbers[message.count++] = number;
  }
}

bool skip_blob(Rest& rest) {
  const auto size = rest.take(4);
  if (!size) {
    return false;
  }
  const std::size_t told = u32_be(size->data());
  return told <= 65'536 && rest.take((told + 3) / 4 * 4).has_value();
}

bool read_argument(char tag, Rest& rest, OscMessage& message) {
  switch (tag) {
    case 'i':
    case 'f':
      if (const auto bytes = rest.take(4)) {
        const std::uint32_t raw = u32_be(bytes->data());
        keep(tag == 'f' ? static_cast<double>(std::bit_cast<float>(raw))
                        : static_cast<double>(static_cast<std::int32_t>(raw)),
             message);
        return true;
      }
      return false;
    case 'h':
    case 'd':
      if (const auto bytes = rest.take(8)) {
        const std::uint64_t raw = u64_be(bytes->data());
        keep(tag == 'd' ? std::bit_cast<double>(raw)
                        : static_cast<double>(static_cast<std::int64_t>(raw)),
             message);
        return true;
      }
      return false;
    case 'T':
    case 'F':
      keep(tag == 'T' ? 1.0 : 0.0, message);
      return true;
    case 'N':
    case 'I':
    case '[':
    case ']':
      return true;
    case 's':
    case 'S':
      return rest.text().has_value();
    case 'b':
      return skip_blob(rest);
    case 't':
      return rest.take(8).has_value();
    case 'c':
    case 'r':
    case 'm':
      return rest.take(4).has_value();
    default:
      return false;
  }
}

bool read_message(Rest rest, const std::function<void(const OscMessage&)>& sink) {
  OscMessage message;
  const auto address = rest.text();
  const auto tags = rest.text();
  if (!address || address->size() < 2 || address->front() != '/' || !tags || tags->empty() ||
      tags->front() != ',') {
    return false;
  }
  message.address = *address;
  for (const char tag : tags->substr(1)) {
    if (!read_argument(tag, rest, message)) {
      return false;
    }
  }
  if (!rest.empty()) {
    return false;
  }
  sink(message);
  return true;
}

bool read_packet(std::span<const std::uint8_t> packet, int depth,
                 const std::function<void(const OscMessage&)>& sink) {
  if (packet.empty() || packet.size() % 4 != 0) {
    return false;
  }
  if (packet[0] != static_cast<std::uint8_t>('#')) {
    return read_message(Rest{packet}, sink);
  }
  Rest rest{packet};
  const auto head = rest.take(kBundle.size());
  if (depth >= kDeepest || !head ||
      std::string_view{reinterpret_cast<const char*>(head->data()), head->size()} != kBundle ||
      !rest.take(kTimeTag)) {
    return false;
  }
  while (!rest.empty()) {
    const auto size = rest.take(4);
    const auto element = size ? rest.take(u32_be(size->data())) : std::nullopt;
    if (!element || !read_packet(*element, depth + 1, sink)) {
      return false;
    }
  }
  return true;
}

void append_text(std::vector<std::uint8_t>& packet, std::string_view text) {
  packet.insert(packet.end(), text.begin(), text.end());
  packet.resize(packet.size() + 4 - text.size() % 4, 0);
}

}  // namespace

bool decode_osc_packet(std::span<const std::uint8_t> packet,
                       const std::function<void(const OscMessage&)>& sink) {
  return read_packet(packet, 0, sink);
}

std::vector<std::uint8_t> encode_osc_message(std::string_view address,
                                             std::span<const float> numbers) {
  std::vector<std::uint8_t> packet;
  append_text(packet, address);
  append_text(packet, "," + std::string(numbers.size(), 'f'));
  for (const float number : numbers) {
    const auto raw = std::bit_cast<std::uint32_t>(number);
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
      packet.push_back(static_cast<std::uint8_t>(raw >> shift));
    }
  }
  return packet;
}

std::vector<std::uint8_t> encode_slip(std::span<const std::uint8_t> packet) {
  constexpr std::uint8_t kEnd = 0xC0;
  constexpr std::uint8_t kEscape = 0xDB;
  std::vector<std::uint8_t> stream{kEnd};
  for (const std::uint8_t byte : packet) {
    if (byte == kEnd || byte == kEscape) {
      stream.push_back(kEscape);
      stream.push_back(byte == kEnd ? 0xDC : 0xDD);
    } else {
      stream.push_back(byte);
    }
  }
  stream.push_back(kEnd);
  return stream;
}

}  // namespace ebb
