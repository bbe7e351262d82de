#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "calibration/profile_rule.hpp"
#include "calibration/tally.hpp"
#include "evaluation/report.hpp"
#include "session/calm_down/calm_down.hpp"

namespace ebb::calibration {

inline constexpr std::array kLaidFalls{6.0, 12.0, 18.0};       // bpm
inline constexpr std::array kLaidHalfTimes{21.0, 42.0, 84.0};  // seconds
inline constexpr std::array kRecordedSpans{300.0, 600.0};

/// What came of one set of sessions, of those in hearts that were level by themselves, and what the
/// profile rule tells of the same.
struct LaidOver {
  Tally all;
  Tally level;
  Tally profile;  ///< the profile rule, of all

  void add(const CalmDown& told, const std::optional<ProfileFall>& by_profile, double fall,
           double half_time, bool is_level) {
    all.add(told, fall, half_time);
    profile.add(by_profile, half_time);
    if (is_level) {
      level.add(told, fall, half_time);
    }
  }
  void add(const LaidOver& other) {
    all.add(other.all);
    level.add(other.level);
    profile.add(other.profile);
  }
};

/// By length; the falls by what was laid over as well.
struct RecordedOutcome {
  using ByFall = std::array<std::array<LaidOver, kLaidHalfTimes.size()>, kLaidFalls.size()>;

  std::array<Tally, kRecordedSpans.size()> flat;
  std::array<LaidOver, kRecordedSpans.size()> falls;
  std::array<ByFall, kRecordedSpans.size()> by_fall;
};

struct RecordedFalls {
  struct Group {
    std::string name;
    RecordedOutcome outcome;
  };
  std::vector<Group> groups;
  RecordedOutcome rest;  ///< of all groups at rest
};

/// Falls laid over the recordings of EBB_RECORDINGS; without them nothing was tried.
RecordedFalls try_recorded_falls();
void recorded_section(evaluation::Report& report, const RecordedFalls& tried);

}  // namespace ebb::calibration
