#pragma once

#include <string_view>

namespace ebb {

/// Every column of a csv_bundle() with its unit.
inline constexpr std::string_view kBundleReadme = R"(A session that was kept with Ebb, as tables.

All of it is here: the label, device names, marks that were hidden, and every word that was kept.
`ebb sessions export ID --as names-removed` leaves such things out.

The tables are CSV in UTF-8 with a line of names: commas between the cells, a point before decimals,
a cell with a comma or a line's end in quotation marks. Every time is in seconds from the session's
beginning. An empty cell: nothing is known. Rates, breaths and beats are estimates from a consumer
sensor, for noticing and talking. They are not a measure of stress, health or progress.

session.csv    one line for each thing that is known of the session as a whole
  started            by the calendar where it was; started_unix_ms: ms since 1970 (UTC)
  length_s           seconds
  finished           yes, or no when it was cut off
  agreed_...         what was agreed at the start, in plain words

sensors.csv    who was there
  number             in the order in which they joined
  name, protocol, named, address, simulated (no person was there)
  can_tell           what it told at all, of: interval, optical, heart-rate, ecg, ppg, respiration,
                     acceleration, spo2

beats.csv      one line a heart beat
  time_s             when it was
  interval_ms        from the beat before, in milliseconds; 0 where there was none
  verdict            normal, or why it is set aside: ectopic, missed, extra, too-long, too-short, gap
  lag_ms             by how much the time is thought to trail the real beat

breaths.csv    one line a whole breath
  start_s            the turn into the in-breath
  period_s           its length in seconds; in_breath_s: of that the in-breath, 0 when not known
  depth              peak to trough, in the sensor's own unit
  quality            0 to 1
  origin             respiration (a belt or the like), or heart (estimated from it: rough)

rates.csv      once a second, what could be seen
  of                 heart or breath
  per_minute         beats or breaths a minute; quality: 0 to 1

quality.csv    once a second, how good each stream was over the second before
  sensor             its number in sensors.csv
  stream             ecg, ppg, respiration, acceleration, heart-rate, interval or spo2
  quality            0 to 1; fault: why it was not better

practice.csv   what the practice told of itself
  practice, what, step
  per_minute         breaths a minute, of a cue

links.csv      when a sensor came, went or changed
  sensor, name, state (searching, streaming, lost), note

gaps.csv       the machine slept
  length_s           for so many seconds; the session's clock stood still meanwhile

marks.csv      moments that somebody marked
  label, hidden, whose (person or therapist)
  starred, id

words.csv      what somebody wrote, as it was written
  kind               body-signs, how-much, weather, answer or note
  text, practice, step, whose
  together           it may be shown when two look back together
  starred, id
)";

}  // namespace ebb
