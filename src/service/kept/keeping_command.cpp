#include "service/kept/keeping_command.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "archive/journal.hpp"
#include "archive/session_file/session_reader.hpp"
#include "archive/session_removal.hpp"
#include "service/kept/kept_place.hpp"
#include "service/kept/long_work.hpp"
#include "service/kept/passphrase_words.hpp"
#include "service/kept/session_export.hpp"
#include "service/kept/session_import.hpp"
#include "service/names.hpp"
#include "service/plain_text.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

struct KeepingWords {
  KeptPlace place;
  PassphraseSource passphrase;
  std::string form;
  std::string to;
  std::vector<int> labels;
  std::vector<std::string> files;
  bool preview = false;
  bool yes = false;
  bool keep_journal = false;
};

void print(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  std::fflush(stdout);
}

/// A typed yes; where nobody can type one, --yes says it.
bool agreed(const KeepingWords& words, const std::string& question) {
  if (words.yes) {
    return true;
  }
  if (isatty(STDIN_FILENO) == 0) {
    throw StartError("Nothing was done: say --yes, or answer at a terminal.");
  }
  print(question + " Type yes: ");
  std::array<char, 16> answer{};
  return std::fgets(answer.data(), static_cast<int>(answer.size()), stdin) != nullptr &&
         std::string{answer.data()} == "yes\n";
}

KeptSession session_at(const std::filesystem::path& file) {
  auto session = read_session(file);
  if (!session) {
    throw StartError(session.error());
  }
  return std::move(*session);
}

void or_refuse(const std::optional<std::string>& trouble) {
  if (trouble) {
    throw StartError(*trouble);
  }
}

void export_one(const KeepingWords& words, int& status) {
  const auto forms = export_forms();
  if (std::find(forms.begin(), forms.end(), words.form) == forms.end()) {
    throw StartError("--as " + words.form + ": not known; say one of " + listed(forms) + ".");
  }
  const bool without = words.form == "names-removed";
  if (words.to.empty() && !(without && words.preview)) {
    throw StartError("--to PATH is missing: where to write it.");
  }
  const std::filesystem::path file = words.place.anywhere().file;
  const KeptSession session = session_at(file);
  if (!without) {
    with_progress(words.to, status, [&](const auto& progress) {
      return export_session(session, file, words.form, words.to, progress);
    });
    return;
  }
  const NamesRemoved leaving = without_names(session, numbered_marks(session, words.labels));
  print(preview_text(leaving, session));
  if (!words.preview && agreed(words, "Write it to " + words.to + "?")) {
    with_progress(words.to, status, [&](const auto& progress) {
      progress(0.0);
      return export_text(print_names_removed(leaving), words.to, progress);
    });
  }
}

/// What the journal holds that belongs to a session.
std::vector<JournalEntry> linked_entries(const KeepingWords& words, const ShelvedSession& session) {
  std::vector<JournalEntry> linked;
  const std::filesystem::path sessions = words.place.sessions();
  if (!in_journal(sessions, session.file, session.head.id)) {
    return linked;
  }
  if (auto journal = read_journal(journal_folder(sessions))) {
    std::copy_if(journal->begin(), journal->end(), std::back_inserter(linked),
                 [&](const JournalEntry& entry) { return entry.session == session.head.id; });
  }
  return linked;
}

/// They go with the session, or stay: then they belong to none already.
void let_go(const KeepingWords& words, const std::vector<JournalEntry>& linked) {
  for (const JournalEntry& entry : linked) {
    const std::string trouble =
        words.keep_journal ? "" : drop_entry(journal_folder(words.place.sessions()), entry.id);
    if (!trouble.empty()) {
      throw StartError(trouble);
    }
  }
}

