#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "archive/lock/key_file.hpp"
#include "archive/lock/secret.hpp"

namespace ebb {

/// Bytes that only the person's secret key opens; how long they are is told to the next kilobyte.
[[nodiscard]] std::vector<std::uint8_t> seal_for(const PublicKey& person,
                                                 std::span<const std::uint8_t> bytes);
/// Nothing: it was sealed for somebody else, or is damaged. Zeros may follow what was sealed.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> open_sealed(
    const PublicKey& person, const Secret& secret, std::span<const std::uint8_t> sealed);

}  // namespace ebb
