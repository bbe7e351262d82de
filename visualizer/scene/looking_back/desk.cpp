#include "visualizer/scene/looking_back/desk.hpp"

#include <algorithm>
#include <cctype>

#include "visualizer/scene/looking_back/said_date.hpp"

namespace ebb::scene {
namespace {

constexpr std::size_t kMostOpened = 16;

}  // namespace

const SessionHead* Desk::head(const std::string& session) const {
  const auto found = std::find_if(sessions.begin(), sessions.end(),
                                  [&](const SessionHead& one) { return one.id == session; });
  return found != sessions.end() ? &*found : nullptr;
}

std::string Desk::title(const SessionHead& head) const {
  if (head.practice.empty()) {
    return std::string{(*texts)("looking.no_practice")};
  }
  const auto known = titles.find(head.practice);
  return known != titles.end() ? known->second : said_step(head.practice);
}

std::string Desk::day(std::int64_t unix_ms, int utc_offset_min) const {
  const WallTime time = wall_time(unix_ms, utc_offset_min);
  return numbers ? numbered_day(time, *texts) : said_day(time, *texts);
}

std::shared_ptr<LookedAt> Desk::open(const std::string& session) {
  const auto found = opened.find(session);
  if (found != opened.end()) {
    return found->second;
  }
  const auto asked = [&](const Errand& errand) {
    const auto* read = std::get_if<ReadSession>(&errand);
    return read != nullptr && read->session == session;
  };
  if (!waited_for.count(session)) {
    waited_for.insert(session);
    if (std::none_of(errands.begin(), errands.end(), asked)) {
      errands.emplace_back(ReadSession{session});
    }
  }
  return nullptr;
}

bool Desk::cannot_be_read(const std::string& session) const {
  const auto found = opened.find(session);
  return found != opened.end() && found->second == nullptr;
}

const JournalEntry* Desk::entry_of(const std::string& session) const {
  const auto found = std::find_if(journal.begin(), journal.end(), [&](const JournalEntry& one) {
    return !session.empty() && one.session == session;
  });
  return found != journal.end() ? &*found : nullptr;
}

JournalEntry* Desk::entry(const std::string& id) {
  const auto found = std::find_if(journal.begin(), journal.end(),
                                  [&](const JournalEntry& one) { return one.id == id; });
  return found != journal.end() ? &*found : nullptr;
}

void Desk::found(const FoundSession& found) {
  waited_for.erase(found.session);
  if (opened.size() >= kMostOpened) {
    opened.erase(opened.begin());
  }
  opened[found.session] = found.at;
}

void Desk::forget_stars() {
  starred.reset();
  starred_asked = false;
}

void Desk::forget_draft() {
  std::fill(draft.begin(), draft.end(), '\0');
  draft.clear();
  draft.shrink_to_fit();
  draft_session.clear();
}

void Desk::forget_past() {
  sessions.clear();
  put_away.clear();
  journal.clear();
  opened.clear();
  waited_for.clear();
  laid.clear();
  forget_stars();
  shelf_read = false;
  ++shelf_read_times;
  leaving = {};
  written = {};
}

std::string said_step(std::string id) {
  std::replace(id.begin(), id.end(), '-', ' ');
  return id;
}

std::string quoted(const std::string& text, const Texts& texts) {
  return texts("looking.quoted", "words", text);
}

bool has_text(std::string_view text, std::string_view wanted) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  };
  return std::search(text.begin(), text.end(), wanted.begin(), wanted.end(), same) != text.end();
}

std::string beginning_of(const std::string& text, std::size_t characters) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && seen++ == characters) {
      return text.substr(0, i) + "\u2026";
    }
  }
  return text;
}

}  // namespace ebb::scene
