#include "service/replay.hpp"

#include <algorithm>
#include <utility>

#include "archive/session_file/session_reader.hpp"
#include "io/generator_link.hpp"
#include "io/host_clock.hpp"
#include "service/session_player.hpp"
#include "service/start_error.hpp"

namespace ebb {

namespace {

SessionPlayback opened(const std::string& file) {
  auto playback = SessionPlayback::open(file);
  if (!playback) {
    throw StartError(playback.error());
  }
  return std::move(*playback);
}

}  // namespace

struct Replay::Impl {
  Impl(const io::SensorAddress& address, Session& session, Handlers told)
      : handlers(std::move(told)),
        playback(opened(address.place)),
        player(session, handlers.event),
        due(playback.beginning()),
        newest(playback.beginning()),
        heard(io::now()),
        speed(address.speed) {}

  Handlers handlers;
  SessionPlayback playback;
  SessionPlayer player;
  std::optional<PlayedItem> current;  ///< the item the link is handing on
  HostTime due;                       ///< of the item read last
  HostTime newest;                    ///< of the item played last, and when that was
  HostTime heard;
  double speed;
  std::unique_ptr<io::Link> link;

  /// The next item that has a time; sensors are met on the way. Counted from the beginning.
  std::optional<TimedBytes> next() {
    while (std::optional<PlayedItem> item = playback.next()) {
      if (std::holds_alternative<KeptSensor>(*item)) {
        player.play(*item);
        continue;
      }
      // Only what the sensors did keeps the time of then; a practice event may bear any.
      if (const auto* chunk = std::get_if<KeptChunk>(&*item)) {
        due = chunk->arrival;
      } else if (const LinkEvent* event = link_event(*item)) {
        due = std::max(due, event->time);
      }
      TimedBytes timed{due - playback.beginning(), {}};
      if (const auto* chunk = std::get_if<KeptChunk>(&*item)) {
        timed.bytes = chunk->bytes;
      }
      current = std::move(item);
      return timed;
    }
    return std::nullopt;
  }

  static const LinkEvent* link_event(const PlayedItem& item) {
    const auto* event = std::get_if<Event>(&item);
    return event != nullptr ? std::get_if<LinkEvent>(event) : nullptr;
  }

  void play() {
    if (!current) {
      return;
    }
    if (const auto* chunk = std::get_if<KeptChunk>(&*current)) {
      hear(chunk->arrival);
    } else if (const LinkEvent* event = link_event(*current)) {
      hear(event->time);
    }
    player.play(*current);
    handlers.news();
  }

  void hear(HostTime at) {
    newest = std::max(newest, at);
    heard = io::now();
  }

  /// The clock of then goes on between two items, for a moment.
  [[nodiscard]] HostTime now() const {
    constexpr Seconds kMoment{2.0};
    const Seconds since = Seconds{io::now() - heard} * speed;
    return newest + to_microseconds(std::clamp(since, Seconds{0}, kMoment));
  }

  void end() const {
    std::string words = "The recording ended.";
    if (const std::uint64_t damaged = playback.damaged_blocks(); damaged > 0) {
      words += " " + std::to_string(damaged) + (damaged == 1 ? " part" : " parts") +
               " of it could not be read and " + (damaged == 1 ? "was" : "were") + " left out.";
    }
    handlers.ended(words);
  }
};

Replay::Replay(asio::io_context& io, const io::SensorAddress& address, Session& session,
               Handlers handlers)
    : impl_(std::make_unique<Impl>(address, session, std::move(handlers))) {
  impl_->link = io::make_generator_link(
      io, [this] { return impl_->next(); }, address.speed, io::ArrivalStamp::recorded,
      {[this](std::span<const std::uint8_t>, HostTime) { impl_->play(); },
       [this](LinkState state, const std::string&, HostTime) {
         if (state == LinkState::lost) {
           impl_->end();
         }
       }});
}

Replay::~Replay() = default;
void Replay::start() { impl_->link->start(); }
void Replay::stop() { impl_->link->stop(); }
HostTime Replay::now() const { return impl_->now(); }

}  // namespace ebb
