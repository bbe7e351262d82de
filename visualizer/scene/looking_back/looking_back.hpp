#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "visualizer/scene/looking_back/room.hpp"

namespace ebb::scene {

/// Looking back on what was kept: the way through its rooms. It reads nothing itself: what it needs
/// it asks for, and shows what has come. Every key acts at once, and Esc always leads one room
/// back.
class LookingBack {
 public:
  enum class Door { shelf, journal, words };
  /// `titles` are of practices, by id; `this_year` says which dates are of another one.
  LookingBack(const Texts& texts, std::map<std::string, std::string> titles, int this_year);

  void set_titles(std::map<std::string, std::string> titles) { desk_.titles = std::move(titles); }
  void set_kinder_words(bool wished) { desk_.kinder_words = wished; }
  /// Comes in; nothing of an earlier visit is shown but words that were not kept yet.
  void enter(Door door);
  /// False once it has been left; it fades until gone().
  [[nodiscard]] bool open() const { return !rooms_.empty(); }
  [[nodiscard]] bool gone() const { return !open() && sheet_.gone(); }
  void leave();

  void press(Key key, HostTime now);
  void choose(int row);
  void release() { held_since_.reset(); }
  void type(char32_t character);
  [[nodiscard]] bool writing() const { return open() && rooms_.back()->writing(); }
  /// `seen`: nothing else lies over it.
  void advance(HostTime now, bool seen);
  void add_to(Picture& picture, const Settings& settings, const Palette& colours) const;

  [[nodiscard]] std::vector<Errand> take_errands() { return std::exchange(desk_.errands, {}); }
  void receive(Found found);
  /// Words that were said to be kept in the journal, outside of it.
  void keep(JournalEntry entry) { desk_.errands.emplace_back(KeepEntry{std::move(entry)}); }
  /// Of the sheet that is wanted.
  [[nodiscard]] std::string name() const { return wanted_.id; }
  [[nodiscard]] const Sheet& wanted() const { return wanted_; }

 private:
  void follow(RoomStep step);
  /// The room that a door leads to.
  void come_in();
  /// What was unlocked is locked again, and nothing of it is held.
  void lock_again();

  Desk desk_;
  Door door_ = Door::shelf;
  bool lock_asked_ = false;  ///< whatever comes before the answer is of no use any more
  std::vector<std::unique_ptr<Room>> rooms_;
  Sheet wanted_;
  FadingSheet sheet_;
  std::optional<HostTime> held_since_;
  std::optional<HostTime> last_;
  std::optional<HostTime> clear_since_;
};

}  // namespace ebb::scene
