#include "visualizer/app/past.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <ctime>
#include <deque>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <utility>

#include "archive/handed_out.hpp"
#include "archive/journal.hpp"
#include "archive/library.hpp"
#include "archive/lock/folder_lock.hpp"
#include "archive/session_edit.hpp"
#include "archive/session_file/session_reader.hpp"
#include "archive/session_removal.hpp"
#include "visualizer/app/kept_wave.hpp"
#include "visualizer/app/letting_out.hpp"

namespace ebb::app {
namespace {

namespace fs = std::filesystem;
using scene::Found;

constexpr const char* kSessions = "sessions";

std::int64_t unix_ms() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return now.tv_sec * std::int64_t{1000} + now.tv_nsec / 1'000'000;
}

tm local_time(std::int64_t ms) {
  const auto seconds = static_cast<time_t>(ms / 1000);
  tm local{};
  localtime_r(&seconds, &local);
  return local;
}

std::string random_id() {
  constexpr const char* kHex = "0123456789abcdef";
  std::random_device random;
  std::string id;
  while (id.size() < 16) {
    id += kHex[random() & 15U];
  }
  return id;
}

/// Does what an errand asks.
class Runner {
 public:
  explicit Runner(fs::path folder) : folder_(std::move(folder)) {}

  std::optional<Found> run(const scene::Errand& errand) {
    return std::visit([this](const auto& one) { return go(one); }, errand);
  }

 private:
  static std::optional<Found> told(std::string trouble) {
    if (trouble.empty()) {
      return std::nullopt;
    }
    return scene::FoundTrouble{std::move(trouble)};
  }
  [[nodiscard]] fs::path file_of(const std::string& session) const {
    const auto found = files_.find(session);
    return found != files_.end() ? found->second : fs::path{};
  }

  std::optional<Found> go(const scene::ReadShelf&) {
    files_.clear();
    if (is_shut(folder_)) {
      return scene::FoundLocked{};
    }
    scene::FoundShelf shelf;
    const auto add = [&](Library library, std::vector<SessionHead>& heads) {
      for (ShelvedSession& session : library.sessions) {
        files_[session.head.id] = session.file;
        heads.push_back(std::move(session.head));
      }
      std::move(library.troubles.begin(), library.troubles.end(),
                std::back_inserter(shelf.troubles));
    };
    add(read_library(folder_ / kSessions), shelf.sessions);
    add(read_library(put_away_folder(folder_ / kSessions)), shelf.put_away);
    auto journal = read_journal(folder_);
    if (journal) {
      shelf.journal = std::move(journal).value();
    } else {
      shelf.troubles.push_back(journal.error());
    }
    return shelf;
  }
  std::optional<Found> go(const scene::ReadSession& read) {
    const fs::path file = file_of(read.session);
    auto session = read_session(file);
    if (!session) {
      return scene::FoundSession{read.session, nullptr};
    }
    auto at = std::make_shared<scene::LookedAt>(scene::look_at(std::move(session).value()));
    at->wave = read_wave(file, at->session);
    return scene::FoundSession{read.session, std::move(at)};
  }
  std::optional<Found> go(const scene::ReadStarred&) {
    using Of = scene::StarredMoment::Of;
    scene::FoundStarred found;
    for (const auto& [id, file] : files_) {
      const auto session = read_session_words(file);  // what cannot be read has no stars
      if (!session) {
        continue;
      }
      for (const KeptMark& mark : session->marks) {
        if (mark.starred) {
          found.moments.push_back({id, Of::mark, mark.label});
        }
      }
      for (const KeptWords& words : session->words) {
        if (words.starred) {
          found.moments.push_back({id, Of::words, words.words.text});
        }
      }
    }
    return found;
  }
  std::optional<Found> go(const scene::KeepMark& keep) {
    return told(change_mark(file_of(keep.session), keep.mark));
  }
  std::optional<Found> go(const scene::DropMark& drop) {
    return told(drop_mark(file_of(drop.session), drop.id));
  }
  std::optional<Found> go(const scene::KeepWords& keep) {
    return told(change_words(file_of(keep.session), keep.words));
  }
  std::optional<Found> go(const scene::DropWords& drop) {
    return told(drop_words(file_of(drop.session), drop.id));
  }
  std::optional<Found> go(const scene::NameSession& name) {
    return told(change_label(file_of(name.session), name.label));
  }
  std::optional<Found> go(const scene::KeepEntry& keep) {
    JournalEntry entry = keep.entry;
    const bool fresh = entry.id.empty();
    if (fresh) {
      entry.id = random_id();
      entry.written_ms = unix_ms();
      entry.utc_offset_min = static_cast<int>(local_time(entry.written_ms).tm_gmtoff / 60);
    }
    // Of a folder that is shut it is found out when somebody opens it.
    if (entry.session == scene::kSessionNow && !is_shut(folder_)) {
      entry.session = session_just_kept(read_library(folder_ / kSessions), entry.written_ms);
    }
    if (std::string trouble = keep_entry(folder_, entry); !trouble.empty()) {
      return scene::FoundTrouble{std::move(trouble)};
    }
    return fresh ? std::optional<Found>{scene::FoundEntry{std::move(entry)}} : std::nullopt;
  }
  std::optional<Found> go(const scene::DeleteSession& gone) {
    const auto trouble = delete_session(folder_ / kSessions, file_of(gone.session), gone.session);
    return trouble ? Found{scene::FoundTrouble{*trouble}} : go(scene::ReadShelf{});
  }
  std::optional<Found> go(const scene::MoveSession& move) {
    const fs::path sessions = folder_ / kSessions;
    const auto trouble =
        move_session(file_of(move.session), move.away ? put_away_folder(sessions) : sessions);
    return trouble ? Found{scene::FoundTrouble{*trouble}} : go(scene::ReadShelf{});
  }
  std::optional<Found> go(const scene::PrintSession& print) {
    const auto session = read_session(file_of(print.session));
    if (!session) {
      return scene::FoundTrouble{session.error()};
    }
    return written(print.session, print_page(*session, print.title, printed_folder(folder_)));
  }
  /// What is let out is what was shown last, name and all.
  std::optional<Found> go(const scene::LetOutSession& out) {
    if (out.write && leaving_.first == out.session) {
      return written(out.session,
                     let_out(leaving_.second, file_of(out.session), let_out_folder(folder_)));
    }
    leaving_ = {};  // what could not be shown does not leave
    const auto session = read_session(file_of(out.session));
    if (!session) {
      return scene::FoundTrouble{session.error()};
    }
    leaving_ = {out.session, without_names(*session, out.labels)};
    return scene::FoundLeaving{out.session, leaving_fields(leaving_.second)};
  }
  static Found written(const std::string& session, const Expected<fs::path, std::string>& folder) {
    if (!folder) {
      return scene::FoundTrouble{folder.error()};
    }
    return scene::FoundWritten{session, folder->string()};
  }
  std::optional<Found> go(const scene::DropEntry& drop) {
    return told(drop_entry(folder_, drop.id));
  }
  std::optional<Found> go(const scene::Unlock& unlocking) {
    auto keys = unlock(folder_, *unlocking.passphrase);
    if (!keys) {
      return scene::FoundUnlocked{keys.error()};
    }
    keys_ = std::move(keys).value();
    (void)take_in_sealed_words(folder_, folder_ / kSessions, *keys_);  // what is damaged stays
    return scene::FoundUnlocked{};
  }
  std::optional<Found> go(const scene::LockAgain&) {
    keys_.reset();
    leaving_ = {};
    files_.clear();
    return scene::FoundLocked{};
  }

