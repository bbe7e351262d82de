#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "io/asio.hpp"
#include "io/host_clock.hpp"
#include "io/pseudo_terminal.hpp"
#include "service/companion.hpp"
#include "service/reanalysis.hpp"
#include "service/session_player.hpp"

// A service one of whose sensors stays while two others come and go.
namespace ebb {

/// A folder with a name in it that follows a device, as udev keeps one in by-id.
class Place {
 public:
  Place() {
    std::string folder = std::filesystem::temp_directory_path() / "ebb-place-XXXXXX";
    folder_ = ::mkdtemp(folder.data());
  }
  ~Place() { std::filesystem::remove_all(folder_); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] std::string path() const { return folder_ / "usb-Belt"; }
  [[nodiscard]] std::string runtime() const { return folder_ / "run"; }
  [[nodiscard]] std::string record() const { return folder_ / "session.ebb"; }
  void point_to(const std::string& device) const {
    std::filesystem::remove(path());
    std::filesystem::create_symlink(device, path());
  }
  /// How many files this process has open, but for those in this folder: what writes a record opens
  /// and closes them on a thread of its own.
  [[nodiscard]] std::size_t open_elsewhere() const {
    std::size_t count = 0;
    for (const auto& fd : std::filesystem::directory_iterator{"/proc/self/fd"}) {
      std::error_code gone;
      const std::string to = std::filesystem::read_symlink(fd.path(), gone);
      count += to.rfind(folder_.string(), 0) == 0 ? 0U : 1U;
    }
    return count;
  }

 private:
  std::filesystem::path folder_;
};

inline double resident_mib() {
  std::ifstream statm{"/proc/self/statm"};
  double all = 0.0;
  double resident = 0.0;
  statm >> all >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1024.0 * 1024.0);
}

/// A board that tells a quick heart and a belt, at their own pace and on a thread of its own, and
/// knows what it sent when.
class SteadyBoard {
 public:
  ~SteadyBoard() {
    over_ = true;
    if (thread_.joinable()) {
      thread_.join();
    }
  }
  SteadyBoard() = default;
  SteadyBoard(const SteadyBoard&) = delete;
  SteadyBoard& operator=(const SteadyBoard&) = delete;

  [[nodiscard]] const std::string& path() const { return device_.path(); }
  /// Once somebody has opened it: a terminal nobody has set changes bytes.
  void start() {
    ::fcntl(device_.descriptor(), F_SETFL, O_NONBLOCK);
    thread_ = std::thread{[this] { run(); }};
  }
  /// It ends with its next beat; `ended` tells when it has.
  void end() { over_ = true; }
  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] std::uint64_t beats() const { return told_; }

  // What it sent, once it has ended.
  [[nodiscard]] const std::string& sent() const { return sent_; }
  [[nodiscard]] const std::vector<HostTime>& beat_times() const { return beat_times_; }

 private:
  static constexpr std::chrono::milliseconds kBetweenSamples{40};

  void say(const std::string& line) {
    sent_ += line;
    device_.send(line);  // what does not fit is lost, and will be missed
  }
  void run() {
    auto sample = std::chrono::steady_clock::now();
    std::chrono::milliseconds interval{430};
    for (auto beat = sample + interval;;) {
      std::this_thread::sleep_until(std::min(beat, sample));
      if (sample <= beat) {
        const double phase = 0.1 * static_cast<double>(samples_++);
        say("resp:" + std::to_string(std::lround(2048.0 + 700.0 * std::sin(phase))) + "\n");
        sample += kBetweenSamples;
        continue;
      }
      const auto late = std::chrono::steady_clock::now() - beat;  // this thread, not the service
      beat_times_.push_back(io::now() - std::chrono::duration_cast<Microseconds>(late));
      say("rr:" + std::to_string(interval.count()) + "\n");
      const std::uint64_t count = ++told_;
      if (over_) {
        ended_ = true;
        return;
      }
      interval = std::chrono::milliseconds{430 + 11 * static_cast<int>(count % 5)};
      beat += interval;
    }
  }

  io::PseudoTerminal device_;
  std::atomic<bool> over_{false};
  std::atomic<bool> ended_{false};
  std::atomic<std::uint64_t> told_{0};
  std::uint64_t samples_ = 0;
  std::string sent_;
  std::vector<HostTime> beat_times_;
  std::thread thread_;
};

