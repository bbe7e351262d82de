#include "guidance/practice_step_file.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "guidance/length_text.hpp"
#include "guidance/nearest_word.hpp"

namespace ebb {
namespace {

constexpr double kSlowestPace = 4.5;
constexpr double kQuickestPace = 12.0;
constexpr double kShortestIn = 1.5;
constexpr std::string_view kKinds[] = {"settle", "breathe", "touch",  "words", "imagine",
                                       "notice", "write",   "ground", "rest",  "close"};
constexpr std::string_view kPillars[] = {"mindfulness", "common-humanity", "self-kindness"};
constexpr std::string_view kModes[] = {"none", "follow", "ramp", "pace"};
constexpr std::string_view kWhen[] = {"breath-near-cue", "breath-steady", "heart-settling"};
constexpr std::string_view kWithoutSensor[] = {"or_after", "ready"};
constexpr std::string_view kAskKinds[] = {"line", "lines", "choices", "weather"};
constexpr std::string_view kKeep[] = {"journal", "session", "nowhere"};
constexpr std::string_view kFrom[] = {"own"};
constexpr std::string_view kStepKeys[] = {
    "id",      "kind",  "say",    "say_every", "pillar",     "breath",   "touch",     "lasts",
    "at_most", "ask",   "tally",  "move_on",   "on_key",     "mark",     "skippable", "skip_line",
    "visual",  "sound", "offers", "imagery",   "ease_watch", "say_firm", "voice"};
constexpr std::string_view kMotion[] = {"still", "slow"};
constexpr std::string_view kLevelNames[] = {"silence", "soft", "full"};
constexpr double kLevels[] = {0.0, 0.4, 1.0};
constexpr std::string_view kWeather[] = {
    "clear", "bright spells", "light cloud", "overcast", "fog", "drizzle", "rain", "wind", "storm"};

template <class Enum, std::size_t N>
Enum chosen(const TomlKeys& keys, std::string_view key, const std::string_view (&words)[N]) {
  return static_cast<Enum>(keys.one_of(key, words));
}

Length length(const TomlKeys& keys, std::string_view key, std::string_view examples) {
  const std::string text = keys.text(key);
  const auto parsed = parse_length(text);
  if (!parsed) {
    keys.refuse(key, "= " + quoted(text) + " is not a length; write it like " +
                         std::string(examples) + ", up to 2 hours or 500 breaths.");
  }
  return *parsed;
}

Seconds duration(const TomlKeys& keys, std::string_view key) {
  const Length parsed = length(keys, key, "\"90 s\" or \"4 min\"");
  const auto* seconds = std::get_if<Seconds>(&parsed);
  if (seconds == nullptr) {
    keys.refuse(key, "should be a time like \"90 s\" or \"4 min\".");
  }
  return *seconds;
}

/// `in` and `out` of a breath whose length is that of `rate`.
std::pair<double, double> shares(const TomlKeys& keys, double rate) {
  const char* const size = "should be above 0 and at most 60; in and out are shares of a breath.";
  const double in = keys.has("in") ? keys.number("in", 0.1, 60.0, size) : 4.0;
  const double out = keys.has("out") ? keys.number("out", 0.1, 60.0, size) : 6.0;
  if (out < in) {
    keys.refuse("out", "is shorter than in; the out-breath is never the shorter one.");
  }
  if (60.0 / rate * in / (in + out) < kShortestIn) {
    keys.refuse("in",
                "leaves less than 1.5 s for the in-breath at this pace; make it a larger "
                "share, or the pace slower.");
  }
  return {in, out};
}

BreathMode breath_mode(const toml::table& table, const std::string& where, int line) {
  constexpr std::string_view kAny[] = {"mode", "from", "to", "slow_by", "rate", "in", "out"};
  constexpr std::string_view kPlain[] = {"mode"};
  constexpr std::string_view kOfRamp[] = {"mode", "from", "to", "slow_by", "in", "out"};
  constexpr std::string_view kOfPace[] = {"mode", "rate", "in", "out"};
  constexpr const char* kPaceLimits =
      "should be 4.5 to 12 breaths a minute: slower or quicker can make people light-headed.";
  const auto mode = TomlKeys{table, where, kAny, line}.one_of("mode", kModes);
  if (mode <= 1) {
    const TomlKeys keys{table, where, kPlain, line};
    return mode == 0 ? BreathMode{NoBreath{}} : BreathMode{FollowBreath{}};
  }
  if (mode == 2) {
    const TomlKeys keys{table, where, kOfRamp, line};
    RampBreath ramp;
    if (keys.has("from")) {
      static_cast<void>(keys.one_of("from", kFrom));
    }
    ramp.to = BreathsPerMinute{keys.number("to", kSlowestPace, kQuickestPace, kPaceLimits)};
    if (keys.has("slow_by")) {
      ramp.slow_by_percent =
          keys.number("slow_by", 0.1, 5.0, "should be above 0 and at most 5 (percent a breath).");
    }
    std::tie(ramp.in, ramp.out) = shares(keys, ramp.to.value());
    return ramp;
  }
  const TomlKeys keys{table, where, kOfPace, line};
  PaceBreath pace;
  pace.rate = BreathsPerMinute{keys.number("rate", kSlowestPace, kQuickestPace, kPaceLimits)};
  std::tie(pace.in, pace.out) = shares(keys, pace.rate.value());
  return pace;
}

MoveOn move_on(const toml::table& table, const std::string& where, int line) {
  constexpr std::string_view kKnown[] = {"when", "within", "for", "or_after", "without_sensor"};
  const TomlKeys keys{table, where, kKnown, line};
  for (const std::string_view compulsory : {"or_after", "without_sensor"}) {
    if (!keys.has(compulsory)) {
      throw Refused{line, where + ": the key " + quoted(compulsory) +
                              " is missing; a step moves on by time or by key even if the "
                              "condition is never met."};
    }
  }
  MoveOn condition;
  condition.when = chosen<MoveOn::When>(keys, "when", kWhen);
  condition.or_after = duration(keys, "or_after");
  condition.without_sensor_ready = keys.one_of("without_sensor", kWithoutSensor) == 1;
  if (keys.has("within")) {
    const std::string text = keys.text("within");
    const auto percent = parse_percent(text);
    if (!percent || *percent < 1.0) {
      keys.refuse("within", "= " + quoted(text) + " should be a percentage like \"20 %\".");
    }
    condition.within_percent = *percent;
  }
  if (keys.has("for")) {
    const Length parsed = length(keys, "for", "\"6 breaths\"");
    const auto* count = std::get_if<BreathCount>(&parsed);
    if (count == nullptr || count->breaths > 60) {
      keys.refuse("for", "should be 1 to 60 breaths, like \"6 breaths\".");
    }
    condition.for_breaths = count->breaths;
  }
  return condition;
}

/// "Which is nearest? Proud, held, another word" offers what stands after the question.
std::vector<std::string> choices_in(std::string_view text) {
  if (const auto question = text.find_last_of("?:"); question != text.npos) {
    text.remove_prefix(question + 1);
  }
  std::vector<std::string> all;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    std::string_view one = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    while (!one.empty() && one.front() == ' ') {
      one.remove_prefix(1);
    }
    if (!one.empty()) {
      all.emplace_back(one);
    }
  }
  return all;
}

Ask ask(const toml::table& table, const std::string& where, int line) {
  constexpr std::string_view kKnown[] = {"text", "kind", "keep", "fills"};
  const TomlKeys keys{table, where, kKnown, line};
  Ask found;
  found.text = keys.text("text");
  found.kind = keys.has("kind") ? chosen<Ask::Kind>(keys, "kind", kAskKinds) : Ask::Kind::line;
  found.keep = keys.has("keep") ? chosen<Ask::Keep>(keys, "keep", kKeep) : Ask::Keep::nowhere;
  found.fills = keys.text_or_none("fills");
  found.at = keys.line_of("text");
  if (found.kind == Ask::Kind::weather) {
    found.choices.assign(std::begin(kWeather), std::end(kWeather));
  } else if (found.kind == Ask::Kind::choices) {
    found.choices = choices_in(found.text);
    if (found.choices.size() < 2) {
      keys.refuse("text",
                  "should name the choices after a question mark or colon, with commas between: "
                  "\"Which is nearest? Softer, slower, not sure\".");
    }
  }
  return found;
}

Tally tally(const toml::table& table, const std::string& where, int line) {
  constexpr std::string_view kKnown[] = {"of", "style"};
  const TomlKeys keys{table, where, kKnown, line};
  return {static_cast<int>(keys.number("of", 1.0, 12.0, "should be 1 to 12.")),
          keys.text_or_none("style")};
}

OnKey on_key(const toml::table& table, const std::string& where, int line) {
  constexpr std::string_view kKnown[] = {"key", "mark", "say"};
  constexpr std::string_view kTaken = "eghoanmsbvfpjq";  // they mean the same everywhere
  const TomlKeys keys{table, where, kKnown, line};
  const std::string key = keys.text("key");
  if (key.size() != 1 || key[0] < 'a' || key[0] > 'z' || kTaken.find(key[0]) != kTaken.npos) {
    keys.refuse("key", "= " + quoted(key) +
                           " should be one small letter that is free, like \"t\"; every other key "
                           "keeps its meaning.");
  }
  return {key[0], keys.text_or_none("mark"), keys.text_or_none("say"), line};
}

VisualEnvelope visual(const toml::table& table, const std::string& where, int line) {
  constexpr std::string_view kKnown[] = {"dim", "motion", "over"};
  const TomlKeys keys{table, where, kKnown, line};
  VisualEnvelope found;
  if (keys.has("dim")) {
    found.dim_percent = keys.number("dim", 0.0, 100.0, "should be 0 to 100 (percent).");
  }
  found.still = keys.has("motion") && keys.one_of("motion", kMotion) == 0;
  if (keys.has("over")) {
    found.over = duration(keys, "over");
  }
  return found;
}

SoundEnvelope sound(const toml::table& table, const std::string& where, int line) {
  constexpr std::string_view kKnown[] = {"fade", "to"};
  const TomlKeys keys{table, where, kKnown, line};
  SoundEnvelope found;
  if (keys.has("fade")) {
    found.fade = duration(keys, "fade");
  }
  if (keys.has("to")) {
    found.level = kLevels[keys.one_of("to", kLevelNames)];
  }
  return found;
}

/// Words in braces are slots that the practice names on top.
void check_slots(const std::vector<std::string>& lines, const std::vector<int>& at,
                 const std::vector<std::string>& slots, const std::string& where) {
  const std::vector<std::string_view> known(slots.begin(), slots.end());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    for (auto open = line.find('{'); open != line.npos; open = line.find('{', open + 1)) {
      const auto close = line.find('}', open);
      const std::string name =
          close == line.npos ? ""
                             : line.substr(open + 1, line.find_first_of("|}", open) - open - 1);
      if (std::find(known.begin(), known.end(), name) != known.end()) {
        continue;
      }
      const auto nearest = nearest_word(name, known);
      throw Refused{at[i], where + ": " + quoted(line) + " uses the slot " + quoted(name) +
                               ", which is not in slots" +
                               (nearest.empty() ? "; write it there, and {slot|fallback} here."
                                                : "; perhaps " + quoted(nearest) + " was meant.")};
    }
  }
}

}  // namespace

