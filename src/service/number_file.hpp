#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/imports/number_reader.hpp"

namespace ebb {

/// A file of numbers, read a piece at a time: one a line, CSV, .npy, .wav, or the beats of a WFDB
/// annotation file (.atr, .qrs) as intervals in milliseconds. Whatever is wrong with it is a
/// StartError that names file and place.
class NumberFile {
 public:
  /// How much of the file has been read, 0 to 1; called after every piece.
  using Progress = std::function<void(double)>;

  NumberFile(std::string path, const ColumnChoices& choices, Progress progress = {});

  /// The chosen columns of the next row, good until the next call; nothing at the end.
  std::optional<Row> next();
  /// Of the row just given: line, byte or value, counted from 1.
  [[nodiscard]] std::uint64_t place() const { return places_[taken_ - 1]; }

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::optional<Hertz> rate() const { return reader_->rate(); }
  [[nodiscard]] bool rate_is_binding() const { return reader_->rate_is_binding(); }
  [[nodiscard]] std::optional<std::uint64_t> announced() const { return reader_->announced(); }
  [[nodiscard]] bool dated() const { return reader_->dated(); }
  [[nodiscard]] std::string name(std::size_t choice) const { return reader_->name(choice); }
  [[nodiscard]] bool annotations() const { return annotations_; }
  [[noreturn]] void refuse(const std::string& why) const;
  /// Says the place as well.
  [[noreturn]] void refuse_at(std::uint64_t place, const std::string& why) const;

 private:
  void read_piece();
  void parse_piece();

  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::string path_;
  std::unique_ptr<std::FILE, Closer> file_;
  std::unique_ptr<NumberReader> reader_;
  Progress progress_;
  double size_ = 0.0;
  double read_ = 0.0;
  bool annotations_ = false;
  std::vector<std::uint8_t> piece_;
  std::size_t width_ = 1;
  std::vector<std::optional<double>> ready_;  ///< rows of the piece, one behind the other
  std::vector<std::uint64_t> places_;
  std::size_t taken_ = 0;
  std::optional<ImportError> failed_;  ///< told once what came before it has been taken
  bool ended_ = false;                 ///< the file has been read
  bool finished_ = false;              ///< and parsed
};

}  // namespace ebb
