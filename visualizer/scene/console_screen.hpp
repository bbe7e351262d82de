#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/event.hpp"
#include "core/snapshot.hpp"
#include "guidance/console_offer.hpp"
#include "guidance/session_agreement.hpp"
#include "guidance/showing.hpp"
#include "visualizer/scene/key.hpp"
#include "visualizer/scene/page.hpp"
#include "visualizer/scene/proposal_screen.hpp"
#include "visualizer/scene/session_trace.hpp"
#include "visualizer/scene/texts.hpp"

namespace ebb::scene {

/// What a console has been told of since it was asked last.
struct ConsoleNews {
  std::optional<Snapshot> snapshot{};  ///< the newest
  std::vector<Event> events{};         ///< since the last time
  std::optional<Showing> showing{};    ///< the newest
  std::optional<SessionAgreement> agreement{};
  bool can_keep = false;  ///< a record, if that is agreed
};

/// The therapist's window: how the signal is, where the practice is, the heart over the session,
/// and what may be held out. It leads nothing: every offer needs a key of its own, and what the
/// person chooses stands. Nothing of it is ever on the person's screen.
class ConsoleScreen {
 public:
  /// A moment worth finding again.
  struct Moment {
    HostTime time;
    std::string label{};
    bool ours = false;  ///< its label can be changed here
  };

  ConsoleScreen(Settings settings, const Texts& texts) : settings_(settings), texts_(&texts) {}

  /// Escape, Enter, Tab, Backspace's kin and the arrows; letters come by type().
  void press(Key key, HostTime now);
  void press(const Press& press, HostTime now);
  void type(char32_t character, HostTime now);
  void advance(HostTime now, ConsoleNews news);
  [[nodiscard]] Picture picture(Extent size) const;

  [[nodiscard]] std::vector<ConsoleOffer> take_offers() { return std::exchange(offers_, {}); }
  [[nodiscard]] std::vector<Mark> take_marks() { return std::exchange(marks_, {}); }
  [[nodiscard]] std::optional<SessionAgreement> take_proposal() {
    return std::exchange(proposal_, std::nullopt);
  }
  [[nodiscard]] bool writing() const { return writing_ != Writing::nothing; }
  [[nodiscard]] bool leaving() const { return leaving_; }
  [[nodiscard]] const std::vector<Moment>& moments() const { return moments_; }

 private:
  enum class Writing { nothing, words, label, slot };

  void command(char32_t letter, HostTime now);
  void offer(ConsoleOffer offer);
  void offer_pace(double by);
  void mark(HostTime now);
  void write_label();
  void choose_mark(bool before);
  void write_slot();
  void choose_slot(bool before);
  void written(HostTime now);
  void follow(const Way& way, HostTime now);
  void hear(const Event& event);
  void note(HostTime time, std::string label);
  /// A quiet word of what a key did, for a moment.
  void notice(std::string_view key);

  /// Whether the person's screen has been heard of lately.
  [[nodiscard]] bool screen_is_there() const;
  [[nodiscard]] bool practising() const;
  /// Whether heart and breath may be shown here; the person's word stands while nothing is heard.
  [[nodiscard]] bool shared() const { return !showing_ || showing_->shared; }
  [[nodiscard]] std::string agreed_words() const;
  [[nodiscard]] std::string practice_words() const;
  [[nodiscard]] std::string signal_words() const;
  [[nodiscard]] std::string advice() const;
  [[nodiscard]] std::string body_words() const;
  [[nodiscard]] std::string visible_words() const;
  [[nodiscard]] std::string answer_words() const;
  [[nodiscard]] std::string written_words() const;
  [[nodiscard]] std::string answered(const OfferAnswer& answer) const;
  [[nodiscard]] std::vector<std::pair<std::string, char32_t>> commands() const;

  struct Sheet;  ///< what is drawn on, from the top down
  void add_trace(Sheet& sheet, const Box& box) const;
  void add_moments(Sheet& sheet, const Box& box, HostTime from, HostTime to) const;
  void add_breaths(Sheet& sheet, const Box& box, HostTime from, HostTime to) const;
  void add_minutes(Sheet& sheet, const Box& box, HostTime from, HostTime to) const;
  void add_commands(Sheet& sheet) const;

  Settings settings_;
  const Texts* texts_;
  HostTime now_{};
  std::optional<Snapshot> snapshot_;
  std::optional<Showing> showing_;
  std::optional<SessionAgreement> agreement_;
  bool can_keep_ = false;
  SessionTrace trace_;
  std::vector<Moment> moments_;
  std::size_t chosen_ = 0;  ///< of moments_: whose label is written
  std::vector<std::pair<HostTime, std::string>> steps_;
  Writing writing_ = Writing::nothing;
  std::string written_;
  std::string slot_;  ///< that words are written for
  std::string notice_;
  HostTime notice_until_{};
  std::optional<double> pace_;  ///< that was offered last, while it stands
  std::unique_ptr<ProposalScreen> card_;
  FadingPage page_;
  std::vector<ConsoleOffer> offers_;
  std::vector<Mark> marks_;
  std::optional<SessionAgreement> proposal_;
  bool asked_to_leave_ = false;
  bool leaving_ = false;
};

}  // namespace ebb::scene
