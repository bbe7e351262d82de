#include "archive/session_file/spelling.hpp"

#include <utility>

namespace ebb {
namespace {

constexpr std::array<std::pair<std::string_view, bool CanTell::*>, 8> kAbilities{
    {{"interval", &CanTell::intervals},
     {"optical", &CanTell::optical},
     {"heart-rate", &CanTell::heart_rate},
     {"ecg", &CanTell::ecg},
     {"ppg", &CanTell::ppg},
     {"respiration", &CanTell::respiration},
     {"acceleration", &CanTell::acceleration},
     {"spo2", &CanTell::spo2}}};

}  // namespace

std::string spell(const CanTell& can_tell) {
  std::string out;
  for (const auto& [word, ability] : kAbilities) {
    if (can_tell.*ability) {
      out += out.empty() ? "" : ",";
      out += word;
    }
  }
  return out;
}

CanTell can_tell_from(std::string_view text) {
  CanTell out;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
    for (const auto& [word, ability] : kAbilities) {
      if (one == word) {
        out.*ability = true;
      }
    }
  }
  return out;
}

}  // namespace ebb
