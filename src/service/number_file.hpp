#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/number_reader.hpp"

namespace ebb {

/// A file of numbers, read a piece at a time: one a line, CSV, .npy, .wav, or the beats of a WFDB
/// annotation file (.atr, .qrs) as intervals in milliseconds. Whatever is wrong with it is a
/// StartError that names file and place.
class NumberFile {
 public:
  NumberFile(std::string path, const ColumnChoice& choice);

  struct Number {
    std::optional<double> value;  ///< nothing: the file has no value there
    std::uint64_t place = 0;      ///< line, byte or value, counted from 1
  };
  /// The next number, or nothing at the end.
  std::optional<Number> next();

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::optional<Hertz> rate() const { return reader_->rate(); }
  [[nodiscard]] std::optional<std::uint64_t> announced() const { return reader_->announced(); }
  [[nodiscard]] bool annotations() const { return annotations_; }
  [[noreturn]] void refuse(const std::string& why) const;
  [[noreturn]] void refuse(const Number& number, const std::string& why) const;

 private:
  void read_piece();
  void parse_piece();

  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::string path_;
  std::unique_ptr<std::FILE, Closer> file_;
  std::unique_ptr<NumberReader> reader_;
  bool annotations_ = false;
  std::vector<std::uint8_t> piece_;
  std::vector<Number> ready_;
  std::size_t taken_ = 0;
  std::optional<ImportError> failed_;  ///< told once what came before it has been taken
  bool ended_ = false;                 ///< the file has been read
  bool finished_ = false;              ///< and parsed
};

/// A file of beat-to-beat intervals. Those whose middle is below 10 are seconds.
class IntervalFile {
 public:
  IntervalFile(const std::string& path, const std::string& column);
  /// Milliseconds, above 0; nothing at the end.
  std::optional<double> next();

 private:
  NumberFile file_;
  std::vector<NumberFile::Number> first_;  ///< what told the unit
  std::size_t taken_ = 0;
  double scale_ = 1.0;
};

}  // namespace ebb
