#include "archive/exports/csv_bundle.hpp"

#include "archive/exports/bundle_readme.hpp"
#include "archive/exports/csv_text.hpp"
#include "archive/exports/number_text.hpp"
#include "archive/session_file/session_file.hpp"
#include "archive/session_file/spelling.hpp"

namespace ebb {
namespace {

using feed::word;

constexpr std::string_view yes_no(bool yes) { return yes ? "yes" : "no"; }

std::string about(const KeptSession& session) {
  const SessionHead& head = session.head;
  CsvText table{"key", "value"};
  table.row({"id", head.id});
  table.row({"label", head.label});
  table.row({"started", iso_8601(head.started_ms, head.utc_offset_min)});
  table.row({"started_unix_ms", std::to_string(head.started_ms)});
  table.row({"utc_offset_min", std::to_string(head.utc_offset_min)});
  table.row({"length_s", seconds_text(HostTime{to_microseconds(head.length)})});
  table.row({"practice", head.practice});
  table.row({"software", session.software});
  table.row({"finished", yes_no(session.finished)});
  table.row({"agreed_shown", session.agreed.shown});
  table.row({"agreed_kept", session.agreed.kept});
  table.row({"agreed_note", session.agreed.note});
  return table.text();
}

std::string sensors(const KeptSession& session) {
  CsvText table{"number", "name", "protocol", "named", "address", "simulated", "can_tell"};
  for (const KeptSensor& sensor : session.sensors) {
    table.row({std::to_string(sensor.number), sensor.name, sensor.protocol, sensor.named,
               sensor.address, yes_no(sensor.simulated), spell(sensor.can_tell)});
  }
  return table.text();
}

std::string beats(const KeptSession& session) {
  CsvText table{"time_s", "interval_ms", "verdict", "lag_ms"};
  for (const Beat& beat : session.beats) {
    table.row({seconds_text(beat.time), shortest(beat.interval.count()), word(beat.verdict),
               shortest(beat.lag.count())});
  }
  return table.text();
}

std::string breaths(const KeptSession& session) {
  CsvText table{"start_s", "period_s", "in_breath_s", "depth", "quality", "origin"};
  for (const Breath& breath : session.breaths) {
    table.row({seconds_text(breath.start), shortest(breath.period.count()),
               shortest(breath.in_breath.count()), shortest(breath.depth), shortest(breath.quality),
               word(breath.origin)});
  }
  return table.text();
}

std::string rates(const KeptSession& session) {
  CsvText table{"time_s", "of", "per_minute", "quality"};
  for (const KeptRate& rate : session.rates) {
    table.row({seconds_text(rate.time), word(rate.of), shortest(rate.per_minute),
               shortest(rate.quality)});
  }
  return table.text();
}

std::string quality(const KeptSession& session) {
  CsvText table{"time_s", "sensor", "stream", "quality", "fault"};
  for (const KeptQuality& quality : session.quality) {
    table.row({seconds_text(quality.time), std::to_string(quality.sensor), word(quality.kind),
               shortest(quality.quality), word(quality.fault)});
  }
  return table.text();
}

std::string practice(const KeptSession& session) {
  CsvText table{"time_s", "practice", "what", "step", "per_minute"};
  for (const PracticeEvent& event : session.practice) {
    table.row({seconds_text(event.time), event.practice, event.what, event.step,
               event.rate == 0.0 ? std::string{} : shortest(event.rate)});
  }
  return table.text();
}

std::string links(const KeptSession& session) {
  CsvText table{"time_s", "sensor", "name", "state", "note"};
  for (const LinkEvent& link : session.links) {
    table.row({seconds_text(link.time), std::to_string(link.number), link.source, word(link.state),
               link.note});
  }
  return table.text();
}

std::string gaps(const KeptSession& session) {
  CsvText table{"time_s", "length_s"};
  for (const KeptGap& gap : session.gaps) {
    table.row({seconds_text(gap.time), shortest(gap.length.count())});
  }
  return table.text();
}

std::string marks(const KeptSession& session) {
  CsvText table{"time_s", "label", "hidden", "whose", "starred", "id"};
  for (const KeptMark& mark : session.marks) {
    table.row({seconds_text(mark.time), mark.label, yes_no(mark.hidden), word(mark.whose),
               yes_no(mark.starred), mark.id});
  }
  return table.text();
}

std::string words(const KeptSession& session) {
  CsvText table{"time_s", "kind", "text", "practice", "step", "whose", "together", "starred", "id"};
  for (const KeptWords& kept : session.words) {
    const Words& said = kept.words;
    table.row({seconds_text(said.time), word(said.kind), said.text, said.practice, said.step,
               word(said.whose), yes_no(said.together), yes_no(kept.starred), kept.id});
  }
  return table.text();
}

}  // namespace

std::vector<ExportedFile> csv_bundle(const KeptSession& session) {
  return {{"README.txt", std::string{kBundleReadme}},
          {"session.csv", about(session)},
          {"sensors.csv", sensors(session)},
          {"beats.csv", beats(session)},
          {"breaths.csv", breaths(session)},
          {"rates.csv", rates(session)},
          {"quality.csv", quality(session)},
          {"practice.csv", practice(session)},
          {"links.csv", links(session)},
          {"gaps.csv", gaps(session)},
          {"marks.csv", marks(session)},
          {"words.csv", words(session)}};
}

}  // namespace ebb
