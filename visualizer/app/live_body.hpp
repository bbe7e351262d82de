#pragma once

#include <filesystem>

#include "io/feed_client.hpp"
#include "visualizer/app/body.hpp"

namespace ebb::app {

/// The service's live feed. When the service is away, events wait in the client and the newest
/// snapshot grows old.
class LiveBody : public Body {
 public:
  explicit LiveBody(const std::filesystem::path& runtime_folder) : client_(runtime_folder) {}

  void poll(HostTime) override { client_.poll(); }
  [[nodiscard]] const std::optional<Snapshot>& latest() const override { return client_.latest(); }
  std::vector<Beat> take_beats() override;
  void send(const PracticeEvent& event) override { client_.send(event); }
  void keep(const Words& words) override { client_.send(words); }
  void let_record_go() override { client_.send(feed::Command{"discard-record"}); }
  std::vector<feed::Offer> take_offers() override { return client_.take_offers(); }
  [[nodiscard]] std::optional<SessionAgreement> agreement() const override {
    return client_.agreement();
  }
  [[nodiscard]] bool keeping() const override {
    return client_.record() && client_.record()->keeping;
  }
  void show(const Showing& showing) override { client_.send(showing); }
  void settle(const SessionAgreement& agreement) override { client_.send(agreement); }
  [[nodiscard]] bool waiting() const override {
    return client_.connected() && client_.waiting() > 0;
  }

 private:
  io::FeedClient client_;
};

/// The same feed, heard and told nothing: what a try-out does is in no record and on no console.
class HeardBody final : public LiveBody {
 public:
  using LiveBody::LiveBody;
  void send(const PracticeEvent&) override {}
  void keep(const Words&) override {}
  void let_record_go() override {}
  std::vector<feed::Offer> take_offers() override { return {}; }
  [[nodiscard]] std::optional<SessionAgreement> agreement() const override { return std::nullopt; }
  [[nodiscard]] bool keeping() const override { return false; }
  void show(const Showing&) override {}
  void settle(const SessionAgreement&) override {}
  [[nodiscard]] bool waiting() const override { return false; }
};

}  // namespace ebb::app
