#include "service/sessions_command.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "archive/exports/session_json.hpp"
#include "archive/library.hpp"
#include "archive/session_file/session_reader.hpp"
#include "service/kept/kept_place.hpp"
#include "service/kept/long_work.hpp"
#include "service/kept/passphrase_words.hpp"
#include "service/places.hpp"
#include "service/plain_text.hpp"
#include "service/progress_bar.hpp"
#include "service/reanalysis.hpp"
#include "service/session_text.hpp"
#include "service/start_error.hpp"

namespace ebb {

namespace {

struct SessionsWords {
  std::string folder;
  std::string id;
  bool json = false;
  PassphraseSource passphrase;
};

std::filesystem::path folder_of(const SessionsWords& words) {
  return words.folder.empty() ? persons_sessions() : std::filesystem::path{words.folder};
}

Library library_of(const SessionsWords& words) {
  const std::filesystem::path folder = folder_of(words);
  ProgressBar bar("Sessions");
  Library library =
      read_library(folder, indexed(folder), [&bar](double share) { bar.show(share); });
  bar.wipe();
  for (const std::string& trouble : library.troubles) {
    std::fprintf(stderr, "ebb: %s\n", plain_text(trouble).c_str());
  }
  return library;
}

bool names_file(const std::string& id) {
  return id.find('/') != std::string::npos || std::filesystem::path{id}.extension() == ".ebb";
}

/// What is asked for can be opened as long as this lives.
std::optional<Unlocked> opened(SessionsWords& words) {
  return open_kept(
      names_file(words.id) ? std::filesystem::path{words.id} : folder_of(words) / "any",
      words.passphrase);
}

/// By the beginning of its id, or a file.
std::filesystem::path file_of(const SessionsWords& words) {
  if (names_file(words.id)) {
    return words.id;
  }
  auto found = find_session(library_of(words), words.id);
  if (!found) {
    throw StartError(found.error());
  }
  return found->file;
}

template <class Read>
Read or_refuse(Expected<Read, std::string> read) {
  if (!read) {
    throw StartError(read.error());
  }
  return std::move(*read);
}

Reanalysis reanalyse(const SessionsWords& words, const std::function<void(double)>& progress) {
  const std::filesystem::path file = file_of(words);
  const KeptSession kept = or_refuse(read_session(file));
  const Seconds whole = std::max(kept.head.length, Seconds{1.0});
  return compare(kept, reestimate(or_refuse(SessionPlayback::open(file)), kept.finished,
                                  [&](Seconds heard) { progress(heard / whole); }));
}

void print(const std::string& text) { std::fputs(text.c_str(), stdout); }

}  // namespace

void add_sessions_command(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("sessions", "What was kept: list, show, replay, reanalyse");
  command->require_subcommand(1);
  auto words = std::make_shared<SessionsWords>();
  const auto add = [&](const char* name, const char* what, bool with_id) {
    CLI::App* one = command->add_subcommand(name, what);
    one->add_option("--folder", words->folder, "Where sessions are kept, if not the usual place");
    words->passphrase.add_option(*one);
    if (with_id) {
      one->add_option("id", words->id, "The beginning of its id, or a file")->required();
    }
    return one;
  };
  CLI::App* list = add("list", "All sessions, the newest first", false);
  list->add_flag("--json", words->json, "For programs");
  list->callback([words] {
    const auto keys = opened(*words);
    const Library library = library_of(*words);
    if (library.key_missing) {
      throw StartError("What is locked here cannot be listed without its key file.");
    }
    print(words->json ? list_json(library) : list_text(library));
  });
  CLI::App* show = add("show", "One session: what is known of it, its marks and words", true);
  show->add_flag("--json", words->json, "For programs");
  show->callback([words] {
    const auto keys = opened(*words);
    const KeptSession session = or_refuse(read_session(file_of(*words)));
    print(words->json ? session_json(session) : show_text(session));
  });
  add("replay", "Estimate it anew from its bytes: identical to what was kept?", true)
      ->callback([words, &status] {
        const auto keys = opened(*words);
        with_progress("replaying", status, [&](const auto& progress) {
          const Reanalysis found = reanalyse(*words, progress);
          status = found.identical() ? 0 : 1;
          return replay_text(found);
        });
      });
  add("reanalyse", "What this Ebb's estimators would change", true)->callback([words, &status] {
    const auto keys = opened(*words);
    with_progress("estimating anew", status, [&words](const auto& progress) {
      return reanalysis_text(reanalyse(*words, progress));
    });
  });
}

}  // namespace ebb
