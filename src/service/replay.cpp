#include "service/replay.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <fstream>
#include <utility>

#include "io/generator_link.hpp"
#include "service/start_error.hpp"

namespace ebb {

namespace {

HostTime time_of(const RunChunk& chunk) { return chunk.arrival; }
HostTime time_of(const Event& event) {
  return std::visit(
      [](const auto& e) {
        if constexpr (requires { e.time; }) {
          return e.time;
        } else {
          return e.start;
        }
      },
      event);
}

}  // namespace

struct Replay::Impl {
  Impl(const io::SensorAddress& address, Session& target, Handlers told)
      : session(target), handlers(std::move(told)), file(address.place, std::ios::binary) {
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
  HostTime newest{};
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
        TimedBytes due{time_of(*chunk).time_since_epoch(), chunk->bytes};
        current = std::move(item);
        return due;
      } else if (const auto* event = std::get_if<Event>(&item)) {
        TimedBytes due{time_of(*event).time_since_epoch(), {}};
        current = std::move(item);
        return due;
      }
    }
  }

  void meet(const RunSource& source) {
    if (const auto known = sources.find(source.source); known != sources.end()) {
      return;  // its protocol, told again once it was recognised: the bytes say so here as well
    }
    const Expected<io::SensorAddress, io::BadAddress> address =
        io::parse_sensor_address(source.address);
    const bool simulated = address && address->kind == io::AddressKind::sim;
    const SourceId id = session.add_source(source.name, source.protocol, simulated);
    Intake::Handlers told;
    told.reading = [this, id](const Reading& reading) {
      session.push(id, reading, handlers.event);
    };
    told.recognised = [this, id](std::string_view protocol) {
      session.set_protocol(id, std::string{protocol});
    };
    told.complaint = [](const std::string&, HostTime) {};
    sources[source.source] = {
        id, std::make_unique<Intake>(source.protocol,
                                     address ? address->decoder_options() : DecoderOptions{},
                                     std::move(told))};
  }

  void play() {
    if (!current) {
      return;
    }
    if (const auto* chunk = std::get_if<RunChunk>(&*current)) {
      newest = std::max(newest, chunk->arrival);
      if (const auto source = sources.find(chunk->source); source != sources.end()) {
        source->second.intake->push(chunk->bytes, chunk->arrival);
      }
    } else if (const auto* event = std::get_if<Event>(&*current)) {
      newest = std::max(newest, time_of(*event));
      std::visit([this](const auto& e) { take(e); }, *event);
    }
    handlers.news();
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
  // What was made of the bytes is made anew.
  void take(const Beat&) {}
  void take(const Breath&) {}

  void end() {
    std::string words = "The recording ended.";
    if (const RunDamage& damage = reader.damage(); damage.lines > 0) {
      words += " " + std::to_string(damage.lines) +
               " lines could not be read and were left out; the first is line " +
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
HostTime Replay::now() const { return impl_->newest; }

}  // namespace ebb
