#include "archive/session_file/session_file.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include "archive/lock/folder_lock.hpp"
#include "archive/private_file.hpp"
#include "archive/session_file/schema.hpp"
#include "archive/session_file/spelling.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

using feed::word;

constexpr std::size_t kBlock = 256U << 10U;  ///< bytes, before they are packed
/// So many blocks are joined into one, and so many of those again: zlib sees ever more of what it
/// packs, and a part of a page is left over less often.
constexpr std::array<std::size_t, 2> kTogether = {16, 4};
constexpr std::size_t kJoined = kLargestBlock / 4;  ///< bytes of such a one, before they are packed
/// What is further apart than this lies in another block: all of a kLongestBlock is never needed.
constexpr Microseconds kFarApart = std::chrono::minutes{10};
/// The file grows into its -wal for about a megabyte before that is taken over. Synchronous FULL:
/// under NORMAL nothing is handed to the disk between two takings-over, so a power cut could cost
/// minutes. FULL costs one more wait for the disk a second, and nobody waits for this thread.
constexpr const char* kManner =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=256;"
    "PRAGMA journal_size_limit=4194304";

std::string reason(int error) { return std::generic_category().message(error); }

std::string sentence(const fs::path& file, const std::string& why) {
  return file.string() + ": the session cannot be kept just now (" + why +
         "). Everything else goes on, and so does the keeping once that has changed.";
}

std::int64_t micros(HostTime t) { return t.time_since_epoch().count(); }

struct Calendar {
  long long year, month, day, hour, minute, second;
};

/// The civil date of a day count since 1970-01-01 (Gregorian, proleptic).
Calendar calendar(std::int64_t unix_ms, int utc_offset_min) {
  constexpr long long kDay = 86'400;
  const long long seconds = unix_ms / 1000 + utc_offset_min * 60LL;
  const long long days = seconds / kDay - (seconds % kDay < 0 ? 1 : 0);
  const long long left = seconds - days * kDay;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
  return {int{date.year()},
          static_cast<long long>(unsigned{date.month()}),
          static_cast<long long>(unsigned{date.day()}),
          left / 3600,
          left / 60 % 60,
          left % 60};
}

std::string printed(const char* form, const Calendar& at) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), form, at.year, at.month, at.day, at.hour, at.minute,
                at.second);
  return text.data();
}

}  // namespace

std::string iso_8601(std::int64_t unix_ms, int utc_offset_min) {
  const int offset = std::clamp(utc_offset_min, -1439, 1439);
  std::array<char, 16> zone{};
  std::snprintf(zone.data(), zone.size(), "%c%02d:%02d", offset < 0 ? '-' : '+',
                std::abs(offset) / 60, std::abs(offset) % 60);
  return printed("%04lld-%02lld-%02lldT%02lld:%02lld:%02lld", calendar(unix_ms, offset)) +
         zone.data();
}

