#pragma once

#include <string>
#include <string_view>

namespace ebb {

/// Names for a sentence: "a, b, c".
template <class Names>
[[nodiscard]] std::string listed(const Names& names) {
  std::string list;
  for (const std::string_view name : names) {
    list += (list.empty() ? "" : ", ") + std::string{name};
  }
  return list;
}

}  // namespace ebb
