#include "visualizer/scene/looking_back/journal_room.hpp"

#include <algorithm>
#include <functional>
#include <memory>

#include "visualizer/scene/looking_back/kinder_words.hpp"
#include "visualizer/scene/looking_back/words_over_time_room.hpp"
#include "visualizer/scene/page_screen.hpp"
#include "visualizer/scene/typed_text.hpp"

namespace ebb::scene {
namespace {

constexpr std::size_t kLeaf = 5;
constexpr std::size_t kLongestSearch = 60;
constexpr std::size_t kShownOfEntry = 110;
constexpr int kWriteRow = 1;  ///< under the prompt

std::string beside_of(const JournalEntry& entry, const Texts& texts) {
  return entry.bring ? std::string{texts("looking.brought")} : std::string{};
}

std::vector<std::string> paragraphs(const std::string& text) {
  std::vector<std::string> all;
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    all.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return all;
}

}  // namespace

std::vector<const JournalEntry*> JournalRoom::matching(const Desk& desk) const {
  std::vector<const JournalEntry*> all;
  for (const JournalEntry& entry : desk.journal) {
    if ((wanted_.empty() || has_text(entry.text, wanted_)) && (!starred_only_ || entry.starred)) {
      all.push_back(&entry);
    }
  }
  if (!session_.empty()) {
    std::stable_partition(all.begin(), all.end(),
                          [this](const JournalEntry* entry) { return entry->session == session_; });
  }
  return all;
}

Sheet JournalRoom::listed(Desk& desk) const {
  const Texts& t = *desk.texts;
  Sheet sheet;
  sheet.id = "journal/" + session_ + "/" + std::to_string(leaf_);
  sheet.page.edition = std::hash<std::string>{}(wanted_);
  sheet.page.title = t("looking.journal_title");
  const bool searching = writing_ || !wanted_.empty();
  sheet.page.rows.push_back(plain(PageRow::Kind::quiet, t("looking.prompt")));
  PageRow first = plain(PageRow::Kind::input, "");
  first.note = t(desk.draft.empty() ? "looking.write" : "looking.draft");
  if (searching) {
    first.text = writing_ ? with_caret(wanted_, t.right_to_left()) : wanted_;
    first.note = t("looking.search");
  }
  sheet.page.rows.push_back(std::move(first));
  if (starred_only_) {
    sheet.page.rows.push_back(plain(PageRow::Kind::heading, t("looking.starred_only")));
  }
  const auto all = matching(desk);
  for (std::size_t i = leaf_ * kLeaf; i < std::min((leaf_ + 1) * kLeaf, all.size()); ++i) {
    const JournalEntry& entry = *all[i];
    std::string text = entry.text;
    std::replace(text.begin(), text.end(), '\n', ' ');
    PageRow row = choice(beginning_of(text, kShownOfEntry));
    row.note = desk.day(entry.written_ms, entry.utc_offset_min);
    if (const SessionHead* head = desk.head(entry.session)) {
      row.note += ".  " + desk.title(*head);
    }
    if (entry.bring) {
      row.note += ".  " + beside_of(entry, t);
    }
    row.chosen = entry.starred;
    sheet.page.rows.push_back(std::move(row));
  }
  sheet.hints = {back_hint(t),
                 {std::string{t("key.enter")}, std::string{t("looking.open")}, Key::enter},
                 {"*", std::string{t("looking.star")}, Key::star},
                 {"/", std::string{t("looking.search")}, Key::search},
                 {"N", std::string{t("looking.numbers")}, Key::numbers}};
  if (!writing_ && !wanted_.empty()) {
    sheet.hints.push_back({"T", std::string{t("looking.over_time_hint")}, Key::noticed});
  }
  if (all.size() > kLeaf) {
    sheet.hints.push_back(
        {std::string{t("looking.left_right")}, std::string{t("looking.leaf")}, Key::right});
  }
  return sheet;
}

RoomStep JournalRoom::press(Key key, Desk& desk) {
  if (writing_) {
    if (key == Key::escape) {
      wanted_.clear();
    }
    writing_ = key != Key::escape && key != Key::enter && key != Key::tab;
    return {};
  }
  const std::size_t leaves = (matching(desk).size() + kLeaf - 1) / kLeaf;
  switch (key) {
    case Key::search:
      writing_ = true;
      leaf_ = 0;
      set_focus(-1);
      return {};
    case Key::left:
    case Key::right:
      if (key == Key::right ? leaf_ + 1 < leaves : leaf_ > 0) {
        leaf_ = key == Key::right ? leaf_ + 1 : leaf_ - 1;
        set_focus(-1);
      }
      return {};
    case Key::numbers:
      desk.numbers = !desk.numbers;
      return {};
    case Key::noticed:
      return wanted_.empty() ? RoomStep{} : open(std::make_unique<WordsOverTimeRoom>(wanted_));
    case Key::star: {
      const int first = kWriteRow + 1 + (starred_only_ ? 1 : 0);
      const auto all = matching(desk);
      const std::size_t at = leaf_ * kLeaf + static_cast<std::size_t>(std::max(focus() - first, 0));
      if (focus() < first || at >= all.size()) {
        starred_only_ = !starred_only_;
        leaf_ = 0;
        set_focus(-1);
      } else if (JournalEntry* entry = desk.entry(all[at]->id)) {
        entry->starred = !entry->starred;
        desk.errands.emplace_back(KeepEntry{*entry});
      }
      return {};
    }
    default:
      return ListRoom::press(key, desk);
  }
}

void JournalRoom::type(char32_t character, Desk&) {
  type_into(wanted_, character, kLongestSearch);
  leaf_ = 0;
}

RoomStep JournalRoom::chosen(int row, Desk& desk) {
  if (row == kWriteRow) {
    if (!wanted_.empty()) {
      writing_ = true;
      return {};
    }
    return open(std::make_unique<WritingRoom>(desk.draft.empty() ? session_ : desk.draft_session));
  }
  const int first = kWriteRow + 1 + (starred_only_ ? 1 : 0);
  const auto all = matching(desk);
  const std::size_t at = leaf_ * kLeaf + static_cast<std::size_t>(std::max(row - first, 0));
  return at < all.size() ? open(std::make_unique<EntryRoom>(all[at]->id)) : RoomStep{};
}

Sheet WritingRoom::listed(Desk& desk) const {
  const Texts& t = *desk.texts;
  Sheet sheet;
  sheet.id = writing_ ? "writing" : "what becomes";
  sheet.page.title = t(writing_ ? "looking.prompt" : "looking.what_becomes");
  constexpr std::size_t kRowsSeen = 9;
  constexpr std::size_t kTail = 700;
  // Of a page, the end is seen: where the writing goes on.
  std::string text = desk.draft;
  if (text.size() > kTail) {
    const std::size_t cut = text.find(' ', text.size() - kTail);
    text = "\u2026" + text.substr(std::min(cut, text.size()));
  }
  std::vector<std::string> lines =
      paragraphs(writing_ ? with_caret(text, t.right_to_left()) : text);
  if (lines.size() > kRowsSeen) {
    lines.erase(lines.begin(), lines.end() - kRowsSeen);
  }
  for (const std::string& line : lines) {
    PageRow row = plain(writing_ ? PageRow::Kind::input : PageRow::Kind::text, line);
    sheet.page.rows.push_back(std::move(row));
  }
  if (writing_) {
    sheet.page.rows.push_back(plain(PageRow::Kind::gap, ""));
    sheet.page.rows.push_back(plain(PageRow::Kind::quiet, t("looking.nothing_much")));
    sheet.hints = {{std::string{t("key.tab")}, std::string{t("looking.done")}, Key::tab},
                   {std::string{t("key.enter")}, std::string{t("looking.new_line")}, Key::enter},
                   {std::string{t("key.escape")}, std::string{t("looking.later")}, Key::escape}};
    return sheet;
  }
  sheet.page.rows.push_back(plain(PageRow::Kind::gap, ""));
  sheet.page.rows.push_back(choice(t("looking.keep")));
  sheet.page.rows.push_back(choice(t("looking.bring")));
  sheet.page.rows.push_back(choice(t("looking.let_go"), t("looking.let_go_note")));
  sheet.page.centred = true;
  sheet.hints = {{std::string{t("key.escape")}, std::string{t("looking.write_on")}, Key::escape}};
  return sheet;
}

RoomStep WritingRoom::press(Key key, Desk& desk) {
  desk.draft_session = session_;
  if (!writing_) {
    if (key == Key::escape) {
      writing_ = true;
      return {};
    }
    return ListRoom::press(key, desk);
  }
  switch (key) {
    case Key::escape:
      return back();
    case Key::enter:
      desk.draft += '\n';
      return {};
    case Key::tab:
      if (desk.draft.find_first_not_of(" \n") == std::string::npos) {
        desk.forget_draft();
        return back();
      }
      writing_ = false;
      set_focus(-1);
      return {};
    default:
      return {};
  }
}

void WritingRoom::type(char32_t character, Desk& desk) {
  if (writing_) {
    type_into(desk.draft, character, kLongestEntry / 4);
  }
}

RoomStep WritingRoom::chosen(int row, Desk& desk) {
  const int count = static_cast<int>(listed(desk).page.rows.size());
  const int which = row - (count - 3);
  if (which == 0 || which == 1) {
    JournalEntry entry;
    entry.text = desk.draft;
    entry.session = session_;
    entry.bring = which == 1;
    desk.errands.emplace_back(KeepEntry{std::move(entry)});
  }
  desk.forget_draft();
  return back();
}

Sheet EntryRoom::listed(Desk& desk) const {
  const Texts& t = *desk.texts;
  Sheet sheet;
  sheet.id = "entry/" + id_;
  sheet.hints = {back_hint(t)};
  const JournalEntry* entry = desk.entry(id_);
  if (entry == nullptr) {
    sheet.page.rows = {plain(PageRow::Kind::quiet, t("looking.gone"))};
    return sheet;
  }
  sheet.page.title = desk.day(entry->written_ms, entry->utc_offset_min);
  if (const SessionHead* head = desk.head(entry->session)) {
    sheet.page.rows.push_back(plain(PageRow::Kind::quiet, desk.title(*head)));
  }
  for (const std::string& line : paragraphs(entry->text)) {
    add_paragraph(sheet.page, line, desk);
  }
  sheet.page.rows.push_back(plain(PageRow::Kind::gap, ""));
  const auto tick = [&](std::string_view key, bool chosen) {
    sheet.page.rows.push_back(choice(t(key)));
    sheet.page.rows.back().chosen = chosen;
  };
  tick("looking.bring", entry->bring);
  tick("looking.may_together", entry->together);
  tick("looking.starred", entry->starred);
  sheet.hints.push_back({std::string{t("key.enter")}, std::string{t("looking.tick")}, Key::enter});
  sheet.hints.push_back({"D", std::string{t("looking.hold_let_go")}, Key::forget});
  return sheet;
}

/// As it was written. Where it is wished for, one with an absolute in it has dots there and can be
/// brought into focus; something softer then stands under it.
void EntryRoom::add_paragraph(Page& page, const std::string& line, const Desk& desk) const {
  const Texts& t = *desk.texts;
  const auto kinder = desk.kinder_words ? kinder_words(line, t) : std::vector<KinderWord>{};
  if (kinder.empty()) {
    page.rows.push_back(plain(PageRow::Kind::text, line));
    return;
  }
  const bool here = focus() == static_cast<int>(page.rows.size());
  page.rows.push_back(choice(dotted(line, t)));
  for (const KinderWord& one : kinder) {
    std::string offer = t("kinder.offer", "word", one.word);
    if (const auto at = offer.find("{instead}"); at != std::string::npos) {
      offer.replace(at, std::string_view{"{instead}"}.size(), one.instead);
    }
    page.rows.push_back(plain(PageRow::Kind::quiet, offer));
    page.rows.back().absent = !here;
  }
}

RoomStep EntryRoom::press(Key key, Desk& desk) {
  if (key == Key::numbers) {
    desk.numbers = !desk.numbers;
    return {};
  }
  return ListRoom::press(key, desk);
}

RoomStep EntryRoom::chosen(int row, Desk& desk) {
  JournalEntry* entry = desk.entry(id_);
  if (entry == nullptr) {
    return {};
  }
  const int which = row - (static_cast<int>(listed(desk).page.rows.size()) - 3);
  if (which < 0) {
    return {};  // a paragraph: there is nothing to choose
  }
  bool& ticked = which == 0 ? entry->bring : which == 1 ? entry->together : entry->starred;
  ticked = !ticked;
  desk.errands.emplace_back(KeepEntry{*entry});
  return {};
}

bool EntryRoom::can_be_held(const Desk& desk) const {
  return std::any_of(desk.journal.begin(), desk.journal.end(),
                     [this](const JournalEntry& entry) { return entry.id == id_; });
}

RoomStep EntryRoom::held(Desk& desk) {
  desk.errands.emplace_back(DropEntry{id_});
  desk.journal.erase(std::remove_if(desk.journal.begin(), desk.journal.end(),
                                    [this](const JournalEntry& entry) { return entry.id == id_; }),
                     desk.journal.end());
  return back();
}

}  // namespace ebb::scene
