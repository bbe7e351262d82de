#include "guidance/practice_file.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <sstream>
#include <utility>

#include "guidance/practice_step_file.hpp"
#include "guidance/toml_keys.hpp"

namespace ebb {
namespace {

constexpr std::size_t kLongestLine = 2000;
constexpr std::size_t kMostDots = 100;  // dotted keys nest as deep as they have dots
constexpr std::size_t kMostSteps = 100;
constexpr std::string_view kAnchors[] = {"breath", "feet", "hands", "sound", "sight", "object"};
constexpr std::string_view kTenderness[] = {"light", "medium", "tender"};
constexpr std::string_view kRoles[] = {"ease-off"};
constexpr std::string_view kTones[] = {"gentle", "firm"};
constexpr std::string_view kPracticeKeys[] = {
    "format",  "id",     "title",   "about", "seed",        "length_hint", "tenderness",
    "suggest", "role",   "anchors", "eyes",  "slots",       "tags",        "imagery",
    "quiet",   "sensor", "tone",    "step",  "anchor_lines"};

void check_format(const toml::table& table) {
  const toml::node* format = table.get("format");
  const auto number = format != nullptr ? format->value<std::int64_t>() : std::nullopt;
  if (!number) {
    throw Refused{format != nullptr ? line_of(*format, 1) : 1,
                  "the key \"format\" is missing or no number; a practice begins with format = 1."};
  }
  if (*number != 1) {
    throw Refused{line_of(*format, 1), "format = " + std::to_string(*number) +
                                           " is newer than this Ebb, which reads format 1; the "
                                           "file is left as it is."};
  }
}

void read_anchors(const TomlKeys& keys, Practice& practice) {
  practice.anchors = keys.texts("anchors");
  for (const auto& anchor : practice.anchors) {
    if (std::find(std::begin(kAnchors), std::end(kAnchors), anchor) == std::end(kAnchors)) {
      keys.refuse("anchors", "has " + quoted(anchor) + "; known are " + listed(kAnchors) + ".");
    }
  }
  if (std::all_of(practice.anchors.begin(), practice.anchors.end(),
                  [](const std::string& a) { return a == "breath"; })) {
    keys.refuse("anchors",
                "should name at least one anchor other than the breath, because for "
                "some people the breath is no safe place.");
  }
  if (!keys.has("anchor_lines")) {
    return;
  }
  // The breath has the practice's own lines.
  const std::span<const std::string_view> others = std::span{kAnchors}.subspan(1);
  const TomlKeys lines{keys.table("anchor_lines"), "anchor_lines", others,
                       keys.line_of("anchor_lines")};
  for (const auto anchor : others) {
    if (lines.has(anchor)) {
      practice.anchor_lines[std::string(anchor)] = lines.texts(anchor);
    }
  }
}

void read_steps(const toml::table& table, const TomlKeys& keys, Practice& practice) {
  const auto* steps = keys.has("step") ? table.get("step")->as_array() : nullptr;
  if (steps == nullptr || steps->empty()) {
    keys.refuse("step", "is missing; every step begins with a line [[step]].");
  }
  if (steps->size() > kMostSteps) {
    keys.refuse("step", "stands there more than 100 times.");
  }
  std::set<std::string> ids;
  for (const auto& node : *steps) {
    const int line = line_of(node, 1);
    const auto* one = node.as_table();
    if (one == nullptr) {
      throw Refused{line, "every step begins with a line [[step]]."};
    }
    practice.steps.push_back(read_step(*one, practice.steps.size() + 1, practice, line));
    if (!ids.insert(practice.steps.back().id).second) {
      throw Refused{line, "two steps have the id " + quoted(practice.steps.back().id) + "."};
    }
  }
  const bool eases_off = practice.role == "ease-off";
  for (std::size_t i = 0; eases_off && i < practice.steps.size(); ++i) {
    if (!std::holds_alternative<NoBreath>(practice.steps[i].breath)) {
      throw Refused{line_of((*steps)[i], 1),
                    "a practice that eases off shows no breath, because the breath may be what is "
                    "too much; leave the key \"breath\" out."};
    }
  }
}

Practice read_practice(const toml::table& table) {
  check_format(table);
  const TomlKeys keys{table, "practice", kPracticeKeys, 1};
  Practice practice;
  practice.id = keys.text("id");
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (practice.id.size() > 64 || !std::all_of(practice.id.begin(), practice.id.end(), plain)) {
    keys.refuse("id",
                "should be at most 64 small letters, digits and hyphens, like "
                "\"kind-pause\".");
  }
  practice.title = keys.text("title");
  practice.about = keys.text_or_none("about");
  practice.seed = keys.text_or_none("seed");
  practice.length_hint = keys.text_or_none("length_hint");
  practice.tenderness = static_cast<Tenderness>(keys.one_of("tenderness", kTenderness));
  practice.suggest = keys.text_or_none("suggest");
  if (keys.has("role")) {
    practice.role = kRoles[keys.one_of("role", kRoles)];
  }
  read_anchors(keys, practice);
  practice.eyes = keys.text_or_none("eyes");
  if (keys.has("eyes") && practice.eyes.find("open") == std::string::npos) {
    keys.refuse("eyes", "should always offer \"open\" as well.");
  }
  practice.slots = keys.texts("slots");
  practice.tags = keys.texts("tags");
  practice.quiet = keys.yes("quiet");
  practice.sensor = keys.text_or_none("sensor");
  if (keys.has("tone")) {
    practice.tone = static_cast<Tone>(keys.one_of("tone", kTones));
  }
  if (keys.has("imagery")) {
    practice.imagery = read_imagery(keys.table("imagery"), "imagery", keys.line_of("imagery"));
  }
  read_steps(table, keys, practice);
  return practice;
}

/// Bounds the work of the TOML parser, whose nesting is as deep as a key has dots.
void check_shape(std::string_view text) {
  if (text.size() > kLargestPractice) {
    throw Refused{0, "the file is larger than 256 KiB; a practice is a page or two."};
  }
  int line = 1;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view one = text.substr(begin, end - begin);
    if (one.size() > kLongestLine ||
        static_cast<std::size_t>(std::count(one.begin(), one.end(), '.')) > kMostDots) {
      throw Refused{line, "this line is longer than anything in a practice."};
    }
    begin = end + 1;
    ++line;
  }
}

}  // namespace

Expected<Practice, PracticeError> parse_practice(std::string_view text, std::string_view file) {
  const auto refused = [file](int line, std::string why) {
    return Unexpected{PracticeError{std::string(file), line, std::move(why)}};
  };
  try {
    check_shape(text);
    return read_practice(toml::parse(text, file));
  } catch (const Refused& e) {
    return refused(e.line, e.why);
  } catch (const toml::parse_error& e) {
    return refused(static_cast<int>(e.source().begin.line),
                   "this cannot be read as TOML: " + std::string(e.description()) + ".");
  }
}

std::string print(const PracticeError& error) {
  std::ostringstream text;
  text << error.file;
  if (error.line > 0) {
    text << ":" << error.line;
  }
  text << ": " << error.message;
  return text.str();
}

}  // namespace ebb
