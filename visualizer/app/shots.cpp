#include "visualizer/app/shots.hpp"

namespace ebb::app {
namespace {

using scene::View;

/// Grounding, ten minutes, kept.
constexpr const char* kProposal =
    "1:a,1.1:g,1.2:r,1.3:o,1.4:u,1.5:n,1.6:d,1.7:i,1.8:n,1.9:g,2:down,2.1:left,2.2:left,2.3:down,"
    "2.4:down,2.5:right,2.6:down,2.7:down,3:enter";

}  // namespace

const std::vector<Shot>& shots() {
  static const std::vector<Shot> all = {
      {"start", "", "", 6.0},
      {"shelf", "", "1:l,2:down,2.2:down", 6.0},
      {"shelf-tender", "",
       "1:l,2:up,2.2:down,2.3:down,2.4:down,2.5:down,2.6:down,2.7:down,2.8:down,"
       "2.9:down,3:down,3.1:down,3.2:down",
       8.0},
      {"disc", "own-rhythm", "0:space,2:enter", 31.0},
      {"hill", "own-rhythm", "0:space,2:enter", 31.0, "", View::hill},
      {"bar", "own-rhythm", "0:space,2:enter", 31.0, "", View::bar},
      {"words", "own-rhythm", "0:space,2:enter", 31.0, "", View::words},
      {"numbers", "own-rhythm", "0:space,2:enter,20:n", 31.0},
      {"paused", "own-rhythm", "0:space,2:enter,20:space", 26.0},
      {"eased", "own-rhythm", "0:space,2:enter,20:e", 34.0},
      {"close", "own-rhythm", "0:space,2:enter,20:escape", 26.0},
      {"help", "", "1:?", 5.0},
      {"about", "", "1:?,2:tab,2.1:tab,2.2:tab,2.3:tab,2.4:enter", 8.0},
      {"people", "", "1:p,2:down", 6.0},
      {"comfort", "", "1:c,2:down,2.2:down", 6.0},
      {"own-way", "",
       "1:c,2:down,2.1:down,2.2:down,2.3:down,2.4:down,2.5:down,2.6:down,2.7:down,2.8:down,2.9:"
       "down,"
       "3:enter,5:down,5.2:down",
       8.0},
      {"card", "kind-companion", "1:space,3:tab", 6.0},
      {"how-much", "own-rhythm", "1:space,2:tab", 6.0, "", View::disc, true},
      {"body-signs", "own-rhythm", "1:space,2:tab,2.2:enter,4:tab,4.2:space,4.4:tab,4.6:space", 8.0,
       "", View::disc, true},
      {"close-checked", "own-rhythm", "0:space,0.2:enter,0.4:enter,20:escape", 26.0, "", View::disc,
       true},
      {"how-much-now", "own-rhythm", "0:space,0.2:enter,0.4:enter,20:escape,22:t,24:tab", 27.0, "",
       View::disc, true},
      {"weather", "watching-weather", "0:space,5:tab,5.2:right", 12.0},
      {"sky", "watching-weather", "0:space,5:enter", 26.0},
      {"touch", "warm-hand", "0:space,5:tab,5.2:enter,6:tab,6.1:right", 12.0},
      {"choices", "as-for-a-friend", "0:space,2:enter,3:enter,8:tab", 14.0},
      {"write", "as-for-a-friend", "0:space,5:tab,5.2:enter", 14.0, "late for the train, again"},
      {"keep", "as-for-a-friend", "0:space,5:tab,5.2:enter,9:enter,9.4:tab", 14.0,
       "late for the train, again", View::disc, false, "", "", false, true},
      {"keep-this-one", "own-rhythm", "0:space,2:enter,20:escape", 31.0, "", View::disc, false, "",
       "", false, true},
      {"dots", "feet-and-room", "0:space,2:enter,5:down,6:down", 12.0},
      {"place", "steady-place", "0:space,5:tab", 12.0},
      {"shoreline", "steady-place", "0:space,5:enter", 24.0, "", View::disc, false, "shoreline"},
      {"woodland", "steady-place", "0:space,5:enter", 24.0, "", View::disc, false, "woodland"},
      {"hearth", "steady-place", "0:space,5:enter", 24.0, "", View::disc, false, "hearth"},
      {"night-sky", "steady-place", "0:space,5:enter", 24.0, "", View::disc, false, "night sky"},
      {"plain-colour", "steady-place", "0:space,5:enter", 24.0, "", View::disc, false,
       "plain colour"},
      {"past-shelf", "", "1:r,3:down", 7.0},
      {"past-session", "", "1:r,3:tab,3.2:enter", 9.0},
      {"past-numbers", "", "1:r,3:tab,3.2:enter,5:n", 10.0},
      {"past-together", "", "1:r,3:tab,3.2:enter,5:t", 10.0},
      {"past-overlay", "", "1:r,3:tab,3.2:enter,5:o", 10.0},
      {"past-marks", "", "1:r,3:tab,3.2:enter,5:m,7:tab", 10.0},
      {"past-letting-out", "", "1:r,3:tab,3.2:enter,5:e,7:tab", 10.0},
      {"past-farewell", "", "1:r,3:tab,3.2:enter,5:d,7:tab", 10.0},
      {"starred", "", "1:r,3:*,5:tab", 8.0},
      {"journal", "", "1:j,3:down,3.2:down", 7.0},
      {"journal-entry", "", "1:j,3:tab,3.2:tab,3.4:enter,5:tab", 9.0},
      {"words-over-time", "", "1:j,3:/,4:enter,5:t,7:tab,8:enter", 11.0, "a"},
      {"writing", "", "1:j,3:tab,3.2:enter", 7.0, "nothing much, a bit lighter in the jaw"},
      {"what-becomes", "", "1:j,3:tab,3.2:enter,5:tab,7:tab", 9.0, "wanted to stop, and stayed"},
      {"light", "kind-companion", "0:space,1:tab,1.2:enter,2:enter,4:enter,5:enter,9:up,9.2:up",
       22.0},
      {"agreement", "own-rhythm", "8:tab", 12.0, "", View::disc, false, "", kProposal},
      {"offered", "own-rhythm", "0:space,2:enter", 31.0, "", View::disc, false, "", "26:-"},
      {"console", "own-rhythm", "6:tab,6.4:enter,8:space,10:enter,90:+", 130.0, "", View::disc,
       false, "",
       std::string{kProposal} +
           ",40:m,41:l,41.1:s,41.2:i,41.3:s,41.4:t,41.5:e,41.6:r,42:enter,80:-,112:s,120:m",
       true},
      {"console-label", "own-rhythm", "0:space,2:enter,30:h", 60.0, "", View::disc, false, "",
       "40:m,50:l,51:r,51.1:a,51.2:i,51.3:n", true},
      {"console-proposal", "", "", 6.0, "", View::disc, false, "", "1:a,2:g,2.1:r,2.2:o,2.3:u",
       true},
  };
  return all;
}

}  // namespace ebb::app
