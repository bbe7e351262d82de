#include "archive/exports/edf_file.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <edflib.h>

#include "archive/exports/edf_notes.hpp"
#include "archive/exports/even_means.hpp"
#include "feed/words.hpp"

namespace ebb {
namespace {

constexpr int kMostNoteSignals = 64;  // as EDFlib has it
constexpr double kHighestHeart = 300.0;
constexpr double kHighestBreath = 60.0;
constexpr double kUnknownQuality = -1.0;

/// One value a second.
struct Series {
  std::string label;  ///< at most 16 characters
  std::string unit;   ///< at most 8
  double low = 0.0;   ///< also: nothing is known
  double high = 1.0;
  std::string remark;
  std::vector<double> values;
};

Series rates(const std::vector<EvenMean>& means, std::optional<double> EvenMean::*which,
             std::string label, double high) {
  Series series{std::move(label), "/min", 0.0, high, "0: nothing is known", {}};
  for (const EvenMean& mean : means) {
    series.values.push_back(std::clamp((mean.*which).value_or(0.0), 0.0, high));
  }
  return series;
}

/// The best that any sensor had of it in each second.
Series quality(const KeptSession& session, StreamKind kind, std::size_t seconds) {
  Series series{"Q " + std::string{feed::word(kind)},
                "",
                kUnknownQuality,
                1.0,
                "-1: nothing is known",
                std::vector<double>(seconds, kUnknownQuality)};
  for (const KeptQuality& one : session.quality) {
    const double place = to_seconds(one.time);
    if (one.kind == kind && place >= 0.0 && place < static_cast<double>(seconds)) {
      double& value = series.values[static_cast<std::size_t>(place)];
      value = std::max(value, std::clamp(one.quality, 0.0, 1.0));
    }
  }
  return series;
}

std::vector<Series> all_series(const KeptSession& session) {
  const std::vector<EvenMean> means = even_means(session, Seconds{1.0});
  std::vector<Series> all{rates(means, &EvenMean::heart, "Heart rate", kHighestHeart),
                          rates(means, &EvenMean::breath, "Breathing rate", kHighestBreath)};
  for (const StreamKind kind :
       {StreamKind::ecg, StreamKind::ppg, StreamKind::respiration, StreamKind::acceleration,
        StreamKind::heart_rate, StreamKind::interval}) {
    if (std::any_of(session.quality.begin(), session.quality.end(),
                    [kind](const KeptQuality& one) { return one.kind == kind; })) {
      all.push_back(quality(session, kind, means.size()));
    }
  }
  return all;
}

namespace chrono = std::chrono;

/// By the calendar there and then.
chrono::sys_time<chrono::milliseconds> local_start(const SessionHead& head) {
  return chrono::sys_time<chrono::milliseconds>{chrono::milliseconds{head.started_ms} +
                                                chrono::minutes{head.utc_offset_min}};
}

chrono::year_month_day date_of(const SessionHead& head) {
  return chrono::year_month_day{chrono::floor<chrono::days>(local_start(head))};
}

/// An EDF+ file being written. Whatever EDFlib refuses is remembered.
class Writing {
 public:
  Writing(const std::filesystem::path& file, std::size_t signals)
      : handle_(edfopen_file_writeonly(file.c_str(), EDFLIB_FILETYPE_EDFPLUS,
                                       static_cast<int>(signals))),
        good_(handle_ >= 0) {}
  ~Writing() { close(); }
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;

  [[nodiscard]] bool good() const { return good_; }
  void close() {
    if (handle_ >= 0) {
      check(edfclose_file(handle_));
      handle_ = -1;
    }
  }

