#include "estimation/breath/chest_motion.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace ebb {

namespace {

constexpr double kStepSeconds = 0.05;
constexpr double kWildest = 1e15;
constexpr std::uint64_t kLearning = 60;  // steps
constexpr double kUsualShare = kStepSeconds / 20.0;
constexpr double kSenseShare = kStepSeconds / 40.0;
constexpr double kLatelyShare = kStepSeconds;
constexpr double kAlongShare = 2.0 * kStepSeconds;
constexpr double kClearSkew = 0.25;
constexpr Microseconds kLongestBridge{2'000'000};
constexpr std::size_t kMostAtOnce = 41;  // steps in the longest bridge, and one

double share_of(Seconds memory, std::uint64_t steps) {
  return std::max(1.0 / static_cast<double>(steps), kStepSeconds / memory.count());
}

}  // namespace

std::optional<Breath> ChestMotion::push(HostTime time, double x, double y, double z) {
  const std::array<double, 3> axes{x, y, z};
  if (!EvenGrid::takes(time) ||
      !std::all_of(axes.begin(), axes.end(), [](double v) { return std::abs(v) < kWildest; })) {
    return {};
  }
  if (!grids_[0].empty()) {
    if (time <= newest_ && newest_ - time <= kLongestBridge) {
      return {};
    }
    if (time < newest_ || time - newest_ > kLongestBridge) {
      gap();
    }
  }
  newest_ = time;
  // All three grids have the same bins, so the last of them completes the vector.
  std::array<std::array<double, kMostAtOnce>, 2> waiting{};
  std::array<std::size_t, 3> counts{};
  std::optional<Breath> told;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    grids_[axis].push(time, axes[axis], [&](std::int64_t index, double mean) {
      const std::size_t i = counts[axis]++;
      if (axis < 2) {
        waiting[axis][i] = mean;
        return;
      }
      const HostTime middle = grids_[2].time_of(static_cast<double>(index) + 0.5);
      if (auto breath = push_even(middle, {waiting[0][i], waiting[1][i], mean})) {
        told = breath;
      }
    });
  }
  return told;
}

std::optional<Breath> ChestMotion::push_even(HostTime time, const Eigen::Vector3d& value) {
  if (++steps_ == 1) {
    mean_ = value;
    lately_ = value;
  }
  if (moves(value)) {
    return {};
  }
  mean_ += share_of(config_.mean_memory, steps_) * (value - mean_);
  const Eigen::Vector3d swing = value - mean_;
  follow_direction(swing);
  const double along = direction_.dot(swing);
  follow_sense(along);
  fault_ = usual_ > 1e-9 * mean_.norm() ? SignalFault::none : SignalFault::flat;
  return tracker_.push(time, sense_ * along);
}

bool ChestMotion::moves(const Eigen::Vector3d& value) {
  const double beside = (value - lately_).norm();
  lately_ += kLatelyShare * (value - lately_);
  const double deviation = (value - mean_).norm();
  const bool known = steps_ > kLearning && usual_ > 0.0;
  const double kept = known ? std::min(deviation, 3.0 * usual_) : deviation;
  usual_ += std::max(1.0 / static_cast<double>(steps_), kUsualShare) * (kept - usual_);
  if (fault_ != SignalFault::motion) {
    if (!known || deviation < config_.motion * usual_) {
      return false;
    }
    fault_ = SignalFault::motion;
    calm_steps_ = 0;
    tracker_.gap();
    return true;
  }
  calm_steps_ = beside < config_.still * usual_ ? calm_steps_ + 1 : 0;
  if (calm_steps_ * kStepSeconds < config_.calm.count()) {
    return true;
  }
  // Lying another way now, perhaps: mean and direction begin anew, the usual deviation stays.
  fault_ = SignalFault::none;
  steps_ = 1;
  mean_ = lately_;
  return false;
}

void ChestMotion::follow_direction(const Eigen::Vector3d& swing) {
  const double share = share_of(config_.direction_memory, steps_);
  covariance_ += share * (swing * swing.transpose() - covariance_);
  Eigen::Vector3d next = covariance_ * direction_;
  if (!(next.squaredNorm() > 0.0)) {
    // Nothing to start from: the axis that moves most.
    Eigen::Index most = 0;
    covariance_.diagonal().maxCoeff(&most);
    next = covariance_.col(most);
  }
  const double length = next.norm();
  if (length > 0.0) {
    direction_ = next / length;
  }
}

void ChestMotion::follow_sense(double along) {
  const double before = along_;
  along_ += kAlongShare * (along - along_);
  const double change = along_ - before;
  skew_ += kSenseShare * (change * change * change - skew_);
  spread_ += kSenseShare * (change * change - spread_);
  if (sense_ * skew_ < -kClearSkew * std::pow(spread_, 1.5)) {
    sense_ = -sense_;
    tracker_.gap();  // what was a trough is a top now
  }
}

void ChestMotion::gap() {
  for (EvenGrid& grid : grids_) {
    grid.reset();
  }
  tracker_.gap();
}

}  // namespace ebb
