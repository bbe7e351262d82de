#include "visualizer/scene/looking_back/overlay_room.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include "visualizer/scene/looking_back/session_plot.hpp"

namespace ebb::scene {
namespace {

constexpr double kBefore = 60.0;
constexpr double kAfter = 600.0;
constexpr double kStep = 4.0;
const std::string kBeginning{};

/// Seconds at which a session has that mark, or enters that step.
std::optional<double> place_of(const LookedAt& at, const std::string& label) {
  if (label == kBeginning) {
    return 0.0;
  }
  for (const KeptMark& mark : at.session.marks) {
    if (!mark.hidden && mark.label == label) {
      return to_seconds(mark.time);
    }
  }
  for (const LookedAt::StepOf& step : at.steps) {
    if (said_step(step.step) == label) {
      return step.from;
    }
  }
  return std::nullopt;
}

std::string_view kind_key(std::string_view kind) {
  return kind == "beats"   ? "looking.kind_beats"
         : kind == "pulse" ? "looking.kind_pulse"
         : kind == "rate"  ? "looking.kind_rate"
                           : "looking.kind_none";
}

OverlaySession laid_session(const LookedAt& at, double mark) {
  OverlaySession one;
  one.sensor_kind = heart_kind(at.session.can_tell);
  one.date = static_cast<double>(at.session.head.started_ms) / 1000.0;
  one.before = kBefore;
  one.curve.clear_share = at.means.clear_share;
  for (BreathMean point : at.means.points) {
    point.middle -= mark - kBefore;
    if (point.middle > -60.0 && point.middle < kBefore + kAfter + 60.0) {
      one.curve.points.push_back(point);
    }
  }
  const auto level = smoothed_at(one.curve.points, kBefore);
  one.level_at_mark = level                      ? level->rate
                      : one.curve.points.empty() ? 0.0
                                                 : one.curve.points.front().rate;
  return one;
}

}  // namespace

std::vector<std::string> to_lay_over(const Desk& desk, const std::string& session) {
  std::vector<std::string> chosen;
  if (desk.laid.size() >= 2) {
    for (const SessionHead& head : desk.sessions) {
      if (std::find(desk.laid.begin(), desk.laid.end(), head.id) != desk.laid.end()) {
        chosen.push_back(head.id);
      }
    }
  } else if (const SessionHead* of = desk.head(session)) {
    for (const SessionHead& head : desk.sessions) {
      if (head.practice == of->practice &&
          (head.id == session || desk.put_away.count(head.id) == 0)) {
        chosen.push_back(head.id);
      }
    }
    // The window of twelve that has this one in it, the earlier ones before the later.
    const auto here = std::find(chosen.begin(), chosen.end(), session) - chosen.begin();
    const auto count = static_cast<std::ptrdiff_t>(chosen.size());
    const auto most = static_cast<std::ptrdiff_t>(kMostLaid);
    const std::ptrdiff_t first =
        std::clamp<std::ptrdiff_t>(here - 1, 0, std::max<std::ptrdiff_t>(count - most, 0));
    chosen = {chosen.begin() + first, chosen.begin() + std::min(first + most, count)};
  }
  std::reverse(chosen.begin(), chosen.end());  // the earliest first
  return chosen;
}

OverlayRoom::OverlayRoom(std::vector<std::string> sessions) : sessions_(std::move(sessions)) {
  chosen_ = sessions_.empty() ? 0 : sessions_.size() - 1;
}

std::vector<std::string> OverlayRoom::places_to_line_up(Desk& desk) const {
  std::map<std::string, std::pair<std::size_t, double>> shared;  // how many, and when about
  std::map<std::string, bool> marked;
  for (const std::string& id : sessions_) {
    const auto at = desk.open(id);
    if (!at) {
      continue;
    }
    std::map<std::string, double> own;
    for (const LookedAt::StepOf& step : at->steps) {
      own.emplace(said_step(step.step), step.from);
    }
    for (const KeptMark& mark : at->session.marks) {
      if (!mark.hidden && !mark.label.empty()) {
        own[mark.label] = to_seconds(mark.time);
        marked[mark.label] = true;
      }
    }
    for (const auto& [label, when] : own) {
      shared[label].first += 1;
      shared[label].second += when;
    }
  }
  std::vector<std::string> places;
  for (const auto& [label, times] : shared) {
    if (times.first >= 2) {
      places.push_back(label);
    }
  }
  std::stable_sort(places.begin(), places.end(), [&](const std::string& a, const std::string& b) {
    const auto& one = shared[a];
    const auto& two = shared[b];
    const auto mean = [](const auto& of) { return of.second / static_cast<double>(of.first); };
    return marked[a] != marked[b]   ? marked[a]
           : one.first != two.first ? one.first > two.first
                                    : mean(one) < mean(two);
  });
  places.push_back(kBeginning);
  return places;
}

void OverlayRoom::lay(Desk& desk, const std::string& label) const {
  std::string laid_for = label;
  for (const std::string& id : sessions_) {
    laid_for += desk.open(id) ? "+" : "-";
  }
  if (laid_for == laid_for_) {
    return;
  }
  laid_for_ = laid_for;
  laid_ids_.clear();
  std::vector<OverlaySession> all;
  double longest = 120.0;
  for (const std::string& id : sessions_) {
    const auto at = desk.open(id);
    const auto mark = at ? place_of(*at, label) : std::nullopt;
    if (mark && !at->means.points.empty()) {
      all.push_back(laid_session(*at, *mark));
      laid_ids_.push_back(id);
      longest = std::max(longest, std::min(kAfter, at->seconds() - *mark));
    }
  }
  const double from = label == kBeginning ? 0.0 : -kBefore;
  groups_ = lay_over(all, {from, longest, kStep}, true);
}

Plot OverlayRoom::plot_of_group(const OverlayGroup& group, const Desk& desk) const {
  Plot plot;
  plot.from = laid_for_.empty() || laid_for_[0] == '+' || laid_for_[0] == '-' ? 0.0 : -kBefore;
  Plot::Row row;
  row.name = (*desk.texts)("looking.heart_from_mark");
  double low = -4.0;
  double high = 4.0;
  std::size_t places = 0;
  for (std::size_t i = 0; i < group.lines.size(); ++i) {
    const bool solid = sessions_[chosen_] == laid_ids_[group.sessions[i]];
    Plot::Line line;
    line.opacity = solid ? 1.0 : 0.34;
    line.width = solid ? 1.25 : 0.7;
    places = std::max(places, group.lines[i].size());
    for (std::size_t k = 0; k < group.lines[i].size(); ++k) {
      if (const auto& value = group.lines[i][k]) {
        line.points.push_back({plot.from + kStep * static_cast<double>(k), *value});
        low = std::min(low, *value - 1.0);
        high = std::max(high, *value + 1.0);
      } else if (!line.points.empty()) {
        row.lines.push_back(line);
        line.points.clear();
      }
    }
    row.lines.push_back(std::move(line));
  }
  plot.to = plot.from + kStep * static_cast<double>(places > 1 ? places - 1 : 1);
  // The solid one lies on top.
  std::stable_sort(row.lines.begin(), row.lines.end(),
                   [](const Plot::Line& a, const Plot::Line& b) { return a.opacity < b.opacity; });
  Plot::Area band;
  band.opacity = 0.2;
  for (std::size_t k = 0; k < std::min(group.low.size(), group.high.size()); ++k) {
    if (group.low[k] && group.high[k]) {
      band.columns.push_back(
          {plot.from + kStep * static_cast<double>(k), *group.low[k], *group.high[k]});
    } else if (!band.columns.empty()) {
      row.areas.push_back(band);
      band.columns.clear();
    }
  }
  row.areas.push_back(std::move(band));
  row.low = low;
  row.high = high;
  row.ticks = round_ticks(low, high);
  plot.rows.push_back(std::move(row));
  plot.ticks = minute_ticks(plot.from, plot.to);
  plot.unit = " min";
  if (plot.from < 0.0) {
    plot.notes.push_back({0.0, "", true});
  }
  return plot;
}

Sheet OverlayRoom::sheet(Desk& desk) const {
  const Texts& t = *desk.texts;
  Sheet sheet;
  const auto places = places_to_line_up(desk);
  const std::string label = places[std::min(line_up_, places.size() - 1)];
  lay(desk, label);
  sheet.id = "overlay/" + label + std::to_string(groups_.size());
  sheet.numbered = desk.numbers;
  sheet.title = label == kBeginning ? std::string{t("looking.lined_up_beginning")}
                                    : t("looking.lined_up", "mark", label);
  const SessionHead* head = sessions_.empty() ? nullptr : desk.head(sessions_[chosen_]);
  if (head != nullptr && !desk.dates_hidden) {
    sheet.beside = desk.day(head->started_ms, head->utc_offset_min);
  }
  bool waiting = false;
  for (const std::string& id : sessions_) {
    waiting = waiting || (!desk.open(id) && !desk.cannot_be_read(id));
  }
  sheet.words = {waiting           ? std::string{t("looking.reading_some")}
                 : groups_.empty() ? std::string{t("looking.nothing_to_lay")}
                                   : std::string{t("looking.faint")}};
  for (const OverlayGroup& group : groups_) {
    std::string above;
    if (groups_.size() > 1) {
      above = t("looking.sensors_differ", "kind", t(kind_key(group.sensor_kind)));
    }
    sheet.plots.emplace_back(above, plot_of_group(group, desk));
  }
  sheet.caption = t("looking.no_order");
  sheet.hints = {
      back_hint(t),
      {std::string{t("looking.left_right")}, std::string{t("looking.another_mark")}, Key::right},
      {std::string{t("key.up_down")}, std::string{t("looking.another_solid")}, Key::down},
      {"H", std::string{t(desk.dates_hidden ? "looking.show_dates" : "looking.hide_dates")},
       Key::hide},
      {"N", std::string{t("looking.numbers")}, Key::numbers}};
  return sheet;
}

RoomStep OverlayRoom::press(Key key, Desk& desk) {
  const std::size_t places = places_to_line_up(desk).size();
  switch (key) {
    case Key::escape:
      return back();
    case Key::left:
    case Key::right:
      line_up_ = (line_up_ + (key == Key::right ? 1 : places - 1)) % places;
      return {};
    case Key::up:
    case Key::down:
      if (!sessions_.empty()) {
        const std::size_t count = sessions_.size();
        chosen_ = (chosen_ + (key == Key::down ? 1 : count - 1)) % count;
      }
      return {};
    case Key::hide:
      desk.dates_hidden = !desk.dates_hidden;
      return {};
    case Key::numbers:
      desk.numbers = !desk.numbers;
      return {};
    default:
      return {};
  }
}

}  // namespace ebb::scene
