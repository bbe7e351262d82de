#pragma once

#include <string>
#include <utility>
#include <vector>

#include "visualizer/scene/glide.hpp"
#include "visualizer/scene/looking_back/plot.hpp"
#include "visualizer/scene/looking_back/word_columns.hpp"
#include "visualizer/scene/page.hpp"
#include "visualizer/scene/palette.hpp"
#include "visualizer/scene/picture.hpp"
#include "visualizer/scene/settings.hpp"

namespace ebb::scene {

/// A key and what it does, at the foot.
struct KeyHint {
  std::string key;
  std::string does;
  Key press = Key::other;
  bool operator==(const KeyHint&) const = default;
};

/// All that one room of looking back shows: either a page of rows, or words and curves.
struct Sheet {
  std::string id;  ///< the same sheet as long as this is the same
  Page page;       ///< with rows: a list, and nothing of the rest but the hints
  std::string title;
  std::string beside;                                    ///< quiet, at the title's right
  std::vector<std::string> words;                        ///< a person's own, before anything else
  std::vector<std::pair<Symbol, std::string>> pictures;  ///< side by side, with a word each
  std::vector<std::pair<std::string, Plot>> plots;       ///< each with quiet words above it
  std::vector<WordColumn> columns;                       ///< words side by side, instead of curves
  std::string caption;
  std::vector<std::string> numbers;  ///< shown only while `numbered`
  bool numbered = false;
  bool large = false;  ///< for two who look together
  std::vector<KeyHint> hints;
  double held = 0.0;  ///< how far a key has been held that is held on purpose, 0..1
};

/// Comes and goes softly: another sheet comes only when the one before is gone.
class FadingSheet {
 public:
  void advance(const Sheet* wanted, Seconds passed);
  [[nodiscard]] bool gone() const { return shown_.linear() == 0.0 && page_.opacity() == 0.0; }
  void add_to(Picture& picture, const Settings& settings, const Palette& colours) const;

 private:
  struct Place;
  void add_list(Picture& picture, const Place& place) const;
  void add_curves(Picture& picture, const Place& place) const;
  double add_heading(Picture& picture, const Place& place) const;
  double add_pictures(Picture& picture, const Place& place, double above) const;
  double add_below(Picture& picture, const Place& place) const;
  void add_hints(Picture& picture, const Place& place) const;

  Sheet sheet_;
  Glide shown_{Seconds{0.9}, Seconds{0.7}};
  std::vector<KeyHint> hints_;  ///< those that are seen
  Glide hinted_{Seconds{0.8}, Seconds{0.7}};
  Glide numbered_{Seconds{0.6}};
  FadingPage page_;
  bool wanted_ = false;
};

}  // namespace ebb::scene
