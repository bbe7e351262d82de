#include "service/session_player.hpp"

#include "io/sensor_address.hpp"

namespace ebb {
namespace {

constexpr std::size_t kMostSensors = 4096;

}  // namespace

std::unique_ptr<Intake> make_intake(const KeptSensor& sensor, Intake::Handlers handlers) {
  const Expected<io::SensorAddress, io::BadAddress> address =
      io::parse_sensor_address(sensor.address);
  // A protocol that this program does not know is listened to like any unknown one.
  const bool known = make_decoder(sensor.named) != nullptr;
  return std::make_unique<Intake>(known ? sensor.named : std::string{},
                                  address ? address->decoder_options() : DecoderOptions{},
                                  std::move(handlers));
}

void SessionPlayer::play(const PlayedItem& item) {
  std::visit([this](const auto& one) { take(one); }, item);
}

void SessionPlayer::take(const KeptSensor& sensor) {
  if (sensors_.count(sensor.number) > 0 || sensors_.size() >= kMostSensors) {
    return;
  }
  const SourceId id = session_.add_source(sensor.name, sensor.named, sensor.simulated);
  Intake::Handlers handle;
  handle.reading = [this, id](const Reading& reading) { session_.push(id, reading, sink_); };
  handle.recognised = [this, id](std::string_view protocol) {
    session_.set_protocol(id, std::string{protocol});
  };
  handle.complaint = [](const std::string&, HostTime) {};
  sensors_[sensor.number] = {id, make_intake(sensor, std::move(handle))};
}

void SessionPlayer::take(const KeptChunk& chunk) {
  if (const auto sensor = sensors_.find(chunk.sensor); sensor != sensors_.end()) {
    sensor->second.intake->push(chunk.bytes, chunk.arrival);
  }
}

void SessionPlayer::take(const Event& event) {
  if (const auto* practice = std::get_if<PracticeEvent>(&event)) {
    session_.push(*practice, sink_);
  } else if (const auto* link = std::get_if<LinkEvent>(&event)) {
    const auto sensor = sensors_.find(link->number);
    if (sensor == sensors_.end()) {
      return;
    }
    if (link->state != LinkState::streaming) {
      sensor->second.intake->reset();
    }
    session_.push(sensor->second.id, link->state, link->note, link->time, sink_);
  }
}

}  // namespace ebb
