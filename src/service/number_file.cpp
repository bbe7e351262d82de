#include "service/number_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <span>
#include <string_view>

#include <sys/stat.h>

#include "archive/imports/annotation_reader.hpp"
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

NumberFile::NumberFile(std::string path, const ColumnChoices& choices, Progress progress)
    : path_(std::move(path)), progress_(std::move(progress)), width_(choices.size()) {
  struct stat about {};
  if (stat(path_.c_str(), &about) == 0 && S_ISDIR(about.st_mode)) {
    refuse("this is a folder; name a file in it");
  }
  size_ = static_cast<double>(about.st_size);
  file_.reset(std::fopen(path_.c_str(), "rb"));
  if (!file_) {
    const int error = errno;
    refuse(std::string(std::strerror(error)) +
           (error == ENOENT ? "; is the name spelt right?" : "; it cannot be opened"));
  }
  annotations_ = ends_with(path_, ".atr") || ends_with(path_, ".qrs");
  if (annotations_) {
    if (choices.size() != 1) {
      refuse("annotations hold intervals alone; read them by themselves with --kind rr.");
    }
    reader_ = std::make_unique<AnnotationReader>(annotation_rate(path_));
  }
  read_piece();
  if (!reader_) {
    reader_ = make_number_reader(piece_, choices);
  }
  // As far as to the first row, so that what a header says is known from here on.
  while (places_.empty() && !failed_ && !finished_) {
    parse_piece();
  }
  if (failed_ && places_.empty()) {
    refuse(failed_->what);
  }
}

void NumberFile::refuse(const std::string& why) const { throw StartError(path_ + ": " + why); }

void NumberFile::refuse_at(std::uint64_t place, const std::string& why) const {
  refuse(std::string(reader_->place_word()) + " " + std::to_string(place) + ": " + why);
}

void NumberFile::read_piece() {
  piece_.resize(kPiece);
  const std::size_t size = std::fread(piece_.data(), 1, kPiece, file_.get());
  piece_.resize(size);
  read_ += static_cast<double>(size);
  if (progress_ && size_ > 0.0) {
    progress_(std::min(1.0, read_ / size_));
  }
  if (size < kPiece) {
    if (std::ferror(file_.get()) != 0) {
      refuse(std::string(std::strerror(errno)) + "; reading stopped");
    }
    ended_ = true;
  }
}

void NumberFile::parse_piece() {
  ready_.clear();
  places_.clear();
  taken_ = 0;
  const RowSink sink = [this](Row row) {
    ready_.insert(ready_.end(), row.begin(), row.end());
    places_.push_back(reader_->place());
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

std::optional<Row> NumberFile::next() {
  while (taken_ == places_.size()) {
    if (failed_) {
      refuse(failed_->what);
    }
    if (finished_) {
      return std::nullopt;
    }
    parse_piece();
  }
  return Row{ready_}.subspan(width_ * taken_++, width_);
}

}  // namespace ebb
