#include "service/keeping.hpp"

#include <algorithm>
#include <mutex>
#include <system_error>
#include <utility>
#include <variant>

#include "io/asio.hpp"
#include "io/host_clock.hpp"
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

/// When it began. What is no event of its own came just now.
struct Began {
  HostTime operator()(const Beat& beat) const {
    return beat.time - to_microseconds(Seconds{beat.interval});
  }
  HostTime operator()(const Breath& breath) const { return breath.start; }
  HostTime operator()(const LinkEvent& link) const { return link.time; }
  HostTime operator()(const PracticeEvent& event) const { return event.time; }
  HostTime operator()(const Mark& mark) const { return mark.time; }
  HostTime operator()(const Event& event) const { return std::visit(*this, event); }
  HostTime operator()(const KeptMark& mark) const { return mark.time; }
  HostTime operator()(const KeptWords& words) const { return words.words.time; }
  template <class Other>
  HostTime operator()(const Other& /*just now*/) const {
    return HostTime::max();
  }
};

/// The first of this run is named as was asked; one that begins later never takes a name that is
/// there.
std::filesystem::path file_of(const RecordPlace& place, const SessionStart& start, int number) {
  if (place.names_itself) {
    return file_in(place.path, start);
  }
  std::filesystem::path file = place.path;
  std::error_code failed;
  for (; number > 1; ++number) {
    file = place.path.parent_path() / (place.path.stem().string() + "-" + std::to_string(number) +
                                       place.path.extension().string());
    if (!std::filesystem::exists(std::filesystem::symlink_status(file, failed))) {
      break;
    }
  }
  return file;
}

}  // namespace

/// Carries sentences from the writer's thread to the loop, for as long as there is one.
struct Keeping::Loop {
  std::mutex mutex;
  asio::io_context* io = nullptr;
  std::function<void(const std::string&)> say;
  std::function<void()> hand_over;  ///< what came in this turn, on the loop's thread

  std::vector<std::string> sentences;  ///< that have not been said

  static void tell(const std::shared_ptr<Loop>& self, const std::string& sentence) {
    const std::lock_guard lock{self->mutex};
    if (self->io != nullptr) {
      self->sentences.push_back(sentence);
      asio::post(*self->io, [self] { self->say_all(); });
    }
  }
  /// On the loop's thread, or where that has ended.
  void say_all() {
    std::vector<std::string> all;
    {
      const std::lock_guard lock{mutex};
      all.swap(sentences);
    }
    for (const std::string& sentence : all) {
      say(sentence);
    }
  }
};

Keeping::Keeping(asio::io_context& io, Options options)
    : loop_(std::make_shared<Loop>()),
      place_(std::move(options.place)),
      label_(std::move(options.label)) {
  loop_->io = &io;
  loop_->say = std::move(options.say);
  loop_->hand_over = [this] { hand_over(); };
}

Keeping::~Keeping() {
  hand_over();
  writer_.reset();
  leaving_.clear();
  const std::lock_guard lock{loop_->mutex};
  loop_->io = nullptr;
  loop_->hand_over = nullptr;
}

void Keeping::begin() { begin_file(HostTime::min()); }

void Keeping::begin_file(HostTime oldest) {
  const io::WallTime wall = io::wall_time();
  SessionStart start{.id = random_id(),
                     .label = label_,
                     .started_ms = wall.unix_ms,
                     .utc_offset_min = wall.utc_offset_min,
                     .software = "ebb " EBB_VERSION,
                     .clock = io::now()};
  std::filesystem::path file = file_of(place_, start, ++files_);
  writer_ = std::make_unique<SessionWriter>(
      std::make_unique<SessionFile>(std::move(file), std::move(start)),
      [loop = loop_](const std::string& sentence) { Loop::tell(loop, sentence); });
  oldest_ = oldest;
  for (const auto& [number, sensor] : sensors_) {
    writer_->push(sensor);
  }
}

