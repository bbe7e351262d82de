#include "archive/imports/bundle_session.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "archive/imports/complete_session.hpp"
#include "archive/imports/csv_rows.hpp"
#include "archive/session_file/session_rows.hpp"
#include "archive/session_file/spelling.hpp"

namespace ebb {
namespace {

constexpr std::size_t kQuoted = 24;  // bytes of somebody's text that an error repeats

/// What is wrong with a cell; caught in bundle_session().
class CellTrouble : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A row by the names of its columns.
class NamedRow {
 public:
  NamedRow(const std::map<std::string, std::size_t>& places, const std::vector<std::string>& cells)
      : places_(places), cells_(cells) {}

  [[nodiscard]] std::string text(const std::string& column) const {
    const auto place = places_.find(column);
    return place == places_.end() || place->second >= cells_.size() ? std::string{}
                                                                    : cells_[place->second];
  }
  /// Zero where the cell is empty.
  [[nodiscard]] double number(const std::string& column) const {
    const std::string cell = text(column);
    double value = 0.0;
    if (cell.empty()) {
      return value;
    }
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(value)) {
      refuse(column, cell);
    }
    return value;
  }
  [[nodiscard]] std::uint32_t count(const std::string& column) const {
    const double value = number(column);
    if (value < 0.0 || value > 1e9 || value != std::floor(value)) {
      refuse(column, text(column));
    }
    return static_cast<std::uint32_t>(value);
  }
  [[nodiscard]] HostTime time(const std::string& column) const {
    const double seconds = number(column);
    if (std::abs(seconds) > static_cast<double>(kFurthestMicros) / 1e6) {
      refuse(column, text(column));
    }
    return at_seconds<HostTime>(seconds);
  }
  [[nodiscard]] bool yes(const std::string& column) const { return text(column) == "yes"; }
  template <class Enum>
  [[nodiscard]] Enum word(const std::string& column) const {
    const auto value = feed::from_word<Enum>(text(column));
    if (!value) {
      refuse(column, text(column));
    }
    return *value;
  }

 private:
  [[noreturn]] static void refuse(const std::string& column, const std::string& cell) {
    throw CellTrouble("\"" + cell.substr(0, kQuoted) + "\" makes no sense as " + column);
  }

