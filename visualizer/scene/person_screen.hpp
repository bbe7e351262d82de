#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/event.hpp"
#include "core/snapshot.hpp"
#include "core/words.hpp"
#include "guidance/practice_run.hpp"
#include "guidance/session_agreement.hpp"
#include "guidance/showing.hpp"
#include "visualizer/scene/contacts.hpp"
#include "visualizer/scene/key.hpp"
#include "visualizer/scene/looking_back/looking_back.hpp"
#include "visualizer/scene/page_screen.hpp"
#include "visualizer/scene/preferences.hpp"
#include "visualizer/scene/stage.hpp"
#include "visualizer/scene/step_panel.hpp"

namespace ebb::scene {

class ShelfScreen;

/// The practices this screen can begin.
struct Shelf {
  Practice main;                       ///< that Space begins, unless there is reason for another
  std::optional<Practice> grounding;   ///< opened by G, from anywhere
  std::vector<Practice> practices{};   ///< all that L shows
  std::optional<Practice> ease_off{};  ///< whose lines are said when E eases off
  bool main_is_fixed = false;          ///< named by hand: never another instead
  struct Refused {
    std::string name;      ///< of the file, without its folder
    std::string sentence;  ///< what is wrong, where, and what to do
  };
  std::vector<Refused> refused{};  ///< files that are not on it
};

/// Of its practices, by id.
[[nodiscard]] std::map<std::string, std::string> titles_of(const Shelf& shelf);

/// What belongs to this person and this place.
struct Home {
  Preferences preferences;
  Contacts contacts = shipped_contacts();
  Slots slots{};  ///< own words that practices say
  const Texts* texts = &uk_english();
  bool keeps_words = false;  ///< a record is being made that takes words which are to be kept
  bool first_time = false;   ///< nobody has been here before
  bool tries_out = false;   ///< a practice is tried out: the start screen says that nothing is kept
  bool looks_back = false;  ///< there is a place where sessions and a journal are kept
  int this_year = 1970;
};

/// The person's screen: where it is, what a key does there, and the practice that is running.
/// Keys act at once; leaving is always one key. It needs neither sensor, nor service, nor display.
class PersonScreen {
 public:
  using Tell = std::function<void(const PracticeEvent&)>;
  using TellWords = std::function<void(const ebb::Words&)>;

  PersonScreen(Shelf shelf, Settings settings, Tell tell);
  PersonScreen(Shelf shelf, Home home, Tell tell);
  PersonScreen(const PersonScreen&) = delete;  // a run tells through it
  PersonScreen& operator=(const PersonScreen&) = delete;

  /// Whom a person's own words are told to that are to be kept, once their step is over: until then
  /// they can be let go. What is kept nowhere is never told.
  /// Whether somebody takes such words just now; asked at the beginning of a step.
  void set_keeps_words(bool keeps) { home_.keeps_words = keeps; }
  void on_words(TellWords tell) { tell_words_ = std::move(tell); }

  /// Once, when nothing of the record is to be kept that was made without anybody's agreement.
  [[nodiscard]] bool take_let_go() { return std::exchange(lets_go_, false); }

  /// Puts other practices on the shelf, where takes_shelf(): not while one runs or is about to.
  void put_on_shelf(Shelf shelf);
  [[nodiscard]] bool takes_shelf() const;
  /// The same at any time, for trying out: what runs begins anew with the new words, at the step
  /// that it was in where that is still there.
  void try_anew(Shelf shelf, HostTime now);
  /// For a moment: the file that is tried out cannot be read as it is now.
  void say_unread(HostTime now);

  /// Minutes since midnight, here and now: when a person may be invited.
  void set_time_of_day(int minutes) { minute_ = minutes; }

  void press(Key key, HostTime now);
  /// What a pointer or a finger found in the picture.
  void press(const Press& press, HostTime now);
  /// While writing() every typed character belongs to what is written.
  void type(char32_t character);
  /// Held down on the in-breath: the person leads the guide by hand.
  void lead(bool down, HostTime now);
  /// A key that may have been held is held no longer.
  void release() {
    past_.release();
    voice_held_since_.reset();
  }
  [[nodiscard]] bool writing() const { return (panel_ && panel_->writing()) || past_.writing(); }
  /// Beats are those that came since the last call; the newest snapshot may be absent.
  void advance(HostTime now, const std::optional<Snapshot>& newest, const std::vector<Beat>& beats);

