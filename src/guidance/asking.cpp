#include "guidance/asking.hpp"

#include <algorithm>

namespace ebb {

std::string own_words(std::string_view typed, Ask::Kind kind) {
  const int most = kind == Ask::Kind::lines ? kMostAnswerLines : 1;
  std::string words;
  int lines = 1;
  for (const char c : typed) {
    if (c == '\n' && lines < most) {
      words += c;
      ++lines;
    } else if (c != '\r') {
      words += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
  }
  if (words.size() > kLongestAnswer) {
    std::size_t end = kLongestAnswer;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) {
      --end;  // not through the middle of a letter
    }
    words.resize(end);
  }
  constexpr const char* kBlank = " \n";
  const auto first = words.find_first_not_of(kBlank);
  if (first == words.npos) {
    return {};
  }
  return words.substr(first, words.find_last_not_of(kBlank) + 1 - first);
}

AskView shown(const Ask& ask, bool answered) {
  AskView view{ask.text, ask.kind, ask.keep, ask.choices, answered};
  if (ask.kind == Ask::Kind::choices) {
    const auto end = ask.text.find_last_of("?:");
    view.text = end == std::string::npos ? std::string{} : ask.text.substr(0, end + 1);
  }
  return view;
}

}  // namespace ebb
