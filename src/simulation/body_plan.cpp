#include "simulation/body_plan.hpp"

#include <array>

namespace ebb {
namespace {

struct NamedPlan {
  std::string_view name;
  std::string_view description;
  BodyPlan plan;
};

const std::array<NamedPlan, 8>& shelf() {
  static const std::array<NamedPlan, 8> plans{{
      {"calm", "at rest: heart 66, breath 14 a minute", {}},
      {"quick",
       "after the stairs: heart 92, breath 20 a minute",
       {.heart_rate_bpm = 92, .rsa_bpm = 4, .breath_per_minute = 20, .jitter_ms = 3}},
      {"restless",
       "uneven breath with sighs, heart 82",
       {.heart_rate_bpm = 82,
        .rsa_bpm = 6,
        .breath_per_minute = 17,
        .breath_variability = 0.22,
        .depth_variability = 0.30,
        .sighs_per_minute = 0.8,
        .drift_bpm = 3,
        .noise = 0.05}},
      {"slow",
       "breathing 6 a minute, the heart swinging with it",
       {.heart_rate_bpm = 62,
        .rsa_bpm = 16,
        .breath_per_minute = 6,
        .breath_variability = 0.03,
        .mayer_bpm = 1}},
      {"settling",
       "heart 90 and breath 18 a minute coming down to 66 and 9",
       {.heart_rate_bpm = 66,
        .rsa_bpm = 9,
        .breath_per_minute = 9,
        .settling_heart_bpm = 24,
        .settling_breath_per_minute = 9}},
      {"sparse",
       "a loose strap: early, missed and extra beats, contact lost at times",
       {.noise = 0.06,
        .ectopic_per_minute = 1.0,
        .missed_per_minute = 1.0,
        .extra_per_minute = 0.5,
        .dropout_per_minute = 0.7}},
      {"athlete",
       "heart 46 with a wide swing, breath 11 a minute",
       {.heart_rate_bpm = 46, .rsa_bpm = 14, .breath_per_minute = 11, .jitter_ms = 8}},
      {"steady",
       "a metronome of a person, for checking figures",
       {.heart_rate_bpm = 60,
        .rsa_bpm = 6,
        .breath_per_minute = 15,
        .breath_variability = 0,
        .depth_variability = 0,
        .mayer_bpm = 0,
        .drift_bpm = 0,
        .jitter_ms = 0,
        .noise = 0,
        .wander = 0}},
  }};
  return plans;
}

const NamedPlan* find(std::string_view name) {
  for (const NamedPlan& each : shelf()) {
    if (each.name == name) {
      return &each;
    }
  }
  return nullptr;
}

}  // namespace

std::vector<std::string_view> body_names() {
  std::vector<std::string_view> names;
  for (const NamedPlan& each : shelf()) {
    names.push_back(each.name);
  }
  return names;
}

std::string_view body_description(std::string_view name) {
  const NamedPlan* found = find(name);
  return found != nullptr ? found->description : std::string_view{};
}

std::optional<BodyPlan> body_plan(std::string_view name) {
  const NamedPlan* found = find(name);
  return found != nullptr ? std::optional{found->plan} : std::nullopt;
}

}  // namespace ebb
