#include "archive/exports/edf_file.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include <edflib.h>

#include "archive/exports/edf_rows.hpp"

namespace ebb {
namespace {

constexpr int kMostNoteSignals = 64;  // as EDFlib has it
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

  void describe(int signal, const EdfRow& row) {
    check(edf_set_samplefrequency(handle_, signal, row.in_record));
    check(edf_set_physical_maximum(handle_, signal, row.scale.physical_high));
    check(edf_set_physical_minimum(handle_, signal, row.scale.physical_low));
    check(edf_set_digital_maximum(handle_, signal, row.scale.digital_high));
    check(edf_set_digital_minimum(handle_, signal, row.scale.digital_low));
    check(edf_set_label(handle_, signal, row.label.c_str()));
    check(edf_set_physical_dimension(handle_, signal, row.unit.c_str()));
    check(edf_set_transducer(handle_, signal, row.told_by.c_str()));
    check(edf_set_prefilter(handle_, signal, row.remark.c_str()));
  }
  void records_of(const EdfRecords& records) {
    check(edf_set_datarecord_duration(handle_, records.length));
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

  void room_for(std::size_t notes, std::size_t records) {
    const std::size_t signals = (notes + records - 1) / records + 1;
    check(edf_set_number_of_annotation_signals(
        handle_, static_cast<int>(std::min<std::size_t>(signals, kMostNoteSignals))));
  }
  void write(EdfRow& row, std::size_t record) {
    check(edfwrite_digital_short_samples(
        handle_, &row.values[record * static_cast<std::size_t>(row.in_record)]));
  }
  void write(const EdfNote& note) {
    check(edfwrite_annotation_utf8(handle_, note.onset, note.length, note.text.c_str()));
  }

 private:
  void check(int code) { good_ = good_ && code >= 0; }

  int handle_;
  bool good_;
};

std::vector<EdfNote> all_notes(const KeptSession& session, const EdfRows& content) {
  const double end = content.records.seconds() * static_cast<double>(content.count);
  std::vector<EdfNote> notes = edf_notes(session, at_seconds<HostTime>(end));
  notes.insert(notes.end(), content.gaps.begin(), content.gaps.end());
  std::stable_sort(notes.begin(), notes.end(),
                   [](const EdfNote& a, const EdfNote& b) { return a.onset < b.onset; });
  return notes;
}

}  // namespace

std::optional<std::string> write_edf(const KeptSession& session,
                                     std::span<const RecordedWave> waves,
                                     const std::filesystem::path& file,
                                     const std::function<void(double)>& progress) {
  constexpr int kFirstYear = 1985;
  constexpr int kLastYear = 2084;
  if (const auto year = static_cast<int>(date_of(session.head).year());
      year < kFirstYear || year > kLastYear) {
    return "EDF+ knows the years 1985 to 2084, and this session is of " + std::to_string(year) +
           "; export it as csv.";
  }
  EdfRows content = edf_rows(session, waves);
  const std::size_t records = content.count;
  if (records == 0) {
    return "the session has no length, so there is nothing to write.";
  }
  const std::vector<EdfNote> notes = all_notes(session, content);
  if (notes.size() > kMostNoteSignals * records) {
    return "it tells more a second than an EDF+ file may hold; export it as csv.";
  }
  Writing out{file, content.rows.size()};
  if (!out.good()) {
    return "it could not be opened.";
  }
  out.describe(session);
  out.records_of(content.records);
  for (std::size_t i = 0; i < content.rows.size(); ++i) {
    out.describe(static_cast<int>(i), content.rows[i]);
  }
  out.room_for(notes.size(), records);
  constexpr std::size_t kBetweenProgress = 100;
  for (std::size_t record = 0; record < records && out.good(); ++record) {
    if (record % kBetweenProgress == 0) {
      progress(0.8 * static_cast<double>(record) / static_cast<double>(records));
    }
    for (EdfRow& row : content.rows) {
      out.write(row, record);
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
