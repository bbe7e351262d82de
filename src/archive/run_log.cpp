#include "archive/run_log.hpp"

#include <utility>

#include "archive/run_line.hpp"

namespace ebb {
namespace {

/// So many lines without sense at the beginning, and it is something else.
constexpr std::uint64_t kPatience = 16;
constexpr const char* kNotOurs = "This is not a recording that Ebb made.";

}  // namespace

void RunReader::push(std::string_view text, const RunSink& sink) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view piece = text.substr(0, end);
    too_long_ = too_long_ || line_.size() + piece.size() > kLongestLine;
    if (too_long_) {
      line_.clear();
    } else if (end == std::string_view::npos || !line_.empty()) {
      line_ += piece;
    }
    if (end == std::string_view::npos) {
      if (too_long_ && items_ == 0 && trouble_.empty()) {
        trouble_ = kNotOurs;
      }
      return;
    }
    text.remove_prefix(end + 1);
    ++lines_;
    if (std::exchange(too_long_, false)) {
      count_damage();
    } else {
      take_line(line_.empty() ? piece : std::string_view{line_}, sink);
    }
    line_.clear();
  }
}

void RunReader::finish(const RunSink& sink) {
  if (too_long_ || !line_.empty()) {
    ++lines_;
    damage_.cut_short = true;
    // All of it may be there but the line end itself.
    if (!too_long_ && decode_line(line_)) {
      take_line(line_, sink);
    }
  }
  line_.clear();
  too_long_ = false;
  if (items_ == 0 && trouble_.empty()) {
    trouble_ = lines_ == 0 ? "The recording is empty." : kNotOurs;
  }
}

void RunReader::take_line(std::string_view line, const RunSink& sink) {
  if (!trouble_.empty()) {
    return;
  }
  const auto item = decode_line(line);
  if (!item) {
    count_damage();
    return;
  }
  if (const auto* start = std::get_if<RunStart>(&*item); start && start->version != kRunVersion) {
    trouble_ = "This recording has version " + std::to_string(start->version) +
               " of the form; this Ebb reads version " + std::to_string(kRunVersion) + ".";
    return;
  }
  ++items_;
  sink(*item);
}

void RunReader::count_damage() {
  if (damage_.lines++ == 0) {
    damage_.first_line = lines_;
  }
  if (items_ == 0 && damage_.lines >= kPatience && trouble_.empty()) {
    trouble_ = kNotOurs;
  }
}

}  // namespace ebb
