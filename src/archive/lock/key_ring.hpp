#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "archive/lock/key_file.hpp"
#include "archive/lock/locked_head.hpp"
#include "archive/lock/secret.hpp"

namespace ebb {

// Which locked files this program can open just now. SQLite knows a file by its name alone and asks
// from any thread, so there is one ring for the whole process; a key is on it for as long as the
// object lives that hung it there, and wiped then.

struct HeldPair;
struct HeldFileKey;

/// All that is locked for one person can be opened while this lives.
class Unlocked {
 public:
  Unlocked(const PublicKey& person, Secret secret);
  ~Unlocked();
  Unlocked(Unlocked&&) noexcept;
  Unlocked& operator=(Unlocked&&) noexcept;

  [[nodiscard]] const Secret& secret() const;
  [[nodiscard]] const PublicKey& person() const;

 private:
  std::unique_ptr<HeldPair> held_;
};

/// One new file can be opened while this lives, by the one who writes it and has no passphrase.
class OwnFileKey {
 public:
  explicit OwnFileKey(NewFileKey made);
  ~OwnFileKey();
  OwnFileKey(OwnFileKey&&) noexcept;
  OwnFileKey& operator=(OwnFileKey&&) noexcept;

 private:
  std::unique_ptr<HeldFileKey> held_;
};

[[nodiscard]] bool is_unlocked(const PublicKey& person);
/// The file's own key, if anything on the ring brings it out.
[[nodiscard]] std::optional<Secret> find_file_key(const LockedHead& head);

}  // namespace ebb
