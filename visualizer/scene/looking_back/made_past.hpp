#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "visualizer/scene/looking_back/errand.hpp"

namespace ebb::scene {

/// A past made of formulas, the same at every call: for pictures and tests. It answers errands at
/// once and remembers what was changed.
class MadePast {
 public:
  /// What the heart does in the rest after the practice.
  enum class Heart { falls, rises, flat, waves };
  struct Manner {
    int sessions = 12;
    int other_sensor = 2;  ///< how many of them have a pulse sensor instead of a strap
    Heart heart = Heart::falls;
    bool rate_only = false;  ///< the newest has a watch that tells a rate and nothing else
    bool journal = true;
    std::string passphrase{};  ///< empty: it is not locked
  };

  MadePast() : MadePast(Manner{}) {}
  explicit MadePast(const Manner& manner);

  /// Nothing where an errand has no answer.
  std::optional<Found> answer(const Errand& errand);

  /// A session of a minute and a half of rest, five minutes of practice and five of rest.
  [[nodiscard]] KeptSession session(int number) const;
  [[nodiscard]] const std::vector<Errand>& asked() const { return asked_; }
  [[nodiscard]] const std::vector<JournalEntry>& journal() const { return journal_; }

 private:
  [[nodiscard]] SessionHead head(int number) const;
  std::optional<Found> answer_about_lock(const Errand& errand);

  Manner manner_;
  bool shut_ = false;
  std::vector<JournalEntry> journal_;
  std::vector<Errand> asked_;
  std::set<std::string> gone_;  ///< deleted
};

}  // namespace ebb::scene
