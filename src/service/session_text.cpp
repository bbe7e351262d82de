#include "service/session_text.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "archive/session_file/session_file.hpp"
#include "archive/session_file/spelling.hpp"
#include "service/plain_text.hpp"

namespace ebb {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShortId = 8;

std::string length_text(Seconds length) {
  const auto seconds = static_cast<long long>(length.count());
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60,
                seconds % 60);
  return text.data();
}

/// "2026-11-22 18:30"
std::string when_text(const SessionHead& head) {
  std::string when = iso_8601(head.started_ms, head.utc_offset_min).substr(0, 16);
  when[10] = ' ';
  return when;
}

std::string listed_names(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) {
    out += (out.empty() ? "" : ", ") + plain_text(name);
  }
  return out;
}

Json to_json(const SessionHead& head) {
  return {{"id", head.id},
          {"started", iso_8601(head.started_ms, head.utc_offset_min)},
          {"seconds", std::round(head.length.count() * 1e3) / 1e3},
          {"label", head.label},
          {"practice", head.practice},
          {"sensors", head.sensors},
          {"simulated", head.simulated}};
}

/// A device's name may hold bytes that are no UTF-8.
std::string text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string at_text(HostTime t) { return length_text(Seconds{t.time_since_epoch()}); }

std::string changes(const char* what, const Reanalysis::Change& change) {
  std::string out = std::string{what} + ": " + std::to_string(change.kept) + " kept, " +
                    std::to_string(change.now) + " now";
  if (change.none()) {
    return out + ", the same to the last bit";
  }
  return out + " (" + std::to_string(change.added) + " added, " + std::to_string(change.removed) +
         " removed, " + std::to_string(change.changed) + " changed)";
}

std::string rates(const char* what, double kept, double now) {
  std::array<char, 96> text{};
  std::snprintf(text.data(), text.size(), "  %s %.2f a minute then, %.2f now\n", what, kept, now);
  return kept > 0.0 || now > 0.0 ? text.data() : "";
}

std::string damage(const Reanalysis& found) {
  return found.damaged_blocks == 0 ? std::string{}
                                   : "Parts of it that could not be read and were left out: " +
                                         std::to_string(found.damaged_blocks) + ".\n";
}

}  // namespace

std::string list_text(const Library& library) {
  if (library.sessions.empty()) {
    return "No session is kept here. `ebb run --record` keeps one.\n";
  }
  std::string out;
  for (const auto& [file, head] : library.sessions) {
    out += plain_text(head.id.substr(0, kShortId)) + "  " + when_text(head) + "  " +
           length_text(head.length);
    for (const std::string& more :
         {plain_text(head.label), plain_text(head.practice), listed_names(head.sensors)}) {
      out += more.empty() ? "" : "  " + more;
    }
    out += '\n';
  }
  return out;
}

std::string list_json(const Library& library) {
  Json sessions = Json::array();
  for (const ShelvedSession& session : library.sessions) {
    sessions.push_back(to_json(session.head));
  }
  return text({{"sessions", std::move(sessions)}});
}

std::string show_text(const KeptSession& session) {
  const SessionHead& head = session.head;
  std::string out = plain_text(head.id) + "\n" + when_text(head) + ", " + length_text(head.length) +
                    (session.finished ? "" : ", cut off or still running") + "\n";
  const auto line = [&out](const char* what, const std::string& told) {
    out += told.empty() ? "" : std::string{what} + plain_text(told) + "\n";
  };
  line("", head.label);
  line("practice  ", head.practice);
  for (const KeptSensor& sensor : session.sensors) {
    line("sensor    ", sensor.name + " (" + sensor.protocol + "): " + spell(sensor.can_tell));
  }
  out += "kept      " + std::to_string(session.beats.size()) + " beats, " +
         std::to_string(session.breaths.size()) + " breaths, by " + plain_text(session.software) +
         "\n";
  line("shown     ", session.agreed.shown);
  line("agreed    ", session.agreed.kept);
  line("note      ", session.agreed.note);
  for (const KeptMark& mark : session.marks) {
    line("mark      ", mark.hidden ? "" : at_text(mark.time) + "  " + mark.label);
  }
  for (const KeptWords& words : session.words) {
    line("words     ", at_text(words.words.time) + "  " + words.words.text);
  }
  return out;
}

std::string replay_text(const Reanalysis& found) {
  return damage(found) +
         (found.identical() ? "Identical to what was kept, to the last bit.\n"
                            : "Not identical to what was kept.\n") +
         "  " + changes("beats", found.beats) + "\n  " + changes("breaths", found.breaths) + "\n";
}

std::string reanalysis_text(const Reanalysis& found) {
  return damage(found) + changes("beats", found.beats) +
         "\n  verdicts changed: " + std::to_string(found.verdicts) + "\n" +
         rates("heart", found.kept_heart_rate, found.heart_rate) +
         changes("breaths", found.breaths) + "\n" +
         rates("breath", found.kept_breath_rate, found.breath_rate);
}

}  // namespace ebb
