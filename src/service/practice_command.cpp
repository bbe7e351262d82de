#include "service/practice_command.hpp"

#include <cstdio>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "guidance/wording.hpp"
#include "service/practice_preview.hpp"
#include "service/practice_text.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

std::string_view said(Tenderness tenderness) {
  switch (tenderness) {
    case Tenderness::light:
      return "light";
    case Tenderness::medium:
      return "medium";
    case Tenderness::tender:
      return "tender";
  }
  return "";
}

std::string_view said(ShelfPlace place) {
  switch (place) {
    case ShelfPlace::shipped:
      return "shipped";
    case ShelfPlace::practice_folder:
      return "practice-folder";
    case ShelfPlace::person:
      return "person";
  }
  return "";
}

}  // namespace

PracticeCheck check_practice(const std::filesystem::path& file) {
  std::optional<Practice> practice;
  try {
    practice = read_practice(file);
  } catch (const StartError& refused) {
    return {std::string(refused.what()) + "\n", false};
  }
  PracticeCheck check{"", true};
  for (const WordingNote& note : wording_notes(*practice)) {
    check.text += file.string() + (note.line > 0 ? ":" + std::to_string(note.line) : "") +
                  ": note: " + note.message + "\n";
  }
  check.text += file.string() + ": \"" + practice->title + "\" can be used" +
                (check.text.empty() ? "" : "; the notes are for the writer to keep or not") + ".\n";
  return check;
}

std::string describe_shelf(const Shelf& shelf) {
  std::string text;
  for (const ShelfEntry& entry : shelf.entries) {
    const Practice& practice = entry.practice;
    text += practice.id + "  " + practice.title + " (" + std::string(said(practice.tenderness));
    text += practice.length_hint.empty() ? "" : ", " + practice.length_hint;
    text += practice.suggest.empty() ? ")" : ", " + practice.suggest + ")";
    text += "\n  " + practice.about + "\n";
    if (entry.place != ShelfPlace::shipped) {
      text += "  from " + entry.file;
      text += entry.replaces ? ", in place of the shipped one\n" : "\n";
    }
  }
  for (const PracticeError& error : shelf.refused) {
    text += "set aside: " + print(error) + "\n";
  }
  text += "These practices have not been read by a practising therapist yet.\n";
  return text;
}

std::string shelf_json(const Shelf& shelf) {
  using Json = nlohmann::ordered_json;
  Json practices = Json::array();
  for (const ShelfEntry& entry : shelf.entries) {
    const Practice& practice = entry.practice;
    Json one{{"id", practice.id},
             {"title", practice.title},
             {"about", practice.about},
             {"length_hint", practice.length_hint},
             {"tenderness", said(practice.tenderness)},
             {"suggest", practice.suggest},
             {"role", practice.role},
             {"anchors", practice.anchors},
             {"tags", practice.tags},
             {"pillars", Json::array()},
             {"steps", Json::array()},
             {"file", entry.file},
             {"place", said(entry.place)},
             {"replaces", entry.replaces}};
    for (const Step& step : practice.steps) {
      one["steps"].push_back(step.id);
      if (!step.pillar.empty()) {
        one["pillars"].push_back(step.pillar);
      }
    }
    practices.push_back(std::move(one));
  }
  Json set_aside = Json::array();
  for (const PracticeError& error : shelf.refused) {
    set_aside.push_back({{"file", error.file}, {"line", error.line}, {"why", error.message}});
  }
  // What is not UTF-8 in a file's name must not stop the list.
  return Json{{"practices", practices}, {"set_aside", set_aside}}.dump(
      2, ' ', false, Json::error_handler_t::replace);
}

void add_practice_command(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("practice", "List the practices, check and preview one's own.");
  command->require_subcommand(1);

  CLI::App* list = command->add_subcommand("list", "Show what is on the shelf.");
  const auto json = std::make_shared<bool>(false);
  list->add_flag("--json", *json, "for another program to read");
  list->callback([&status, json] {
    const Shelf shelf = read_shelf();
    std::fputs((*json ? shelf_json(shelf) + "\n" : describe_shelf(shelf)).c_str(), stdout);
    status = 0;
  });

  CLI::App* restore = command->add_subcommand("restore", "Have the shipped practice back.");
  const auto id = std::make_shared<std::string>();
  restore->add_option("ID", *id, "of the practice that a copy took the place of")->required();
  restore->callback([&status, id] {
    std::fputs((restore_shipped(*id) + "\n").c_str(), stdout);
    status = 0;
  });

  CLI::App* check = command->add_subcommand("check", "Say what a practice file is refused for.");
  const auto files = std::make_shared<std::vector<std::string>>();
  check->add_option("FILE", *files, "practice files")->required();
  check->callback([&status, files] {
    status = 0;
    for (const auto& file : *files) {
      const PracticeCheck found = check_practice(file);
      std::fputs(found.text.c_str(), stdout);
      status = found.usable ? status : 2;
    }
  });

  CLI::App* preview =
      command->add_subcommand("preview", "Play a practice in the terminal, without a sensor.");
  const auto what = std::make_shared<std::string>();
  const auto speed = std::make_shared<double>(1.0);
  preview->add_option("PRACTICE", *what, "a practice file, or the id of one on the shelf")
      ->required();
  preview->add_option("--speed", *speed, "how many times faster than life")
      ->check(CLI::Range(0.25, 1000.0));
  preview->callback([&status, what, speed] {
    preview_practice(read_practice(find_practice(*what)), *speed);
    status = 0;
  });
}

}  // namespace ebb
