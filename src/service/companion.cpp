#include "service/companion.hpp"

#include <algorithm>
#include <utility>

#include <unistd.h>

#include "io/asio.hpp"
#include "io/feed_server.hpp"
#include "io/host_clock.hpp"
#include "io/runtime_folder.hpp"
#include "service/consent.hpp"
#include "service/keeping.hpp"
#include "service/replay.hpp"
#include "service/start_error.hpp"
#include "service/wearers.hpp"

namespace ebb {

namespace {

using namespace std::chrono_literals;

// Viewers draw sixty frames a second: a snapshot sooner than that would not be seen.
constexpr Microseconds kBetweenSnapshots = 16ms;
// Without news ages still grow, and a signal fades.
constexpr Microseconds kWithoutNews = 250ms;
constexpr Microseconds kBetweenKept = 1s;

}  // namespace

struct Companion::Impl {
  Impl(asio::io_context& context, Options chosen)
      : io(context), options(std::move(chosen)), snapshot_due(io), without_news(io), kept_due(io) {}

  asio::io_context& io;
  Options options;
  std::function<void(const std::string&)> say = options.say;
  Wearers wearers{io, {.event = events(), .news = [this] { news(); }, .say = say}};
  std::unique_ptr<Replay> replay;
  Consent consent;
  std::optional<Keeping> keeping;
  bool told_refusal = false;
  std::unique_ptr<io::RuntimeFolder> runtime;
  std::unique_ptr<io::FeedServer> feed;
  asio::steady_timer snapshot_due;
  asio::steady_timer without_news;
  asio::steady_timer kept_due;
  HostTime last_snapshot{};
  bool snapshot_waiting = false;
  bool stopped = false;
  std::function<void()> on_ended;

  /// The session's clock: this machine's, or that of the recording which is played.
  [[nodiscard]] HostTime now() const { return replay ? replay->now() : io::now(); }

  EventSink events() {
    return [this](const Event& event) {
      if (keeping) {
        keeping->event(event);
      }
      feed->broadcast(event);
    };
  }

  void open_feed() {
    try {
      runtime = std::make_unique<io::RuntimeFolder>(options.runtime_folder);
      io::FeedServer::Config config;
      config.port = options.port;
      config.token = io::make_token();
      feed = std::make_unique<io::FeedServer>(
          io, config, [this] { return now(); },
          [this](io::FeedServer::ViewerId viewer, const feed::ViewerMessage& message) {
            hear(viewer, message);
          });
      runtime->publish({feed->port(), config.token, static_cast<int>(::getpid()), feed::kVersion});
    } catch (const std::runtime_error& e) {
      throw StartError(e.what());
    }
  }

  /// A strap that the browser brings. A simulated person keeps company only until then.
  io::LinkHandlers join_from_browser(const std::string& name, std::string_view protocol) {
    if (std::exchange(options.stand_in, false)) {
      wearers.stand_in_leaves(now());
    }
    return wearers.join_from_browser(name, protocol);
  }

  void open_replay(const io::SensorAddress& address) {
    if (options.sensors.size() > 1 || !options.record.empty()) {
      throw StartError("A recording is played alone: " + io::print(address) +
                       " goes with no other sensor and with no --record.");
    }
    Replay::Handlers handlers;
    handlers.event = events();
    handlers.news = [this] { news(); };
    handlers.ended = [this](const std::string& sentence) {
      say(sentence);
      news();
      if (on_ended) {
        on_ended();
      }
    };
    replay = std::make_unique<Replay>(io, address, wearers.session(), std::move(handlers));
  }

  void open_record() {
    if (options.record.empty()) {
      return;
    }
    std::error_code failed;
    const auto file = std::filesystem::absolute(options.record, failed);
    if (failed) {
      throw StartError(options.record.string() + ": there is no working folder to keep it in (" +
                       failed.message() + ").");
    }
    if (!options.record_names_itself &&
        std::filesystem::exists(std::filesystem::symlink_status(file, failed))) {
      throw StartError(file.string() +
                       ": there is already a file of that name, and nothing is overwritten. Choose "
                       "another name.");
    }
    keeping.emplace(io, Keeping::Options{{file, options.record_names_itself}, options.label, say});
    wearers.keep_in(*keeping);
    if (!options.record_if_agreed) {
      keeping->begin();
    }
  }

  void hear(io::FeedServer::ViewerId viewer, feed::ViewerMessage message) {
    if (auto* event = std::get_if<PracticeEvent>(&message)) {
      event->time = std::min(event->time, now());
      wearers.session().push(*event, events());
    } else if (auto* mark = std::get_if<Mark>(&message)) {
      mark->time = std::min(mark->time, now());
      wearers.session().push(*mark, events());
    } else if (auto* words = std::get_if<Words>(&message)) {
      words->time = std::min(words->time, now());
      if (keeping && keeping->keeps()) {
        keeping->words(*words);
      } else {
        say("Words that were to be kept came while nothing is being kept. They are gone.");
      }
    } else if (const auto* command = std::get_if<feed::Command>(&message)) {
      if (command->name == "end-session" && on_ended) {
        on_ended();
      } else if (command->name == "discard-record") {
        let_record_go();
      }
    } else if (auto* offer = std::get_if<feed::Offer>(&message)) {
      offer->time = std::min(offer->time, now());
      feed->broadcast(*offer);
    } else if (auto* showing = std::get_if<Showing>(&message)) {
      showing->time = std::min(showing->time, now());
      feed->broadcast(std::move(*showing));
    } else if (auto* agreement = std::get_if<SessionAgreement>(&message)) {
      agreement->time = std::min(agreement->time, now());
      settle(viewer, std::move(*agreement));
    }
  }

