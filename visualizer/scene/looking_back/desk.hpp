#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "visualizer/scene/looking_back/errand.hpp"
#include "visualizer/scene/texts.hpp"

namespace ebb::scene {

/// What all rooms of looking back share: what was found so far, and how it is to be shown.
struct Desk {
  const Texts* texts = &uk_english();
  std::map<std::string, std::string> titles;  ///< of practices, by id
  std::vector<SessionHead> sessions;          ///< those that were put away last
  std::set<std::string> put_away;
  int shelf_read_times = 0;
  std::vector<JournalEntry> journal;
  bool shelf_read = false;
  std::map<std::string, std::shared_ptr<LookedAt>> opened;  ///< null: it cannot be read
  std::set<std::string> waited_for;                         ///< sessions that were asked for
  std::vector<std::string> laid;                            ///< to lay over each other
  std::optional<std::vector<StarredMoment>> starred;        ///< once they were read
  bool starred_asked = false;
  enum class Lock : std::uint8_t { none, shut, trying, open };
  Lock lock = Lock::none;  ///< as far as it is known
  bool numbers = false;
  bool dates_hidden = false;
  bool kinder_words = false;  ///< wished for: dots under absolutes, and something softer in focus
  int this_year = 1970;
  std::string draft;          ///< words that are not kept yet, here and nowhere else
  std::string draft_session;  ///< what they belong to
  std::string trouble;        ///< a sentence, until the next key
  FoundLeaving leaving;       ///< of the session that was looked at for letting out last
  FoundWritten written;       ///< and where it, or a page about it, has gone
  std::vector<Errand> errands;

  [[nodiscard]] const SessionHead* head(const std::string& session) const;
  /// Of the practice, or of a session without one.
  [[nodiscard]] std::string title(const SessionHead& head) const;
  [[nodiscard]] std::string day(std::int64_t unix_ms, int utc_offset_min) const;
  /// The session, once it has been read; asks for it the first time.
  [[nodiscard]] std::shared_ptr<LookedAt> open(const std::string& session);
  void found(const FoundSession& found);
  [[nodiscard]] bool cannot_be_read(const std::string& session) const;
  /// The newest entry that belongs to a session.
  [[nodiscard]] const JournalEntry* entry_of(const std::string& session) const;
  [[nodiscard]] JournalEntry* entry(const std::string& id);
  /// Another star, or one less: they are to be read again.
  void forget_stars();
  /// What was written goes out of memory too.
  void forget_draft();
  /// Whatever was read, and nothing of what is being written.
  void forget_past();
};

/// A step's id as words.
[[nodiscard]] std::string said_step(std::string id);
[[nodiscard]] std::string quoted(const std::string& text, const Texts& texts);
/// Whether `text` has all of `wanted` in it, capitals or not.
[[nodiscard]] bool has_text(std::string_view text, std::string_view wanted);
/// The first so many characters, with a sign when there is more.
[[nodiscard]] std::string beginning_of(const std::string& text, std::size_t characters);

}  // namespace ebb::scene