  void describe(int signal, const Series& series) {
    check(edf_set_samplefrequency(handle_, signal, 1));
    check(edf_set_physical_maximum(handle_, signal, series.high));
    check(edf_set_physical_minimum(handle_, signal, series.low));
    check(edf_set_digital_maximum(handle_, signal, std::numeric_limits<std::int16_t>::max()));
    check(edf_set_digital_minimum(handle_, signal, std::numeric_limits<std::int16_t>::min()));
    check(edf_set_label(handle_, signal, series.label.c_str()));
    check(edf_set_physical_dimension(handle_, signal, series.unit.c_str()));
    check(edf_set_transducer(handle_, signal, "an estimate from a consumer sensor"));
    check(edf_set_prefilter(handle_, signal, series.remark.c_str()));
  }

  void describe(const KeptSession& session) {
    const SessionHead& head = session.head;
    const auto local = local_start(head);
    const chrono::year_month_day date = date_of(head);
    const chrono::hh_mm_ss time{local - chrono::floor<chrono::days>(local)};
    check(edf_set_startdatetime(
        handle_, static_cast<int>(date.year()),
        static_cast<int>(static_cast<unsigned>(date.month())),
        static_cast<int>(static_cast<unsigned>(date.day())), static_cast<int>(time.hours().count()),
        static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count())));
    constexpr int kUnitsInMilli = 10'000;
    check(edf_set_subsecond_starttime(handle_,
                                      static_cast<int>(time.subseconds().count()) * kUnitsInMilli));
    if (!head.sensors.empty()) {
      check(edf_set_equipment(handle_, head.sensors.front().c_str()));
    }
    check(edf_set_recording_additional(handle_, head.label.c_str()));
  }

  void room_for(std::size_t notes, std::size_t seconds) {
    const std::size_t signals = (notes + seconds - 1) / seconds + 1;
    check(edf_set_number_of_annotation_signals(
        handle_, static_cast<int>(std::min<std::size_t>(signals, kMostNoteSignals))));
  }
  void write(double value) { check(edfwrite_physical_samples(handle_, &value)); }
  void write(const EdfNote& note) {
    check(edfwrite_annotation_utf8(handle_, note.onset, note.length, note.text.c_str()));
  }

 private:
  void check(int code) { good_ = good_ && code >= 0; }

  int handle_;
  bool good_;
};

}  // namespace

std::optional<std::string> write_edf(const KeptSession& session, const std::filesystem::path& file,
                                     const std::function<void(double)>& progress) {
  constexpr int kFirstYear = 1985;
  constexpr int kLastYear = 2084;
  if (const auto year = static_cast<int>(date_of(session.head).year());
      year < kFirstYear || year > kLastYear) {
    return "EDF+ knows the years 1985 to 2084, and this session is of " + std::to_string(year) +
           "; export it as csv.";
  }
  const std::vector<Series> all = all_series(session);
  const std::size_t seconds = all.front().values.size();
  if (seconds == 0) {
    return "the session has no length, so there is nothing to write.";
  }
  const std::vector<EdfNote> notes =
      edf_notes(session, at_seconds<HostTime>(static_cast<double>(seconds)));
  if (notes.size() > kMostNoteSignals * seconds) {
    return "it tells more a second than an EDF+ file may hold; export it as csv.";
  }
  Writing out{file, all.size()};
  if (!out.good()) {
    return "it could not be opened.";
  }
  out.describe(session);
  for (std::size_t i = 0; i < all.size(); ++i) {
    out.describe(static_cast<int>(i), all[i]);
  }
  out.room_for(notes.size(), seconds);
  constexpr std::size_t kBetweenProgress = 1000;
  for (std::size_t second = 0; second < seconds && out.good(); ++second) {
    if (second % kBetweenProgress == 0) {
      progress(0.8 * static_cast<double>(second) / static_cast<double>(seconds));
    }
    for (const Series& series : all) {
      out.write(series.values[second]);
    }
  }
  for (const EdfNote& note : notes) {
    out.write(note);
  }
  progress(0.9);
  out.close();
  progress(1.0);
  return out.good() ? std::nullopt
                    : std::optional<std::string>{"it could not be written; is the disk full?"};
}

}  // namespace ebb
