#pragma once

#include <optional>
#include <vector>

#include "core/event.hpp"
#include "core/snapshot.hpp"
#include "core/words.hpp"
#include "feed/message.hpp"

namespace ebb::app {

/// Where the window learns how heart and breath are going, and where it tells what it does.
class Body {
 public:
  Body() = default;
  virtual ~Body() = default;
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  /// Once a frame; never blocks.
  virtual void poll(HostTime now) = 0;
  [[nodiscard]] virtual const std::optional<Snapshot>& latest() const = 0;
  /// Beats since the last call.
  virtual std::vector<Beat> take_beats() = 0;
  virtual void send(const PracticeEvent& event) = 0;
  /// Words to be kept with the session, if that is kept.
  virtual void keep(const Words& /*words*/) {}

  /// Nothing is to be kept of the record that is being made.
  virtual void let_record_go() {}

  // With a therapist's console somewhere.
  /// What was held out since the last call.
  virtual std::vector<feed::Offer> take_offers() { return {}; }
  /// The newest word on what two people settle.
  [[nodiscard]] virtual std::optional<SessionAgreement> agreement() const { return std::nullopt; }
  /// Whether a record is being kept just now: words for it may come.
  [[nodiscard]] virtual bool keeping() const { return false; }
  virtual void show(const Showing&) {}
  virtual void settle(const SessionAgreement&) {}
  /// Whether something that was sent has not arrived yet.
  [[nodiscard]] virtual bool waiting() const { return false; }
};

/// Nobody is listening: no sensor, no service.
class NoBody : public Body {
 public:
  void poll(HostTime) override {}
  [[nodiscard]] const std::optional<Snapshot>& latest() const override { return none_; }
  std::vector<Beat> take_beats() override { return {}; }
  void send(const PracticeEvent&) override {}

 private:
  std::optional<Snapshot> none_;
};

}  // namespace ebb::app
