#include "service/replay.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <fstream>
#include <utility>

#include "io/generator_link.hpp"
#include "io/host_clock.hpp"
#include "service/start_error.hpp"

namespace ebb {

namespace {

constexpr std::size_t kMostSources = 64;

/// Whether a recorded event was told to the session; beats and breaths are what it made of bytes.
bool told(const Event& event) {
  return !std::holds_alternative<Beat>(event) && !std::holds_alternative<Breath>(event);
}

}  // namespace

struct Replay::Impl {
  Impl(const io::SensorAddress& address, Session& target, Handlers told)
      : session(target), handlers(std::move(told)), file(address.place, std::ios::binary) {
    speed = address.speed;
    if (!file) {
      throw StartError(address.place + ": " + std::strerror(errno) +
                       ". A recording is what `--record FILE` made.");
    }
    fill();
    if (!reader.trouble().empty()) {
      throw StartError(address.place + ": " + reader.trouble());
    }
  }

  Session& session;
  Handlers handlers;
  std::ifstream file;
  RunReader reader;
  std::deque<RunItem> waiting;
  struct Recorded {
    SourceId id = 0;
    std::unique_ptr<Intake> intake;
  };
  std::map<std::uint32_t, Recorded> sources;
  std::optional<RunItem> current;  ///< the item the link is handing on
  HostTime due{};                  ///< of the item read last
  HostTime newest{};               ///< of the item played last, and when that was
  HostTime heard{};
  double speed = 1.0;
  std::unique_ptr<io::Link> link;

  /// Reads on until there is an item to play, a piece at a time.
  void fill() {
    const RunSink keep = [this](const RunItem& item) { waiting.push_back(item); };
    std::array<char, 65536> piece{};
    while (waiting.empty() && file) {
      file.read(piece.data(), piece.size());
      reader.push({piece.data(), static_cast<std::size_t>(file.gcount())}, keep);
      if (!file) {
        reader.finish(keep);
      }
    }
  }

  /// The next item that has a time; what has none is taken in on the way.
  std::optional<TimedBytes> next() {
    while (true) {
      fill();
      if (waiting.empty()) {
        return std::nullopt;
      }
      RunItem item = std::move(waiting.front());
      waiting.pop_front();
      if (const auto* source = std::get_if<RunSource>(&item)) {
        meet(*source);
      } else if (const auto* chunk = std::get_if<RunChunk>(&item)) {
        TimedBytes next{(due = chunk->arrival).time_since_epoch(), chunk->bytes};
        current = std::move(item);
        return next;
      } else if (const auto* event = std::get_if<Event>(&item); event != nullptr && told(*event)) {
        // Only what the sensors did keeps the recording's time; a mark may bear any.
        const auto* link_event = std::get_if<LinkEvent>(event);
        const HostTime at = link_event != nullptr ? link_event->time : due;
        current = std::move(item);
        return TimedBytes{(due = std::max(due, at)).time_since_epoch(), {}};
      }
    }
  }

  void meet(const RunSource& source) {
    // Told again once its protocol was recognised: the bytes say so here as well.
    if (sources.count(source.source) > 0 || sources.size() >= kMostSources) {
      return;
    }
    const Expected<io::SensorAddress, io::BadAddress> address =
        io::parse_sensor_address(source.address);
    const bool simulated = address && address->kind == io::AddressKind::sim;
    const SourceId id = session.add_source(source.name, source.protocol, simulated);
    Intake::Handlers handle;
    handle.reading = [this, id](const Reading& reading) {
      session.push(id, reading, handlers.event);
    };
    handle.recognised = [this, id](std::string_view protocol) {
      session.set_protocol(id, std::string{protocol});
    };
    handle.complaint = [](const std::string&, HostTime) {};
    // A protocol that this program does not know is listened to like any unknown one.
    const std::unique_ptr<Decoder> known = make_decoder(source.protocol);
    sources[source.source] = {
        id, std::make_unique<Intake>(known ? source.protocol : std::string{},
                                     address ? address->decoder_options() : DecoderOptions{},
                                     std::move(handle))};
  }

  void play() {
    if (!current) {
      return;
    }
    if (const auto* chunk = std::get_if<RunChunk>(&*current)) {
      hear(chunk->arrival);
      if (const auto source = sources.find(chunk->source); source != sources.end()) {
        source->second.intake->push(chunk->bytes, chunk->arrival);
      }
    } else if (const auto* event = std::get_if<Event>(&*current)) {
      if (const auto* link_event = std::get_if<LinkEvent>(event)) {
        hear(link_event->time);
      }
      std::visit([this](const auto& e) { take(e); }, *event);
    }
    handlers.news();
  }

  void hear(HostTime at) {
    newest = std::max(newest, at);
    heard = io::now();
  }

  /// The recorded clock goes on between two items, for a moment.
  [[nodiscard]] HostTime now() const {
    constexpr Seconds kMoment{2.0};
    const Seconds since = Seconds{io::now() - heard} * speed;
    return newest + to_microseconds(std::clamp(since, Seconds{0}, kMoment));
  }

  void take(const PracticeEvent& event) { session.push(event, handlers.event); }
  void take(const Mark& mark) { session.push(mark, handlers.event); }
  void take(const LinkEvent& event) {
    const auto source = sources.find(event.number);
    if (source == sources.end()) {
      return;
    }
    if (event.state != LinkState::streaming) {
      source->second.intake->reset();
    }
    session.push(source->second.id, event.state, event.note, event.time, handlers.event);
  }
  void take(const Beat&) {}    // made anew from the bytes, see told()
  void take(const Breath&) {}  // likewise

  void end() const {
    std::string words = "The recording ended.";
    if (const RunDamage& damage = reader.damage(); damage.lines > 0) {
      words += " " + std::to_string(damage.lines) + (damage.lines == 1 ? " line" : " lines") +
               " could not be read and left out; the first is line " +
               std::to_string(damage.first_line) + ".";
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
