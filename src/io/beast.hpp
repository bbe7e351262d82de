#pragma once

// The second door: Boost.Beast, for the live feed's two ends and nothing else.
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

#include "io/asio.hpp"

namespace ebb {
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
}  // namespace ebb
