#pragma once

// The second door: Boost.Beast, for the live feed's two ends and nothing else. asio.hpp comes first
// because it puts right what Boost 1.74 gets wrong.
// clang-format off
#include "io/asio.hpp"
// clang-format on

#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

namespace ebb {
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
}  // namespace ebb
