#include "visualizer/app/home.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

#include "archive/lock/folder_lock.hpp"
#include "archive/private_file.hpp"
#include "visualizer/app/places.hpp"

namespace ebb::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPreferences = "screen.toml";
constexpr const char* kContacts = "contacts.toml";
constexpr const char* kSlots = "slots.toml";
constexpr const char* kVoice = "voice.wav";

std::optional<std::string> read_text(const fs::path& file, std::size_t most) {
  std::error_code ignored;
  std::ifstream in(file, std::ios::binary);
  if (!fs::is_regular_file(file, ignored) || !in) {
    return std::nullopt;
  }
  std::string text(most + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

/// The file of the language that this machine speaks, if somebody has written one.
fs::path machines_texts(const fs::path& folder) {
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* said = std::getenv(variable);
    if (said == nullptr || *said == '\0') {
      continue;
    }
    std::string name{said};
    name.resize(std::min(name.find('.'), name.size()));
    std::replace(name.begin(), name.end(), '_', '-');
    for (const std::string& known : {name, name.substr(0, name.find('-'))}) {
      std::error_code ignored;
      if (known.find('/') == std::string::npos && known != "en-GB" &&
          fs::is_regular_file(folder / (known + ".toml"), ignored)) {
        return folder / (known + ".toml");
      }
    }
    return {};
  }
  return {};
}

/// A language's file; nothing for the built-in one.
fs::path texts_file(const std::string& language, const fs::path& program) {
  if (language.empty()) {
    return machines_texts(shipped_texts(program));
  }
  if (language == "en-GB") {
    return {};
  }
  if (language.find('/') != std::string::npos || fs::path{language}.extension() == ".toml") {
    return language;
  }
  return shipped_texts(program) / (language + ".toml");
}

}  // namespace

HomeFolder::HomeFolder(fs::path folder, const std::string& language, const fs::path& program)
    : folder_(std::move(folder)), texts_(std::make_unique<scene::Texts>(scene::uk_english())) {
  if (!folder_.empty()) {
    const fs::path kept = folder_ / kPreferences;
    std::error_code ignored;
    first_time_ = fs::symlink_status(kept, ignored).type() == fs::file_type::not_found;
    if (const auto text = read_text(kept, scene::kLargestPreferences)) {
      if (auto read = scene::parse_preferences(*text, kept.string())) {
        preferences_ = std::move(read).value();
      } else {
        unread_.insert(kept);
        notes_.push_back(read.error());
      }
    }
    const fs::path own = folder_ / kContacts;
    if (const auto text = read_text(own, scene::kLargestContacts)) {
      if (auto read = scene::parse_contacts(*text, own.string())) {
        contacts_ = std::move(read).value();
      } else {
        notes_.push_back(read.error());
      }
    }
    const fs::path words = folder_ / kSlots;
    if (const auto text = read_text(words, kLargestSlots)) {
      if (auto read = parse_slots(*text, words.string())) {
        slots_ = std::move(read).value();
      } else {
        unread_.insert(words);
        notes_.push_back(read.error());
      }
    }
  }
  if (const fs::path file = texts_file(language, program); !file.empty()) {
    const auto text = read_text(file, scene::kLargestTexts);
    if (!text) {
      notes_.push_back(file.string() + ": there is no such catalogue; the screen speaks English.");
    } else if (auto read = scene::parse_texts(*text, file.string())) {
      texts_ = std::make_unique<scene::Texts>(std::move(read).value());
    } else {
      notes_.push_back(read.error());
    }
  }
}

scene::Home HomeFolder::home() const {
  scene::Home home{preferences_, contacts_, slots_, texts_.get()};
  home.first_time = first_time_;
  return home;
}

bool HomeFolder::keep(const scene::Preferences& preferences) const {
  return write(kPreferences, print(preferences));
}

bool HomeFolder::keep(const Slots& slots) const {
  return !is_locked(folder_) && write(kSlots, print(slots));
}

fs::path HomeFolder::voice_file() const { return folder_.empty() ? fs::path{} : folder_ / kVoice; }

std::string HomeFolder::keep_voice(const std::vector<unsigned char>& bytes) const {
  if (folder_.empty()) {
    return "There is no folder to keep a voice in here.";
  }
  if (is_locked(folder_)) {
    return "The voice is not kept: this folder is locked, and a recording would lie in it "
           "unlocked.";
  }
  int failed = make_private_folder(folder_);
  failed = failed != 0 ? failed : replace_private_file(voice_file(), bytes);
  return failed == 0 ? std::string{}
                     : voice_file().string() + ": the voice could not be kept (" +
                           std::generic_category().message(failed) + ").";
}

std::string HomeFolder::drop_voice() const {
  const int failed = folder_.empty() ? 0 : erase_file(voice_file());
  return failed == 0 ? std::string{}
                     : voice_file().string() + ": the voice could not be deleted (" +
                           std::generic_category().message(failed) + ").";
}

bool HomeFolder::write(const char* name, const std::string& text) const {
  if (folder_.empty() || make_private_folder(folder_) != 0) {
    return false;
  }
  const fs::path file = folder_ / name;
  if (unread_.erase(file) > 0) {
    // Whoever made a slip in it wants the rest of it back.
    std::error_code failed;
    fs::rename(file, file.string() + ".unread", failed);
    if (failed) {
      return false;
    }
  }
  const std::span bytes{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
  return replace_private_file(file, bytes) == 0;
}

}  // namespace ebb::app
