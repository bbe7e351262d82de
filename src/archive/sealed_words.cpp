#include "archive/sealed_words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>

#include "archive/lock/byte_field.hpp"
#include "archive/lock/folder_lock.hpp"
#include "archive/lock/sealed_box.hpp"
#include "archive/private_file.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBeginning = "words-";
constexpr std::string_view kEnding = ".sealed";
constexpr std::size_t kLargest = kLongestEntry + 4096;

std::string random_name() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<std::uint8_t, 16> random{};
  fill_randomly(random);
  std::string name{kBeginning};
  for (const std::uint8_t byte : random) {
    name += kDigits[byte & 15U];
  }
  return name.append(kEnding);
}

/// The entry's fields one after the other, each with its length before it.
class Writer {
 public:
  void put(std::string_view text) {
    put_whole(text.size());
    bytes_.insert(bytes_.end(), text.begin(), text.end());
  }
  void put_whole(std::uint64_t value) {
    std::array<std::uint8_t, 8> field{};
    put_number(field, value);
    bytes_.insert(bytes_.end(), field.begin(), field.end());
  }
  std::vector<std::uint8_t>& bytes() { return bytes_; }

 private:
  std::vector<std::uint8_t> bytes_;
};

class Reader {
 public:
  explicit Reader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  std::uint64_t whole() {
    const auto field = take(8);
    return field.empty() ? 0 : number_of(field);
  }
  std::string text() {
    const auto field = take(static_cast<std::size_t>(whole()));
    return {field.begin(), field.end()};
  }
  [[nodiscard]] bool all_there() const { return all_there_; }

 private:
  std::span<const std::uint8_t> take(std::size_t count) {
    if (count > bytes_.size()) {
      all_there_ = false;
      return {};
    }
    const auto taken = bytes_.first(count);
    bytes_ = bytes_.subspan(count);
    return taken;
  }

  std::span<const std::uint8_t> bytes_;
  bool all_there_ = true;
};

std::optional<JournalEntry> entry_of(std::span<const std::uint8_t> bytes) {
  constexpr std::int64_t kFurthest = 253'402'300'799'999;  // the end of the year 9999
  Reader in{bytes};
  JournalEntry entry;
  entry.id = in.text();
  entry.written_ms = std::clamp<std::int64_t>(static_cast<std::int64_t>(in.whole()), 0, kFurthest);
  entry.utc_offset_min = static_cast<int>(static_cast<std::int64_t>(in.whole()) % 10'000);
  entry.text = in.text();
  entry.session = in.text();
  const std::uint64_t flags = in.whole();
  entry.bring = (flags & 1U) != 0;
  entry.together = (flags & 2U) != 0;
  entry.starred = (flags & 4U) != 0;
  return in.all_there() && !entry.id.empty() ? std::optional{std::move(entry)} : std::nullopt;
}

}  // namespace

std::string keep_sealed(const fs::path& person, const JournalEntry& entry) {
  const auto keys = read_key_file(person);
  if (!keys) {
    return keys.error();
  }
  Writer out;
  out.put(entry.id);
  out.put_whole(static_cast<std::uint64_t>(entry.written_ms));
  out.put_whole(static_cast<std::uint64_t>(std::int64_t{entry.utc_offset_min}));
  out.put(std::string_view{entry.text}.substr(0, kLongestEntry));
  out.put(entry.session);
  out.put_whole((entry.bring ? 1U : 0U) + (entry.together ? 2U : 0U) + (entry.starred ? 4U : 0U));
  const fs::path file = person / random_name();
  const int error = write_private_file(file, seal_for(keys->public_key, out.bytes()));
  wipe(out.bytes());
  return error == 0 ? std::string{}
                    : file.string() + ": these words cannot be kept (" +
                          std::generic_category().message(error) + ").";
}

std::vector<fs::path> sealed_words(const fs::path& person) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::directory_iterator it{person, failed}, end; !failed && it != end; it.increment(failed)) {
    const std::string name = it->path().filename().string();
    if (name.rfind(kBeginning, 0) == 0 && it->path().extension() == kEnding) {
      files.push_back(it->path());
    }
  }
  return files;
}

Expected<JournalEntry, std::string> read_sealed(const fs::path& file, const Unlocked& keys) {
  std::vector<std::uint8_t> bytes(kLargest);
  const auto count = read_private_file(file, bytes);
  if (count) {
    if (const auto opened =
            open_sealed(keys.person(), keys.secret(), std::span{bytes}.first(*count))) {
      if (auto entry = entry_of(*opened)) {
        return *std::move(entry);
      }
    }
  }
  return Unexpected{file.string() + ": these words are damaged and cannot be opened; they stay."};
}

}  // namespace ebb
