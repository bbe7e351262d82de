#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace ebb::scene {

/// A long row of samples, ready to be drawn at any zoom: the lowest and highest of any stretch are
/// found in a few steps, however long it is. Built once; not-a-number means that nothing is known.
class MinMaxPyramid {
 public:
  struct Range {
    float low = 0.0F;
    float high = 0.0F;
    bool operator==(const Range&) const = default;
  };

  MinMaxPyramid() = default;
  explicit MinMaxPyramid(std::vector<float> samples);

  /// Of the samples [from, to), as far as there are any; nothing when none of them is known.
  [[nodiscard]] std::optional<Range> range(std::size_t from, std::size_t to) const;
  [[nodiscard]] const std::vector<float>& samples() const { return samples_; }

 private:
  std::vector<float> samples_;
  std::vector<std::vector<Range>> levels_;  ///< each over kStep of the one before
};

}  // namespace ebb::scene
