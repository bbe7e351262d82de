#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/expected.hpp"
#include "feed/message.hpp"

namespace ebb::feed {

/// What feed.json in the runtime folder tells a viewer of the running service.
struct Address {
  std::uint16_t port = 0;
  std::string token;  ///< 64 hexadecimal digits
  int pid = 0;
  int version = kVersion;
};

[[nodiscard]] std::string encode(const Address& address);
/// Refuses what is no such file, with a sentence. A token must look like one, because it goes into
/// an HTTP header as it is.
Expected<Address, BadMessage> decode_address(std::string_view json);

}  // namespace ebb::feed