void delete_one(const KeepingWords& words) {
  const ShelvedSession session = words.place.anywhere();
  const std::vector<JournalEntry> linked = linked_entries(words, session);
  print("This would be deleted for good: " + described(session.head) +
        ".\nIts file goes, with beats, breaths, marks and words, its place on the shelf, and what "
        "the\nwindow printed or let out of it into its own folders. Copies that lie elsewhere, "
        "exports,\nand backups of this machine, cannot be reached from here.\n`ebb sessions "
        "put-away` takes it from the shelf and can be undone.\n");
  if (!linked.empty()) {
    print(words.keep_journal
              ? "What the journal says of it stays, and belongs to no session.\n"
              : "What the journal says of it goes too; --keep-journal keeps that.\n");
  }
  if (!agreed(words, "Delete it for good?")) {
    print("Nothing was deleted.\n");
    return;
  }
  or_refuse(delete_session(words.place.sessions(), session.file, session.head.id));
  let_go(words, linked);
  print("Gone.\n");
}

void put_away_one(const KeepingWords& words) {
  const ShelvedSession session = words.place.on_shelf();
  or_refuse(move_session(session.file, put_away_folder(words.place.sessions())));
  print("Put away: " + described(session.head) + ". `ebb sessions restore " +
        plain_text(session.head.id.substr(0, 8)) + "` brings it back.\n");
}

void restore_one(const KeepingWords& words) {
  const ShelvedSession session = words.place.put_away();
  or_refuse(move_session(session.file, words.place.sessions()));
  print("Back on the shelf: " + described(session.head) + ".\n");
}

/// What is locked can be opened while `work` goes on.
template <class Work>
void opened_first(KeepingWords& words, const Work& work) {
  const auto keys = open_kept(words.place.file(), words.passphrase);
  work();
}

/// `ebb sessions`, which may be there already.
CLI::App* sessions_of(CLI::App& app) {
  const auto found =
      app.get_subcommands([](const CLI::App* one) { return one->get_name() == "sessions"; });
  if (!found.empty()) {
    return found.front();
  }
  CLI::App* sessions = app.add_subcommand("sessions", "What was kept");
  sessions->require_subcommand(1);
  return sessions;
}

}  // namespace

void add_keeping_commands(CLI::App& app, int& status) {
  CLI::App* sessions = sessions_of(app);
  auto words = std::make_shared<KeepingWords>();
  const auto add = [&](const char* name, const char* what, bool with_id) {
    CLI::App* one = sessions->add_subcommand(name, what);
    one->add_option("--folder", words->place.folder,
                    "Where sessions are kept, if not the usual place");
    words->passphrase.add_option(*one);
    if (with_id) {
      one->add_option("id", words->place.id, "The beginning of its id, or a file")->required();
    }
    return one;
  };
  CLI::App* out = add("export", "Write a session for other programs and people", true);
  out->add_option("--as", words->form, "csv, rr, json, edf or names-removed")->required();
  out->add_option("--to", words->to, "The file, for csv a folder; it must not be there yet");
  out->add_flag("--preview", words->preview, "names-removed: only show what would leave");
  out->add_option("--with-label", words->labels,
                  "names-removed: let the label of the mark with this number leave")
      ->take_all();
  out->add_flag("--yes", words->yes, "names-removed: do not ask");
  out->callback([words, &status] { opened_first(*words, [&] { export_one(*words, status); }); });
  CLI::App* in = add("import", "Take in EDF+, intervals, and what other apps export", false);
  in->add_option("files", words->files, "Files; folders that `export --as csv` wrote")->required();
  in->callback([words, &status] {
    const auto keys = open_kept(words->place.sessions() / "any", words->passphrase);
    with_progress("importing", status, [&](const auto& progress) {
      return import_sessions(words->files, words->place, progress);
    });
  });
  add("put-away", "Take a session from the shelf; it can be brought back", true)->callback([words] {
    opened_first(*words, [&] { put_away_one(*words); });
  });
  add("restore", "Bring back a session that was put away", true)->callback([words] {
    opened_first(*words, [&] { restore_one(*words); });
  });
  CLI::App* gone = add("delete", "Delete a session for good", true);
  gone->add_flag("--yes", words->yes, "Do not ask");
  gone->add_flag("--keep-journal", words->keep_journal, "Keep what the journal says of it");
  gone->callback([words] { opened_first(*words, [&] { delete_one(*words); }); });
}

}  // namespace ebb
