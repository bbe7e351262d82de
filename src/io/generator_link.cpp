#include "io/generator_link.hpp"

#include <algorithm>
#include <cassert>

#include "io/asio.hpp"
#include "io/host_clock.hpp"

namespace ebb::io {
namespace {

/// So many items in a row before the rest of the loop gets its turn.
constexpr int kBatch = 64;
/// The longest wait; keeps absurd times in a damaged recording out of the clock's arithmetic.
constexpr Seconds kAYear{3.2e7};

struct Playing {
  Generator generator;
  double speed;
  ArrivalStamp stamp;
  LinkHandlers handlers;
  std::optional<TimedBytes> next{};
  bool asked = false;  ///< `next` is what the generator gave last, or its end
  bool begun = false;
};

/// One start() of it. The link holds it until stop(), its coroutine until it notices.
struct Run {
  Run(asio::io_context& io, std::shared_ptr<Playing> what) : timer(io), play(std::move(what)) {}
  asio::steady_timer timer;
  std::shared_ptr<Playing> play;
  bool stopped = false;
};

HostTime stamp_for(const Playing& play, Microseconds at) {
  return play.stamp == ArrivalStamp::recorded ? HostTime{at} : now();
}

void tell(const Run& run, LinkState state, const char* note, Microseconds at) {
  if (run.play->handlers.state) {
    run.play->handlers.state(state, note, stamp_for(*run.play, at));
  }
}

/// Asks for the next item unless one is waiting; false at the end.
bool has_next(Playing& play) {
  if (!play.asked) {
    play.next = play.generator();
    play.asked = true;
  }
  return play.next.has_value();
}

asio::awaitable<void> perform(std::shared_ptr<Run> run) {
  co_await asio::post(asio::use_awaitable);  // no handler from within start()
  Playing& play = *run->play;
  if (run->stopped) {
    co_return;
  }
  // A recording's clock began before its first item, and after a stop time has passed for nobody:
  // neither is waited for.
  const Microseconds first = has_next(play) ? play.next->at : Microseconds{};
  const bool skip = play.stamp == ArrivalStamp::recorded || std::exchange(play.begun, true);
  const Seconds skipped = skip ? first : Microseconds{};
  const auto begun = asio::steady_timer::clock_type::now();
  Microseconds last = first;
  tell(*run, LinkState::streaming, "", first);
  for (int in_a_row = 0; !run->stopped && has_next(play);) {
    if (play.speed > 0.0) {
      const Seconds due{std::min((Seconds{play.next->at} - skipped) / play.speed, kAYear)};
      const auto wait =
          std::chrono::duration_cast<asio::steady_timer::duration>(std::max(due, Seconds{}));
      if (begun + wait > asio::steady_timer::clock_type::now()) {
        run->timer.expires_at(begun + wait);
        error_code ignored;
        co_await run->timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        in_a_row = 0;
      }
    }
    if (++in_a_row > kBatch) {
      co_await asio::post(asio::use_awaitable);
      in_a_row = 0;
    }
    if (run->stopped) {
      co_return;
    }
    const TimedBytes item = std::move(*play.next);
    play.asked = false;
    last = item.at;
    if (play.handlers.bytes) {
      play.handlers.bytes(item.bytes, stamp_for(play, item.at));
    }
  }
  if (!run->stopped) {
    tell(*run, LinkState::lost, "The recording ended.", last);
  }
}

class GeneratorLink final : public Link {
 public:
  GeneratorLink(asio::io_context& io, std::shared_ptr<Playing> play)
      : io_(io), play_(std::move(play)) {}
  ~GeneratorLink() override { GeneratorLink::stop(); }
  GeneratorLink(const GeneratorLink&) = delete;
  GeneratorLink& operator=(const GeneratorLink&) = delete;

  void start() override {
    if (!run_) {
      run_ = std::make_shared<Run>(io_, play_);
      asio::co_spawn(io_, perform(run_), kRethrow);
    }
  }
  void stop() override {
    if (const auto run = std::exchange(run_, nullptr)) {
      run->stopped = true;
      run->timer.cancel();
    }
  }
  void write(std::span<const std::uint8_t>) override {}

 private:
  asio::io_context& io_;
  std::shared_ptr<Playing> play_;
  std::shared_ptr<Run> run_;
};

}  // namespace

std::unique_ptr<Link> make_generator_link(asio::io_context& io, Generator generator, double speed,
                                          ArrivalStamp stamp, LinkHandlers handlers) {
  assert(generator && speed >= 0.0);
  return std::make_unique<GeneratorLink>(
      io,
      std::make_shared<Playing>(Playing{std::move(generator), speed, stamp, std::move(handlers)}));
}

}  // namespace ebb::io
