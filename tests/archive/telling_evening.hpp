#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "archive/kept_session.hpp"

namespace ebb {

/// A session with something of everything in it, and every text of it one that is nowhere else.
inline KeptSession telling_evening(int seconds = 300) {
  KeptSession session;
  session.head = {.id = "c0ffee00c0ffee00",
                  .label = "Tuesday, \"A\"",
                  .started_ms = 1'795'372'200'000,  // 2026-11-22T19:30:00+01:00
                  .utc_offset_min = 60,
                  .length = Seconds{static_cast<double>(seconds)},
                  .practice = "kind-pause",
                  .sensors = {"Polar H10 7E1A2B3C", "Mina's belt"}};
  session.software = "ebb 0.1.0";
  session.finished = true;
  session.agreed = {"the shape, to Mina", "stays with Ros", "for Thursday"};
  session.can_tell.intervals = true;
  session.can_tell.respiration = true;
  session.sensors = {{.number = 0,
                      .name = "Polar H10 7E1A2B3C",
                      .protocol = "ble-heart-rate",
                      .address = "ble:C4:7E:1A:2B:3C:4D",
                      .can_tell = {.intervals = true}},
                     {.number = 1,
                      .name = "Mina's belt",
                      .protocol = "ebb-link",
                      .named = "ebb-link",
                      .address = "serial:/dev/serial/by-id/usb-belt-0815",
                      .can_tell = {.respiration = true}}};
  double time = 0.0;
  for (int i = 0; time < seconds - 1.0; ++i) {
    const double interval = 0.8 + 0.05 * std::sin(time) + 1e-4 * (i % 7);
    time += interval;
    const auto verdict = i == 0          ? IntervalVerdict::gap
                         : i % 100 == 50 ? IntervalVerdict::ectopic
                                         : IntervalVerdict::normal;
    session.beats.push_back({.time = at_seconds<HostTime>(time),
                             .interval = i == 0 ? Milliseconds{} : Milliseconds{1000.0 * interval},
                             .verdict = verdict,
                             .lag = Milliseconds{0.25}});
  }
  for (int i = 0; 5 * i + 5 < seconds; ++i) {
    session.breaths.push_back({.start = at_seconds<HostTime>(5.0 * i),
                               .period = Seconds{5.0},
                               .depth = 1.0 / 3.0,
                               .quality = 0.9,
                               .origin = BreathOrigin::respiration,
                               .in_breath = Seconds{2.0}});
  }
  for (int i = 1; i < seconds; i += 10) {
    session.rates.push_back({at_seconds<HostTime>(i), KeptRate::Of::heart, 72.5, 0.8});
    session.rates.push_back({at_seconds<HostTime>(i), KeptRate::Of::breath, 12.0, 0.8});
    session.quality.push_back(
        {at_seconds<HostTime>(i), 1, StreamKind::respiration, 0.75, SignalFault::motion});
  }
  session.practice = {{at_seconds<HostTime>(2.0), "kind-pause", "began", "", 0.0},
                      {at_seconds<HostTime>(2.0), "kind-pause", "step", "arrive", 0.0},
                      {at_seconds<HostTime>(3.5), "kind-pause", "cue in", "arrive", 12.5},
                      {at_seconds<HostTime>(60.25), "kind-pause", "step", "kindness", 0.0},
                      {at_seconds<HostTime>(200.0), "for-sarah", "step", "sarahs-words", 0.0}};
  session.links = {
      {at_seconds<HostTime>(0.1), "Mina's belt", LinkState::streaming, "it's here", 1}};
  session.gaps = {{at_seconds<HostTime>(120.0), Seconds{33.5}}};
  session.marks = {
      {"aaaa0001", at_seconds<HostTime>(65.123456), "mentioned sister", false, Whose::therapist},
      {"aaaa0002", at_seconds<HostTime>(90.0), "felt,\nwarmer", false, Whose::person},
      {"aaaa0003", at_seconds<HostTime>(91.0), "not this one", true, Whose::person}};
  session.words = {{"bbbb0001",
                    {.time = at_seconds<HostTime>(1.0),
                     .kind = WordsKind::weather,
                     .text = "drizzle",
                     .together = true},
                    false},
                   {"bbbb0002",
                    {.time = at_seconds<HostTime>(250.0),
                     .kind = WordsKind::answer,
                     .text = "of course you're tired, love",
                     .practice = "kind-pause",
                     .step = "kindness",
                     .together = false},
                    true},
                   {"bbbb0003",
                    {.time = at_seconds<HostTime>(280.0),
                     .kind = WordsKind::note,
                     .text = "shoulders a bit lower; still \"sad\"",
                     .whose = Whose::therapist,
                     .together = true},
                    false}};
  return session;
}

}  // namespace ebb
