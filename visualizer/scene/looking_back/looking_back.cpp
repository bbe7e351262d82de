#include "visualizer/scene/looking_back/looking_back.hpp"

#include <algorithm>
#include <utility>

#include "visualizer/scene/looking_back/journal_room.hpp"
#include "visualizer/scene/looking_back/past_shelf_room.hpp"
#include "visualizer/scene/looking_back/unlock_room.hpp"

namespace ebb::scene {
namespace {

constexpr Seconds kHold{2.0};
constexpr Seconds kClearing{0.5};

}  // namespace

LookingBack::LookingBack(const Texts& texts, std::map<std::string, std::string> titles,
                         int this_year) {
  desk_.texts = &texts;
  desk_.titles = std::move(titles);
  desk_.this_year = this_year;
}

void LookingBack::enter(Door door) {
  rooms_.clear();
  desk_.numbers = false;
  desk_.trouble.clear();
  desk_.opened.clear();
  desk_.waited_for.clear();
  desk_.forget_stars();
  desk_.errands.emplace_back(ReadShelf{});
  door_ = door;
  come_in();
}

void LookingBack::come_in() {
  rooms_.clear();
  if (door_ == Door::journal) {
    rooms_.push_back(std::make_unique<JournalRoom>(""));
  } else if (door_ == Door::words) {
    rooms_.push_back(std::make_unique<WritingRoom>(std::string{kSessionNow}));
  } else {
    rooms_.push_back(std::make_unique<PastShelfRoom>());
  }
}

void LookingBack::leave() {
  rooms_.clear();
  lock_again();
}

void LookingBack::lock_again() {
  if (desk_.lock != Desk::Lock::none) {
    desk_.errands.emplace_back(LockAgain{});
    desk_.forget_past();
    desk_.lock = Desk::Lock::shut;
    lock_asked_ = true;
  }
}

void LookingBack::follow(RoomStep step) {
  held_since_.reset();
  if (step.to == RoomStep::To::back) {
    rooms_.pop_back();
    if (rooms_.empty()) {
      lock_again();
    }
  } else if (step.to == RoomStep::To::shelf) {
    rooms_.resize(1);
  } else if (step.to == RoomStep::To::open && step.room) {
    rooms_.push_back(std::move(step.room));
  }
}

void LookingBack::press(Key key, HostTime now) {
  if (!open()) {
    return;
  }
  desk_.trouble.clear();
  if (key == Key::shelf && desk_.lock == Desk::Lock::open && !writing()) {
    leave();
    return;
  }
  if (key == Key::forget && !writing()) {
    if (rooms_.back()->can_be_held(desk_)) {
      held_since_ = now;
      return;
    }
  }
  follow(rooms_.back()->press(key, desk_));
}

void LookingBack::choose(int row) {
  if (open()) {
    follow(rooms_.back()->choose(row, desk_));
  }
}

void LookingBack::type(char32_t character) {
  if (open()) {
    rooms_.back()->type(character, desk_);
  }
}

void LookingBack::advance(HostTime now, bool seen) {
  const Seconds passed =
      last_ ? std::clamp(Seconds{now - *last_}, Seconds{0.0}, Seconds{0.25}) : Seconds{0.0};
  last_ = now;
  if (open() && held_since_ && Seconds{now - *held_since_} >= kHold) {
    held_since_.reset();
    follow(rooms_.back()->held(desk_));
  }
  if (open()) {
    rooms_.back()->advance(passed, desk_);
    wanted_ = rooms_.back()->sheet(desk_);
    wanted_.held = held_since_ ? Seconds{now - *held_since_} / kHold : 0.0;
    if (!desk_.trouble.empty() && !wanted_.page.rows.empty()) {
      wanted_.page.rows.push_back(
          {PageRow::Kind::quiet, desk_.trouble, "", "", Symbol::none, false});
    }
  }
  // What lay there before is gone before this comes.
  if (!open() || !seen) {
    clear_since_ = now;
  }
  const bool clear = clear_since_ && Seconds{now - *clear_since_} >= kClearing;
  sheet_.advance(open() && seen && clear ? &wanted_ : nullptr, passed);
}

void LookingBack::add_to(Picture& picture, const Settings& settings, const Palette& colours) const {
  sheet_.add_to(picture, settings, colours);
}

void LookingBack::receive(Found found) {
  if (std::holds_alternative<FoundLocked>(found)) {
    lock_asked_ = false;
    desk_.forget_past();
    desk_.lock = Desk::Lock::shut;
    if (open() && door_ != Door::words) {  // words can be written all the same
      rooms_.clear();
      rooms_.push_back(std::make_unique<UnlockRoom>());
    }
  } else if (lock_asked_) {
    return;  // from before it was locked again
  } else if (auto* unlocked = std::get_if<FoundUnlocked>(&found)) {
    desk_.lock = unlocked->trouble.empty() ? Desk::Lock::open : Desk::Lock::shut;
    desk_.trouble = std::move(unlocked->trouble);
    if (desk_.lock == Desk::Lock::open) {
      desk_.errands.emplace_back(ReadShelf{});
      come_in();
    }
  } else if (auto* shelf = std::get_if<FoundShelf>(&found)) {
    desk_.sessions = std::move(shelf->sessions);
    desk_.put_away.clear();
    for (SessionHead& head : shelf->put_away) {
      desk_.put_away.insert(head.id);
      desk_.sessions.push_back(std::move(head));
    }
    ++desk_.shelf_read_times;
    desk_.lock = desk_.lock == Desk::Lock::open ? Desk::Lock::open : Desk::Lock::none;
    desk_.journal = std::move(shelf->journal);
    desk_.shelf_read = true;
    if (!shelf->troubles.empty()) {
      desk_.trouble = shelf->troubles.front();
    }
  } else if (auto* session = std::get_if<FoundSession>(&found)) {
    desk_.found(*session);
  } else if (auto* entry = std::get_if<FoundEntry>(&found)) {
    if (desk_.lock == Desk::Lock::shut) {
      return;  // it is sealed, and seen again when the journal is opened
    }
    desk_.journal.insert(desk_.journal.begin(), std::move(entry->entry));
  } else if (auto* starred = std::get_if<FoundStarred>(&found)) {
    desk_.starred = std::move(starred->moments);
    desk_.starred_asked = false;
  } else if (auto* leaving = std::get_if<FoundLeaving>(&found)) {
    desk_.leaving = std::move(*leaving);
  } else if (auto* written = std::get_if<FoundWritten>(&found)) {
    desk_.written = std::move(*written);
  } else if (auto* trouble = std::get_if<FoundTrouble>(&found)) {
    desk_.trouble = trouble->sentence;
  }
}

}  // namespace ebb::scene
