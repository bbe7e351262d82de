#pragma once

#include <functional>
#include <memory>
#include <string>

#include "guidance/own_way.hpp"
#include "guidance/practice.hpp"
#include "guidance/slots.hpp"
#include "io/asio_fwd.hpp"
#include "service/companion.hpp"

namespace ebb {

/// A practice run in the terminal: a breathing bar, own breath, heart rate and signal word; redrawn
/// in place on a tty (with keys), one plain line a second elsewhere. Where the keyboard cannot be
/// had (a pipe, the background) the person is carried along. `slots` are the person's own words.
class TerminalCompanion {
 public:
  /// `on_left` is called when the practice is over or the person leaves.
  TerminalCompanion(asio::io_context& io, Practice practice, OwnWay own, Slots slots,
                    Companion& companion, std::function<void()> on_left);
  ~TerminalCompanion();

  void start();
  /// A sentence of the service's for the person.
  void say(const std::string& sentence);
  /// Ends the run if it is not over, and gives the terminal back as it was. `by_itself`: nobody
  /// asked for it, the time was up or the recording over.
  void stop(bool by_itself);

  /// Whether figures may be told in the end: nobody who eased off or left early is shown numbers
  /// that were not asked for.
  [[nodiscard]] bool figures_are_welcome() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ebb
