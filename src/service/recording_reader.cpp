#include "service/recording_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <utility>

#include "service/interval_file.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

// What is kept of a recording grows with it, so there is an end to its length.
constexpr double kLongest = 7.0 * 86400.0;
constexpr std::size_t kMostIntervals = 1'000'000;
constexpr double kSlowest = 1.0;
constexpr double kFastest = 20'000.0;
constexpr std::size_t kLookAhead = 512;  // rows that tell units and the usual step

std::string shown(double value) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%g", value);
  return text.data();
}

std::vector<std::string> likely_names(RecordedKind kind) {
  switch (kind) {
    case RecordedKind::intervals:
      return interval_names();
    case RecordedKind::ecg:
      return {"ecg", "ekg"};
    case RecordedKind::ppg:
      return {"ppg", "pulse", "bvp", "hr"};
    case RecordedKind::respiration:
      return {"resp", "rsp", "breath", "belt", "flow"};
    case RecordedKind::acceleration:
      return {"acc"};
  }
  return {};
}

/// Whether these are times: no heart draws its intervals out beat by beat to eight times their
/// length.
bool rise_as_times(const std::vector<double>& values) {
  constexpr std::size_t kFewest = 16;
  constexpr double kMostRise = 8.0;
  return values.size() >= kFewest && values.front() >= 0.0 &&
         std::adjacent_find(values.begin(), values.end(), std::greater_equal<>{}) == values.end() &&
         values.back() > kMostRise * values.front();
}

/// A frame number that wraps as one that counts on. Where it wraps is the next power of two above
/// the largest seen. A fall of half of that or more is a wrap; of less, or none, it is a frame that
/// comes late or again.
class Sequence {
 public:
  /// A number that will come: the more are known before the first is taken, the surer is the wrap.
  void expect(double number) {
    while (wrap_ <= number) {
      wrap_ *= 2.0;
    }
  }
  /// Nothing for a frame that comes late or again.
  std::optional<double> next(double number) {
    expect(number);
    if (begun_ && number <= last_) {
      if (2.0 * (last_ - number) < wrap_) {
        return std::nullopt;
      }
      turns_ += wrap_;
    }
    begun_ = true;
    last_ = number;
    return number + turns_;
  }

 private:
  bool begun_ = false;
  double last_ = 0.0;
  double wrap_ = 2.0;
  double turns_ = 0.0;
};

/// One pass over a file: rows are read ahead a little, timed, and given to the streams.
class RecordingPass {
 public:
  explicit RecordingPass(const RecordingRequest& request)
      : request_(request), file_(request.file, choices(request), request.progress) {
    if (file_.annotations() && !only_intervals()) {
      file_.refuse(
          "annotations hold intervals between beats, no signal; read them with --kind rr.");
    }
    look_ahead();
    find_rate();
    open_streams();
  }

  Analysis run() {
    for (const Ahead& row : ahead_) {
      take(row.values, row.place);
    }
    while (const std::optional<Row> row = file_.next()) {
      take(*row, file_.place());
    }
    if (unusable_ > 0 && 2 * unusable_ >= intervals_) {
      refuse_interval(file_, first_unusable_.place, first_unusable_.values.front(),
                      "; at least half of what is there is none");
    }
    std::vector<StreamFindings> found;
    for (std::size_t i = 0; i < streams_.size(); ++i) {
      found.push_back({request_.streams[i].kind, streams_[i]->finish(end_)});
    }
    return gather(std::move(found), joint_.get());
  }

 private:
  struct Ahead {
    std::vector<std::optional<double>> values;
    std::uint64_t place = 0;
  };

  static ColumnChoices choices(const RecordingRequest& request);
  [[nodiscard]] bool only_intervals() const {
    return request_.streams.size() == 1 && request_.streams.front().kind == RecordedKind::intervals;
  }
  void look_ahead();
  void find_rate();
  void find_stamped_rate();
  void open_streams();
  void take(Row row, std::uint64_t place);
  [[nodiscard]] std::optional<double> time_of(Row row);
  /// In ms; 0 where a value is no interval, which is a gap: how long it was is not known.
  std::optional<double> take_interval(std::optional<double> value, std::uint64_t place);
  [[noreturn]] void refuse_length() const {
    file_.refuse("longer than a week; cut it into shorter files.");
  }

  const RecordingRequest& request_;
  NumberFile file_;
  std::vector<Ahead> ahead_;
  std::vector<std::unique_ptr<StreamAnalysis>> streams_;
  std::shared_ptr<JointBreath> joint_;
  std::optional<RecordedTime> stamps_;
  Sequence sequence_;
  std::optional<double> first_frame_;
  double rate_ = 0.0;
  std::uint64_t rows_ = 0;
  double end_ = 0.0;
  double interval_scale_ = 1.0;
  std::size_t intervals_ = 0;
  std::size_t unusable_ = 0;  ///< of these
  Ahead first_unusable_;
  double interval_sum_ = 0.0;
};

ColumnChoices RecordingPass::choices(const RecordingRequest& request) {
  ColumnChoices choices;
  if (request.time) {
    choices.push_back({*request.time, {"time", "stamp"}, "--time", true});
  }
  if (request.sequence) {
    choices.push_back({*request.sequence, {"seq"}, "--sequence"});
  }
  for (const WantedStream& stream : request.streams) {
    for (const std::string& column : stream.columns) {
      choices.push_back({column, likely_names(stream.kind), stream.option, false,
                         stream.kind == RecordedKind::intervals});
    }
  }
  return choices;
}

