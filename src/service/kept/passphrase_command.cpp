#include "service/kept/passphrase_command.hpp"

#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "archive/journal.hpp"
#include "archive/lock/folder_lock.hpp"
#include "archive/locking.hpp"
#include "archive/private_file.hpp"
#include "archive/session_removal.hpp"
#include "service/kept/interruption.hpp"
#include "service/kept/kept_place.hpp"
#include "service/kept/passphrase_words.hpp"
#include "service/plain_text.hpp"
#include "service/progress_bar.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

constexpr int kStopped = 130;  // as a shell says of Ctrl-C
constexpr int kNotAll = 2;
constexpr std::size_t kFewest = 8;  // characters

struct PassphraseWords {
  KeptPlace place;
  PassphraseSource source;
  [[nodiscard]] fs::path person() const { return journal_folder(place.sessions()); }
};

void print(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  std::fflush(stdout);
}

std::string counted(std::size_t sessions) {
  return std::to_string(sessions) + (sessions == 1 ? " session" : " sessions");
}

/// Twice the same, so that no slip of a finger locks everybody out.
Passphrase new_passphrase(PassphraseSource& source) {
  while (true) {
    Passphrase first = source.next("New passphrase");
    std::string trouble;
    if (first.characters() < kFewest) {
      trouble = "A passphrase has " + std::to_string(kFewest) +
                " characters or more; a few words in a row are good.";
    } else if (first.same_as(source.next("Once more"))) {
      return first;
    } else {
      trouble = "The two are not the same.";
    }
    if (!source.asks_a_person()) {
      throw StartError(trouble + " Nothing was changed.");
    }
    std::fprintf(stderr, "%s\n", trouble.c_str());
  }
}

template <class Made>
Made or_refuse(Expected<Made, LockFault> made) {
  if (!made) {
    throw StartError("There is not enough free memory for a passphrase (" +
                     std::to_string(Argon2Cost{}.memory >> 20U) + " MiB). Nothing was changed.");
  }
  return std::move(made).value();
}

void keep_keys(const fs::path& person, const KeyFile& file) {
  if (const auto trouble = write_key_file(person, file)) {
    throw StartError(*trouble);
  }
}

/// Over all sessions, one at a time, with a bar; Ctrl-C ends it between two of them.
template <class Turn>
Locking turn_all(const PassphraseWords& words, const Unlocked& keys, const Turn& turn,
                 const char* what) {
  const Interruption interruption;
  ProgressBar bar(what);
  Locking done = turn(words.place.sessions(), keys, [&](double share) {
    interruption.check();
    bar.show(share);
  });
  bar.wipe();
  for (const std::string& trouble : done.troubles) {
    std::fprintf(stderr, "ebb: %s\n", plain_text(trouble).c_str());
  }
  return done;
}

Unlocked new_lock(const PassphraseWords& words, PassphraseSource& source) {
  print(
      "A passphrase locks the sessions and the journal that are kept here. Without it nobody can\n"
      "open them: if it is forgotten, they are lost, and nobody can help. Recording goes on\n"
      "without it.\n");
  const Passphrase passphrase = new_passphrase(source);
  NewKeys made = or_refuse(make_keys(passphrase, Argon2Cost{}));
  keep_keys(words.person(), made.file);
  return Unlocked{made.file.public_key, std::move(made.secret)};
}

void set(PassphraseWords& words, int& status) {
  const bool goes_on = is_locked(words.person());
  if (goes_on && count_in_plain(words.place.sessions()) == 0) {
    throw StartError("There is a passphrase already; `ebb passphrase change` gives another.");
  }
  const Unlocked keys =
      goes_on ? open_person(words.person(), words.source) : new_lock(words, words.source);
  try {
    const Locking done = turn_all(words, keys, lock_all, "locking");
    print("Locked: " + counted(done.sessions) +
          " and the journal. What was exported, printed or let out, and\nbackups made before, are "
          "as they were.\n");
    status = done.troubles.empty() ? 0 : kNotAll;
  } catch (const Interrupted&) {
    std::fputs("\nebb: stopped; nothing is lost. `ebb passphrase set` goes on.\n", stderr);
    status = kStopped;
  }
}

void need_lock(const PassphraseWords& words) {
  if (!is_locked(words.person())) {
    throw StartError("There is no passphrase here; `ebb passphrase set` gives one.");
  }
}

void change(PassphraseWords& words) {
  need_lock(words);
  const Unlocked keys = open_person(words.person(), words.source);
  const Passphrase passphrase = new_passphrase(words.source);
  keep_keys(words.person(), or_refuse(wrap(keys.secret(), passphrase, Argon2Cost{})));
  print(
      "Changed; no session was touched. A copy of the old lock.key still opens with the old\n"
      "passphrase.\n");
}

void remove(PassphraseWords& words, int& status) {
  need_lock(words);
  const fs::path person = words.person();
  const Unlocked keys = open_person(person, words.source);
  try {
    std::vector<std::string> troubles = take_in_sealed_words(person, words.place.sessions(), keys);
    for (const std::string& trouble : troubles) {
      std::fprintf(stderr, "ebb: %s\n", plain_text(trouble).c_str());
    }
    const Locking done = turn_all(words, keys, unlock_all, "opening");
    if (!troubles.empty() || !done.troubles.empty()) {
      std::fputs("ebb: the passphrase stays until these are gone too.\n", stderr);
      status = kNotAll;
      return;
    }
    if (erase_file(person / kKeyFileName) != 0) {
      throw StartError((person / kKeyFileName).string() + ": it cannot be removed.");
    }
    print("Removed: " + counted(done.sessions) + " and the journal lie here in plain again.\n");
  } catch (const Interrupted&) {
    std::fputs("\nebb: stopped; nothing is lost. `ebb passphrase remove` goes on.\n", stderr);
    status = kStopped;
  }
}

}  // namespace

void add_passphrase_command(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("passphrase", "Lock what is kept: set, change, remove a passphrase");
  command->require_subcommand(1);
  auto words = std::make_shared<PassphraseWords>();
  words->source.take_any_input();
  const auto add = [&](const char* name, const char* what) {
    CLI::App* one = command->add_subcommand(name, what);
    one->add_option("--folder", words->place.folder,
                    "Where sessions are kept, if not the usual place");
    words->source.add_option(*one);
    return one;
  };
  add("set", "Lock sessions and journal, or go on where that was stopped")
      ->callback([words, &status] { set(*words, status); });
  add("change", "Another passphrase; no session is written anew")->callback([words] {
    change(*words);
  });
  add("remove", "Keep sessions and journal in plain again")->callback([words, &status] {
    remove(*words, status);
  });
}

}  // namespace ebb
