#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "archive/crc32.hpp"
#include "archive/run_line.hpp"

namespace ebb {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

/// What a text is cut to, at the start of a character.
std::string_view cut(std::string_view text) {
  if (text.size() <= kLongestText) {
    return text;
  }
  std::size_t end = kLongestText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end);
}

/// One line: fields in, checked line out.
class Line {
 public:
  explicit Line(std::string_view kind) : out_(kind) {}

  Line& text(std::string_view text) {
    out_ += '\t';
    for (const char c : cut(text)) {
      switch (c) {
        case '\\':
          out_ += "\\\\";
          break;
        case '\t':
          out_ += "\\t";
          break;
        case '\n':
          out_ += "\\n";
          break;
        case '\r':
          out_ += "\\r";
          break;
        default:
          out_ += c;
      }
    }
    return *this;
  }
  template <class Number>
  Line& number(Number number) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out_ += '\t';
    out_.append(digits.data(), end);
    return *this;
  }
  Line& time(HostTime time) { return number(time.time_since_epoch().count()); }
  Line& hex(std::span<const std::uint8_t> bytes) {
    out_ += '\t';
    for (const std::uint8_t byte : bytes) {
      out_ += kHexDigits[byte >> 4U];
      out_ += kHexDigits[byte & 15U];
    }
    return *this;
  }
  [[nodiscard]] std::string end() {
    out_ += check_of(out_);
    out_ += '\n';
    return std::move(out_);
  }

 private:
  std::string out_;
};

struct Encoder {
  std::string operator()(const RunStart& start) const {
    return Line{"ebb-run"}.number(start.version).text(start.date).end();
  }
  std::string operator()(const RunSource& s) const {
    return Line{"source"}.number(s.source).text(s.protocol).text(s.address).text(s.name).end();
  }
  std::string operator()(const RunChunk& chunk) const {
    std::string lines;
    std::span<const std::uint8_t> rest{chunk.bytes};
    do {
      const auto part = rest.first(std::min(rest.size(), kLongestChunk));
      lines += Line{"bytes"}.number(chunk.source).time(chunk.arrival).hex(part).end();
      rest = rest.subspan(part.size());
    } while (!rest.empty());
    return lines;
  }
  std::string operator()(const Event& event) const { return std::visit(*this, event); }

  std::string operator()(const Beat& b) const {
    return Line{"beat"}
        .time(b.time)
        .number(b.interval.count())
        .number(static_cast<int>(b.verdict))
        .number(b.lag.count())
        .end();
  }
  std::string operator()(const Breath& b) const {
    return Line{"breath"}
        .time(b.start)
        .number(b.period.count())
        .number(b.depth)
        .number(b.quality)
        .number(static_cast<int>(b.origin))
        .end();
  }
  std::string operator()(const LinkEvent& e) const {
    constexpr std::array<std::string_view, 3> kStates{"searching", "streaming", "lost"};
    return Line{"link"}
        .time(e.time)
        .text(e.source)
        .text(kStates[static_cast<std::size_t>(e.state)])
        .text(e.note)
        .number(static_cast<int>(e.number))
        .end();
  }
  std::string operator()(const PracticeEvent& e) const {
    return Line{"practice"}
        .time(e.time)
        .text(e.practice)
        .text(e.what)
        .text(e.step)
        .number(e.rate)
        .end();
  }
  std::string operator()(const Mark& mark) const {
    return Line{"mark"}.time(mark.time).text(mark.label).end();
  }
};

}  // namespace

std::string check_of(std::string_view body) {
  const std::uint32_t crc = crc32(body);
  std::string check = "\t#";
  for (unsigned shift = 32; shift > 0;) {
    shift -= 4;
    check += kHexDigits[(crc >> shift) & 15U];
  }
  return check;
}

std::string encode(const RunItem& item) { return std::visit(Encoder{}, item); }

}  // namespace ebb
