#include "archive/exports/names_removed.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "archive/exports/csv_text.hpp"
#include "archive/exports/number_text.hpp"

namespace ebb {
namespace {

constexpr Seconds kStep{10.0};

using Shipped = std::map<std::string, std::vector<std::string>>;

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// A session that somebody made may say any step of any practice.
bool is_shipped(const Shipped& shipped, const PracticeEvent& step) {
  const auto practice = shipped.find(step.practice);
  return practice != shipped.end() && has(practice->second, step.step);
}

int percent(double share) {
  return static_cast<int>(std::lround(100.0 * std::clamp(share, 0.0, 1.0)));
}

/// Whole seconds: as finely as anybody remembers a moment.
double whole_seconds(HostTime time) { return std::round(to_seconds(time)); }

void add_steps(NamesRemoved& out, const KeptSession& session, const Shipped& shipped) {
  std::map<std::pair<std::string, std::string>, std::string> numbered;
  for (const PracticeEvent& event : session.practice) {
    if (event.what != "step") {
      continue;
    }
    std::string name = event.step;
    if (!is_shipped(shipped, event)) {
      name = numbered
                 .try_emplace({event.practice, event.step},
                              "step " + std::to_string(numbered.size() + 1))
                 .first->second;
    }
    out.moments.push_back({whole_seconds(event.time), false, std::move(name)});
  }
}

std::string rate_text(const std::optional<double>& rate) {
  return rate ? fixed(*rate, 1) : std::string{};
}

using Rate = std::optional<double> EvenMean::*;

std::string told(const std::vector<EvenMean>& means, Rate rate) {
  double low = 0.0;
  double high = 0.0;
  int count = 0;
  for (const EvenMean& mean : means) {
    if (const auto& value = mean.*rate) {
      low = count == 0 ? *value : std::min(low, *value);
      high = count == 0 ? *value : std::max(high, *value);
      ++count;
    }
  }
  if (count == 0) {
    return "nothing: it was not heard";
  }
  return std::to_string(count) + " means over 10 s, " + fixed(low, 1) + " to " + fixed(high, 1);
}

/// "arrive at 0 s, notice at 35 s"
std::string told(const std::vector<NamesRemoved::Moment>& moments, bool marks, bool named) {
  std::string out;
  for (const NamesRemoved::Moment& moment : moments) {
    if (moment.is_mark != marks || moment.name.empty() == named) {
      continue;
    }
    out += out.empty() ? "" : ", ";
    out += (named ? "\"" + moment.name + "\" " : std::string{}) + "at " + fixed(moment.seconds, 0) +
           " s";
  }
  return out;
}

}  // namespace

NamesRemoved names_removed(const KeptSession& session, const NamesRemovedChoices& choices) {
  NamesRemoved out;
  out.session_name = choices.session_name;
  out.means = even_means(session, kStep);
  out.minutes = static_cast<int>((out.means.size() + 3U) / 6U);
  out.simulated = session.head.simulated;
  if (choices.shipped_practices.count(session.head.practice) > 0) {
    out.practice = session.head.practice;
  }
  if (const auto clear = clear_share(session)) {
    out.clear = {percent(clear->of_time), percent(clear->set_aside)};
  }
  add_steps(out, session, choices.shipped_practices);
  for (const KeptMark& mark : session.marks) {
    if (!mark.hidden) {
      out.moments.push_back({whole_seconds(mark.time), true,
                             has(choices.labels, mark.id) ? mark.label : std::string{}});
    }
  }
  std::stable_sort(out.moments.begin(), out.moments.end(),
                   [](const auto& a, const auto& b) { return a.seconds < b.seconds; });
  return out;
}

std::string print_names_removed(const NamesRemoved& leaving) {
  std::string text = "# " + std::string{kNamesRemoved} + "\n# session: " + leaving.session_name +
                     "\n# minutes: " + std::to_string(leaving.minutes) + "\n";
  if (!leaving.practice.empty()) {
    text += "# practice: " + leaving.practice + "\n";
  }
  if (leaving.simulated) {
    text += "# simulated: no person was there\n";
  }
  if (leaving.clear) {
    text += "# clear signal: " + std::to_string(leaving.clear->percent) +
            " %; beats set aside: " + std::to_string(leaving.clear->set_aside_percent) + " %\n";
  }
  text += leaving.clear ? "# Heart: means over a breath, every 10 s." : "# Heart: means over 10 s.";
  text += " Estimated from a consumer sensor, for noticing and talking.\n";
  CsvText table{"seconds", "what", "heart_per_minute", "breath_per_minute", "name"};
  auto moment = leaving.moments.begin();
  const auto put_moments = [&](double before) {
    for (; moment != leaving.moments.end() && moment->seconds < before; ++moment) {
      table.row(
          {fixed(moment->seconds, 0), moment->is_mark ? "mark" : "step", "", "", moment->name});
    }
  };
  for (const EvenMean& mean : leaving.means) {
    put_moments(mean.seconds);
    table.row({fixed(mean.seconds, 0), "mean", rate_text(mean.heart), rate_text(mean.breath), ""});
  }
  put_moments(HUGE_VAL);
  return text + table.text();
}

std::vector<LeavingField> leaving_fields(const NamesRemoved& leaving) {
  std::vector<LeavingField> fields{{"session", "\"" + leaving.session_name + "\", a random name"},
                                   {"minutes", std::to_string(leaving.minutes)}};
  if (!leaving.practice.empty()) {
    fields.push_back({"practice", "\"" + leaving.practice + "\""});
  }
  if (leaving.simulated) {
    fields.push_back({"simulated", "that no person was there"});
  }
  if (leaving.clear) {
    fields.push_back({"clear signal", std::to_string(leaving.clear->percent) + " % of the time"});
    fields.push_back({"beats set aside", std::to_string(leaving.clear->set_aside_percent) + " %"});
  }
  fields.push_back({"heart_per_minute", told(leaving.means, &EvenMean::heart)});
  fields.push_back({"breath_per_minute", told(leaving.means, &EvenMean::breath)});
  const std::array<LeavingField, 3> moments{
      LeavingField{"steps", told(leaving.moments, false, true)},
      LeavingField{"marks without a label", told(leaving.moments, true, false)},
      LeavingField{"marks with their label", told(leaving.moments, true, true)}};
  for (const LeavingField& field : moments) {
    if (!field.holds.empty()) {
      fields.push_back(field);
    }
  }
  return fields;
}

}  // namespace ebb
