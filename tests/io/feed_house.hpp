#pragma once

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "io/beast.hpp"
#include "io/feed_server.hpp"
#include "io/host_clock.hpp"
#include "io/runtime_folder.hpp"

namespace ebb::io {

/// A folder of the test's own, closed to others and gone afterwards.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "ebb-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw std::runtime_error{"no temporary folder"};
    }
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

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

/// A viewer that can also behave badly.
class RawViewer {
 public:
  struct Greeting {
    std::string target = "/feed";
    std::optional<std::string> host;
    std::optional<std::string> origin;
    std::optional<std::string> authorization;
    std::optional<std::string> protocol;
  };

  RawViewer(asio::io_context& io, std::uint16_t port) : socket(io), port_(port) {}

  /// The status of the service's answer: 101 when it lets the viewer in.
  asio::awaitable<unsigned> greet(Greeting greeting) {
    error_code ec;
    auto& tcp = beast::get_lowest_layer(socket);
    tcp.socket().open(asio::ip::tcp::v4());
    tcp.socket().set_option(asio::socket_base::receive_buffer_size{16'384});  // full soon
    co_await tcp.async_connect({asio::ip::address_v4::loopback(), port_}, asio::use_awaitable);
    tcp.socket().set_option(asio::ip::tcp::no_delay{true});
    socket.set_option(
        websocket::stream_base::decorator([greeting](websocket::request_type& request) {
          const auto set = [&request](http::field field, const std::optional<std::string>& text) {
            if (text) {
              request.set(field, *text);
            }
          };
          set(http::field::origin, greeting.origin);
          set(http::field::authorization, greeting.authorization);
          set(http::field::sec_websocket_protocol, greeting.protocol);
        }));
    const std::string host = greeting.host.value_or("127.0.0.1:" + std::to_string(port_));
    co_await socket.async_handshake(answer, host, greeting.target,
                                    asio::redirect_error(asio::use_awaitable, ec));
    co_return answer.result_int();
  }

  asio::awaitable<std::optional<std::string>> read() {
    beast::flat_buffer buffer;
    error_code ec;
    co_await socket.async_read(buffer, asio::redirect_error(asio::use_awaitable, ec));
    if (ec) {
      last_error = ec;
      co_return std::nullopt;
    }
    co_return beast::buffers_to_string(buffer.data());
  }
  asio::awaitable<void> write(std::string text) {
    error_code ec;
    co_await socket.async_write(asio::buffer(text), asio::redirect_error(asio::use_awaitable, ec));
  }
  /// Reads on until the service has closed, and gives the code.
  asio::awaitable<unsigned> read_to_end() {
    auto text = co_await read();
    while (text) {
      text = co_await read();
    }
    co_return socket.reason().code;
  }

  websocket::stream<beast::tcp_stream> socket;
  websocket::response_type answer;
  error_code last_error;

 private:
  std::uint16_t port_;
};

/// How many descriptors this process has open.
inline std::size_t open_descriptors() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator{"/proc/self/fd"}) {
    ++count;
  }
  return count;
}

}  // namespace ebb::io
