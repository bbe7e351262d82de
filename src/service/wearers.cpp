#include "service/wearers.hpp"

#include <utility>

#include "service/intake.hpp"
#include "service/sensor_link.hpp"

namespace ebb {

void Wearers::Wearer::take(SourceId id, const Reading& reading) {
  if (keeping != nullptr) {
    keeping->reading(static_cast<std::uint32_t>(id), reading);
  }
  session.push(id, reading, event);
}

void Wearers::Wearer::recognise(SourceId id, std::string_view protocol) {
  session.set_protocol(id, std::string{protocol});
  if (keeping != nullptr) {
    keeping->recognised(static_cast<std::uint32_t>(id), protocol);
  }
}

void Wearers::Wearer::keep(SourceId id, std::span<const std::uint8_t> bytes, HostTime now) const {
  if (keeping != nullptr) {
    keeping->chunk(static_cast<std::uint32_t>(id), now, bytes);
  }
}

Wearers::Wearers(asio::io_context& io, Handlers handlers)
    : io_(io), handlers_(std::move(handlers)) {
  person_.event = handlers_.event;
}

Wearers::Wearer& Wearers::wearer_of(const io::SensorAddress& address) {
  if (!address.second_person) {
    return person_;
  }
  if (!second_) {
    second_ = std::make_unique<Wearer>();
    second_->event = [](const Event& /*event*/) {};
  }
  return *second_;
}

SourceId Wearers::join(Wearer& wearer, const Joining& sensor) {
  const SourceId id = wearer.session.add_source(sensor.name, sensor.protocol, sensor.simulated);
  if (wearer.keeping != nullptr) {
    wearer.keeping->sensor({.number = static_cast<std::uint32_t>(id),
                            .name = sensor.name,
                            .protocol = sensor.protocol,
                            .named = sensor.protocol,
                            .address = sensor.address,
                            .simulated = sensor.simulated});
  }
  return id;
}

void Wearers::tell(Wearer& wearer, SourceId id, LinkState state, std::string note,
                   HostTime now) const {
  if (!note.empty()) {
    handlers_.say(note);
  }
  wearer.session.push(id, state, std::move(note), now, wearer.event);
}

void Wearers::add(const io::SensorAddress& address) {
  Wearer& wearer = wearer_of(address);
  const std::string where = io::print(address);
  const SourceId id = join(wearer, {.name = where,
                                    .address = where,
                                    .protocol = std::string{known_protocol(address)},
                                    .simulated = address.kind == io::AddressKind::sim});
  LiveSensor::Handlers handlers;
  handlers.bytes = [&wearer, id](std::span<const std::uint8_t> bytes, HostTime now) {
    wearer.keep(id, bytes, now);
  };
  handlers.reading = [&wearer, id](const Reading& reading) { wearer.take(id, reading); };
  handlers.recognised = [&wearer, id](std::string_view name) { wearer.recognise(id, name); };
  handlers.state = [this, &wearer, id](LinkState state, std::string note, HostTime now) {
    tell(wearer, id, state, std::move(note), now);
  };
  handlers.news = handlers_.news;
  handlers.another = [this, &wearer, where, address, so_far = 1]() mutable {
    return join_by_itself(wearer, {.name = where + " (" + std::to_string(++so_far) + ")",
                                   .address = where,
                                   .protocol = address.as,
                                   .options = address.decoder_options()});
  };
  sensors_.emplace_back(io_, address, std::move(handlers));
}

io::LinkHandlers Wearers::join_by_itself(Wearer& wearer, const Joining& sensor) {
  const SourceId id = join(wearer, sensor);
  const auto told = [this, &wearer, id](LinkState state, std::string note, HostTime now) {
    tell(wearer, id, state, std::move(note), now);
    handlers_.news();
  };
  Intake::Handlers taken;
  taken.reading = [&wearer, id](const Reading& reading) { wearer.take(id, reading); };
  taken.recognised = [&wearer, id](std::string_view name) { wearer.recognise(id, name); };
  taken.complaint = [told](std::string sentence, HostTime now) {
    told(LinkState::streaming, std::move(sentence), now);
  };
  const auto intake = std::make_shared<Intake>(sensor.protocol, sensor.options, std::move(taken));
  io::LinkHandlers handlers;
  handlers.bytes = [this, &wearer, intake, id](std::span<const std::uint8_t> bytes, HostTime now) {
    wearer.keep(id, bytes, now);
    intake->push(bytes, now);
    handlers_.news();
  };
  handlers.state = [intake, told](LinkState state, std::string note, HostTime now) {
    if (state != LinkState::streaming) {
      intake->reset();
    }
    told(state, std::move(note), now);
  };
  return handlers;
}

io::LinkHandlers Wearers::join_from_browser(const std::string& name, std::string_view protocol) {
  const std::string address = "browser:" + name;
  return join_by_itself(person_,
                        {.name = address, .address = address, .protocol = std::string{protocol}});
}

void Wearers::stand_in_leaves(HostTime now) {
  sensors_.front().stop();
  person_.session.push(SourceId{0}, LinkState::lost,
                       "A sensor has come, so the simulated person has left.", now, person_.event);
}

void Wearers::start() {
  for (LiveSensor& sensor : sensors_) {
    sensor.start();
  }
}

void Wearers::stop() {
  for (LiveSensor& sensor : sensors_) {
    sensor.stop();
  }
}

Snapshot Wearers::snapshot(HostTime now) const {
  Snapshot all = person_.session.snapshot(now);
  if (second_) {
    Snapshot theirs = second_->session.snapshot(now);
    if (theirs.breath_rate && theirs.breath_phase) {
      all.second_breath = SecondBreath{*theirs.breath_rate, *theirs.breath_phase};
    }
    for (SourceStatus& source : theirs.sources) {
      source.second = true;
      all.sources.push_back(std::move(source));
    }
  }
  return all;
}

}  // namespace ebb
