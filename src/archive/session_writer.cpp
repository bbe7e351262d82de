#include "archive/session_writer.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
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
    std::size_t operator()(const KeptWords& kept) const {
      const Words& words = kept.words;
      return words.text.size() + words.practice.size() + words.step.size();
    }
    std::size_t operator()(const Event& event) const { return std::visit(*this, event); }
    std::size_t operator()(const Beat& /*plain*/) const { return 0; }
    std::size_t operator()(const Breath& /*plain*/) const { return 0; }
    std::size_t operator()(const LinkEvent& e) const { return e.source.size() + e.note.size(); }
    std::size_t operator()(const PracticeEvent& event) const {
      return event.practice.size() + event.what.size() + event.step.size();
    }
    std::size_t operator()(const Mark& mark) const { return mark.label.size(); }
    std::size_t operator()(const KeptSensor& s) const {
      return s.name.size() + s.protocol.size() + s.named.size() + s.address.size();
    }
    std::size_t operator()(const KeptQuality& /*plain*/) const { return 0; }
    std::size_t operator()(const KeptRate& /*plain*/) const { return 0; }
    std::size_t operator()(const KeptGap& /*plain*/) const { return 0; }
    std::size_t operator()(const Agreed& agreed) const {
      return agreed.shown.size() + agreed.kept.size() + agreed.note.size() + agreed.label.size();
    }
    std::size_t operator()(const KeptEnd& /*plain*/) const { return 0; }
  };
  return sizeof(KeptItem) + std::visit(Texts{}, item);
}

/// When it was heard, of what is told as it is heard.
std::optional<HostTime> heard_at(const KeptItem& item) {
  if (const auto* chunk = std::get_if<KeptChunk>(&item)) {
    return chunk->arrival;
  }
  if (const auto* quality = std::get_if<KeptQuality>(&item)) {
    return quality->time;
  }
  if (const auto* end = std::get_if<KeptEnd>(&item)) {
    return end->time;
  }
  return std::nullopt;
}

}  // namespace

/// What both threads hold. The worker may outlive the writer when the disk never answers.
struct SessionWriter::Shared {
  Shared(std::unique_ptr<SessionStore> where, Say tell, Manner how)
      : store(std::move(where)), say(std::move(tell)), manner(how) {}

  std::unique_ptr<SessionStore> store;  ///< the worker's alone, once it runs
  Say say;
  const Manner manner;

  std::mutex mutex;  ///< never held while the disk is waited for
  std::condition_variable changed;
  std::vector<KeptItem> waiting;
  std::size_t size = 0;  ///< of what waits and of what is being written
  std::uint64_t left_out = 0;
  std::optional<HostTime> oldest;  ///< heard, of what is not written yet
  HostTime newest = HostTime::min();
  bool finishing = false;
  bool discarding = false;
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
    } catch (const std::exception& trouble) {
      tell(std::string{"The session cannot be kept just now ("} + trouble.what() +
           "). Everything else goes on.");
      return false;
    }
    std::size_t written = 0;
    for (const KeptItem& item : batch) {
      written += size_of(item);
    }
    batch.clear();
    const std::lock_guard lock{mutex};
    size -= written;
    oldest.reset();
    for (const KeptItem& item : waiting) {
      note(item);
    }
    return true;
  }

  /// Under the lock.
  void note(const KeptItem& item) {
    if (const auto at = heard_at(item)) {
      oldest = oldest.value_or(*at);
      newest = std::max(newest, *at);
    }
  }

  /// What the disk has not taken by the end.
  void tell_loss() {
    std::string sentence;
    {
      const std::lock_guard lock{mutex};
      if (size == 0 || discarding) {
        return;
      }
      const auto span = oldest ? std::max(newest - *oldest, Microseconds{0}) : Microseconds{0};
      const auto seconds = std::chrono::ceil<std::chrono::seconds>(span).count();
      sentence = "The end of the session could not be written: about " +
                 std::to_string(std::max<std::int64_t>(seconds, 1)) +
                 " s are missing from what was kept.";
    }
    tell(sentence);
  }

  bool to_be_discarded() {
    const std::lock_guard lock{mutex};
    return discarding;
  }

  void leave() {
    try {
      if (to_be_discarded()) {
        store->discard();
      } else {
        tell_loss();
        store->close();
      }
    } catch (const std::exception& trouble) {
      tell(trouble.what());
    }
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
      if (!to_be_discarded()) {
        write(batch);
      }
    }
    leave();
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
    : shared_(std::make_shared<Shared>(std::move(store), std::move(say), manner)),
      worker_(std::make_unique<Worker>()) {
  worker_->thread = std::thread{[shared = shared_] { shared->work(); }};
}

SessionWriter::~SessionWriter() { finish(); }

void SessionWriter::push(KeptItem item) {
  std::vector<KeptItem> alone;
  alone.push_back(std::move(item));
  push(std::move(alone));
}

void SessionWriter::push(std::vector<KeptItem> together) {
  std::size_t more = 0;
  for (const KeptItem& item : together) {
    more += size_of(item);
  }
  bool full = false;
  {
    const std::lock_guard lock{shared_->mutex};
    if (shared_->finishing) {
      return;
    }
    full = shared_->size + more > shared_->manner.most_waiting;
    if (full) {
      shared_->left_out += together.size();
    } else {
      shared_->size += more;
      for (KeptItem& item : together) {
        shared_->note(item);
        shared_->waiting.push_back(std::move(item));
      }
    }
  }
  if (full) {
    shared_->tell(
        "More waits to be kept than fits in memory, so part of this session will be missing. "
        "Everything else goes on.");
  }
}

void SessionWriter::end() {
  const std::lock_guard lock{shared_->mutex};
  shared_->finishing = true;
  shared_->changed.notify_all();
}

void SessionWriter::discard() {
  const std::lock_guard lock{shared_->mutex};
  shared_->discarding = true;
  shared_->finishing = true;
  shared_->changed.notify_all();
}

void SessionWriter::finish() {
  end();
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
    shared_->tell_loss();
  }
  worker_.reset();
}

bool SessionWriter::over() const {
  const std::lock_guard lock{shared_->mutex};
  return shared_->over;
}

std::uint64_t SessionWriter::left_out() const {
  const std::lock_guard lock{shared_->mutex};
  return shared_->left_out;
}

}  // namespace ebb
