#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "archive/exports/even_means.hpp"
#include "archive/kept_session.hpp"

namespace ebb {

/// What the person decides of an export for somebody who is not to know whose it is.
struct NamesRemovedChoices {
  std::string session_name;  ///< a random one: the id leads back to the file
  /// Ids of the marks whose labels may leave, each ticked by itself.
  std::vector<std::string> labels;
  /// Practices that come with Ebb and so name nobody, each with its steps. Any other name of a
  /// practice or step is left out.
  std::map<std::string, std::vector<std::string>> shipped_practices;
};

/// All that leaves: the printed text and the preview are both made from this. No calendar, no label
/// of the session, no device or place, no id, no words, no beat; hidden marks are not there at all.
struct NamesRemoved {
  struct Moment {
    double seconds = 0.0;
    bool is_mark = false;  ///< else a step
    std::string name;      ///< of a mark only where it was ticked
  };
  std::string session_name;
  int minutes = 0;
  std::string practice;
  bool simulated = false;
  struct Clear {
    int percent = 0;  ///< of the time
    int set_aside_percent = 0;
  };
  std::optional<Clear> clear;   ///< nothing where no beats were told
  std::vector<EvenMean> means;  ///< 10 s apart
  std::vector<Moment> moments;  ///< in order of time
};

[[nodiscard]] NamesRemoved names_removed(const KeptSession& session,
                                         const NamesRemovedChoices& choices);

/// One file: remarks that begin with #, then a table of seconds, what, heart_per_minute,
/// breath_per_minute and name.
[[nodiscard]] std::string print_names_removed(const NamesRemoved& leaving);

/// One field that will leave, with what will stand in it.
struct LeavingField {
  std::string field;
  std::string holds;
};
/// Every field, and every piece of text in full.
[[nodiscard]] std::vector<LeavingField> leaving_fields(const NamesRemoved& leaving);

inline constexpr const char* kNamesRemoved = "names removed, not anonymous";

}  // namespace ebb
