#include "service/parting.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "io/asio.hpp"

namespace ebb {

void part(asio::io_context& io, int status) {
  io.restart();
  io.run_for(std::chrono::seconds{2});
  if (!io.stopped()) {
    std::fflush(nullptr);
    std::_Exit(status);
  }
}

}  // namespace ebb