void Keeping::agreed(const SessionAgreement& agreement, HostTime now) {
  if (!agreement.kept) {
    remove();
    return;
  }
  if (!writer_) {
    begin_file(now);
  }
  push(Agreed{.shown = agreement.feedback_shown ? "own signals" : "no own signals",
              .kept = "kept on this machine",
              .note = agreement.purpose,
              .label = agreement.label});
}

void Keeping::end(HostTime now) {
  if (writer_) {
    hand_over();
    writer_->push(KeptEnd{now});
    writer_->end();
    leaving_.push_back(std::move(writer_));
  }
}

void Keeping::remove() {
  if (writer_) {
    turn_.clear();
    writer_->discard();
    leaving_.push_back(std::move(writer_));
  }
}

void Keeping::push(KeptItem item) {
  if (!writer_ || std::visit(Began{}, item) < oldest_) {
    return;
  }
  if (turn_.empty()) {
    asio::post(*loop_->io, [loop = loop_] {
      if (loop->hand_over) {
        loop->hand_over();
      }
    });
  }
  turn_.push_back(std::move(item));
}

void Keeping::hand_over() {
  if (writer_ && !turn_.empty()) {
    writer_->push(std::exchange(turn_, {}));
  }
}

void Keeping::sensor(const KeptSensor& sensor) {
  sensors_[sensor.number] = sensor;
  push(sensor);
}

void Keeping::recognised(std::uint32_t sensor, std::string_view protocol) {
  KeptSensor& known = sensors_[sensor];
  known.protocol = std::string{protocol};
  push(known);
}

void Keeping::chunk(std::uint32_t sensor, HostTime arrival, std::span<const std::uint8_t> bytes) {
  if (!writer_) {
    return;
  }
  KeptChunk chunk;
  chunk.sensor = sensor;
  chunk.arrival = arrival;
  chunk.bytes.assign(bytes.begin(), bytes.end());
  push(std::move(chunk));
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
    push(known);
  }
}

void Keeping::event(const Event& event) {
  const auto* mark = std::get_if<Mark>(&event);
  if (mark == nullptr) {
    push(event);
    return;
  }
  if (marks_.size() >= kMostMarks && marks_.count(mark->time) == 0) {
    return;
  }
  // Told again at the same time, it is the same mark with another label.
  std::string& id = marks_[mark->time];
  id = id.empty() ? random_id() : id;
  push(KeptMark{.id = id, .time = mark->time, .label = mark->label, .whose = mark->whose});
}

void Keeping::words(const Words& words) { push(KeptWords{random_id(), words, false}); }

void Keeping::second(const Snapshot& snapshot, Microseconds asleep) {
  leaving_.erase(std::remove_if(leaving_.begin(), leaving_.end(),
                                [](const auto& writer) { return writer->over(); }),
                 leaving_.end());
  const Microseconds before = std::exchange(asleep_, asleep);
  if (before.count() >= 0 && asleep - before > kNap) {
    push(KeptGap{snapshot.time, Seconds{asleep - before}});
  }
  for (std::uint32_t sensor = 0; sensor < snapshot.sources.size(); ++sensor) {
    for (const StreamStatus& stream : snapshot.sources[sensor].streams) {
      push(KeptQuality{snapshot.time, sensor, stream.kind, stream.quality, stream.fault});
    }
  }
  if (snapshot.heart_rate) {
    push(KeptRate{snapshot.time, KeptRate::Of::heart, snapshot.heart_rate->value.value(),
                  snapshot.heart_rate->quality});
  }
  if (snapshot.breath_rate) {
    push(KeptRate{snapshot.time, KeptRate::Of::breath, snapshot.breath_rate->value.value(),
                  snapshot.breath_rate->quality});
  }
}

void Keeping::finish(HostTime now) {
  end(now);
  leaving_.clear();
  loop_->say_all();  // nobody may run the loop any more
}

}  // namespace ebb
