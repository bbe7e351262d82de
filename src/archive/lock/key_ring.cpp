#include "archive/lock/key_ring.hpp"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace ebb {

struct HeldPair {
  PublicKey person;
  Secret secret;
};

struct HeldFileKey {
  SealedKey sealed;
  Secret key;
};

namespace {

/// What hangs on the ring, looked at only under its lock.
struct Ring {
  std::mutex mutex;
  std::vector<const HeldPair*> pairs;
  std::vector<const HeldFileKey*> file_keys;
};

/// Never destroyed: whoever is last in the process may still have a key to take off.
Ring& ring() {
  static auto* const one = new Ring;
  return *one;
}

template <class Held>
void hang(std::vector<const Held*>& hook, const Held* held) {
  const std::lock_guard lock{ring().mutex};
  hook.push_back(held);
}

template <class Held>
void take(std::vector<const Held*>& hook, const Held* held) {
  const std::lock_guard lock{ring().mutex};
  hook.erase(std::remove(hook.begin(), hook.end(), held), hook.end());
}

}  // namespace

Unlocked::Unlocked(const PublicKey& person, Secret secret)
    : held_(std::make_unique<HeldPair>(HeldPair{person, std::move(secret)})) {
  hang<HeldPair>(ring().pairs, held_.get());
}

Unlocked::~Unlocked() {
  if (held_) {
    take<HeldPair>(ring().pairs, held_.get());
  }
}

Unlocked::Unlocked(Unlocked&&) noexcept = default;

Unlocked& Unlocked::operator=(Unlocked&& other) noexcept {
  std::swap(held_, other.held_);
  return *this;
}

const Secret& Unlocked::secret() const { return held_->secret; }
const PublicKey& Unlocked::person() const { return held_->person; }

OwnFileKey::OwnFileKey(NewFileKey made)
    : held_(std::make_unique<HeldFileKey>(HeldFileKey{made.head.sealed_key, std::move(made.key)})) {
  hang<HeldFileKey>(ring().file_keys, held_.get());
}

OwnFileKey::~OwnFileKey() {
  if (held_) {
    take<HeldFileKey>(ring().file_keys, held_.get());
  }
}

OwnFileKey::OwnFileKey(OwnFileKey&&) noexcept = default;

OwnFileKey& OwnFileKey::operator=(OwnFileKey&& other) noexcept {
  std::swap(held_, other.held_);
  return *this;
}

bool is_unlocked(const PublicKey& person) {
  const std::lock_guard lock{ring().mutex};
  const auto& pairs = ring().pairs;
  return std::any_of(pairs.begin(), pairs.end(),
                     [&](const HeldPair* held) { return held->person == person; });
}

std::optional<Secret> find_file_key(const LockedHead& head) {
  const std::lock_guard lock{ring().mutex};
  for (const HeldFileKey* held : ring().file_keys) {
    if (held->sealed == head.sealed_key) {
      return held->key.copy();
    }
  }
  for (const HeldPair* held : ring().pairs) {
    if (held->person == head.public_key) {
      return file_key(head, held->secret);
    }
  }
  return std::nullopt;
}

}  // namespace ebb
