#include "archive/session_writer.hpp"

#include <cassert>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "archive/session_file/schema.hpp"

namespace ebb {
namespace {

/// About what an item takes in memory.
std::size_t size_of(const KeptItem& item) {
  struct Texts {
    std::size_t operator()(const KeptChunk& chunk) const { return chunk.bytes.size(); }
    std::size_t operator()(const KeptMark& mark) const { return mark.label.size(); }
    std::size_t operator()(const KeptWords& words) const { return words.words.text.size(); }
    std::size_t operator()(const Event& /*event*/) const { return 64; }
    std::size_t operator()(const KeptSensor& s) const { return s.name.size() + s.address.size(); }
    std::size_t operator()(const KeptQuality& /*plain*/) const { return 0; }
    std::size_t operator()(const KeptRate& /*plain*/) const { return 0; }
    std::size_t operator()(const KeptGap& /*plain*/) const { return 0; }
    std::size_t operator()(const Agreed& agreed) const { return agreed.note.size(); }
    std::size_t operator()(const KeptEnd& /*plain*/) const { return 0; }
  };
  return sizeof(KeptItem) + std::visit(Texts{}, item);
}

}  // namespace

/// What both threads hold. The worker may outlive the writer when the disk never answers.
struct SessionWriter::Shared {
  Shared(std::unique_ptr<SessionStore> where, Say tell, Manner how)
      : store(std::move(where)), say(std::move(tell)), manner(how), agreed(how.agreed) {}

  std::unique_ptr<SessionStore> store;  ///< the worker's alone, once it runs
  Say say;
  const Manner manner;

  std::mutex mutex;  ///< never held while the disk is waited for
  std::condition_variable changed;
  std::vector<KeptItem> waiting;
  std::size_t size = 0;  ///< of what waits and of what is being written
  std::uint64_t left_out = 0;
  bool agreed = false;
  bool dropped = false;
  bool finishing = false;
  bool over = false;
  std::set<std::string> said;

  void tell(const std::string& sentence) {
    {
      const std::lock_guard lock{mutex};
      if (!said.insert(sentence).second) {
        return;
      }
    }
    if (say) {
      say(sentence);
    }
  }

  /// True when all of it is written.
  bool write(std::vector<KeptItem>& batch) {
    try {
      if (!batch.empty()) {
        store->write(batch);
      }
    } catch (const SessionTrouble& trouble) {
      tell(trouble.what());
      return false;
    }
    std::size_t written = 0;
    for (const KeptItem& item : batch) {
      written += size_of(item);
    }
    batch.clear();
    const std::lock_guard lock{mutex};
    size -= written;
    return true;
  }

  void work() {
    std::vector<KeptItem> batch;
    bool last = false;
    while (!last) {
      {
        std::unique_lock lock{mutex};
        changed.wait_for(lock, std::chrono::microseconds{manner.between},
                         [this] { return finishing; });
        last = finishing;
        batch.insert(batch.end(), std::make_move_iterator(waiting.begin()),
                     std::make_move_iterator(waiting.end()));
        waiting.clear();
      }
      write(batch);
    }
    store->close();
    const std::lock_guard lock{mutex};
    over = true;
    changed.notify_all();
  }
};

struct SessionWriter::Worker {
  std::thread thread;
};

SessionWriter::SessionWriter(std::unique_ptr<SessionStore> store, Say say)
    : SessionWriter(std::move(store), std::move(say), Manner{}) {}

SessionWriter::SessionWriter(std::unique_ptr<SessionStore> store, Say say, Manner manner)
    : shared_(std::make_shared<Shared>(std::move(store), std::move(say), manner)) {
  if (manner.agreed) {
    shared_->agreed = false;
    agree();
  }
}

SessionWriter::~SessionWriter() { finish(); }

void SessionWriter::push(KeptItem item) {
  bool full = false;
  {
    const std::lock_guard lock{shared_->mutex};
    const std::size_t more = size_of(item);
    if (shared_->finishing || shared_->dropped) {
      return;
    }
    full = shared_->size + more > shared_->manner.most_waiting;
    if (full) {
      ++shared_->left_out;
    } else {
      shared_->size += more;
      shared_->waiting.push_back(std::move(item));
    }
  }
  if (full) {
    shared_->tell(
        "More waits to be kept than fits in memory, so part of this session will be missing. "
        "Everything else goes on.");
  }
}

void SessionWriter::agree() {
  {
    const std::lock_guard lock{shared_->mutex};
    if (shared_->agreed || shared_->dropped || shared_->finishing) {
      return;
    }
    shared_->agreed = true;
  }
  worker_ = std::make_unique<Worker>();
  worker_->thread = std::thread{[shared = shared_] { shared->work(); }};
}

void SessionWriter::drop() {
  const std::lock_guard lock{shared_->mutex};
  if (!shared_->agreed) {
    shared_->dropped = true;
    shared_->waiting = {};
    shared_->size = 0;
  }
}

void SessionWriter::finish() {
  {
    const std::lock_guard lock{shared_->mutex};
    shared_->finishing = true;
    shared_->changed.notify_all();
  }
  if (!worker_) {
    return;
  }
  bool over = false;
  {
    std::unique_lock lock{shared_->mutex};
    over = shared_->changed.wait_for(lock, std::chrono::microseconds{shared_->manner.farewell},
                                     [this] { return shared_->over; });
  }
  if (over) {
    worker_->thread.join();
  } else {
    worker_->thread.detach();
  }
  worker_.reset();
}

bool SessionWriter::agreed() const {
  const std::lock_guard lock{shared_->mutex};
  return shared_->agreed;
}

std::uint64_t SessionWriter::left_out() const {
  const std::lock_guard lock{shared_->mutex};
  return shared_->left_out;
}

}  // namespace ebb