  /// A recording of kind words is held out: a card asks about it, between practices. Passed by, it
  /// is answered with no.
  void offer_voice(std::string whose) { offered_voice_ = std::move(whose); }
  /// What was answered to it, once.
  [[nodiscard]] std::optional<bool> take_voice_answer() {
    return std::exchange(voice_answer_, std::nullopt);
  }
  /// It is kept now, and whose it is.
  void set_voice(const std::string& whose);
  /// Once, when a kept one is to be deleted.
  [[nodiscard]] bool take_voice_dropped() { return std::exchange(voice_dropped_, false); }
  /// 0 while no recording is to be heard; another number for each step that asks for it.
  [[nodiscard]] unsigned voice_wanted() const;

  /// A therapist holds something out; what was made more than 5 s ago is let go by.
  void offer(const ConsoleOffer& offer, HostTime made, HostTime now);
  /// The newest word on what two people settle; a proposal becomes a card between practices.
  void hear(const SessionAgreement& newest);
  /// What was answered to a proposal, once.
  [[nodiscard]] std::optional<SessionAgreement> take_settled() {
    return std::exchange(settled_, std::nullopt);
  }
  /// What is shown here, for a console. Nothing that was written is in it.
  [[nodiscard]] Showing showing() const;

  [[nodiscard]] Picture picture(Extent size) const;
  [[nodiscard]] Place place() const { return now_.place; }
  [[nodiscard]] bool leaving() const { return leaving_; }
  /// What is shown of the practice; nothing between practices.
  [[nodiscard]] const std::optional<RunView>& run_view() const { return now_.run; }
  [[nodiscard]] bool feedback_hidden() const { return now_.feedback_hidden; }
  [[nodiscard]] bool blank() const { return now_.blank; }
  [[nodiscard]] bool help_open() const { return page_is("help"); }
  /// The page that lies on top ("shelf", "people", "help" ...), or nothing.
  [[nodiscard]] std::string page_name() const;
  [[nodiscard]] std::optional<Page> top_page() const {
    return pages_.empty() ? std::nullopt : std::optional{pages_.back()->page()};
  }
  /// Whether cues may be heard just now: a practice runs, is not eased off, and S has not silenced
  /// them; in a quiet one, S has asked for them.
  [[nodiscard]] bool sound_wanted() const;
  [[nodiscard]] const Practice* practice() const { return run_ ? &run_->practice() : nullptr; }
  [[nodiscard]] const Preferences& preferences() const { return home_.preferences; }
  /// Once for every change that should be kept.
  [[nodiscard]] bool take_changed() { return std::exchange(changed_, false); }
  /// What looking back asks of the disk, and what came of it.
  [[nodiscard]] std::vector<Errand> take_errands() { return past_.take_errands(); }
  void receive(Found found) { past_.receive(std::move(found)); }
  [[nodiscard]] const LookingBack& past() const { return past_; }
  [[nodiscard]] const Slots& slots() const { return home_.slots; }
  /// Those of them that may be kept: the person's own, and what came under an agreement to keep.
  [[nodiscard]] const Slots& slots_to_keep() const { return slots_to_keep_; }
  /// Once for every change of them that should be kept: two people agreed that something is.
  [[nodiscard]] bool take_slots_changed() { return std::exchange(slots_changed_, false); }
  /// Words for the clipboard, once.
  [[nodiscard]] std::optional<std::string> take_copied() {
    return std::exchange(copied_, std::nullopt);
  }

