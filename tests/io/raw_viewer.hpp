#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "io/asio.hpp"

namespace ebb::io {

/// A viewer that can also behave badly. What it speaks with is compiled once, behind this header.
class RawViewer {
 public:
  struct Greeting {
    std::string target = "/feed";
    std::optional<std::string> host;
    std::optional<std::string> origin;
    std::optional<std::string> authorization;
    std::optional<std::string> protocol;
  };
  struct Farewell {
    unsigned code = 0;
    std::string reason;
  };
  enum class Frame { text, binary };

  RawViewer(asio::io_context& io, std::uint16_t port);
  ~RawViewer();
  RawViewer(const RawViewer&) = delete;
  RawViewer& operator=(const RawViewer&) = delete;

  /// The status of the service's answer: 101 when it lets the viewer in.
  asio::awaitable<unsigned> greet(Greeting greeting);
  [[nodiscard]] std::string agreed_protocol() const;
  asio::awaitable<std::optional<std::string>> read();
  asio::awaitable<void> write(std::string message, Frame frame = Frame::text);
  /// One message, a byte at a time.
  asio::awaitable<void> write_in_pieces(std::string text);
  /// Reads on until the service has closed, and gives the code.
  asio::awaitable<unsigned> read_to_end();
  [[nodiscard]] Farewell farewell() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct Page {
  unsigned status = 0;  ///< 0 when no answer came
  std::string body;
};
/// What the service answers to these very bytes.
asio::awaitable<Page> ask(asio::io_context& io, std::uint16_t port, std::string request);

/// Takes one viewer in and says `welcome`, whatever it is.
asio::awaitable<void> welcome_one(asio::ip::tcp::acceptor& acceptor, std::string welcome);

}  // namespace ebb::io