  void settle(io::FeedServer::ViewerId viewer, SessionAgreement agreement) {
    agreement.kept = agreement.kept && keeping;  // nobody is promised what cannot be
    const Consent::Heard heard = consent.hear(viewer, agreement, now());
    if (heard == Consent::Heard::refused) {
      if (!std::exchange(told_refusal, true)) {
        say("An answer came to something that nobody had proposed just so. Nothing changes by it.");
      }
      return;
    }
    if (keeping && heard != Consent::Heard::taken) {
      keeping->agreed(agreement, now());
      tell_record();
    }
    feed->broadcast(std::move(agreement));
  }

  /// Asked for at the end, of a record that nobody had agreed to beforehand.
  void let_record_go() {
    if (keeping && keeping->keeps() && consent.may_let_go()) {
      keeping->agreed(SessionAgreement{.time = now(), .kept = false}, now());
      say("Nothing is kept of this session, as was said on its screen.");
      tell_record();
    }
  }

  void tell_record() {
    feed->broadcast(feed::Record{
        .time = now(), .can_keep = keeping.has_value(), .keeping = keeping && keeping->keeps()});
  }

  void end_keeping_in_time() {
    if (consent.ran_out(now()) && keeping->keeps()) {
      keeping->end(now());
      say("The minutes that were agreed are over: nothing more is kept. What was kept stays.");
      tell_record();
    }
  }

  /// Something changed: viewers are told as soon as all that came together has been taken in, but
  /// not more often than they can draw.
  void news() {
    if (snapshot_waiting) {
      return;
    }
    snapshot_waiting = true;
    const Microseconds since = io::now() - last_snapshot;
    if (since >= kBetweenSnapshots) {
      asio::post(io, [this] {
        if (!stopped) {
          tell();
        }
      });
      return;
    }
    snapshot_due.expires_after(kBetweenSnapshots - since);
    snapshot_due.async_wait([this](const auto& failed) {
      if (!failed && !stopped) {
        tell();
      }
    });
  }

  void tell() {
    snapshot_waiting = false;
    last_snapshot = io::now();
    feed->broadcast(wearers.snapshot(now()));
  }

  /// How good the signals were is told a second at a time.
  void keep_seconds() {
    if (!keeping) {
      return;
    }
    kept_due.expires_after(kBetweenKept);
    kept_due.async_wait([this](const auto& failed) {
      if (!failed && !stopped) {
        end_keeping_in_time();
        keeping->second(wearers.session().snapshot(now()), io::time_asleep());
        keep_seconds();
      }
    });
  }

  void keep_ages_fresh() {
    without_news.expires_after(kWithoutNews);
    without_news.async_wait([this](const auto& failed) {
      // A wait that is over already is not undone by cancel(): it still arrives, unfailed.
      if (failed || stopped) {
        return;
      }
      if (io::now() - last_snapshot >= kWithoutNews) {
        tell();
      }
      keep_ages_fresh();
    });
  }
};

Companion::Companion(asio::io_context& io, Options options)
    : impl_(std::make_unique<Impl>(io, std::move(options))) {
  impl_->open_feed();
  impl_->open_record();
  impl_->tell_record();
  for (const io::SensorAddress& address : impl_->options.sensors) {
    if (address.kind == io::AddressKind::replay) {
      impl_->open_replay(address);
    } else {
      impl_->wearers.add(address);
    }
  }
  if (!impl_->replay) {  // a recording brings its own clock
    impl_->feed->open_bridge([this](const std::string& name, std::string_view protocol) {
      return impl_->join_from_browser(name, protocol);
    });
  }
}

Companion::~Companion() = default;

void Companion::start() {
  impl_->wearers.start();
  if (impl_->replay) {
    impl_->replay->start();
  }
  impl_->keep_ages_fresh();
  impl_->keep_seconds();
}

void Companion::stop() {
  impl_->stopped = true;
  impl_->wearers.stop();
  if (impl_->replay) {
    impl_->replay->stop();
  }
  impl_->wearers.session().finish(impl_->events());
  if (impl_->keeping) {
    impl_->keeping->finish(now());
  }
  impl_->kept_due.cancel();
  impl_->snapshot_due.cancel();
  impl_->without_news.cancel();
  impl_->feed->close();
  impl_->runtime.reset();
}

std::uint16_t Companion::port() const { return impl_->feed->port(); }

HostTime Companion::now() const { return impl_->now(); }

Snapshot Companion::snapshot() const { return impl_->wearers.snapshot(now()); }

void Companion::push(const PracticeEvent& event) { impl_->hear({}, event); }

void Companion::on_ended(std::function<void()> handler) { impl_->on_ended = std::move(handler); }

}  // namespace ebb
