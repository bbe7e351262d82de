#include "visualizer/scene/step_panel.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "visualizer/scene/page_screen.hpp"
#include "visualizer/scene/typed_text.hpp"

namespace ebb::scene {
namespace {

constexpr std::size_t kLine = 90;  ///< characters: a practice asks for a few words
constexpr std::size_t kLines = 300;
constexpr std::array<std::pair<Ask::Keep, std::string_view>, 3> kKeeps = {
    {{Ask::Keep::journal, "practice.keep"},
     {Ask::Keep::session, "practice.bring"},
     {Ask::Keep::nowhere, "practice.let_go"}}};

}  // namespace

StepPanel::StepPanel(const Texts& texts, const Practice& practice, std::size_t number,
                     const std::string& touch, const std::string& place, Keeps keeps)
    : texts_(&texts), keeps_(keeps) {
  const Step& step = practice.steps[number];
  using Of = Answer::Of;
  page_.id = practice.id + "/" + step.id;
  page_.columns = 3;
  page_.from_top = true;
  const auto drawn = [](std::string_view text, Symbol symbol) {
    PageRow row = choice(text);
    row.symbol = symbol;
    return row;
  };
  for (const std::string& way : step.touch) {
    add(Of::touch, drawn(way, symbol_of(way)), way == touch);
  }
  if (number == 0 && practice.imagery) {
    for (const std::string& option : practice.imagery->options) {
      add(Of::place, drawn(option, symbol_of(option)), option == place);
    }
  }
  if (!step.ask) {
    return;
  }
  if (!page_.rows.empty()) {
    add(Of::nothing, plain(PageRow::Kind::gap, ""), false);
  }
  add(Of::nothing, plain(PageRow::Kind::quiet, step.ask->text), false);
  if (step.ask->kind == Ask::Kind::weather) {
    const auto& words = texts.list("weather.words");
    for (int i = 0; i < kWeathers && i < static_cast<int>(words.size()); ++i) {
      add(Of::ask, drawn(words[static_cast<std::size_t>(i)], weather(i)), false);
    }
  } else if (step.ask->kind == Ask::Kind::choices) {
    page_.rows.pop_back();
    of_.pop_back();
    for (const std::string& word : step.ask->choices) {
      add(Of::ask, choice(word), false);
    }
  } else {
    lines_ = step.ask->kind == Ask::Kind::lines;
    keep_ = keeps == Keeps::as_written ? step.ask->keep : Ask::Keep::nowhere;
    PageRow row = plain(PageRow::Kind::input, "");
    row.note = texts("practice.write");
    add(Of::ask, row, false);
  }
}

void StepPanel::add(Answer::Of of, PageRow row, bool chosen) {
  row.chosen = chosen;
  page_.rows.push_back(std::move(row));
  of_.push_back(of);
}

/// In place of the line: the words, and three ways.
void StepPanel::ask_to_keep() {
  keeping_ = true;
  page_.id += "/keep";
  page_.focus = -1;
  page_.rows.clear();
  of_.clear();
  add(Answer::Of::nothing, plain(PageRow::Kind::quiet, written_), false);
  for (const auto& [keep, words] : kKeeps) {
    add(Answer::Of::ask, choice((*texts_)(words)), keep == keep_);
  }
}

StepPanel::Answer StepPanel::choose_keep(int row) {
  const auto which = static_cast<std::size_t>(row) - 1;
  keep_ = kKeeps[which].first;
  for (std::size_t i = 0; i < kKeeps.size(); ++i) {
    page_.rows[i + 1].chosen = i == which;
  }
  page_.focus = -1;
  return {Answer::Of::ask, written_, std::nullopt, keep_};
}

Page StepPanel::page() const {
  Page page = page_;
  const bool input = !page.rows.empty() && page.rows.back().kind == PageRow::Kind::input;
  if (input) {
    page.rows.back().text = writing_ ? with_caret(written_, texts_->right_to_left()) : written_;
  }
  // How it is reached is said as long as nothing of it is in focus.
  const Texts& t = *texts_;
  const bool only_input = input && of_.size() <= 2;
  page.rows.push_back(plain(
      PageRow::Kind::quiet,
      writing_ ? std::string{t("practice.written")}
               : hint(t("key.tab"), t(only_input ? "practice.write_hint" : "practice.choose"))));
  page.rows.back().absent = !writing_ && in_focus();
  return page;
}

StepPanel::Answer StepPanel::press(Key key) {
  if (empty()) {
    return {};
  }
  if (writing_) {
    if (key != Key::enter && key != Key::tab) {
      return {};
    }
    writing_ = false;
    page_.focus = -1;
    if (key != Key::enter) {
      return {};
    }
    if (keeps_ != Keeps::nothing && written_.find_first_not_of(' ') != std::string::npos) {
      ask_to_keep();
    }
    return Answer{Answer::Of::ask, written_, std::nullopt};
  }
  if (key == Key::enter || key == Key::space) {
    return choose(page_.focus);
  }
  const int to = moved_focus(page_, page_.focus, key);
  page_.focus = can_be_chosen(page_, to) ? to : key == Key::up ? -1 : page_.focus;
  return {};
}

StepPanel::Answer StepPanel::choose(int row) {
  if (!can_be_chosen(page_, row)) {
    return {};
  }
  if (keeping_) {
    return choose_keep(row);
  }
  const auto at = static_cast<std::size_t>(row);
  if (page_.rows[at].kind == PageRow::Kind::input) {
    page_.focus = row;
    writing_ = true;
    return {};
  }
  std::size_t which = 0;
  for (std::size_t i = 0; i < page_.rows.size(); ++i) {
    const bool choice = page_.rows[i].kind == PageRow::Kind::choice && of_[i] == of_[at];
    page_.rows[i].chosen = choice ? i == at : page_.rows[i].chosen;
    which += choice && i < at ? 1U : 0U;
  }
  page_.focus = -1;
  return {of_[at], page_.rows[at].text, which};
}

void StepPanel::type(char32_t character) {
  if (!writing_) {
    return;
  }
  type_into(written_, character, lines_ ? kLines : kLine);
}

}  // namespace ebb::scene