/// A sensor that answers at a port of this machine while it is there. The port stays its own.
class NetworkBoard {
 public:
  explicit NetworkBoard(asio::io_context& io) : io_(io), port_(io) {
    port_.open(asio::ip::tcp::v4());
    port_.set_option(asio::socket_base::reuse_address{true});
    port_.bind({asio::ip::address_v4::loopback(), 0});
  }
  [[nodiscard]] std::string address() const {
    return "tcp:127.0.0.1:" + std::to_string(port_.local_endpoint().port());
  }
  void plug_in() { here_.emplace(io_, port_.local_endpoint(), true); }
  /// To the reader that has come.
  void send(std::string_view bytes) {
    if (!reader_) {
      reader_.emplace(here_->accept());
    }
    asio::write(*reader_, asio::buffer(bytes));
  }
  void unplug() {
    reader_.reset();
    here_.reset();
  }

 private:
  asio::io_context& io_;
  asio::ip::tcp::socket port_;
  std::optional<asio::ip::tcp::acceptor> here_;
  std::optional<asio::ip::tcp::socket> reader_;
};

/// The whole service with a steady board, and beside it a belt on a port and one in the network
/// that are plugged in and out. Nobody names those two.
class ReplugTrial {
 public:
  ReplugTrial() {
    Companion::Options options;
    options.runtime_folder = place_.runtime();
    options.record = place_.record();
    for (const std::string& address :
         {steady_.path() + "?as=text", "serial:" + place_.path(), network_.address()}) {
      options.sensors.push_back(io::parse_sensor_address(address).value());
    }
    companion_ = std::make_unique<Companion>(io_, std::move(options));
    companion_->start();
    run_until([&] { return source(kSteady).state == LinkState::streaming; });
    steady_.start();
    // It is there before the others: of two of a kind, the first is the person's.
    run_until([&] { return companion_->snapshot().heart_totals.intervals > 0; });
  }

  /// Both come and are heard; false when they were not.
  bool plug_in() {
    belt_.emplace();
    place_.point_to(belt_->path());
    network_.plug_in();
    if (!run_until([&] { return both_are(LinkState::streaming); })) {
      return false;
    }
    std::string lines;
    for (int i = 0; i < 12; ++i) {
      lines += "resp:" + std::to_string(500 + 7 * i) + "\n";
    }
    belt_->send(lines);
    network_.send(lines);
    // A note tells what has been recognised, each time anew.
    return run_until([&] { return !source(kBelt).note.empty() && !source(kNetwork).note.empty(); });
  }
  bool unplug() {
    belt_.reset();
    network_.unplug();
    return run_until([&] { return both_are(LinkState::lost); });
  }
  /// Nobody looks on meanwhile.
  void run_for(std::chrono::milliseconds length) {
    io_.restart();
    io_.run_for(length);
  }

  [[nodiscard]] std::size_t open_files() const { return place_.open_elsewhere(); }
  /// What the service's loop has had to do so far.
  [[nodiscard]] std::uint64_t handlers() const { return handlers_; }

  /// How the steady board fared.
  struct Steady {
    std::uint64_t beats = 0;       ///< that it sent
    std::uint64_t beats_told = 0;  ///< that were told
    bool every_byte = false;       ///< came, in order
    Reanalysis beside_alone;       ///< against the same bytes with no other sensor there
    Milliseconds furthest{};       ///< of a beat from when it was, less the usual lag
  };
  /// Ends it all.
  Steady finish() {
    steady_.end();
    run_until([&] { return steady_.ended(); });
    // The newest beat is held back until the next one tells what it was.
    run_until([&] { return companion_->snapshot().heart_totals.intervals + 1 >= steady_.beats(); });
    companion_->stop();
    return judged();
  }

