#include "service/keeping.hpp"

#include <mutex>
#include <utility>
#include <variant>

#include "io/asio.hpp"
#include "io/runtime_folder.hpp"

namespace ebb {
namespace {

/// A machine that slept for less was not away.
constexpr Microseconds kNap{500'000};
constexpr std::size_t kIdDigits = 16;
/// Marks of one session; more are not a person's.
constexpr std::size_t kMostMarks = 10'000;

std::string random_id() { return io::make_token().substr(0, kIdDigits); }

/// What a reading shows that its sensor can tell.
struct Shown {
  CanTell& can_tell;
  void operator()(const WaveSample& sample) const {
    switch (sample.kind) {
      case StreamKind::ecg:
        can_tell.ecg = true;
        break;
      case StreamKind::ppg:
        can_tell.ppg = true;
        break;
      case StreamKind::respiration:
        can_tell.respiration = true;
        break;
      case StreamKind::acceleration:
        can_tell.acceleration = true;
        break;
      case StreamKind::spo2:
        can_tell.spo2 = true;
        break;
      case StreamKind::heart_rate:
      case StreamKind::interval:
        break;
    }
  }
  void operator()(const IntervalReading& reading) const { beats(reading.optical); }
  void operator()(const BeatReading& reading) const { beats(reading.optical); }
  void operator()(const HeartRateReading& /*rate*/) const { can_tell.heart_rate = true; }
  template <class Other>
  void operator()(const Other& /*says nothing of it*/) const {}
  void beats(bool optical) const {
    can_tell.intervals = true;
    can_tell.optical = optical;
  }
};

}  // namespace

/// Carries a sentence from the writer's thread to the loop, for as long as there is one.
struct Keeping::Loop {
  std::mutex mutex;
  asio::io_context* io = nullptr;
  std::function<void(const std::string&)> say;

  static void tell(const std::shared_ptr<Loop>& self, const std::string& sentence) {
    const std::lock_guard lock{self->mutex};
    if (self->io != nullptr) {
      asio::post(*self->io, [self, sentence] { self->say(sentence); });
    }
  }
};

Keeping::Keeping(asio::io_context& io, Options options)
    : loop_(std::make_shared<Loop>()),
      writer_(
          std::make_unique<SessionFile>(std::move(options.file), std::move(options.start)),
          [loop = loop_](const std::string& sentence) { Loop::tell(loop, sentence); },
          SessionWriter::Manner{.agreed = options.agreed}) {
  const std::lock_guard lock{loop_->mutex};
  loop_->io = &io;
  loop_->say = std::move(options.say);
}

Keeping::~Keeping() {
  writer_.finish();
  const std::lock_guard lock{loop_->mutex};
  loop_->io = nullptr;
}

void Keeping::sensor(const KeptSensor& sensor) {
  sensors_[sensor.number] = sensor;
  writer_.push(sensor);
}

void Keeping::recognised(std::uint32_t sensor, std::string_view protocol) {
  KeptSensor& known = sensors_[sensor];
  known.protocol = std::string{protocol};
  writer_.push(known);
}

void Keeping::chunk(std::uint32_t sensor, HostTime arrival, std::span<const std::uint8_t> bytes) {
  KeptChunk chunk;
  chunk.sensor = sensor;
  chunk.arrival = arrival;
  chunk.bytes.assign(bytes.begin(), bytes.end());
  writer_.push(std::move(chunk));
}

void Keeping::reading(std::uint32_t sensor, const Reading& reading) {
  KeptSensor& known = sensors_[sensor];
  const CanTell before = known.can_tell;
  std::visit(Shown{known.can_tell}, reading);
  bool changed = known.can_tell != before;
  if (const auto* hello = std::get_if<HelloReading>(&reading);
      hello != nullptr && !hello->name.empty() && hello->name != known.name) {
    known.name = hello->name;
    changed = true;
  }
  if (changed) {
    writer_.push(known);
  }
}

void Keeping::event(const Event& event) {
  const auto* mark = std::get_if<Mark>(&event);
  if (mark == nullptr) {
    writer_.push(event);
    return;
  }
  if (marks_.size() >= kMostMarks && marks_.count(mark->time) == 0) {
    return;
  }
  // Told again at the same time, it is the same mark with another label.
  std::string& id = marks_[mark->time];
  id = id.empty() ? random_id() : id;
  writer_.push(KeptMark{.id = id, .time = mark->time, .label = mark->label, .whose = mark->whose});
}

void Keeping::words(const Words& words) { writer_.push(KeptWords{random_id(), words, false}); }

void Keeping::settled(const SessionAgreement& agreement) {
  if (agreement.stage == SessionAgreement::Stage::proposed) {
    return;
  }
  const bool keep = agreement.stage == SessionAgreement::Stage::agreed && agreement.kept;
  if (!keep) {
    writer_.drop();
    return;
  }
  writer_.push(Agreed{.shown = agreement.feedback_shown ? "own signals" : "no own signals",
                      .kept = "kept on this machine",
                      .note = agreement.purpose,
                      .label = agreement.label});
  writer_.agree();
}

void Keeping::second(const Snapshot& snapshot, Microseconds asleep) {
  const Microseconds before = std::exchange(asleep_, asleep);
  if (before.count() >= 0 && asleep - before > kNap) {
    writer_.push(KeptGap{snapshot.time, Seconds{asleep - before}});
  }
  for (std::uint32_t sensor = 0; sensor < snapshot.sources.size(); ++sensor) {
    for (const StreamStatus& stream : snapshot.sources[sensor].streams) {
      writer_.push(KeptQuality{snapshot.time, sensor, stream.kind, stream.quality, stream.fault});
    }
  }
  if (snapshot.heart_rate) {
    writer_.push(KeptRate{snapshot.time, KeptRate::Of::heart, snapshot.heart_rate->value.value(),
                          snapshot.heart_rate->quality});
  }
  if (snapshot.breath_rate) {
    writer_.push(KeptRate{snapshot.time, KeptRate::Of::breath, snapshot.breath_rate->value.value(),
                          snapshot.breath_rate->quality});
  }
}

void Keeping::finish(HostTime now) {
  writer_.push(KeptEnd{now});
  writer_.finish();
}

}  // namespace ebb
