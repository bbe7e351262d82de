#pragma once

#include <cstddef>
#include <cstdint>

#include "core/history.hpp"
#include "core/time.hpp"

namespace ebb {

/// Device time to host time over a link that tells time one way only: host = a + b * device. A
/// link can delay a packet but never hurry it, so the truth runs along the lower edge of
/// (arrival - device); the line below all points that is nearest to them on the whole is found
/// from their lower convex hull (Moon, Skelly & Towsley 1999, "Estimation and removal of clock
/// skew from network delay measurements"). The least delay itself cannot be seen from one side and
/// stays in the result, unless the device answers questions: the quickest question of late and the
/// lower edge make the shortest round trip there is, and half of that is the least delay (as in
/// Mills 1991, "Internet time synchronization": exact where both ways are as long at their best).
///
/// to_host() never runs backwards: forward corrections larger than Config::step are taken at once,
/// all others are slewed. Memory is bounded (one point for each of 64 stretches of device time).
class ClockAlignment {
 public:
  struct Config {
    std::size_t packets = 20;  ///< before the fit is believed: one may be late, twenty are not
    Seconds span{5.0};         ///< of device time before the fit is believed
    Seconds memory{120.0};     ///< how far back the fit looks
    Seconds jitter{0.1};       ///< delays differ by about this much: rate error is jitter / span
    double usable = 0.02;      ///< |b - 1| of a clock worth following
    double playing = 0.25;     ///< |b - 1| beyond which this is no crystal at all
    bool unit_rate = false;    ///< follow the offset alone: the device's seconds are taken as true
    bool hold_while_learning = false;  ///< keep the first offset until the fit is believed
    Seconds step{0.05};                ///< a larger forward correction is not slewed
    double gentlest_slew = 0.01;       ///< seconds a second
    double steepest_slew = 0.5;
  };

  enum class State : std::uint8_t {
    learning,      ///< too little seen: the device's rate is taken as true
    aligned,       ///< |b - 1| <= Config::usable
    arrival_only,  ///< the crystal is unusable: better time things by their arrival
    played_fast,   ///< a recording played faster or slower than time: its own time is the true one
  };

  ClockAlignment();
  explicit ClockAlignment(const Config& config);

  /// The device's clock showed `device` on a packet that arrived at `arrival`.
  void push(DeviceTime device, HostTime arrival);
  /// A question: the host sent it at `asked`, the device's clock showed `heard` when it came and
  /// `answered` when the answer left, which arrived at `arrival`.
  void push_answer(HostTime asked, DeviceTime heard, DeviceTime answered, HostTime arrival);
  /// Before the first push: the device's time taken as the host's.
  [[nodiscard]] HostTime to_host(DeviceTime device) const;
  [[nodiscard]] State state() const { return state_; }
  /// Host seconds in a device second (b); 1 while learning.
  [[nodiscard]] double rate() const { return rate_; }
  /// What slewing still has to take off: to_host() is late by this much (negative: early).
  [[nodiscard]] Seconds unsettled(DeviceTime device) const;
  void reset();

 private:
  /// Device seconds since origin, and arrival less device in seconds since the first.
  struct Point {
    double x = 0.0;
    double y = 0.0;
  };
  static constexpr std::size_t kStretches = 64;
  struct Asked {
    Point point;  ///< when the device heard it, and when it was asked less that
    double round_trip = 0.0;
  };
  static constexpr std::size_t kQuestions = 32;

  void begin(DeviceTime device, HostTime arrival);
  bool keep(const Point& p);
  void fit(const Point& newest);
  [[nodiscard]] double hull_slope() const;
  [[nodiscard]] double lowest_offset(double slope) const;
  [[nodiscard]] double least_delay(double slope, double offset) const;
  [[nodiscard]] State judge(double slope, double span) const;
  [[nodiscard]] double line(double x) const { return offset_ + (slope_ - 1.0) * x; }
  [[nodiscard]] double residue(double x) const;
  [[nodiscard]] double mapped(double x) const;
  [[nodiscard]] double since_origin(DeviceTime device) const;

  Config config_;
  History<Point, kStretches> points_;
  History<Asked, kQuestions> questions_;
  std::int64_t stretch_ = 0;
  std::size_t packets_ = 0;
  DeviceTime device_origin_{};
  HostTime host_origin_{};
  Point last_{};
  double offset_ = 0.0;
  double least_delay_ = 0.0;  ///< that questions told of; the line runs this far below the points
  double slope_ = 1.0;
  double joint_ = 0.0;       ///< where the present line took over from the one before
  double joint_host_ = 0.0;  ///< the host's time there
  double past_slope_ = 1.0;  ///< how time ran just before
  double residue_ = 0.0;     ///< by how much the joint lies above the present line
  double slew_ = 0.0;
  double rate_ = 1.0;
  State state_ = State::learning;
};

}  // namespace ebb
