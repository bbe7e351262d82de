#include "io/bridge/door.hpp"

#include <algorithm>
#include <utility>

#include "io/host_clock.hpp"

namespace ebb::io {

BridgeDoor::BridgeDoor(Join join, const BridgeLimits& limits)
    : join_(std::move(join)), limits_(limits), seating_({.most = limits.straps}) {}

asio::awaitable<void> BridgeDoor::serve(std::shared_ptr<BridgeDoor> self, beast::tcp_stream stream,
                                        HttpRequest request, std::string protocol) {
  ++self->pages_;
  const auto page = std::make_shared<BridgeSession>(std::move(stream), self->limits_.each);
  std::erase_if(self->open_, [](const auto& one) { return one.expired(); });
  self->open_.push_back(page);
  if (co_await page->accept(std::move(request), std::move(protocol))) {
    co_await self->listen(page);
  }
  --self->pages_;
}

asio::awaitable<void> BridgeDoor::listen(std::shared_ptr<BridgeSession> page) {
  auto frame = co_await page->read();
  if (frame.empty() || closed_) {
    co_return;
  }
  std::size_t number = 0;
  Strap* strap = seat(page, number);
  if (strap == nullptr) {
    page->close(websocket::close_code::try_again_later,
                "As many straps as this run takes have been here already.");
    co_return;
  }
  const auto here = [&] { return !closed_ && strap->page.lock() == page; };
  strap->handlers.state(LinkState::streaming, "", now());
  while (!frame.empty() && here()) {
    strap->handlers.bytes(frame, now());
    frame = co_await page->read();
  }
  if (here()) {
    seating_.leave(number, now());
    strap->page.reset();
    const std::string& why = page->why_closed();
    strap->handlers.state(LinkState::lost,
                          page->speech().name() +
                              (why.empty() ? ": its page in the browser was closed."
                                           : ": Ebb let go of its page in the browser. " + why) +
                              " `ebb bridge` shows the address to open again.",
                          now());
  }
}

BridgeDoor::Strap* BridgeDoor::seat(const std::shared_ptr<BridgeSession>& page,
                                    std::size_t& number) {
  const BridgeSpeech& speech = page->speech();
  const std::string key = std::string{speech.protocol()} + " " + speech.name();
  for (number = 0; number < straps_.size(); ++number) {
    Strap& known = *straps_[number];
    const auto other = known.page.lock();
    if (other && known.uid == speech.uid() && known.key == key) {
      // The same strap a second time: a page that was loaded again, or another tab.
      known.page = page;
      other->close(websocket::close_code::policy_error, "The strap was opened on another page.");
      return &known;
    }
  }
  const auto found = seating_.take(key, now());
  if (!found) {
    return nullptr;
  }
  number = *found;
  if (number == straps_.size()) {
    straps_.push_back(std::make_unique<Strap>());
    straps_.back()->handlers = join_(speech.name(), speech.protocol());
  }
  Strap& strap = *straps_[number];
  strap.key = key;
  strap.uid = speech.uid();
  strap.page = page;
  return &strap;
}

void BridgeDoor::close() {
  closed_ = true;
  for (const auto& open : open_) {
    if (const auto page = open.lock()) {
      page->close(websocket::close_code::going_away, "The service is stopping.");
    }
  }
  for (const auto& strap : straps_) {
    strap->handlers = {};
  }
}

}  // namespace ebb::io
