#include "visualizer/app/shelf_watch.hpp"

#include <utility>

namespace ebb::app {
namespace {

constexpr Seconds kBetweenLooks{1.0};

}  // namespace

ShelfWatch::ShelfWatch(std::filesystem::path chosen, std::filesystem::path program)
    : chosen_(std::move(chosen)),
      program_(std::move(program)),
      seen_(look_at_shelf_folders(chosen_, program_)) {}

std::optional<scene::Shelf> ShelfWatch::poll(HostTime now) {
  if (looked_ && Seconds{now - *looked_} < kBetweenLooks) {
    return std::nullopt;
  }
  looked_ = now;
  ShelfFolders seen = look_at_shelf_folders(chosen_, program_);
  if (seen == seen_) {
    return std::nullopt;
  }
  seen_ = std::move(seen);
  try {
    return load_shelf(chosen_, program_);
  } catch (const NoPractice& none) {
    trouble_ = none.what();  // what was on the shelf before stays there
    return std::nullopt;
  }
}

std::vector<std::string> ShelfWatch::news(const scene::Shelf& shelf) {
  std::vector<std::string> sentences;
  std::set<std::string> now;
  for (const scene::Shelf::Refused& refused : shelf.refused) {
    now.insert(refused.sentence);
    if (said_.count(refused.sentence) == 0) {
      sentences.push_back(refused.sentence);
    }
  }
  said_ = std::move(now);
  return sentences;
}

std::optional<std::string> ShelfWatch::take_trouble() { return std::exchange(trouble_, {}); }

}  // namespace ebb::app