 private:
  // Pages.
  void open_page(const std::string& name, HostTime now);
  [[nodiscard]] std::unique_ptr<ShelfScreen> shelf_page();
  void show_page(std::unique_ptr<PageScreen> page, HostTime now);
  void close_page(HostTime now);
  void close_all_pages() { pages_.clear(); }
  void press_in_page(Key key, HostTime now);
  void follow(const Way& way, HostTime now);
  [[nodiscard]] bool page_is(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> checked_in_words() const;
  void keep_checked_in(const std::vector<std::string>& words, HostTime now);
  [[nodiscard]] const Practice* find(const std::string& id) const;
  [[nodiscard]] bool never_used(const std::string& id) const;
  [[nodiscard]] const Practice* grounding() const;  ///< nothing where it is never to be used
  [[nodiscard]] const Practice* first() const;      ///< that Space begins

  // Looking back.
  bool press_in_past(Key key, HostTime now);
  void look_back(LookingBack::Door door);

  // Practices.
  void open(const Practice& practice, HostTime now);
  void begin(const Practice& practice, HostTime now);
  void closed();
  void ground(HostTime now);
  void escape(HostTime now);
  void press_in_practice(Key key, HostTime now);
  bool press_in_panel(Key key, HostTime now);
  void press_eased(Key key, HostTime now);
  void press_anywhere_in_practice(Key key, HostTime now);
  void answered(const StepPanel::Answer& answer, HostTime now);
  void wish(Wish wish, HostTime now);
  void see(const RunView& view, HostTime now);
  void step_entered(HostTime now);
  void hand_over_words();
  [[nodiscard]] RunState state() const;

  // A console.
  void put_into_slot(const ConsoleOffer& offer, HostTime now);
  [[nodiscard]] std::vector<std::string> slot_names() const;
  bool take_up(HostTime now);
  void note_answer(const PracticeEvent& event);
  void see_offer(const RunView& view);
  void show_proposal(HostTime now);
  void show_voice(HostTime now);
  void hold_voice(HostTime now);
  void settle(bool agreed, HostTime now);
  void see_record();
  bool press_about_record(Key key);
  [[nodiscard]] std::vector<std::string> visible() const;

  // Small things.
  void toggle_feedback();
  void turn_view(HostTime now);
  void turn_sound(HostTime now);
  [[nodiscard]] bool sound_on() const;
  void keep() { changed_ = true; }
  void say(std::string_view quiet_word, HostTime now);
  void tell(const std::string& what, HostTime now);
  void hear(const std::optional<Snapshot>& newest, HostTime now);
  void count(const std::optional<Snapshot>& newest, HostTime now);
  void see_first();
  void come_in();
  void see_shelf();
  [[nodiscard]] const Texts& texts() const { return *home_.texts; }

  Shelf shelf_;
  Home home_;
  Tell tell_;
  TellWords tell_words_;
  Stage stage_;
  StageView now_;
  std::optional<PracticeRun> run_;
  std::string practice_id_;
  std::string step_;  ///< that the panel belongs to
  std::optional<StepPanel> panel_;
  std::string anchor_;
  bool rippling_ = false;
  bool asks_for_sound_ = false;    ///< in a practice that is quiet otherwise, this time
  bool hidden_as_agreed_ = false;  ///< on this screen alone: nobody asked not to share
  bool eased_ = false;             ///< this practice, or the one that led to coming to ground
  std::vector<std::unique_ptr<PageScreen>> pages_;
  LookingBack past_;
  BodyNow body_;
  HostTime said_until_{};
  bool numbers_ = false;
  std::optional<HostTime> counted_;  ///< when the figures changed last
  bool paused_for_page_ = false;
  bool leaving_ = false;
  enum class Record { unsaid, kept, let_go };
  Record record_ = Record::unsaid;  ///< what the person said of it
  bool lets_go_ = false;            ///< that was not passed on yet
  bool changed_ = false;
  bool slots_changed_ = false;
  Slots slots_to_keep_;
  std::optional<std::string> copied_;
  std::optional<std::string> offered_voice_;
  std::optional<bool> voice_answer_;
  bool voice_dropped_ = false;
  std::optional<HostTime> voice_held_since_;
  unsigned voice_turn_ = 0;    ///< steps with a place for it that were entered
  std::optional<int> minute_;  ///< of the day, where somebody says it
  HostTime time_{};
  HostTime began_{};  ///< the practice
  std::vector<OfferAnswer> answers_;
  std::size_t handed_over_ = 0;               ///< of the run's answers
  std::optional<SessionAgreement> heard_;     ///< the newest, whoever said it
  std::optional<SessionAgreement> proposed_;  ///< waits to be shown, or is shown
  std::optional<SessionAgreement> agreed_;
  std::optional<SessionAgreement> settled_;
};

/// Whether a console would want to know at once, not only after a while.
[[nodiscard]] bool tells_more(const Showing& now, const Showing& before);

}  // namespace ebb::scene