 private:
  // The sensors, as they are numbered.
  static constexpr std::uint32_t kSteady = 0;
  static constexpr std::uint32_t kBelt = 1;
  static constexpr std::uint32_t kNetwork = 2;

  [[nodiscard]] SourceStatus source(std::uint32_t number) const {
    return companion_->snapshot().sources.at(number);
  }
  [[nodiscard]] bool both_are(LinkState state) const {
    return source(kBelt).state == state && source(kNetwork).state == state;
  }
  template <class Holds>
  bool run_until(const Holds& holds) {
    const auto hopeless = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    io_.restart();
    while (!holds()) {
      if (std::chrono::steady_clock::now() > hopeless) {
        return false;
      }
      handlers_ += io_.run_one_until(hopeless);
    }
    return true;
  }

  [[nodiscard]] Steady judged() const {
    Steady out;
    out.beats = steady_.beats();
    const auto kept = read_session(std::filesystem::path{place_.record()});
    auto playback = SessionPlayback::open(std::filesystem::path{place_.record()});
    if (!kept || !playback) {
      return out;
    }
    Reestimated alone;
    std::string heard;
    const HostTime begun = playback->beginning();
    const EventSink sink = [&](const Event& event) {
      if (const auto* beat = std::get_if<Beat>(&event)) {
        alone.beats.push_back(*beat);
        alone.beats.back().time -= begun.time_since_epoch();
      } else if (const auto* breath = std::get_if<Breath>(&event)) {
        alone.breaths.push_back(*breath);
        alone.breaths.back().start -= begun.time_since_epoch();
      }
    };
    Session session;
    SessionPlayer player{session, sink};
    while (const auto item = playback->next()) {
      if (!is_of_steady(*item)) {
        continue;
      }
      player.play(*item);
      if (const auto* chunk = std::get_if<KeptChunk>(&*item)) {
        heard.append(chunk->bytes.begin(), chunk->bytes.end());
      }
    }
    session.finish(sink);
    out.beats_told = kept->beats.size();
    out.every_byte = heard == steady_.sent();
    out.beside_alone = compare(*kept, alone);
    out.furthest = furthest(kept->beats, begun);
    return out;
  }

  static bool is_of_steady(const PlayedItem& item) {
    if (const auto* sensor = std::get_if<KeptSensor>(&item)) {
      return sensor->number == kSteady;
    }
    if (const auto* chunk = std::get_if<KeptChunk>(&item)) {
      return chunk->sensor == kSteady;
    }
    const auto* link = std::get_if<LinkEvent>(&std::get<Event>(item));
    return link != nullptr && link->number == kSteady;
  }

  [[nodiscard]] Milliseconds furthest(const std::vector<Beat>& told, HostTime begun) const {
    std::vector<double> late;
    for (std::size_t i = 0; i < std::min(told.size(), steady_.beat_times().size()); ++i) {
      const Microseconds at = told[i].time - steady_.beat_times()[i] + begun.time_since_epoch();
      late.push_back(Milliseconds{at}.count());
    }
    std::sort(late.begin(), late.end());
    if (late.empty()) {
      return Milliseconds{};
    }
    const double usual = late[late.size() / 2];
    return Milliseconds{std::max(usual - late.front(), late.back() - usual)};
  }

  Place place_;
  asio::io_context io_{1};
  SteadyBoard steady_;
  NetworkBoard network_{io_};
  std::optional<io::PseudoTerminal> belt_;
  std::unique_ptr<Companion> companion_;
  std::uint64_t handlers_ = 0;
};

}  // namespace ebb