Imagery read_imagery(const toml::table& table, const std::string& where, int line) {
  constexpr std::string_view kKnown[] = {"theme", "options", "motion"};
  const TomlKeys keys{table, where, kKnown, line};
  const bool still = keys.has("motion") && keys.one_of("motion", kMotion) == 0;
  return {keys.text_or_none("theme"), keys.texts("options"), still};
}

Step read_step(const toml::table& table, std::size_t number, const Practice& practice, int line) {
  std::string where = "step " + std::to_string(number);
  if (const auto id = table["id"].value<std::string_view>()) {
    where = "step " + quoted(*id);
  }
  const TomlKeys keys{table, where, kStepKeys, line};
  const auto within = [&](std::string_view key) { return where + ", " + std::string(key); };
  Step step;
  step.id = keys.text("id");
  step.kind = chosen<StepKind>(keys, "kind", kKinds);
  step.say = keys.texts("say");
  step.say_at = keys.lines_of("say");
  step.say_firm = keys.texts("say_firm");
  step.say_firm_at = keys.lines_of("say_firm");
  if (keys.has("say_firm") && step.say_firm.size() != step.say.size()) {
    keys.refuse("say_firm", "should have as many lines as say, one for each.");
  }
  if (keys.has("say_every")) {
    step.say_every = length(keys, "say_every", "\"3 breaths\" or \"12 s\"");
    if (std::holds_alternative<UntilReady>(step.say_every)) {
      keys.refuse("say_every", "should be like \"3 breaths\" or \"12 s\".");
    }
  }
  if (keys.has("pillar")) {
    step.pillar = kPillars[keys.one_of("pillar", kPillars)];
  }
  if (keys.has("breath")) {
    step.breath = breath_mode(keys.table("breath"), within("breath"), keys.line_of("breath"));
  }
  step.touch = keys.texts("touch");
  if (keys.has("touch") &&
      std::find(step.touch.begin(), step.touch.end(), "no touch") == step.touch.end()) {
    keys.refuse("touch", "should offer \"no touch\" as well.");
  }
  step.lasts = length(keys, "lasts", "\"90 s\", \"4 min\", \"8 breaths\" or \"until ready\"");
  if (keys.has("at_most")) {
    step.at_most = duration(keys, "at_most");
  }
  if (keys.has("move_on")) {
    step.move_on = move_on(keys.table("move_on"), within("move_on"), keys.line_of("move_on"));
  }
  if (keys.has("ask")) {
    step.ask = ask(keys.table("ask"), within("ask"), keys.line_of("ask"));
    const auto& slots = practice.slots;
    if (!step.ask->fills.empty() &&
        std::find(slots.begin(), slots.end(), step.ask->fills) == slots.end()) {
      keys.refuse("ask", "fills " + quoted(step.ask->fills) + ", which is not in slots.");
    }
  }
  if (keys.has("tally")) {
    step.tally = tally(keys.table("tally"), within("tally"), keys.line_of("tally"));
  }
  if (keys.has("on_key")) {
    step.on_key = on_key(keys.table("on_key"), within("on_key"), keys.line_of("on_key"));
  }
  if (keys.has("imagery")) {
    step.imagery = read_imagery(keys.table("imagery"), within("imagery"), keys.line_of("imagery"));
  }
  if (keys.has("visual")) {
    step.visual = visual(keys.table("visual"), within("visual"), keys.line_of("visual"));
  }
  if (keys.has("sound")) {
    step.sound = sound(keys.table("sound"), within("sound"), keys.line_of("sound"));
  }
  step.mark = keys.text_or_none("mark");
  step.skippable = keys.yes("skippable");
  step.skip_line = keys.yes("skip_line");
  step.ease_watch = keys.yes("ease_watch");
  step.voice = keys.yes("voice");
  step.offers = keys.texts("offers");
  check_slots(step.say, step.say_at, practice.slots, where);
  check_slots(step.say_firm, step.say_firm_at, practice.slots, where);
  return step;
}

}  // namespace ebb
