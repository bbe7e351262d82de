#include "service/kept/kept_place.hpp"

#include <algorithm>
#include <cmath>
#include <system_error>
#include <utility>

#include "archive/session_file/session_file.hpp"
#include "archive/session_file/session_reader.hpp"
#include "archive/session_removal.hpp"
#include "service/places.hpp"
#include "service/plain_text.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

ShelvedSession found_in(const Library& library, const std::string& id) {
  auto found = find_session(library, id);
  if (!found) {
    throw StartError(found.error());
  }
  return std::move(*found);
}

Library away_from(const std::filesystem::path& sessions) {
  return read_library(put_away_folder(sessions), indexed(sessions));
}

}  // namespace

Indexed indexed(const std::filesystem::path& sessions) {
  std::error_code failed;
  const std::filesystem::path own = persons_sessions();
  return !own.empty() && (sessions == own || std::filesystem::equivalent(sessions, own, failed))
             ? Indexed::yes
             : Indexed::no;
}

std::filesystem::path KeptPlace::sessions() const {
  std::filesystem::path place = folder.empty() ? persons_sessions() : std::filesystem::path{folder};
  if (place.empty()) {
    throw StartError("No folder of sessions is known; say --folder FOLDER.");
  }
  return place;
}

bool KeptPlace::names_file() const {
  return id.find('/') != std::string::npos || std::filesystem::path{id}.extension() == ".ebb";
}

std::filesystem::path KeptPlace::file() const {
  return names_file() ? std::filesystem::path{id} : sessions() / "any";
}

Library KeptPlace::library() const { return read_library(sessions(), indexed(sessions())); }

ShelvedSession KeptPlace::on_shelf() const {
  if (!names_file()) {
    return found_in(library(), id);
  }
  auto head = read_session_head(id);
  if (!head) {
    throw StartError(head.error());
  }
  return {id, std::move(*head)};
}

ShelvedSession KeptPlace::put_away() const { return found_in(away_from(sessions()), id); }

ShelvedSession KeptPlace::anywhere() const {
  if (auto found = find_session(away_from(sessions()), id)) {
    return std::move(*found);
  }
  return on_shelf();
}

std::string described(const SessionHead& head) {
  std::string when = iso_8601(head.started_ms, head.utc_offset_min).substr(0, 16);
  when[10] = ' ';
  const auto minutes = std::max(1L, std::lround(head.length.count() / 60.0));
  return (head.label.empty() ? std::string{} : "\"" + plain_text(head.label) + "\", ") + when +
         ", " + std::to_string(minutes) + " min";
}

}  // namespace ebb
