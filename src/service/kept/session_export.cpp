#include "service/kept/session_export.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <random>
#include <utility>

#include "archive/exports/csv_bundle.hpp"
#include "archive/exports/edf_file.hpp"
#include "archive/exports/number_text.hpp"
#include "archive/exports/rr_text.hpp"
#include "archive/exports/session_json.hpp"
#include "archive/private_file.hpp"
#include "service/kept/session_waves.hpp"
#include "service/kept/whole_file.hpp"
#include "service/plain_text.hpp"
#include "service/practice_text.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;
using Progress = std::function<void(double)>;

std::string written(const fs::path& file) { return file.string() + "\n"; }

std::string export_bundle(const KeptSession& session, const fs::path& to,
                          const Progress& progress) {
  WholeFile folder{to};
  if (make_private_folder(folder.being_made()) != 0) {
    throw StartError(to.string() + ": the folder cannot be made.");
  }
  const auto files = csv_bundle(session);
  for (std::size_t i = 0; i < files.size(); ++i) {
    progress(static_cast<double>(i) / static_cast<double>(files.size()));
    write_private(folder.being_made() / files[i].name, files[i].content);
  }
  progress(1.0);
  folder.keep();
  return written(to);
}

/// "evening.txt" -> "evening-set-aside.csv"
fs::path beside(const fs::path& to) {
  return to.parent_path() / (to.stem().string() + "-set-aside.csv");
}

std::string export_intervals(const KeptSession& session, const fs::path& to,
                             const Progress& progress) {
  progress(0.0);
  const std::string intervals = rr_text(session);
  if (intervals.empty()) {
    throw StartError(
        "There are no intervals in this session: its sensors told none. csv has what there is.");
  }
  const std::string aside = rr_set_aside(session);
  WholeFile file{to};
  write_private(file.being_made(), intervals);
  if (aside.empty()) {
    progress(1.0);
    file.keep();
    return written(to);
  }
  WholeFile other{beside(to)};
  write_private(other.being_made(), aside);
  progress(1.0);
  file.keep();
  other.keep();
  return written(to) + written(beside(to));
}

std::string export_edf(const KeptSession& session, const fs::path& kept, const fs::path& to,
                       const Progress& progress) {
  WholeFile file{to};
  const SessionWaves told = session_waves(kept, session.head.length,
                                          [&progress](double share) { progress(0.5 * share); });
  if (const int error = make_private_file(file.being_made())) {
    throw StartError(to.string() + ": it cannot be made (" + std::to_string(error) + ").");
  }
  if (const auto trouble = write_edf(session, told.waves, file.being_made(),
                                     [&progress](double share) { progress(0.5 + 0.5 * share); })) {
    throw StartError(to.string() + ": " + *trouble);
  }
  file.keep();
  return written(to) +
         (told.all ? "" : "Its waves are too long for one file: their end is missing.\n");
}

std::vector<const KeptMark*> shown_marks(const KeptSession& session) {
  std::vector<const KeptMark*> marks;
  for (const KeptMark& mark : session.marks) {
    if (!mark.hidden) {
      marks.push_back(&mark);
    }
  }
  return marks;
}

}  // namespace

std::vector<std::string> export_forms() { return {"csv", "rr", "json", "edf", "names-removed"}; }

std::string export_text(const std::string& text, const std::string& to,
                        const std::function<void(double)>& progress) {
  WholeFile file{to};
  write_private(file.being_made(), text);
  progress(1.0);
  file.keep();
  return written(to);
}

std::string export_session(const KeptSession& session, const std::filesystem::path& kept,
                           const std::string& form, const std::string& to,
                           const Progress& progress) {
  if (form == "csv") {
    return export_bundle(session, to, progress);
  }
  if (form == "rr") {
    return export_intervals(session, to, progress);
  }
  if (form == "edf") {
    return export_edf(session, kept, to, progress);
  }
  return export_text(session_json(session, progress), to, progress);
}

NamesRemoved without_names(const KeptSession& session, const std::vector<std::string>& labels) {
  NamesRemovedChoices choices;
  choices.labels = labels;
  std::random_device random;
  std::array<char, 16> name{};
  std::snprintf(name.data(), name.size(), "%06x", random() & 0xffffffU);
  choices.session_name = name.data();
  for (const ShelfEntry& entry : read_shelf().entries) {
    if (entry.place == ShelfPlace::shipped) {
      for (const Step& step : entry.practice.steps) {
        choices.shipped_practices[entry.practice.id].push_back(step.id);
      }
    }
  }
  return names_removed(session, choices);
}

std::vector<std::string> numbered_marks(const KeptSession& session,
                                        const std::vector<int>& numbers) {
  const auto marks = shown_marks(session);
  std::vector<std::string> ids;
  for (const int number : numbers) {
    if (number < 1 || static_cast<std::size_t>(number) > marks.size()) {
      throw StartError("--with-label " + std::to_string(number) + ": there are " +
                       std::to_string(marks.size()) +
                       " marks; --preview shows them with their numbers.");
    }
    ids.push_back(marks[static_cast<std::size_t>(number) - 1]->id);
  }
  return ids;
}

std::string preview_text(const NamesRemoved& leaving, const KeptSession& session) {
  std::string text = "This would leave, and nothing else:\n";
  for (const LeavingField& field : leaving_fields(leaving)) {
    text += "  " + field.field + ": " + plain_text(field.holds) + "\n";
  }
  const auto marks = shown_marks(session);
  std::string labels;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (!marks[i]->label.empty()) {
      labels += "  " + std::to_string(i + 1) + "  at " + fixed(to_seconds(marks[i]->time), 0) +
                " s  \"" + plain_text(marks[i]->label) + "\"\n";
    }
  }
  if (!labels.empty()) {
    text += "Labels of marks leave only one by one, with --with-label NUMBER:\n" + labels;
  }
  return text + "It is " + kNamesRemoved + ".\n";
}

}  // namespace ebb