bool is_session_id(std::string_view id) {
  constexpr std::size_t kDigits = 16;
  return id.size() == kDigits && id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string file_name(const SessionStart& start) {
  return printed("%04lld-%02lld-%02lldT%02lld-%02lld-%02lld-",
                 calendar(start.started_ms, start.utc_offset_min)) +
         start.id + ".ebb";
}

fs::path file_in(const fs::path& folder, const SessionStart& start) {
  return folder / (locked_person_of(folder / "any") ? start.id + ".ebb" : file_name(start));
}

/// The open file with its statements, and how far it has come.
struct SessionFile::Open {
  explicit Open(const fs::path& file) : db(made_ready(file)) {}

  static Database made_ready(const fs::path& file) {
    Database db{file, Database::Access::change};
    db.execute(kManner);
    migrate(db, kSessionSchema);
    return db;
  }
  void about(std::string_view key, std::string_view value) {
    Statement{db, "INSERT OR REPLACE INTO about VALUES(?,?)"}.bind(key).bind(value).run();
  }
  void about(std::string_view key, std::int64_t value) {
    Statement{db, "INSERT OR REPLACE INTO about VALUES(?,?)"}.bind(key).bind(value).run();
  }
  void begin(const SessionStart& start) {
    Transaction all{db};
    about("id", start.id);
    about("label", start.label);
    about("started", iso_8601(start.started_ms, start.utc_offset_min));
    about("started_ms", start.started_ms);
    about("utc_offset_min", std::int64_t{start.utc_offset_min});
    about("software", start.software);
    about("clock_us", micros(start.clock));
    progress.length = to_microseconds(start.length).count();
    about("length_us", progress.length);
    all.commit();
  }

  Database db;
  struct Progress {
    std::int64_t seq = 0;     ///< of the next item
    std::int64_t length = 0;  ///< us up to the newest thing heard
  } progress;
  HostTime clock{};
  std::vector<KeptChunk> block;
  std::size_t block_bytes = 0;
  /// Blocks that wait to be joined, and what is in them.
  struct Waiting {
    std::vector<std::int64_t> blocks;
    std::vector<KeptChunk> chunks;
    std::size_t bytes = 0;
  };
  std::array<Waiting, kTogether.size()> waiting;

  Statement beat{db, "INSERT INTO beats VALUES(?,?,?,?)"};
  Statement breath{db, "INSERT INTO breaths VALUES(?,?,?,?,?,?)"};
  Statement quality{db, "INSERT INTO quality VALUES(?,?,?,?,?)"};
  Statement rate{db, "INSERT INTO rates VALUES(?,?,?,?)"};
  Statement raw{db, "INSERT INTO raw VALUES(?,?,?,?,?)"};
  Statement forget{db, "DELETE FROM raw WHERE seq=?"};

  std::int64_t since_start(HostTime t) const { return (t - clock).count(); }
  /// Heard just now, so the session is at least so long.
  std::int64_t heard(HostTime t) {
    progress.length = std::max(progress.length, since_start(t));
    return since_start(t);
  }

  void write_block() {
    if (block.empty()) {
      return;
    }
    insert(block);
    std::vector<KeptChunk> fresh = std::exchange(block, {});
    std::size_t bytes = std::exchange(block_bytes, 0);
    for (std::size_t level = 0; level < waiting.size(); ++level) {
      Waiting& here = waiting[level];
      if (!here.chunks.empty() && (fresh.back().arrival - here.chunks.front().arrival > kFarApart ||
                                   here.bytes + bytes > kJoined)) {
        here = {};
      }
      here.blocks.push_back(fresh.front().seq);
      here.chunks.insert(here.chunks.end(), std::make_move_iterator(fresh.begin()),
                         std::make_move_iterator(fresh.end()));
      here.bytes += bytes;
      if (here.blocks.size() < kTogether[level]) {
        return;
      }
      join(here);
      fresh = std::move(here.chunks);
      bytes = here.bytes;
      here = {};
    }
  }

  void insert(const std::vector<KeptChunk>& chunks) {
    const std::vector<std::uint8_t> packed = pack(chunks);
    raw.bind(chunks.front().seq)
        .bind(static_cast<std::int64_t>(chunks.size()))
        .bind(since_start(chunks.front().arrival))
        .bind(since_start(chunks.back().arrival))
        .bind(packed)
        .run();
  }

  /// A block of a minute takes little more than half of the room of as many small ones.
  void join(const Waiting& blocks) {
    for (const std::int64_t seq : blocks.blocks) {
      forget.bind(seq).run();
    }
    insert(blocks.chunks);
  }

  void take(const KeptChunk& chunk) {
    heard(chunk.arrival);
    if (block_bytes + chunk.bytes.size() > kBlock ||
        (!block.empty() && chunk.arrival - block.front().arrival > kFarApart)) {
      write_block();
    }
    block.push_back(chunk);
    block.back().seq = progress.seq++;
    block_bytes += chunk.bytes.size();
  }
  void take(const KeptSensor& s) {
    Statement{db,
              "INSERT INTO sensors VALUES(?,?,?,?,?,?,?,?) ON CONFLICT(number) DO UPDATE SET "
              "name=excluded.name, protocol=excluded.protocol, can_tell=excluded.can_tell"}
        .bind(std::int64_t{s.number})
        .bind(progress.seq++)
        .bind(s.name)
        .bind(s.protocol)
        .bind(s.named)
        .bind(s.address)
        .bind(std::int64_t{s.simulated})
        .bind(spell(s.can_tell))
        .run();
  }
  void take(const Event& event) {
    std::visit([this](const auto& one) { take(one); }, event);
  }
  void take(const Beat& b) {
    beat.bind(since_start(b.time)).bind(b.interval.count()).bind(word(b.verdict));
    beat.bind(b.lag.count()).run();
  }
  void take(const Breath& b) {
    breath.bind(since_start(b.start)).bind(b.period.count()).bind(b.in_breath.count());
    breath.bind(b.depth).bind(b.quality).bind(word(b.origin)).run();
  }
  void take(const LinkEvent& e) {
    Statement{db, "INSERT INTO links VALUES(?,?,?,?,?,?)"}
        .bind(progress.seq++)
        .bind(heard(e.time))
        .bind(std::int64_t{e.number})
        .bind(e.source)
        .bind(word(e.state))
        .bind(e.note)
        .run();
  }
  void take(const PracticeEvent& e) {
    Statement{db, "INSERT INTO practice VALUES(?,?,?,?,?,?)"}
        .bind(progress.seq++)
        .bind(heard(e.time))
        .bind(e.practice)
        .bind(e.what)
        .bind(e.step)
        .bind(e.rate)
        .run();
    if (e.what == "began") {
      Statement{db, "INSERT OR IGNORE INTO about VALUES('practice',?)"}.bind(e.practice).run();
    }
  }
  void take(const Mark&) {}  // see KeptItem
  void take(const KeptMark& m) {
    Statement{db, "INSERT OR REPLACE INTO marks VALUES(?,?,?,?,?)"}
        .bind(m.id)
        .bind(since_start(m.time))
        .bind(m.label)
        .bind(std::int64_t{m.hidden})
        .bind(word(m.whose))
        .run();
    if (m.starred) {
      Statement{db, "INSERT OR REPLACE INTO about VALUES('starred:'||?,1)"}.bind(m.id).run();
    }
  }
  void take(const KeptWords& w) {
    Statement{db, "INSERT OR REPLACE INTO words VALUES(?,?,?,?,?,?,?,?,?)"}
        .bind(w.id)
        .bind(since_start(w.words.time))
        .bind(word(w.words.kind))
        .bind(w.words.practice)
        .bind(w.words.step)
        .bind(w.words.text)
        .bind(word(w.words.whose))
        .bind(std::int64_t{w.words.together})
        .bind(std::int64_t{w.starred})
        .run();
  }
  void take(const KeptQuality& q) {
    quality.bind(heard(q.time)).bind(std::int64_t{q.sensor}).bind(word(q.kind));
    quality.bind(q.quality).bind(word(q.fault)).run();
  }
  void take(const KeptRate& r) {
    rate.bind(heard(r.time)).bind(word(r.of)).bind(r.per_minute).bind(r.quality).run();
  }
  void take(const KeptGap& gap) {
    Statement{db, "INSERT INTO gaps VALUES(?,?)"}
        .bind(heard(gap.time))
        .bind(gap.length.count())
        .run();
  }
  void take(const Agreed& agreed) {
    about("agreed_shown", agreed.shown);
    about("agreed_kept", agreed.kept);
    about("agreed_note", agreed.note);
    if (!agreed.label.empty()) {
      about("label", agreed.label);
    }
  }
  void take(const KeptEnd& end) {
    heard(end.time);
    about("finished", std::int64_t{1});
  }
};

SessionFile::SessionFile(fs::path file, SessionStart start)
    : file_(std::move(file)), start_(std::move(start)) {}

SessionFile::~SessionFile() = default;

void SessionFile::open() {
  if (!made_) {
    if (const int error = make_private_folder(file_.parent_path())) {
      throw SessionTrouble(sentence(file_, reason(error)));
    }
    // SQLite would make it for everybody to read, if only for an instant.
    auto made = make_kept_file(file_);
    if (!made) {
      throw SessionTrouble(sentence(file_, made.error()));
    }
    key_ = std::move(made).value();
    made_ = true;
  }
  auto opened = std::make_unique<Open>(file_);
  opened->clock = start_.clock;
  opened->begin(start_);
  open_ = std::move(opened);
}

void SessionFile::write(std::span<const KeptItem> items) {
  try {
    if (!open_) {
      open();
    }
    const Open::Progress before = open_->progress;
    try {
      Transaction all{open_->db};
      for (const KeptItem& item : items) {
        std::visit([this](const auto& one) { open_->take(one); }, item);
      }
      open_->write_block();
      open_->about("length_us", open_->progress.length);
      all.commit();
    } catch (const SqliteError&) {
      open_->progress = before;
      open_->block.clear();
      open_->block_bytes = 0;
      open_->waiting = {};
      throw;
    }
  } catch (const SqliteError& error) {
    throw SessionTrouble(sentence(file_, error.what()));
  }
}

void SessionFile::close() {
  if (!open_) {
    return;
  }
  try {
    // One file, nothing beside it: it can be copied, and read where nothing may be written.
    open_->db.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    open_.reset();
    Database{file_, Database::Access::change}.keep_as_one_file();
  } catch (const SqliteError&) {
    open_.reset();  // whoever opens it next tidies up
  }
  key_.reset();
}

void SessionFile::discard() {
  if (open_) {
    open_->db.leave_log();
    open_.reset();
  }
  if (!made_) {
    return;  // whatever has this name is not ours
  }
  int first_error = 0;
  for (const char* ending : {"-wal", "-shm", "-journal", ""}) {
    const int error = erase_file(file_.string() + ending);
    first_error = first_error != 0 ? first_error : error;  // and as much goes as can
  }
  if (first_error != 0) {
    throw SessionTrouble(file_.string() + ": the session was not to be kept, but its file " +
                         "cannot be removed (" + reason(first_error) + "). Remove it by hand.");
  }
  key_.reset();
  made_ = false;
}

}  // namespace ebb
