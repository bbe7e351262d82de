#pragma once

namespace ebb::scene {

/// What a person can press on this screen.
enum class Key {
  space,
  escape,
  enter,
  right,
  left,
  up,
  down,
  tab,
  ease_off,
  grounding,
  own_pace,
  plus,
  minus,
  hide,
  blank,
  help,
  shelf,
  people,
  comfort,
  anchor,
  view,
  noticed,
  mark,
  sound,
  numbers,
  looking_back,
  journal,
  forget,  ///< held, it deletes
  star,
  search,
  keep,    ///< the record of what was
  let_go,  ///< of it, nothing is kept
  first,   ///< the digits choose what stands first, second ... though none is shown
  second,
  third,
  fourth,
  fifth,
  other,
};

/// What a pointer or a finger does: a key's work, or choosing a row of the page.
struct Press {
  Key key = Key::other;
  int row = -1;
  bool operator==(const Press&) const = default;
};

}  // namespace ebb::scene
