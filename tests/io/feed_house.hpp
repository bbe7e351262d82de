#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "io/asio.hpp"
#include "io/feed_server.hpp"
#include "io/host_clock.hpp"
#include "io/runtime_folder.hpp"
#include "io/temporary_folder.hpp"

namespace ebb::io {

/// Runs the io_context until something holds. Generous: only a test that fails takes this long.
template <class Holds, class MeanWhile>
[[nodiscard]] bool run_until(asio::io_context& io, const Holds& holds,
                             const MeanWhile& mean_while) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes{2};
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) {
      return false;
    }
    io.restart();
    io.run_one_for(std::chrono::milliseconds{1});
    io.poll();
    mean_while();
  }
  return true;
}
template <class Holds>
[[nodiscard]] bool run_until(asio::io_context& io, const Holds& holds) {
  return run_until(io, holds, [] {});
}

/// Runs one coroutine to its end, and the server beside it.
template <class Body>
void run(asio::io_context& io, Body&& body) {
  bool done = false;
  asio::co_spawn(io, std::forward<Body>(body), [&done](const std::exception_ptr& trouble) {
    done = true;
    kRethrow(trouble);
  });
  EXPECT_TRUE(run_until(io, [&done] { return done; })) << "not done in time";
}

/// A service's feed with nothing behind it.
struct FeedHouse {
  explicit FeedHouse(FeedServer::Config config = {}) {
    config.token = token;
    server = std::make_unique<FeedServer>(
        io, config, [this] { return now() + clock_ahead; },
        [this](FeedServer::ViewerId viewer, const feed::ViewerMessage& message) {
          heard.emplace_back(viewer, message);
        });
  }
  /// As if killed: nobody is said goodbye to.
  ~FeedHouse() = default;
  FeedHouse(const FeedHouse&) = delete;
  FeedHouse& operator=(const FeedHouse&) = delete;

  asio::io_context io{1};
  std::string token = make_token();
  Microseconds clock_ahead{0};
  std::vector<std::pair<FeedServer::ViewerId, feed::ViewerMessage>> heard;
  std::unique_ptr<FeedServer> server;
};

}  // namespace ebb::io
