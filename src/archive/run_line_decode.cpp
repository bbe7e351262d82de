#include <charconv>
#include <cmath>

#include "archive/run_line.hpp"

namespace ebb {
namespace {

/// Ten years either way: further is damage, and would overflow arithmetic on times.
constexpr std::int64_t kFurthestMicros = 315'360'000'000'000;

/// Takes a line apart, field by field. Once something is wrong, it stays wrong.
class Fields {
 public:
  explicit Fields(std::string_view line) : rest_(line) {}

  std::string_view next() {
    if (ended_) {
      good_ = false;
      return {};
    }
    const std::size_t tab = rest_.find('\t');
    const std::string_view field = rest_.substr(0, tab);
    ended_ = tab == std::string_view::npos;
    rest_.remove_prefix(ended_ ? rest_.size() : tab + 1);
    return field;
  }
  template <class Number>
  Number number() {
    const std::string_view field = next();
    const char* end = field.data() + field.size();
    Number value{};
    const auto [stop, error] = std::from_chars(field.data(), end, value);
    good_ = good_ && error == std::errc{} && stop == end && !field.empty();
    return good_ ? value : Number{};
  }
  double real() {
    const auto value = number<double>();
    good_ = good_ && std::isfinite(value);
    return good_ ? value : 0.0;
  }
  HostTime time() {
    const auto micros = number<std::int64_t>();
    good_ = good_ && micros >= -kFurthestMicros && micros <= kFurthestMicros;
    return HostTime{Microseconds{good_ ? micros : 0}};
  }
  std::string text() {
    std::string out;
    const std::string_view field = next();
    for (std::size_t i = 0; i < field.size(); ++i) {
      out += field[i] != '\\' ? field[i] : unescaped(++i < field.size() ? field[i] : '\0');
    }
    return out;
  }
  std::vector<std::uint8_t> hex() {
    const std::string_view field = next();
    std::vector<std::uint8_t> bytes;
    bytes.reserve(field.size() / 2);
    good_ = good_ && field.size() % 2 == 0 && field.size() <= 2 * kLongestChunk;
    for (std::size_t i = 0; good_ && i < field.size(); i += 2) {
      bytes.push_back(static_cast<std::uint8_t>((digit(field[i]) << 4U) | digit(field[i + 1])));
    }
    return bytes;
  }
  template <class Enum>
  Enum one_of(Enum last) {
    const int value = number<int>();
    good_ = good_ && value >= 0 && value <= static_cast<int>(last);
    return good_ ? static_cast<Enum>(value) : Enum{};
  }
  LinkState link_state() {
    const std::string_view name = next();
    good_ = good_ && (name == "searching" || name == "streaming" || name == "lost");
    return name == "streaming" ? LinkState::streaming
           : name == "lost"    ? LinkState::lost
                               : LinkState::searching;
  }
  /// Every field was right, and there is none left.
  [[nodiscard]] bool good() const { return good_ && ended_; }

 private:
  char unescaped(char c) {
    switch (c) {
      case '\\':
        return '\\';
      case 't':
        return '\t';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      default:
        good_ = false;
        return '?';
    }
  }
  unsigned digit(char c) {
    if (c >= '0' && c <= '9') {
      return static_cast<unsigned>(c - '0');
    }
    if (c >= 'a' && c <= 'f') {
      return static_cast<unsigned>(c - 'a') + 10U;
    }
    good_ = false;
    return 0;
  }

  std::string_view rest_;
  bool ended_ = false;
  bool good_ = true;
};

/// The line without its check, if that is right.
std::optional<std::string_view> checked(std::string_view line) {
  constexpr std::size_t kCheck = 10;  // tab, '#', eight digits
  if (line.size() < kCheck) {
    return std::nullopt;
  }
  const std::string_view body = line.substr(0, line.size() - kCheck);
  return line.substr(body.size()) == check_of(body) ? std::optional{body} : std::nullopt;
}

// Braced initialisers are evaluated from left to right, so each reads its fields in their order.
std::optional<RunItem> read_item(std::string_view kind, Fields& f) {
  if (kind == "bytes") {
    return RunChunk{f.number<std::uint32_t>(), f.time(), f.hex()};
  }
  if (kind == "beat") {
    return Event{Beat{f.time(), Milliseconds{f.real()}, f.one_of(IntervalVerdict::gap),
                      Milliseconds{f.real()}}};
  }
  if (kind == "breath") {
    return Event{
        Breath{f.time(), Seconds{f.real()}, f.real(), f.real(), f.one_of(BreathOrigin::heart)}};
  }
  if (kind == "link") {
    return Event{
        LinkEvent{f.time(), f.text(), f.link_state(), f.text(), f.number<std::uint32_t>()}};
  }
  if (kind == "practice") {
    return Event{PracticeEvent{f.time(), f.text(), f.text(), f.text(), f.real()}};
  }
  if (kind == "mark") {
    return Event{Mark{f.time(), f.text()}};
  }
  if (kind == "source") {
    return RunSource{f.number<std::uint32_t>(), f.text(), f.text(), f.text()};
  }
  if (kind == "ebb-run") {
    return RunStart{f.number<int>(), f.text()};
  }
  return std::nullopt;
}

}  // namespace

std::optional<RunItem> decode_line(std::string_view line) {
  const auto body = checked(line);
  if (!body) {
    return std::nullopt;
  }
  Fields fields{*body};
  const std::string_view kind = fields.next();
  auto item = read_item(kind, fields);
  return fields.good() ? std::move(item) : std::nullopt;
}

}  // namespace ebb
