#include "io/raw_viewer.hpp"

#include <utility>

#include "io/beast.hpp"

namespace ebb::io {

struct RawViewer::Impl {
  Impl(asio::io_context& io, std::uint16_t to) : socket(io), port(to) {}
  websocket::stream<beast::tcp_stream> socket;
  websocket::response_type answer;
  std::uint16_t port;
};

RawViewer::RawViewer(asio::io_context& io, std::uint16_t port)
    : impl_(std::make_unique<Impl>(io, port)) {}
RawViewer::~RawViewer() = default;

asio::awaitable<unsigned> RawViewer::greet(Greeting greeting) {
  error_code ec;
  auto& socket = impl_->socket;
  auto& tcp = beast::get_lowest_layer(socket);
  tcp.socket().open(asio::ip::tcp::v4());
  tcp.socket().set_option(asio::socket_base::receive_buffer_size{16'384});  // full soon
  co_await tcp.async_connect({asio::ip::address_v4::loopback(), impl_->port}, asio::use_awaitable);
  tcp.socket().set_option(asio::ip::tcp::no_delay{true});
  socket.set_option(websocket::stream_base::decorator([greeting](websocket::request_type& request) {
    const auto set = [&request](http::field field, const std::optional<std::string>& text) {
      if (text) {
        request.set(field, *text);
      }
    };
    set(http::field::origin, greeting.origin);
    set(http::field::authorization, greeting.authorization);
    set(http::field::sec_websocket_protocol, greeting.protocol);
  }));
  const std::string host = greeting.host.value_or("127.0.0.1:" + std::to_string(impl_->port));
  co_await socket.async_handshake(impl_->answer, host, greeting.target,
                                  asio::redirect_error(asio::use_awaitable, ec));
  co_return impl_->answer.result_int();
}

std::string RawViewer::agreed_protocol() const {
  return std::string{impl_->answer[http::field::sec_websocket_protocol]};
}

asio::awaitable<std::optional<std::string>> RawViewer::read() {
  beast::flat_buffer buffer;
  error_code ec;
  co_await impl_->socket.async_read(buffer, asio::redirect_error(asio::use_awaitable, ec));
  if (ec) {
    co_return std::nullopt;
  }
  co_return beast::buffers_to_string(buffer.data());
}

asio::awaitable<void> RawViewer::write(std::string message, Frame frame) {
  impl_->socket.binary(frame == Frame::binary);
  error_code ec;
  co_await impl_->socket.async_write(asio::buffer(message),
                                     asio::redirect_error(asio::use_awaitable, ec));
}

asio::awaitable<void> RawViewer::write_in_pieces(std::string text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    co_await impl_->socket.async_write_some(i + 1 == text.size(), asio::buffer(&text[i], 1),
                                            asio::use_awaitable);
  }
}

asio::awaitable<unsigned> RawViewer::read_to_end() {
  auto text = co_await read();
  while (text) {
    text = co_await read();
  }
  co_return farewell().code;
}

RawViewer::Farewell RawViewer::farewell() const {
  const websocket::close_reason& reason = impl_->socket.reason();
  return {reason.code, reason.reason.c_str()};
}

asio::awaitable<Page> ask(asio::io_context& io, std::uint16_t port, std::string request) {
  beast::tcp_stream stream{io};
  co_await stream.async_connect({asio::ip::address_v4::loopback(), port}, asio::use_awaitable);
  co_await asio::async_write(stream, asio::buffer(request), asio::use_awaitable);
  beast::flat_buffer buffer;
  http::response<http::string_body> response;
  error_code ec;
  co_await http::async_read(stream, buffer, response,
                            asio::redirect_error(asio::use_awaitable, ec));
  if (ec) {
    co_return Page{};
  }
  co_return Page{response.result_int(), response.body()};
}

asio::awaitable<void> welcome_one(asio::ip::tcp::acceptor& acceptor, std::string welcome) {
  websocket::stream<beast::tcp_stream> socket{co_await acceptor.async_accept(asio::use_awaitable)};
  co_await socket.async_accept(asio::use_awaitable);
  co_await socket.async_write(asio::buffer(welcome), asio::use_awaitable);
}

}  // namespace ebb::io
