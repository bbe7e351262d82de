#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "visualizer/scene/person_screen.hpp"

namespace ebb::app {

/// What this person's own folder holds: preferences (screen.toml), people to contact
/// (contacts.toml) and own words for practices (slots.toml). A file that cannot be read is passed
/// over with a sentence, and put aside as NAME.unread before another takes its place.
class HomeFolder {
 public:
  /// `folder` may be empty: then nothing is read or kept. `language` is a catalogue's name
  /// ("en-GB") or a file of one; empty is English.
  HomeFolder(std::filesystem::path folder, const std::string& language,
             const std::filesystem::path& program);

  [[nodiscard]] scene::Home home() const;
  /// The folder itself, or nothing.
  [[nodiscard]] const std::filesystem::path& place() const { return folder_; }
  /// Sentences about files that could not be used.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  /// Writes the preferences (folder 0700, file 0600): a reader sees the old file or the new one.
  /// False when it cannot be kept.
  bool keep(const scene::Preferences& preferences) const;
  /// The same for own words; never into a folder that is locked, where they would lie in plain.
  bool keep(const Slots& slots) const;

  /// A recording that the person said yes to; the sentence says why it could not be kept. None is
  /// kept in a locked folder either.
  [[nodiscard]] std::string keep_voice(const std::vector<unsigned char>& bytes) const;
  /// It is overwritten and gone; a sentence if it is not.
  [[nodiscard]] std::string drop_voice() const;
  [[nodiscard]] std::filesystem::path voice_file() const;

 private:
  [[nodiscard]] bool write(const char* name, const std::string& text) const;

  std::filesystem::path folder_;
  scene::Preferences preferences_;
  bool first_time_ = false;
  scene::Contacts contacts_ = scene::shipped_contacts();
  Slots slots_;
  std::unique_ptr<const scene::Texts> texts_;
  std::vector<std::string> notes_;
  mutable std::set<std::filesystem::path> unread_;  ///< could not be understood
};

}  // namespace ebb::app
