#include "visualizer/scene/texts.hpp"

#include <cassert>

namespace ebb::scene {

const std::vector<std::string>& Texts::list(std::string_view key) const {
  static const std::vector<std::string> none;
  const auto found = lines_.find(key);
  assert(found != lines_.end());
  return found != lines_.end() ? found->second : none;
}

std::string_view Texts::operator()(std::string_view key) const {
  const auto& lines = list(key);
  return lines.empty() ? key : std::string_view{lines.front()};
}

std::string Texts::operator()(std::string_view key, std::string_view name,
                              std::string_view value) const {
  std::string text{(*this)(key)};
  const std::string wanted = "{" + std::string{name} + "}";
  if (const auto at = text.find(wanted); at != std::string::npos) {
    text.replace(at, wanted.size(), value);
  }
  return text;
}

}  // namespace ebb::scene
