#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "core/expected.hpp"
#include "io/descriptor.hpp"

namespace ebb::io {

/// Appends whole lines to a file of its own that only this person may read (0600, in a folder 0700
/// if it has to be made). Each line goes to the system at once, so that a killed program loses
/// none. When the disk is full the run goes on: what does not fit is left out, said once, and tried
/// again with every line; a line that went in half is closed before the next.
class Recorder {
 public:
  /// Says a sentence to the person.
  using Say = std::function<void(const std::string&)>;

  /// The file must not exist; nor is a symbolic link followed. The error is a sentence.
  static Expected<Recorder, std::string> create(const std::filesystem::path& file, Say say);

  /// Lines with their line ends.
  void push(std::string_view lines);
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  [[nodiscard]] std::uint64_t left_out() const { return left_out_; }

 private:
  Recorder(std::filesystem::path file, Descriptor fd, Say say)
      : file_(std::move(file)), fd_(std::move(fd)), say_(std::move(say)) {}
  /// How much of it went in; errno when not all did.
  std::size_t write(std::string_view text, int& error) const;

  std::filesystem::path file_;
  Descriptor fd_;
  Say say_;
  bool torn_ = false;  ///< the file ends in the middle of a line
  bool said_ = false;
  std::uint64_t left_out_ = 0;
};

}  // namespace ebb::io
