#include "guidance/own_way.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>

#include <toml++/toml.h>

#include "guidance/invitation.hpp"

namespace ebb {
namespace {

constexpr Pacer::Config kGuide{};
constexpr double kHighestFloor = 12.0;
constexpr std::array<std::string_view, 6> kAnchors = {"breath", "feet",  "hands",
                                                      "sound",  "sight", "object"};

void read_rate(const toml::table& table, std::string_view key, double most,
               BreathsPerMinute& into) {
  const auto said = table[key].value<double>();
  if (said && *said >= kGuide.hard_floor.value() && *said <= most) {
    into = BreathsPerMinute{*said};
  }
}

std::vector<std::string> read_ids(const toml::table& table, std::string_view key) {
  std::vector<std::string> ids;
  if (const auto* said = table[key].as_array()) {
    for (const auto& one : *said) {
      const auto id = one.value<std::string>();
      if (id && std::find(ids.begin(), ids.end(), *id) == ids.end()) {
        ids.push_back(*id);
      }
    }
  } else if (const auto alone = table[key].value<std::string>(); alone && !alone->empty()) {
    ids.push_back(*alone);
  }
  return ids;
}

OwnWay::Ids in_no_order(const std::vector<std::string>& ids) { return {ids.begin(), ids.end()}; }

template <class Ids>
toml::array printed(const Ids& ids) {
  toml::array all;
  for (const std::string& id : ids) {
    all.push_back(id);
  }
  return all;
}

}  // namespace

Expected<OwnWay, std::string> parse_own_way(std::string_view text, std::string_view file) {
  if (text.size() > kLargestOwnWay || std::count(text.begin(), text.end(), '.') > 4'000 ||
      std::count(text.begin(), text.end(), '[') > 1'000) {
    return Unexpected{std::string{file} + ": larger than any file of settings."};
  }
  try {
    const toml::table table = toml::parse(text, file);
    OwnWay way;
    read_rate(table, "floor", kHighestFloor, way.floor);
    read_rate(table, "comfortable", kGuide.quickest.value(), way.comfortable);
    const std::string anchor = table["anchor"].value_or(std::string{});
    if (std::find(kAnchors.begin(), kAnchors.end(), anchor) != kAnchors.end()) {
      way.anchor = anchor;
    }
    way.never = in_no_order(read_ids(table, "never"));
    way.shelf = read_ids(table, "shelf");
    way.not_first = in_no_order(read_ids(table, "not_first"));
    way.ease_line = table["ease_line"].value_or(way.ease_line);
    way.invite_at = parse_time_of_day(table["invite_at"].value_or(std::string{}));
    return way;
  } catch (const toml::parse_error& error) {
    return Unexpected{std::string{file} + ":" + std::to_string(error.source().begin.line) +
                      ": this cannot be read as TOML: " + std::string{error.description()} + "."};
  }
}

std::string print(const OwnWay& way) {
  std::ostringstream text;
  text << toml::table{{"floor", way.floor.value()},
                      {"comfortable", way.comfortable.value()},
                      {"anchor", way.anchor},
                      {"never", printed(way.never)},
                      {"shelf", printed(way.shelf)},
                      {"not_first", printed(way.not_first)},
                      {"ease_line", way.ease_line},
                      {"invite_at", way.invite_at ? time_of_day_text(*way.invite_at) : ""}};
  text << '\n';
  return text.str();
}

std::string never_used(std::string_view id, std::string_view file) {
  return "\"" + std::string{id} + "\" was left aside (`never` in " + std::string{file} +
         "), so nothing begins it. X on the window's shelf, or that line, brings it back.";
}

Pacer::Config pacer_for(const OwnWay& way) {
  Pacer::Config guide;
  guide.floor = way.floor;
  guide.without_sensor = way.comfortable;
  return guide;
}

}  // namespace ebb
