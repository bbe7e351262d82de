#pragma once

#include <string>
#include <vector>

#include "visualizer/scene/looking_back/room.hpp"

namespace ebb::scene {

/// The journal: words by date and nothing else, those of one session first when it was opened from
/// there. Nothing is counted, tagged or praised, and an empty one is as good as any.
class JournalRoom : public ListRoom {
 public:
  explicit JournalRoom(std::string session) : session_(std::move(session)) {}

  RoomStep press(Key key, Desk& desk) override;
  void type(char32_t character, Desk& desk) override;
  [[nodiscard]] bool writing() const override { return writing_; }

 protected:
  [[nodiscard]] Sheet listed(Desk& desk) const override;
  RoomStep chosen(int row, Desk& desk) override;

 private:
  [[nodiscard]] std::vector<const JournalEntry*> matching(const Desk& desk) const;

  std::string session_;
  std::string wanted_;
  bool writing_ = false;
  bool starred_only_ = false;
  std::size_t leaf_ = 0;
};

/// A line or a page being written. Whoever leaves it finds the words again where they were, in
/// memory only, until it is said what becomes of them.
class WritingRoom : public ListRoom {
 public:
  explicit WritingRoom(std::string session) : session_(std::move(session)) {}

  RoomStep press(Key key, Desk& desk) override;
  void type(char32_t character, Desk& desk) override;
  [[nodiscard]] bool writing() const override { return writing_; }

 protected:
  [[nodiscard]] Sheet listed(Desk& desk) const override;
  RoomStep chosen(int row, Desk& desk) override;

 private:
  std::string session_;
  bool writing_ = true;
};

/// One entry, whole, and what may become of it.
class EntryRoom : public ListRoom {
 public:
  explicit EntryRoom(std::string id) : id_(std::move(id)) {}

  RoomStep press(Key key, Desk& desk) override;
  [[nodiscard]] bool can_be_held(const Desk& desk) const override;
  RoomStep held(Desk& desk) override;

 protected:
  [[nodiscard]] Sheet listed(Desk& desk) const override;
  RoomStep chosen(int row, Desk& desk) override;

 private:
  void add_paragraph(Page& page, const std::string& line, const Desk& desk) const;

  std::string id_;
};

}  // namespace ebb::scene
