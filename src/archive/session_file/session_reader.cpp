#include "archive/session_file/session_reader.hpp"

#include <algorithm>
#include <system_error>

#include "archive/lock/folder_lock.hpp"
#include "archive/session_file/schema.hpp"
#include "archive/session_file/session_rows.hpp"
#include "archive/session_file/spelling.hpp"

namespace ebb {
namespace {

using feed::from_word;

constexpr int kFurthestOffset = 24 * 60;

SessionHead head_of(Database& session, const About& about) {
  SessionHead head;
  head.id = about.text("id");
  head.label = about.text("label");
  head.started_ms =
      std::clamp<std::int64_t>(about.number("started_ms"), 0, 253'402'300'799'999);  // year 9999
  head.utc_offset_min = static_cast<int>(
      std::clamp<std::int64_t>(about.number("utc_offset_min"), -kFurthestOffset, kFurthestOffset));
  head.length =
      Microseconds{std::clamp<std::int64_t>(about.number("length_us"), 0, kFurthestMicros)};
  head.practice = about.text("practice");
  each_row(session, "SELECT name, simulated FROM sensors ORDER BY number",
           [&head](const Statement& row) {
             const bool simulated = row.integer(1) != 0;
             head.simulated = simulated && (head.sensors.empty() || head.simulated);
             head.sensors.push_back(row.text(0));
           });
  return head;
}

void read_estimates(Database& session, KeptSession& out) {
  each_row(session, "SELECT at_us, interval_ms, verdict, lag_ms FROM beats ORDER BY rowid",
           [&out](const Statement& row) {
             out.beats.push_back(
                 {.time = time_of(row, 0),
                  .interval = Milliseconds{row.real(1)},
                  .verdict = from_word<IntervalVerdict>(row.text(2)).value_or(IntervalVerdict::gap),
                  .lag = Milliseconds{row.real(3)}});
           });
  each_row(session,
           "SELECT start_us, period_s, in_s, depth, quality, origin FROM breaths ORDER BY rowid",
           [&out](const Statement& row) {
             out.breaths.push_back(
                 {.start = time_of(row, 0),
                  .period = Seconds{row.real(1)},
                  .depth = row.real(3),
                  .quality = row.real(4),
                  .origin = from_word<BreathOrigin>(row.text(5)).value_or(BreathOrigin::none),
                  .in_breath = Seconds{row.real(2)}});
           });
  each_row(session, "SELECT at_us, sensor, kind, quality, fault FROM quality ORDER BY rowid",
           [&out](const Statement& row) {
             const auto kind = from_word<StreamKind>(row.text(2));
             if (kind && *kind != StreamKind{}) {
               out.quality.push_back(
                   {time_of(row, 0), static_cast<std::uint32_t>(row.integer(1)), *kind,
                    std::clamp(row.real(3), 0.0, 1.0),
                    from_word<SignalFault>(row.text(4)).value_or(SignalFault::damaged)});
             }
           });
  each_row(session, "SELECT at_us, of, per_minute, quality FROM rates ORDER BY rowid",
           [&out](const Statement& row) {
             if (const auto of = from_word<KeptRate::Of>(row.text(1))) {
               out.rates.push_back(
                   {time_of(row, 0), *of, row.real(2), std::clamp(row.real(3), 0.0, 1.0)});
             }
           });
}

void read_events(Database& session, KeptSession& out) {
  each_row(session, "SELECT * FROM sensors ORDER BY number", [&out](const Statement& row) {
    out.sensors.push_back(sensor_of(row));
    out.can_tell |= out.sensors.back().can_tell;
  });
  each_row(session, "SELECT * FROM practice ORDER BY seq",
           [&out](const Statement& row) { out.practice.push_back(practice_of(row)); });
  each_row(session, "SELECT * FROM links ORDER BY seq",
           [&out](const Statement& row) { out.links.push_back(link_of(row)); });
  each_row(session, "SELECT at_us, seconds FROM gaps ORDER BY rowid", [&out](const Statement& row) {
    out.gaps.push_back({time_of(row, 0), Seconds{std::max(row.real(1), 0.0)}});
  });
}

void read_own_words(Database& session, KeptSession& out) {
  each_row(session,
           "SELECT id, at_us, label, hidden, whose, "
           "EXISTS(SELECT 1 FROM about WHERE key='starred:'||marks.id) FROM marks "
           "ORDER BY at_us, id",
           [&out](const Statement& row) {
             out.marks.push_back({row.text(0), time_of(row, 1), row.text(2), row.integer(3) != 0,
                                  from_word<Whose>(row.text(4)).value_or(Whose::person),
                                  row.integer(5) != 0});
           });
  each_row(session,
           "SELECT id, at_us, kind, practice, step, text, whose, together, starred FROM words "
           "ORDER BY at_us, id",
           [&out](const Statement& row) {
             KeptWords words;
             words.id = row.text(0);
             words.words = {.time = time_of(row, 1),
                            .kind = from_word<WordsKind>(row.text(2)).value_or(WordsKind::note),
                            .text = row.text(5),
                            .practice = row.text(3),
                            .step = row.text(4),
                            .whose = from_word<Whose>(row.text(6)).value_or(Whose::person),
                            .together = row.integer(7) != 0};
             words.starred = row.integer(8) != 0;
             out.words.push_back(std::move(words));
           });
}

KeptSession session_of(Database session) {
  const About about{session};
  KeptSession out;
  out.head = head_of(session, about);
  out.software = about.text("software");
  out.finished = about.number("finished") != 0;
  out.agreed = {about.text("agreed_shown"), about.text("agreed_kept"), about.text("agreed_note"),
                out.head.label};
  read_estimates(session, out);
  read_events(session, out);
  read_own_words(session, out);
  return out;
}

/// What went wrong, as a sentence about this file.
template <class Reading>
auto told(const std::string& name, Reading&& reading)
    -> Expected<decltype(reading()), std::string> {
  try {
    return reading();
  } catch (const SessionTrouble& trouble) {
    return Unexpected{name + ": " + trouble.what()};
  } catch (const SqliteError& error) {
    if (error.locked()) {
      return Unexpected{shut_sentence(name)};
    }
    return Unexpected{
        name +
        (error.damaged() ? ": this is no session, or it is damaged (" : ": it cannot be read (") +
        error.what() + ")."};
  }
}

template <class Reading>
auto told(const std::filesystem::path& file, Reading&& reading)
    -> Expected<decltype(reading()), std::string> {
  std::error_code failed;
  if (!std::filesystem::exists(file, failed)) {
    return Unexpected{file.string() + ": there is no such file."};
  }
  return told(file.string(), std::forward<Reading>(reading));
}

constexpr const char* kInMemory = "the session";

}  // namespace

Expected<KeptSession, std::string> read_session(const std::filesystem::path& file) {
  return told(file, [&] { return session_of(open_session(file)); });
}

Expected<KeptSession, std::string> read_session(std::span<const std::uint8_t> bytes) {
  return told(std::string{kInMemory}, [&] { return session_of(open_session(bytes)); });
}

Expected<SessionHead, std::string> read_session_head(const std::filesystem::path& file) {
  return told(file, [&] {
    Database session = open_session(file);
    return head_of(session, About{session});
  });
}

Expected<KeptSession, std::string> read_session_words(const std::filesystem::path& file) {
  return told(file, [&] {
    Database session = open_session(file);
    KeptSession out;
    out.head = head_of(session, About{session});
    read_own_words(session, out);
    return out;
  });
}

struct SessionPlayback::Impl {
  explicit Impl(Database opened) : session(std::move(opened)) {
    clock = Microseconds{std::clamp<std::int64_t>(About{session}.number("clock_us"),
                                                  -kFurthestMicros, kFurthestMicros)};
    each_row(session, "SELECT * FROM sensors",
             [this](const Statement& row) { others.emplace_back(row.integer(1), sensor_of(row)); });
    each_row(session, "SELECT * FROM practice", [this](const Statement& row) {
      others.emplace_back(row.integer(0), Event{practice_of(row, clock)});
    });
    each_row(session, "SELECT * FROM links", [this](const Statement& row) {
      others.emplace_back(row.integer(0), Event{link_of(row, clock)});
    });
    std::stable_sort(others.begin(), others.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    blocks.emplace(session, "SELECT seq, first_us, packed FROM raw ORDER BY seq");
  }

  Database session;
  Microseconds clock{};
  std::vector<std::pair<std::int64_t, PlayedItem>> others;  ///< with their seq, rising
  std::size_t next_other = 0;
  std::optional<Statement> blocks;  ///< until they are all read
  std::vector<KeptChunk> block;
  std::size_t next_chunk = 0;
  std::uint64_t damaged = 0;

  void read_block() {
    while (blocks && next_chunk == block.size()) {
      try {
        if (!blocks->step()) {
          blocks.reset();
          return;
        }
      } catch (const SqliteError&) {
        ++damaged;
        blocks.reset();
        return;
      }
      auto read = unpack(blocks->blob(2), blocks->integer(0), time_of(*blocks, 1, clock));
      damaged += read ? 0U : 1U;
      block = std::move(read).value_or(std::vector<KeptChunk>{});
      next_chunk = 0;
    }
  }

  std::optional<PlayedItem> next() {
    read_block();
    const bool chunk_left = next_chunk < block.size();
    if (next_other < others.size() &&
        (!chunk_left || others[next_other].first <= block[next_chunk].seq)) {
      return std::move(others[next_other++].second);
    }
    return chunk_left ? std::optional<PlayedItem>{std::move(block[next_chunk++])} : std::nullopt;
  }
};

SessionPlayback::SessionPlayback(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SessionPlayback::SessionPlayback(SessionPlayback&&) noexcept = default;
SessionPlayback& SessionPlayback::operator=(SessionPlayback&&) noexcept = default;
SessionPlayback::~SessionPlayback() = default;

Expected<SessionPlayback, std::string> SessionPlayback::open(const std::filesystem::path& file) {
  return told(file, [&] { return SessionPlayback{std::make_unique<Impl>(open_session(file))}; });
}

Expected<SessionPlayback, std::string> SessionPlayback::open(std::span<const std::uint8_t> bytes) {
  return told(std::string{kInMemory},
              [&] { return SessionPlayback{std::make_unique<Impl>(open_session(bytes))}; });
}

std::optional<PlayedItem> SessionPlayback::next() { return impl_->next(); }
std::uint64_t SessionPlayback::damaged_blocks() const { return impl_->damaged; }
HostTime SessionPlayback::beginning() const { return HostTime{impl_->clock}; }

}  // namespace ebb
