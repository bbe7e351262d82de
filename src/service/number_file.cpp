#include "service/number_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <span>
#include <string_view>

#include <sys/stat.h>

#include "archive/annotation_reader.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 16U;
constexpr Hertz kUsualAnnotationRate{128.0};

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// The sampling rate in the header file that lies beside an annotation file.
Hertz annotation_rate(const std::string& path) {
  const std::string header = path.substr(0, path.rfind('.')) + ".hea";
  std::array<char, 4096> text{};
  std::FILE* file = std::fopen(header.c_str(), "rb");
  if (file == nullptr) {
    return kUsualAnnotationRate;
  }
  const std::size_t size = std::fread(text.data(), 1, text.size(), file);
  std::fclose(file);
  return rate_of_wfdb_header({text.data(), size}).value_or(kUsualAnnotationRate);
}

}  // namespace

NumberFile::NumberFile(std::string path, const ColumnChoice& choice) : path_(std::move(path)) {
  struct stat about {};
  if (stat(path_.c_str(), &about) == 0 && S_ISDIR(about.st_mode)) {
    refuse("this is a folder; name a file in it");
  }
  file_.reset(std::fopen(path_.c_str(), "rb"));
  if (!file_) {
    const int error = errno;
    refuse(std::string(std::strerror(error)) +
           (error == ENOENT ? "; is the name spelt right?" : "; it cannot be opened"));
  }
  annotations_ = ends_with(path_, ".atr") || ends_with(path_, ".qrs");
  if (annotations_) {
    reader_ = std::make_unique<AnnotationReader>(annotation_rate(path_));
  }
  read_piece();
  if (!reader_) {
    reader_ = make_number_reader(piece_, choice);
  }
}

void NumberFile::refuse(const std::string& why) const { throw StartError(path_ + ": " + why); }

std::string NumberFile::place() const { return path_ + ": " + reader_->place(); }

void NumberFile::read_piece() {
  piece_.resize(kPiece);
  const std::size_t size = std::fread(piece_.data(), 1, kPiece, file_.get());
  piece_.resize(size);
  if (size < kPiece) {
    if (std::ferror(file_.get()) != 0) {
      refuse(std::string(std::strerror(errno)) + "; reading stopped");
    }
    ended_ = true;
  }
}

std::optional<NumberFile::Number> NumberFile::next() {
  while (taken_ == ready_.size()) {
    if (failed_) {
      refuse(failed_->what);
    }
    if (piece_.empty() && ended_) {
      return std::nullopt;
    }
    ready_.clear();
    taken_ = 0;
    const NumberSink sink = [this](std::optional<double> value) { ready_.push_back({value}); };
    failed_ = reader_->push(piece_, sink);
    if (failed_) {
      continue;
    }
    piece_.clear();
    if (ended_) {
      failed_ = reader_->finish(sink);
    } else {
      read_piece();
    }
  }
  return ready_[taken_++];
}

IntervalFile::IntervalFile(const std::string& path, const std::string& column)
    : file_(path, {column, {"rr", "nn", "ibi", "interval"}}) {
  // The first can be a lead-in of minutes, so the middle of sixteen decides.
  constexpr std::size_t kLookedAt = 16;
  constexpr double kMostSeconds = 10.0;
  while (first_.size() < kLookedAt) {
    const std::optional<NumberFile::Number> number = file_.next();
    if (!number) {
      break;
    }
    first_.push_back(number->value.value_or(0.0));
  }
  std::vector<double> sorted = first_;
  std::sort(sorted.begin(), sorted.end());
  scale_ = !sorted.empty() && sorted[sorted.size() / 2] < kMostSeconds ? 1000.0 : 1.0;
}

std::optional<double> IntervalFile::next() {
  double value = 0.0;
  if (taken_ < first_.size()) {
    value = first_[taken_++];
  } else if (const std::optional<NumberFile::Number> number = file_.next()) {
    value = number->value.value_or(0.0);
  } else {
    return std::nullopt;
  }
  ++count_;
  constexpr double kLongest = 86400e3;
  const double ms = value * scale_;
  if (!(ms > 0.0) || ms > kLongest) {
    file_.refuse("interval " + std::to_string(count_) + " is " +
                 (value == 0.0 ? std::string("0 or empty") : std::to_string(value)) +
                 "; intervals are the time between two beats, in ms or in s");
  }
  return ms;
}

}  // namespace ebb
