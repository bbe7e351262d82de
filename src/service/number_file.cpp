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
  // As far as to the first number, so that what a header says is known from here on.
  while (ready_.empty() && !failed_ && !finished_) {
    parse_piece();
  }
  if (failed_ && ready_.empty()) {
    refuse(failed_->what);
  }
}

void NumberFile::refuse(const std::string& why) const { throw StartError(path_ + ": " + why); }

void NumberFile::refuse(const Number& number, const std::string& why) const {
  refuse(std::string(reader_->place_word()) + " " + std::to_string(number.place) + ": " + why);
}

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

void NumberFile::parse_piece() {
  ready_.clear();
  taken_ = 0;
  const NumberSink sink = [this](std::optional<double> value) {
    ready_.push_back({value, reader_->place()});
  };
  failed_ = reader_->push(piece_, sink);
  if (failed_) {
    return;
  }
  if (ended_) {
    failed_ = reader_->finish(sink);
    finished_ = true;
  } else {
    read_piece();
  }
}

std::optional<NumberFile::Number> NumberFile::next() {
  while (taken_ == ready_.size()) {
    if (failed_) {
      refuse(failed_->what);
    }
    if (finished_) {
      return std::nullopt;
    }
    parse_piece();
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
    first_.push_back(*number);
  }
  std::vector<double> sorted;
  for (const NumberFile::Number& number : first_) {
    sorted.push_back(number.value.value_or(0.0));
  }
  std::sort(sorted.begin(), sorted.end());
  scale_ = !sorted.empty() && sorted[sorted.size() / 2] < kMostSeconds ? 1000.0 : 1.0;
}

std::optional<double> IntervalFile::next() {
  const std::optional<NumberFile::Number> number =
      taken_ < first_.size() ? std::optional{first_[taken_++]} : file_.next();
  if (!number) {
    return std::nullopt;
  }
  constexpr double kLongest = 86400e3;
  const double ms = number->value.value_or(0.0) * scale_;
  if (!number->value) {
    file_.refuse(*number, "nothing where an interval should be");
  }
  if (!(ms > 0.0) || ms > kLongest) {
    std::array<char, 40> shown{};
    std::snprintf(shown.data(), shown.size(), "%g", *number->value);
    file_.refuse(*number,
                 std::string(shown.data()) + " is no interval between two beats, in ms or in s");
  }
  return ms;
}

}  // namespace ebb
