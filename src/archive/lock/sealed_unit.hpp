#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "archive/lock/secret.hpp"

namespace ebb {

/// What a unit of a locked file is: one never passes for another.
enum class UnitKind : std::uint8_t { page = 1, log_frame_head = 2, log_page = 3 };

/// What a unit is longer than what is in it: its nonce and its tag stand before it.
inline constexpr std::size_t kSealing = 24 + 16;

/// `record` is kSealing longer than `plain`. Each time under another nonce, drawn at random.
void seal_unit(const Secret& key, UnitKind kind, std::uint64_t number,
               std::span<const std::uint8_t> plain, std::span<std::uint8_t> record);
/// False: it is not what was sealed under that key as that unit; `plain` is all zero then.
[[nodiscard]] bool open_unit(const Secret& key, UnitKind kind, std::uint64_t number,
                             std::span<const std::uint8_t> record, std::span<std::uint8_t> plain);

}  // namespace ebb
