#pragma once

namespace boost::asio {
class io_context;
}  // namespace boost::asio

namespace ebb {
/// Ours to write, Boost's to define: a header that only passes an io_context on includes this one.
namespace asio = boost::asio;
}  // namespace ebb
