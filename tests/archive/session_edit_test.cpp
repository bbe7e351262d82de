#include "archive/session_edit.hpp"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "archive/kept_evening.hpp"
#include "archive/session_file/session_reader.hpp"

namespace ebb {
namespace {

class SessionEdit : public testing::Test {
 protected:
  void SetUp() override {
    SessionFile session{file_, start_of()};
    std::vector<KeptItem> items = beginning();
    items.emplace_back(KeptMark{"aa", after(12.5), "mentioned sister", false, Whose::therapist});
    items.emplace_back(KeptMark{"bb", after(20), "moment", false, Whose::person});
    items.emplace_back(KeptWords{"cc", {after(30), WordsKind::note, "lighter in the jaw"}, false});
    session.write(items);
    session.close();
  }
  [[nodiscard]] KeptSession read() const {
    auto session = read_session(file_);
    EXPECT_TRUE(session);
    return session ? *session : KeptSession{};
  }
  [[nodiscard]] bool holds(const std::string& text) const {
    std::ifstream in{file_, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    return bytes.find(text) != std::string::npos;
  }

  OwnFolder folder_;
  std::filesystem::path file_ = folder_.path() / "evening.ebb";
};

TEST_F(SessionEdit, A13_AnotherLabelKeepsTheTimeOfAMark) {
  EXPECT_EQ(change_mark(file_, {"aa", after(99), "family", true, Whose::person}), "");
  const KeptSession session = read();
  ASSERT_EQ(session.marks.size(), 2U);
  EXPECT_EQ(session.marks[0].label, "family");
  EXPECT_TRUE(session.marks[0].hidden);
  EXPECT_EQ(session.marks[0].time, HostTime{Microseconds{12'500'000}});
  EXPECT_EQ(session.marks[0].whose, Whose::therapist);
  EXPECT_FALSE(holds("mentioned sister"));
}

TEST_F(SessionEdit, A13_NothingStaysOfAMarkThatWasDropped) {
  EXPECT_EQ(drop_mark(file_, "aa"), "");
  EXPECT_EQ(drop_mark(file_, "nobody"), "");
  EXPECT_EQ(read().marks.size(), 1U);
  EXPECT_FALSE(holds("mentioned sister"));
}

TEST_F(SessionEdit, F51_AStarOfAMarkIsKeptTakenOffAndGoneWithIt) {
  KeptMark mark = read().marks.at(0);
  ASSERT_EQ(mark.id, "aa");
  EXPECT_FALSE(mark.starred) << "nobody but the person stars one";
  mark.starred = true;
  EXPECT_EQ(change_mark(file_, mark), "");
  EXPECT_TRUE(read().marks.at(0).starred);
  EXPECT_FALSE(read().marks.at(1).starred);
  EXPECT_TRUE(read_session_words(file_)->marks.at(0).starred);
  EXPECT_TRUE(read_session_words(file_)->beats.empty());
  mark.starred = false;
  EXPECT_EQ(change_mark(file_, mark), "");
  EXPECT_FALSE(read().marks.at(0).starred);
  mark.starred = true;
  EXPECT_EQ(change_mark(file_, mark), "");
  EXPECT_EQ(change_mark(file_, {"nobody", {}, "", false, Whose::person, true}), "");
  EXPECT_FALSE(holds("starred:nobody"));
  EXPECT_EQ(drop_mark(file_, "aa"), "");
  EXPECT_FALSE(holds("starred:aa"));
}

TEST_F(SessionEdit, WordsStayAsTheyWereSaidWhateverIsTicked) {
  KeptWords words = read().words.at(0);
  words.words.together = true;
  words.starred = true;
  words.words.text = "something else";
  EXPECT_EQ(change_words(file_, words), "");
  EXPECT_EQ(read().words.at(0).words.text, "lighter in the jaw");
  EXPECT_TRUE(read().words.at(0).words.together);
  EXPECT_TRUE(read().words.at(0).starred);
  EXPECT_EQ(drop_words(file_, "cc"), "");
  EXPECT_TRUE(read().words.empty());
  EXPECT_FALSE(holds("lighter in the jaw"));
}

TEST_F(SessionEdit, ASessionCanBeGivenAName) {
  EXPECT_EQ(change_label(file_, "Tuesday A"), "");
  EXPECT_EQ(read().head.label, "Tuesday A");
}

TEST_F(SessionEdit, WhatCannotBeChangedIsToldInASentence) {
  EXPECT_NE(drop_mark(folder_.path() / "nowhere.ebb", "aa"), "");
  std::ofstream{folder_.path() / "none.ebb"} << "not a session at all, whatever its name says";
  EXPECT_NE(change_label(folder_.path() / "none.ebb", "x").find("could not be kept"),
            std::string::npos);
}

}  // namespace
}  // namespace ebb
