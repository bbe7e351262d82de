#include "archive/lock/locked_layout.hpp"

#include <algorithm>

namespace ebb {
namespace {

constexpr std::int64_t kPage = kLockedBlock;
constexpr std::int64_t kMore = kSealing;
constexpr std::int64_t kFrameHead = 24;
constexpr std::int64_t kFrame = kFrameHead + kPage;
constexpr std::int64_t kSealedHead = kFrameHead + kMore;
constexpr std::int64_t kSealedFrame = kFrame + 2 * kMore;

}  // namespace

LockedUnit DatabaseLayout::unit_at(std::int64_t plain) {
  const std::int64_t page = plain / kPage;
  return {UnitKind::page, static_cast<std::uint64_t>(page), page * kPage, kLockedBlock,
          kPage + page * (kPage + kMore)};
}

std::int64_t DatabaseLayout::plain_size(std::int64_t file) {
  return std::max<std::int64_t>(file - kPage, 0) / (kPage + kMore) * kPage;
}

std::int64_t DatabaseLayout::file_size(std::int64_t plain) {
  return kPage + (plain + kPage - 1) / kPage * (kPage + kMore);
}

LockedUnit LogLayout::unit_at(std::int64_t plain) {
  const std::int64_t frame = (plain - kHeader) / kFrame;
  const std::int64_t plain_at = kHeader + frame * kFrame;
  const std::int64_t at = kHeader + frame * kSealedFrame;
  const auto number = static_cast<std::uint64_t>(frame);
  if (plain - plain_at < kFrameHead) {
    return {UnitKind::log_frame_head, number, plain_at, kFrameHead, at};
  }
  return {UnitKind::log_page, number, plain_at + kFrameHead, kLockedBlock, at + kSealedHead};
}

std::int64_t LogLayout::plain_size(std::int64_t file) {
  if (file <= kHeader) {
    return file;
  }
  const std::int64_t frames = (file - kHeader) / kSealedFrame;
  const bool head = (file - kHeader) % kSealedFrame >= kSealedHead;
  return kHeader + frames * kFrame + (head ? kFrameHead : 0);
}

std::int64_t LogLayout::file_size(std::int64_t plain) {
  if (plain <= kHeader) {
    return plain;
  }
  return kHeader + (plain - kHeader + kFrame - 1) / kFrame * kSealedFrame;
}

}  // namespace ebb
