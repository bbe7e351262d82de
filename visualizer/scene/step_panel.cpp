#include "visualizer/scene/step_panel.hpp"

#include <string_view>
#include <utility>

#include "visualizer/scene/page_screen.hpp"
#include "visualizer/scene/wrap.hpp"

namespace ebb::scene {
namespace {

constexpr std::size_t kLine = 90;  ///< characters: a practice asks for a few words
constexpr std::size_t kLines = 300;
constexpr std::string_view kCaret = "|";

void append_utf8(std::string& text, char32_t c) {
  const auto byte = [&text](char32_t value) { text += static_cast<char>(value); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | (c >> 6U));
    byte(0x80 | (c & 0x3FU));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12U));
    byte(0x80 | ((c >> 6U) & 0x3FU));
    byte(0x80 | (c & 0x3FU));
  } else {
    byte(0xF0 | (c >> 18U));
    byte(0x80 | ((c >> 12U) & 0x3FU));
    byte(0x80 | ((c >> 6U) & 0x3FU));
    byte(0x80 | (c & 0x3FU));
  }
}

void drop_last(std::string& text) {
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) {
    text.pop_back();
  }
  if (!text.empty()) {
    text.pop_back();
  }
}

}  // namespace

StepPanel::StepPanel(const Texts& texts, const Practice& practice, std::size_t number,
                     const std::string& touch, const std::string& place)
    : texts_(&texts) {
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

Page StepPanel::page() const {
  Page page = page_;
  const bool input = !page.rows.empty() && page.rows.back().kind == PageRow::Kind::input;
  if (input) {
    page.rows.back().text = written_;
    if (writing_) {
      page.rows.back().text += kCaret;
    }
  }
  // How it is reached is said as long as nothing of it is in focus.
  const Texts& t = *texts_;
  if (writing_) {
    page.rows.push_back(plain(PageRow::Kind::quiet, t("practice.written")));
  } else if (!in_focus()) {
    const bool only_input = input && of_.size() <= 2;
    page.rows.push_back(
        plain(PageRow::Kind::quiet,
              hint(t("key.tab"), t(only_input ? "practice.write_hint" : "practice.choose"))));
  }
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
    return key == Key::enter ? Answer{Answer::Of::ask, written_, std::nullopt} : Answer{};
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
  if (character == U'\b') {
    drop_last(written_);
  } else if (character >= U' ' && character != U'\x7f' && character <= 0x10FFFF &&
             character_count(written_) < (lines_ ? kLines : kLine)) {
    append_utf8(written_, character);
  }
}

}  // namespace ebb::scene