  const std::map<std::string, std::size_t>& places_;
  const std::vector<std::string>& cells_;
};

using TakeRow = std::function<void(KeptSession&, const NamedRow&)>;

void take_about(KeptSession& session, const NamedRow& row) {
  SessionHead& head = session.head;
  const std::string key = row.text("key");
  const std::map<std::string, std::string*> texts{{"id", &head.id},
                                                  {"label", &head.label},
                                                  {"practice", &head.practice},
                                                  {"software", &session.software},
                                                  {"agreed_shown", &session.agreed.shown},
                                                  {"agreed_kept", &session.agreed.kept},
                                                  {"agreed_note", &session.agreed.note}};
  if (const auto found = texts.find(key); found != texts.end()) {
    *found->second = row.text("value");
  } else if (key == "started_unix_ms") {
    constexpr double kYear9999 = 253'402'300'799'999.0;
    head.started_ms = static_cast<std::int64_t>(std::clamp(row.number("value"), 0.0, kYear9999));
  } else if (key == "utc_offset_min") {
    head.utc_offset_min = static_cast<int>(std::clamp(row.number("value"), -1440.0, 1440.0));
  } else if (key == "length_s") {
    head.length = row.time("value").time_since_epoch();
  } else if (key == "finished") {
    session.finished = row.yes("value");
  }
}

void take_sensor(KeptSession& session, const NamedRow& row) {
  session.sensors.push_back({.number = row.count("number"),
                             .name = row.text("name"),
                             .protocol = row.text("protocol"),
                             .named = row.text("named"),
                             .address = row.text("address"),
                             .simulated = row.yes("simulated"),
                             .can_tell = can_tell_from(row.text("can_tell"))});
}

void take_beat(KeptSession& session, const NamedRow& row) {
  session.beats.push_back({.time = row.time("time_s"),
                           .interval = Milliseconds{row.number("interval_ms")},
                           .verdict = row.word<IntervalVerdict>("verdict"),
                           .lag = Milliseconds{row.number("lag_ms")}});
}

void take_breath(KeptSession& session, const NamedRow& row) {
  session.breaths.push_back({.start = row.time("start_s"),
                             .period = Seconds{row.number("period_s")},
                             .depth = row.number("depth"),
                             .quality = row.number("quality"),
                             .origin = row.word<BreathOrigin>("origin"),
                             .in_breath = Seconds{row.number("in_breath_s")}});
}

void take_rate(KeptSession& session, const NamedRow& row) {
  session.rates.push_back({row.time("time_s"), row.word<KeptRate::Of>("of"),
                           row.number("per_minute"), row.number("quality")});
}

void take_quality(KeptSession& session, const NamedRow& row) {
  session.quality.push_back({row.time("time_s"), row.count("sensor"),
                             row.word<StreamKind>("stream"), row.number("quality"),
                             row.word<SignalFault>("fault")});
}

void take_practice(KeptSession& session, const NamedRow& row) {
  session.practice.push_back({row.time("time_s"), row.text("practice"), row.text("what"),
                              row.text("step"), row.number("per_minute")});
}

void take_link(KeptSession& session, const NamedRow& row) {
  session.links.push_back({row.time("time_s"), row.text("name"), row.word<LinkState>("state"),
                           row.text("note"), row.count("sensor")});
}

void take_gap(KeptSession& session, const NamedRow& row) {
  session.gaps.push_back({row.time("time_s"), Seconds{row.number("length_s")}});
}

void take_mark(KeptSession& session, const NamedRow& row) {
  session.marks.push_back({row.text("id"), row.time("time_s"), row.text("label"), row.yes("hidden"),
                           row.word<Whose>("whose"), row.yes("starred")});
}

void take_words(KeptSession& session, const NamedRow& row) {
  session.words.push_back({row.text("id"),
                           {.time = row.time("time_s"),
                            .kind = row.word<WordsKind>("kind"),
                            .text = row.text("text"),
                            .practice = row.text("practice"),
                            .step = row.text("step"),
                            .whose = row.word<Whose>("whose"),
                            .together = row.yes("together")},
                           row.yes("starred")});
}

const std::map<std::string, TakeRow>& tables() {
  static const std::map<std::string, TakeRow> readers{
      {kBundleHead, take_about},       {"sensors.csv", take_sensor}, {"beats.csv", take_beat},
      {"breaths.csv", take_breath},    {"rates.csv", take_rate},     {"quality.csv", take_quality},
      {"practice.csv", take_practice}, {"links.csv", take_link},     {"gaps.csv", take_gap},
      {"marks.csv", take_mark},        {"words.csv", take_words}};
  return readers;
}

/// What is wrong with a table, or nothing.
std::optional<std::string> take_table(KeptSession& session, const ExportedFile& table,
                                      const TakeRow& take) {
  const auto rows = csv_rows(table.content);
  if (rows.empty()) {
    return table.name + ": there is not even a line of names.";
  }
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < rows[0].size(); ++i) {
    places.emplace(rows[0][i], i);
  }
  for (std::size_t i = 1; i < rows.size(); ++i) {
    try {
      take(session, NamedRow{places, rows[i]});
    } catch (const CellTrouble& trouble) {
      return table.name + ", row " + std::to_string(i) + ": " + trouble.what() + ".";
    }
  }
  return std::nullopt;
}

}  // namespace

Expected<KeptSession, std::string> bundle_session(std::span<const ExportedFile> given) {
  KeptSession session;
  bool headed = false;
  for (const ExportedFile& table : given) {
    const auto known = tables().find(table.name);
    if (known == tables().end()) {
      continue;
    }
    if (const auto trouble = take_table(session, table, known->second)) {
      return Unexpected{*trouble};
    }
    headed = headed || table.name == kBundleHead;
  }
  if (!headed) {
    return Unexpected{std::string{kBundleHead} + ": missing; without it this is no session."};
  }
  complete(session);
  return session;
}

}  // namespace ebb
