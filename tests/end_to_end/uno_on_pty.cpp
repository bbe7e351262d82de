// An Arduino Uno on a pseudo-terminal: the flashed program, executed by simavr at the pace of real
// time (its crystal off by a share), a simulated person's pulse and breath on its inputs. Prints in
// one line the terminal's path and when the person's pulses come, then "asked" when the first byte
// comes from its other end; runs until it is ended. SIGUSR1 presses its reset button.
#include <chrono>
#include <csignal>
#include <iomanip>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "firmware-protocol/wired_person.hpp"
#include "io/pseudo_terminal.hpp"
#include "support/simulated_uno.hpp"

namespace {

volatile std::sig_atomic_t reset_pressed = 0;

/// When, on this machine's monotonic clock, the person's pulses come to the finger.
void tell_pulses(const ebb::BodyPlan& plan, ebb::Seconds begun) {
  constexpr ebb::Seconds kLong{240.0};
  std::cout << std::fixed << std::setprecision(4);
  for (const ebb::TrueBeat& beat : ebb::truth_of(plan, kLong).beats) {
    std::cout << ' ' << (begun + beat.time).count() + ebb::PulseWave::kPulseDelay;
  }
}

void run(double drift, double breaths_per_minute) {
  using Clock = std::chrono::steady_clock;
  ebb::BodyPlan plan;
  plan.breath_per_minute = breaths_per_minute;
  ebb::WiredPerson person{plan};
  ebb::SimulatedUno uno{{.elf = EBB_UNO_ELF, .drift = drift, .volts = [&](int input, double t) {
                           return person.volts(input, t);
                         }}};
  const ebb::io::PseudoTerminal terminal;
  termios settings{};
  ::tcgetattr(terminal.descriptor(), &settings);
  ::cfmakeraw(&settings);  // a cable echoes nothing
  ::tcsetattr(terminal.descriptor(), TCSANOW, &settings);
  ::fcntl(terminal.descriptor(), F_SETFL, O_NONBLOCK);

  bool asked = false;
  const Clock::time_point begun = Clock::now();
  std::cout << terminal.path();
  tell_pulses(plan, begun.time_since_epoch());
  std::cout << std::endl;  // flushed: somebody waits for this line
  for (;;) {
    // The board's own pace, and nothing waits for it: whoever reads waits for what it tells.
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
    if (reset_pressed != 0) {
      reset_pressed = 0;
      uno.press_reset();
    }
    std::uint8_t room[256];
    if (const ssize_t n = ::read(terminal.descriptor(), room, sizeof room); n > 0) {
      uno.hear({room, static_cast<std::size_t>(n)});
      if (!std::exchange(asked, true)) {
        std::cout << "asked" << std::endl;
      }
    }
    const auto now = std::chrono::duration_cast<ebb::Microseconds>(Clock::now() - begun);
    std::string bytes;
    for (const ebb::TimedBytes& sent : uno.run_until(now)) {
      bytes.append(sent.bytes.begin(), sent.bytes.end());
    }
    if (!bytes.empty()) {
      terminal.send(bytes);  // a full terminal loses them, as a UART nobody reads would
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: uno_on_pty DRIFT BREATHS_PER_MINUTE\n";
    return 2;
  }
  std::signal(SIGUSR1, [](int) { reset_pressed = 1; });
  try {
    run(std::stod(argv[1]), std::stod(argv[2]));
  } catch (const std::exception& e) {
    std::cerr << "uno_on_pty: " << e.what() << '\n';
    return 1;
  }
}
