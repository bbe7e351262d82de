#include "archive/lock/sealed_copy.hpp"

#include <algorithm>
#include <string_view>

#include "archive/lock/byte_field.hpp"
#include "archive/lock/locked_layout.hpp"

namespace ebb {
namespace {

constexpr std::string_view kDatabase{"SQLite format 3\0", 16};
constexpr std::size_t kManner = 18;  ///< of writing and of reading: 1 a journal, 2 a log

void set_manner(std::span<std::uint8_t> first_page, std::uint8_t manner) {
  const bool database =
      std::equal(kDatabase.begin(), kDatabase.end(), first_page.begin(),
                 [](char a, std::uint8_t b) { return a == static_cast<char>(b); });
  if (database) {
    first_page[kManner] = manner;
    first_page[kManner + 1] = manner;
  }
}

}  // namespace

std::vector<std::uint8_t> locked_copy(std::span<const std::uint8_t> database,
                                      const PublicKey& person) {
  const NewFileKey made = make_file_key(person);
  const HeadBytes head = encode(made.head);
  std::vector<std::uint8_t> file{head.begin(), head.end()};
  file.resize(static_cast<std::size_t>(
      DatabaseLayout::file_size(static_cast<std::int64_t>(database.size()))));
  std::array<std::uint8_t, kLockedBlock> page{};
  for (std::size_t at = 0; at < database.size(); at += kLockedBlock) {
    const auto part = database.subspan(at, std::min(kLockedBlock, database.size() - at));
    page.fill(0);
    put_bytes(page, part);
    if (at == 0) {
      set_manner(page, 2);
    }
    const LockedUnit unit = DatabaseLayout::unit_at(static_cast<std::int64_t>(at));
    seal_unit(made.key, unit.kind, unit.number, page,
              std::span{file}.subspan(static_cast<std::size_t>(unit.at), unit.sealed_size()));
  }
  wipe(page);
  return file;
}

std::optional<PlainCopy> plain_copy(std::span<const std::uint8_t> file, const Secret& person) {
  const auto head = decode_locked_head(file.first(std::min(file.size(), kLockedBlock)));
  const auto key = head ? file_key(*head, person) : std::nullopt;
  if (!key) {
    return std::nullopt;
  }
  constexpr std::size_t kUnit = kLockedBlock + kSealing;
  PlainCopy copy;
  copy.database.resize((file.size() - kLockedBlock + kUnit - 1) / kUnit * kLockedBlock);
  for (std::size_t at = 0; at < copy.database.size(); at += kLockedBlock) {
    const LockedUnit unit = DatabaseLayout::unit_at(static_cast<std::int64_t>(at));
    const auto from = static_cast<std::size_t>(unit.at);
    const auto page = std::span{copy.database}.subspan(at, kLockedBlock);
    const bool genuine = from + kUnit <= file.size() &&
                         open_unit(*key, unit.kind, unit.number, file.subspan(from, kUnit), page);
    copy.damaged += genuine ? 0 : 1;
    if (at == 0) {
      set_manner(page, 1);
    }
  }
  return copy;
}

}  // namespace ebb
