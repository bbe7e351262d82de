#pragma once

// The one door to Boost.Asio (Beast has beast.hpp). <utility> comes first because awaitable.hpp of
// 1.74 uses std::exchange without including it. Clang 14 has the coroutines that Asio needs, but
// Asio 1.74 believes it only when told.
#include <utility>

#if defined(__clang__) && __clang_major__ < 15
#ifndef BOOST_ASIO_HAS_CO_AWAIT
#define BOOST_ASIO_HAS_CO_AWAIT 1  // NOLINT(bugprone-reserved-identifier)
#endif
#ifndef BOOST_ASIO_HAS_STD_COROUTINE
#define BOOST_ASIO_HAS_STD_COROUTINE 1  // NOLINT(bugprone-reserved-identifier)
#endif
#endif

#include <exception>

#include <boost/asio.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include "io/asio_fwd.hpp"

namespace ebb::io {

using boost::system::error_code;

/// For co_spawn instead of `detached`, which swallows exceptions: what a coroutine throws comes out
/// of io_context::run().
inline constexpr auto kRethrow = [](const std::exception_ptr& trouble) {
  if (trouble) {
    std::rethrow_exception(trouble);
  }
};

}  // namespace ebb::io
