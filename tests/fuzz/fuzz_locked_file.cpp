#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include <unistd.h>

#include "archive/imports/session_items.hpp"
#include "archive/lock/folder_lock.hpp"
#include "archive/lock/sealed_box.hpp"
#include "archive/lock/sealed_copy.hpp"
#include "archive/session_file/session_file.hpp"
#include "archive/session_file/session_reader.hpp"

namespace {

using namespace ebb;
namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

Bytes content_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A person, and a locked session of theirs that was cut off: its file and its log.
class Evening {
 public:
  Evening() : keys_(made_keys()), unlocked_(keys_.file.public_key, keys_.secret.copy()) {
    std::string name = (fs::temp_directory_path() / "ebb-fuzz-XXXXXX").string();
    folder_ = ::mkdtemp(name.data()) != nullptr ? name : std::string{};
    if (write_key_file(folder_, keys_.file)) {
      std::abort();
    }
    const fs::path kept = folder_ / "0123456789abcdef.ebb";
    SessionFile session{kept, {.id = "0123456789abcdef"}};
    KeptSession said;
    said.head.label = "a label";
    for (int i = 0; i < 40; ++i) {
      said.beats.push_back({.time = at_seconds<HostTime>(i), .interval = Milliseconds{1000.0}});
    }
    session.write(session_items(said));
    whole_ = content_of(kept);
    log_ = content_of(kept.string() + "-wal");
  }
  ~Evening() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Evening(const Evening&) = delete;
  Evening& operator=(const Evening&) = delete;

  /// Turned over at the places that the bytes name, three for each: what is read of it then.
  void damage(std::span<const std::uint8_t> where) const {
    std::array<Bytes, 2> files{whole_, log_};
    for (std::size_t i = 0; i + 3 <= where.size(); i += 3) {
      Bytes& file = files.at(where[i] & 1U);
      const std::size_t place =
          (std::size_t{where[i]} << 15U) + (std::size_t{where[i + 1]} << 8U) + where[i + 2];
      if (!file.empty()) {
        file[place % file.size()] ^= static_cast<std::uint8_t>(1U << (where[i] >> 5U));
      }
    }
    const fs::path copy = folder_ / "copy.ebb";
    put(copy, files[0]);
    put(copy.string() + "-wal", files[1]);
    const auto session = read_session(copy);
    // What is read is what was written, or it is not read.
    if (session ? session->beats.size() > 40 : session.error().empty()) {
      std::abort();
    }
    fs::remove(copy.string() + "-shm");
    (void)plain_copy(files[0], keys_.secret);
  }
  [[nodiscard]] const NewKeys& keys() const { return keys_; }

 private:
  static NewKeys made_keys() {
    auto made = make_keys(Passphrase{"river stones"}, Argon2Cost{1, 8192});
    if (!made) {
      std::abort();
    }
    return std::move(made).value();
  }
  static void put(const fs::path& file, const Bytes& bytes) {
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
  }

  NewKeys keys_;
  Unlocked unlocked_;
  fs::path folder_;
  Bytes whole_;
  Bytes log_;
};

}  // namespace

// Key files, heads and sealed words are read whatever they are; a damaged locked session is read
// without harm or refused with a sentence.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const Evening kEvening;
  const std::span<const std::uint8_t> input{bytes, size};
  if (const auto file = decode_key_file(input)) {
    if (file->cost.memory > kDearest.memory || file->cost.passes > kDearest.passes) {
      std::abort();
    }
  }
  (void)decode_locked_head(input);
  (void)plain_copy(input, kEvening.keys().secret);
  if (open_sealed(kEvening.keys().file.public_key, kEvening.keys().secret, input)) {
    std::abort();  // nobody sealed it
  }
  kEvening.damage(input);
  return 0;
}