void RecordingPass::look_ahead() {
  while (ahead_.size() < kLookAhead) {
    const std::optional<Row> row = file_.next();
    if (!row) {
      break;
    }
    ahead_.push_back({{row->begin(), row->end()}, file_.place()});
    if (request_.sequence && row->front()) {
      sequence_.expect(*row->front());
    }
  }
}

void RecordingPass::find_stamped_rate() {
  std::vector<double> stamps;
  for (const Ahead& row : ahead_) {
    if (row.values[0]) {
      stamps.push_back(*row.values[0]);
    }
  }
  stamps_.emplace(stamps, file_.dated() ? std::optional{TimeUnit::seconds} : request_.unit);
  rate_ = stamps_->rate().value_or(Hertz{0.0}).value();
  if (!(rate_ >= kSlowest && rate_ <= kFastest)) {
    file_.refuse("its times make " + shown(rate_) +
                 " samples per second, where 1 to 20000 can be read; say what they are counted in "
                 "with --time-unit (s, ms, us or ns).");
  }
}

void RecordingPass::find_rate() {
  if (only_intervals()) {
    return;
  }
  if (request_.time) {
    find_stamped_rate();
    return;
  }
  const std::optional<Hertz> own = file_.rate();
  if (own && file_.rate_is_binding() && request_.rate &&
      std::abs(own->value() - *request_.rate) > 0.001 * own->value()) {
    file_.refuse("the file says " + shown(own->value()) + " samples per second, --rate says " +
                 shown(*request_.rate) + "; leave --rate away, or mend the file.");
  }
  rate_ = request_.rate.value_or(own ? own->value() : 0.0);
  if (rate_ == 0.0) {
    file_.refuse(
        "say its samples per second with --rate, or name its column of times with --time.");
  }
  if (!(rate_ >= kSlowest && rate_ <= kFastest)) {
    file_.refuse(shown(rate_) + " samples per second; between 1 and 20000 can be read.");
  }
  if (static_cast<double>(file_.announced().value_or(0)) > rate_ * kLongest) {
    refuse_length();
  }
}

void RecordingPass::open_streams() {
  std::vector<double> first;
  std::size_t column = (request_.time ? 1U : 0U) + (request_.sequence ? 1U : 0U);
  const auto shows_heart = [](const WantedStream& wanted) {
    return wanted.kind == RecordedKind::ecg || wanted.kind == RecordedKind::ppg;
  };
  if (std::count_if(request_.streams.begin(), request_.streams.end(), shows_heart) > 1) {
    joint_ = std::make_shared<JointBreath>();
  }
  for (const WantedStream& wanted : request_.streams) {
    if (!works_at(wanted.kind, Hertz{rate_})) {
      file_.refuse(shown(rate_) +
                   " samples per second are too few or too many to find beats or breaths in it.");
    }
    if (wanted.kind == RecordedKind::intervals) {
      for (const Ahead& row : ahead_) {
        if (row.values[column] && first.size() < kToTellUnit) {
          first.push_back(*row.values[column]);
        }
      }
    }
    column += wanted.columns.size();
    streams_.push_back(make_stream_analysis(
        {wanted.kind, Hertz{rate_}, !request_.time && !request_.sequence, request_.flow, joint_}));
  }
  if (rise_as_times(first)) {
    file_.refuse(
        "its numbers rise from line to line, as the times of beats do; intervals go up and down, "
        "so name their column.");
  }
  interval_scale_ = interval_scale(std::move(first));
}

std::optional<double> RecordingPass::time_of(Row row) {
  if (only_intervals()) {
    return 0.0;
  }
  if (request_.time) {
    return row[0] ? std::optional{stamps_->seconds(*row[0])} : std::nullopt;
  }
  if (!request_.sequence) {
    return static_cast<double>(rows_) / rate_;
  }
  if (!row[0]) {
    return std::nullopt;
  }
  const std::optional<double> frame = sequence_.next(*row[0]);
  if (!frame) {
    return std::nullopt;
  }
  first_frame_ = first_frame_.value_or(*frame);
  return (*frame - *first_frame_) / rate_;
}

std::optional<double> RecordingPass::take_interval(std::optional<double> value,
                                                   std::uint64_t place) {
  if (!value && !only_intervals()) {
    return std::nullopt;
  }
  const std::optional<double> usable = interval_of(value, interval_scale_);
  if (!usable && unusable_++ == 0) {
    first_unusable_ = {{value}, place};
  }
  const double ms = usable.value_or(0.0);
  interval_sum_ += 1e-3 * ms;
  if (++intervals_ > kMostIntervals) {
    file_.refuse("more than a million intervals; cut it into shorter files.");
  }
  if (interval_sum_ > kLongest) {
    refuse_length();
  }
  return ms;
}

void RecordingPass::take(Row row, std::uint64_t place) {
  const std::optional<double> time = time_of(row);
  ++rows_;
  if (!time) {
    return;
  }
  end_ = std::max(end_, *time + (rate_ > 0.0 ? 1.0 / rate_ : 0.0));
  if (end_ > kLongest) {
    refuse_length();
  }
  std::size_t column = (request_.time ? 1U : 0U) + (request_.sequence ? 1U : 0U);
  for (std::size_t i = 0; i < streams_.size(); ++i) {
    const WantedStream& wanted = request_.streams[i];
    if (wanted.kind == RecordedKind::intervals) {
      const std::optional<double> ms = take_interval(row[column], place);
      streams_[i]->push(*time, {&ms, 1});
    } else {
      streams_[i]->push(*time, row.subspan(column, wanted.columns.size()));
    }
    column += wanted.columns.size();
  }
}

}  // namespace

Analysis analyse_recording(const RecordingRequest& request) { return RecordingPass{request}.run(); }

}  // namespace ebb
