#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "archive/lock/key_ring.hpp"
#include "archive/lock/passphrase.hpp"

namespace CLI {
class App;
}

namespace ebb {

/// Where a passphrase comes from: a file that was named ("-" is the standard input), else whoever
/// is at the terminal. Never an argument or the environment, where other programs could read it.
class PassphraseSource {
 public:
  PassphraseSource();
  ~PassphraseSource();
  PassphraseSource(const PassphraseSource&) = delete;
  PassphraseSource& operator=(const PassphraseSource&) = delete;

  /// --passphrase-file
  void add_option(CLI::App& command);
  /// For a command that is about nothing else: lines may come by the standard input unasked.
  void take_any_input() { any_input_ = true; }

  /// The next line, without its end. At the terminal `question` is asked and nothing that is typed
  /// is shown; Ctrl-C ends the program with the terminal as it was before. A StartError when there
  /// is neither a file nor a terminal, or nothing comes.
  [[nodiscard]] Passphrase next(const std::string& question);
  /// A person answers, so a question may be asked again.
  [[nodiscard]] bool asks_a_person() const;

 private:
  struct Lines;
  std::string file_;
  bool any_input_ = false;
  std::unique_ptr<Lines> lines_;
};

/// The key to the person's folder in which that file or any other of its folder lies, so that all
/// of it can be opened for as long as this lives; nothing when it is not locked. Words that were
/// written while it was shut come into the journal. A StartError for whatever stands in the way.
[[nodiscard]] std::optional<Unlocked> open_kept(const std::filesystem::path& file,
                                                PassphraseSource& source);

/// The key to a person's folder that is locked.
[[nodiscard]] Unlocked open_person(const std::filesystem::path& person, PassphraseSource& source);

}  // namespace ebb