  fs::path folder_;
  std::map<std::string, fs::path> files_;
  std::optional<Unlocked> keys_;
  std::pair<std::string, NamesRemoved> leaving_;  ///< of which session
};

}  // namespace

struct Past::Worker {
  explicit Worker(fs::path folder) : runner(std::move(folder)), thread([this] { run(); }) {}
  ~Worker() {
    {
      const std::lock_guard lock{mutex};
      ending = true;
    }
    more.notify_one();
    thread.join();
  }

  void run() {
    std::unique_lock lock{mutex};
    while (true) {
      more.wait(lock, [this] { return ending || !waiting.empty(); });
      if (waiting.empty()) {
        return;
      }
      const scene::Errand errand = std::move(waiting.front());
      waiting.pop_front();
      const bool only_looks = std::holds_alternative<scene::ReadShelf>(errand) ||
                              std::holds_alternative<scene::ReadSession>(errand) ||
                              std::holds_alternative<scene::ReadStarred>(errand) ||
                              std::holds_alternative<scene::Unlock>(errand);
      if (ending && only_looks) {
        continue;
      }
      busy = true;
      lock.unlock();
      auto result = runner.run(errand);
      lock.lock();
      if (result) {
        found.push_back(std::move(*result));
      }
      busy = false;
      idle.notify_all();
    }
  }

  Runner runner;
  std::mutex mutex;
  std::condition_variable more;
  std::deque<scene::Errand> waiting;
  std::vector<Found> found;
  std::condition_variable idle;
  bool busy = false;
  bool ending = false;
  std::thread thread;
};

Past::Past(fs::path folder) : worker_(std::make_unique<Worker>(std::move(folder))) {}
Past::~Past() = default;

void Past::ask(std::vector<scene::Errand> errands) {
  if (errands.empty()) {
    return;
  }
  {
    const std::lock_guard lock{worker_->mutex};
    for (scene::Errand& errand : errands) {
      worker_->waiting.push_back(std::move(errand));
    }
  }
  worker_->more.notify_one();
}

std::vector<Found> Past::take() {
  const std::lock_guard lock{worker_->mutex};
  return std::exchange(worker_->found, {});
}

std::vector<Found> Past::take_all() {
  std::unique_lock lock{worker_->mutex};
  worker_->idle.wait(lock, [this] { return worker_->waiting.empty() && !worker_->busy; });
  return std::exchange(worker_->found, {});
}

int minute_of_day() {
  const tm local = local_time(unix_ms());
  return local.tm_hour * 60 + local.tm_min;
}

int this_year() { return local_time(unix_ms()).tm_year + 1900; }

}  // namespace ebb::app
