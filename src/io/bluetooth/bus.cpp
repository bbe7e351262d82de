#include "io/bluetooth/bus.hpp"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <exception>
#include <utility>

#include <poll.h>

namespace ebb::io {
namespace {

/// So many messages are taken before others on the io_context have their turn.
constexpr int kMessagesAtOnce = 64;

const BusError kOver{.name = "org.freedesktop.DBus.Error.Disconnected", .message = ""};
const BusError kUnreadable{.name = "org.freedesktop.DBus.Error.InvalidArgs",
                           .message = "an answer that makes no sense"};

}  // namespace

/// One method call under way; its coroutine owns it, so that a reply that comes later than that
/// finds nobody.
struct Bus::Call {
  explicit Call(asio::io_context& io) : done(io, asio::steady_timer::time_point::max()) {}

  asio::steady_timer done;
  bool finished = false;
  std::optional<BusError> error;
  std::unique_ptr<sdbus::IProxy> object;
  Read read;

  void finish(std::optional<BusError> with) {
    finished = true;
    error = std::move(with);
    done.cancel();
  }

  void answer(sdbus::Message& reply, const sdbus::Error* refused) {
    if (refused != nullptr) {
      finish(BusError{.name = refused->getName(), .message = refused->getMessage()});
      return;
    }
    try {
      if (read) {
        read(reply);
      }
      finish(std::nullopt);
    } catch (const std::exception&) {
      finish(kUnreadable);
    }
  }
};

Expected<std::shared_ptr<Bus>, BusError> Bus::open(asio::io_context& io) {
  try {
    return std::shared_ptr<Bus>(new Bus(io, sdbus::createSystemBusConnection()));
  } catch (const sdbus::Error& trouble) {
    return Unexpected{
        BusError{.name = "org.freedesktop.DBus.Error.NoServer", .message = trouble.getMessage()}};
  } catch (const boost::system::system_error& trouble) {
    return Unexpected{
        BusError{.name = "org.freedesktop.DBus.Error.NoServer", .message = trouble.what()}};
  }
}

Bus::Bus(asio::io_context& io, std::unique_ptr<sdbus::IConnection> connection)
    : io_(io), connection_(std::move(connection)), descriptor_(io), timer_(io) {
  // A descriptor of our own on the same socket: Asio closes what it watches.
  descriptor_.assign(::dup(connection_->getEventLoopPollData().fd));
}

Bus::~Bus() { close(); }

void Bus::match(const std::string& rule, Read heard) {
  if (!connection_) {
    return;
  }
  try {
    matches_.push_back(
        connection_->addMatch(rule, [heard = std::move(heard)](sdbus::Message& message) {
          try {
            heard(message);
          } catch (const std::exception&) {
            // Whoever sent it: a signal that cannot be read is as good as none.
          }
        }));
  } catch (const sdbus::Error&) {
    // The connection broke meanwhile: the next call says so.
  }
  asio::post(io_, [self = shared_from_this()] { self->pump(); });
}

std::shared_ptr<Bus::Call> Bus::begin(const BusMethod& method, const Fill& fill, Read read,
                                      Microseconds at_most) {
  auto call = std::make_shared<Call>(io_);
  call->read = std::move(read);
  if (!connection_) {
    call->finish(kOver);
    return call;
  }
  try {
    call->object = sdbus::createProxy(*connection_, method.destination, method.path);
    auto message = call->object->createMethodCall(method.interface, method.name);
    if (fill) {
      fill(message);
    }
    call->object->callMethod(
        message,
        [waiting = std::weak_ptr{call}](sdbus::MethodReply& reply, const sdbus::Error* refused) {
          if (const auto waits = waiting.lock()) {
            waits->answer(reply, refused);
          }
        },
        static_cast<std::uint64_t>(at_most.count()));
  } catch (const std::exception& trouble) {
    call->finish(BusError{.name = kUnreadable.name, .message = trouble.what()});
  }
  calls_.erase(std::remove_if(calls_.begin(), calls_.end(),
                              [](const auto& other) { return other.expired(); }),
               calls_.end());
  calls_.push_back(call);
  asio::post(io_, [self = shared_from_this()] { self->pump(); });
  return call;
}

asio::awaitable<std::optional<BusError>> Bus::call(BusMethod method, Fill fill, Read read,
                                                   Microseconds at_most) {
  const auto self = shared_from_this();
  const auto call = begin(method, fill, std::move(read), at_most);
  while (!call->finished) {
    error_code ignored;
    co_await call->done.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  call->object.reset();
  co_return call->error;
}

void Bus::send(const BusMethod& method, const Fill& fill) {
  if (!connection_) {
    return;
  }
  try {
    const auto object = sdbus::createProxy(*connection_, method.destination, method.path);
    auto message = object->createMethodCall(method.interface, method.name);
    if (fill) {
      fill(message);
    }
    message.dontExpectReply();
    object->callMethod(message);
  } catch (const std::exception&) {
    // It was a courtesy.
  }
  asio::post(io_, [self = weak_from_this()] {
    if (const auto bus = self.lock()) {
      bus->pump();
    }
  });
}

void Bus::pump() {
  if (!connection_) {
    return;
  }
  try {
    for (int taken = 0; connection_->processPendingRequest(); ++taken) {
      if (taken == kMessagesAtOnce) {
        asio::post(io_, [self = shared_from_this()] { self->pump(); });
        return;
      }
    }
    wait_for_more();
  } catch (const sdbus::Error&) {
    close();
    if (const auto lost = std::exchange(lost_, nullptr)) {
      lost();
    }
  }
}

void Bus::wait_for_more() {
  const auto needs = connection_->getEventLoopPollData();
  const auto again = [self = shared_from_this()](bool Bus::*waiting) {
    return [self, waiting](const error_code& ec) {
      (*self).*waiting = false;
      if (!ec) {
        self->pump();
      }
    };
  };
  if ((needs.events & POLLIN) != 0 && !std::exchange(reading_, true)) {
    descriptor_.async_wait(asio::posix::stream_descriptor::wait_read, again(&Bus::reading_));
  }
  if ((needs.events & POLLOUT) != 0 && !std::exchange(writing_, true)) {
    descriptor_.async_wait(asio::posix::stream_descriptor::wait_write, again(&Bus::writing_));
  }
  if (const auto left = needs.getRelativeTimeout()) {
    timer_.expires_after(std::max(*left, std::chrono::microseconds{0}));
    timer_.async_wait([self = shared_from_this()](const error_code& ec) {
      if (!ec) {
        self->pump();
      }
    });
  }
}

void Bus::close() {
  if (!connection_) {
    return;
  }
  timer_.cancel();
  error_code ignored;
  descriptor_.close(ignored);
  for (const auto& waiting : calls_) {
    if (const auto call = waiting.lock()) {
      call->object.reset();
      call->read = nullptr;
      if (!call->finished) {
        call->finish(kOver);
      }
    }
  }
  calls_.clear();
  matches_.clear();
  connection_.reset();
}

}  // namespace ebb::io
