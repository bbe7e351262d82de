// A trusted person's recorded kind words: asked about, heard, deleted.
#include <memory>
#include <utility>

#include "visualizer/scene/person_screen.hpp"
#include "visualizer/scene/voice_screen.hpp"

namespace ebb::scene {
namespace {

constexpr Seconds kHold{2.0};

}  // namespace

/// Never into the middle of a practice, and never over another page. Whoever goes past the card has
/// not said yes.
void PersonScreen::show_voice(HostTime now) {
  if (offered_voice_ && pages_.empty() && now_.place != Place::practice && !past_.open()) {
    show_page(std::make_unique<VoiceScreen>(texts(), *std::exchange(offered_voice_, std::nullopt),
                                            VoiceScreen::Stage::offered),
              now);
  }
}

void PersonScreen::set_voice(const std::string& whose) {
  home_.preferences.voice_of = whose;
  keep();
}

/// D, held on the page of a voice that is kept.
void PersonScreen::hold_voice(HostTime now) {
  if (!voice_held_since_ || !page_is("voice")) {
    voice_held_since_.reset();
    return;
  }
  if (Seconds{now - *voice_held_since_} >= kHold) {
    voice_held_since_.reset();
    home_.preferences.voice_of.clear();
    voice_dropped_ = true;
    keep();
    close_page(now);
  }
}

unsigned PersonScreen::voice_wanted() const {
  const bool asks = now_.run && now_.run->voice && sound_wanted();
  return asks && !home_.preferences.voice_of.empty() ? voice_turn_ : 0;
}

}  // namespace ebb::scene
