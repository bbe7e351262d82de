#include "service/kept/passphrase_words.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <utility>

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "archive/journal.hpp"
#include "archive/lock/folder_lock.hpp"
#include "archive/locking.hpp"
#include "service/places.hpp"
#include "service/plain_text.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

constexpr int kTries = 3;

volatile std::sig_atomic_t caught = 0;
void note(int signal) { caught = signal; }

/// While this lives nothing that is typed is shown, and a signal only ends the reading.
class Hush {
 public:
  explicit Hush(int terminal) : terminal_(terminal) {
    caught = 0;
    struct sigaction action {};
    action.sa_handler = note;
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
      sigaction(kSignals.at(i), &action, &before_.at(i));
    }
    if (::tcgetattr(terminal, &shown_) == 0) {
      termios hidden = shown_;
      hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
      hidden.c_lflag |= static_cast<tcflag_t>(ICANON | ECHONL);
      hushed_ = ::tcsetattr(terminal, TCSAFLUSH, &hidden) == 0;
    }
  }
  ~Hush() {
    if (hushed_) {
      ::tcsetattr(terminal_, TCSAFLUSH, &shown_);
    }
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
      sigaction(kSignals.at(i), &before_.at(i), nullptr);
    }
    if (caught != 0) {
      std::fputc('\n', stderr);
      std::raise(caught);  // as it would have gone
    }
  }
  Hush(const Hush&) = delete;
  Hush& operator=(const Hush&) = delete;

 private:
  static constexpr std::array<int, 5> kSignals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
  int terminal_;
  bool hushed_ = false;
  termios shown_{};
  std::array<struct sigaction, kSignals.size()> before_{};
};

/// Up to the end of the line. Nothing: there is no more.
std::optional<Passphrase> read_line(int from) {
  Passphrase line;
  bool any = false;
  bool fits = true;
  char byte = 0;
  while (true) {
    const ssize_t count = ::read(from, &byte, 1);
    if (count == 0 || (count < 0 && (errno != EINTR || caught != 0))) {
      break;
    }
    any = true;
    if (count == 1 && byte == '\n') {
      break;
    }
    fits = (count != 1 || line.push(std::string_view{&byte, 1})) && fits;
  }
  if (!fits) {
    throw StartError("A passphrase has at most " + std::to_string(Passphrase::kMost) +
                     " bytes; this one is longer.");
  }
  return any ? std::optional{std::move(line)} : std::nullopt;
}

/// The person in whose folder it lies; of a locked copy elsewhere, whoever is here.
std::optional<fs::path> person_of(const fs::path& file) {
  auto person = locked_person_of(file);
  const fs::path own = persons_sessions();
  if (!person && !own.empty() && is_locked_file(file)) {
    person = locked_person_of(own / "any");
  }
  return person;
}

}  // namespace

struct PassphraseSource::Lines {
  explicit Lines(int opened) : file(opened) {}
  ~Lines() {
    if (file > STDERR_FILENO) {
      ::close(file);
    }
  }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;
  int file;
};

PassphraseSource::PassphraseSource() = default;
PassphraseSource::~PassphraseSource() = default;

void PassphraseSource::add_option(CLI::App& command) {
  command.add_option("--passphrase-file", file_,
                     "A file whose first line is the passphrase, - for the standard input");
}

bool PassphraseSource::asks_a_person() const {
  return file_.empty() && ::isatty(STDIN_FILENO) != 0;
}

Passphrase PassphraseSource::next(const std::string& question) {
  if (asks_a_person()) {
    std::fprintf(stderr, "%s: ", question.c_str());
    std::fflush(stderr);
    const Hush hush{STDIN_FILENO};
    if (auto typed = read_line(STDIN_FILENO)) {
      return *std::move(typed);
    }
    throw StartError("No passphrase came, so nothing was done.");
  }
  if (file_.empty() && !any_input_) {
    throw StartError(
        "What is kept here is locked: say the passphrase at a terminal, or name a file that holds "
        "it with --passphrase-file FILE (- is the standard input).");
  }
  if (!lines_) {
    const bool input = file_.empty() || file_ == "-";
    const int file = input ? STDIN_FILENO : ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
      throw StartError("--passphrase-file " + file_ + ": " + std::strerror(errno) + ".");
    }
    lines_ = std::make_unique<Lines>(file);
  }
  if (auto line = read_line(lines_->file)) {
    return *std::move(line);
  }
  throw StartError("There was no line to read for \"" + question + "\", so nothing was done.");
}

Unlocked open_person(const fs::path& person, PassphraseSource& source) {
  if (const auto keys = read_key_file(person); !keys) {
    throw StartError(keys.error());  // before anybody types in vain
  }
  for (int left = kTries;; --left) {
    auto keys = unlock(person, source.next("Passphrase"));
    if (keys) {
      return std::move(keys).value();
    }
    if (!source.asks_a_person() || left == 1) {
      throw StartError(keys.error());
    }
    std::fprintf(stderr, "%s\n", keys.error().c_str());
  }
}

std::optional<Unlocked> open_kept(const fs::path& file, PassphraseSource& source) {
  const auto person = person_of(file);
  if (!person) {
    return std::nullopt;
  }
  Unlocked keys = open_person(*person, source);
  for (const std::string& trouble : take_in_sealed_words(*person, *person / "sessions", keys)) {
    std::fprintf(stderr, "ebb: %s\n", plain_text(trouble).c_str());
  }
  if (count_in_plain(*person / "sessions") > 0) {
    std::fputs("ebb: some sessions lie here in plain still; `ebb passphrase set` goes on.\n",
               stderr);
  }
  return keys;
}

}  // namespace ebb
