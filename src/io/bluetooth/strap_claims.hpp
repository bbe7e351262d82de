#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/asio.hpp"

namespace ebb::io {

/// Which device belongs to which link of one io_context: a second strap is a second person, so no
/// two links choose the same one.
class StrapClaims final : public asio::execution_context::service {
 public:
  using key_type = StrapClaims;
  inline static asio::execution_context::id id;

  explicit StrapClaims(asio::execution_context& context)
      : asio::execution_context::service(context) {}

  void claim(std::string_view address, const void* link) {
    release(link);
    if (!address.empty()) {
      claims_.emplace_back(address, link);
    }
  }
  void release(const void* link) {
    claims_.erase(std::remove_if(claims_.begin(), claims_.end(),
                                 [&](const auto& claim) { return claim.second == link; }),
                  claims_.end());
  }
  [[nodiscard]] bool is_taken(std::string_view address, const void* by_other_than) const {
    return std::any_of(claims_.begin(), claims_.end(), [&](const auto& claim) {
      return claim.first == address && claim.second != by_other_than;
    });
  }

 private:
  void shutdown() override { claims_.clear(); }

  std::vector<std::pair<std::string, const void*>> claims_;
};

}  // namespace ebb::io
