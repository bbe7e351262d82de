#include "service/plain_text.hpp"

#include <gtest/gtest.h>

#include "archive/kept_session.hpp"
#include "service/kept/kept_place.hpp"
#include "service/kept/session_export.hpp"
#include "service/session_text.hpp"

namespace ebb {
namespace {

TEST(PlainText, LeavesTextAsItIs) {
  const std::string text = "Zo\u00eb's \u201cbelt\u201d \u2014 \u547c\u5438 \U0001f33f";
  EXPECT_EQ(plain_text(text), text);
  EXPECT_EQ(plain_text(""), "");
}

TEST(PlainText, HasNoControlCharacterOfAnyKind) {
  EXPECT_EQ(plain_text("a\x1b[2Jb\r\n\tc\x7f"), "a [2Jb   c ");
  EXPECT_EQ(plain_text("a\u009b2Jb\u0085"), "a 2Jb ") << "C1, which is two bytes of UTF-8";
  EXPECT_EQ(plain_text("a\u202eb\u2066c\u2028d"), "a b c d");
}

TEST(PlainText, HasNothingThatIsNoUtf8) {
  EXPECT_EQ(plain_text("a\x9b"
                       "b"),
            "a?b")
      << "C1, as one byte";
  EXPECT_EQ(plain_text("\xc0\x9b"), "??") << "a control character written too long";
  EXPECT_EQ(plain_text("\xe0\x80\x9b"), "???");
  EXPECT_EQ(plain_text("a\xe2\x82"), "a??") << "cut off";
  EXPECT_EQ(plain_text("\xed\xa0\x80\xf5\x80\x80\x80"), "???????");
}

/// Every text of a file, each of which wants to steer the terminal.
KeptSession steering() {
  const std::string evil = "\x1b]0;gone\x07\u009b2J";
  KeptSession session;
  session.head.id = evil + "id";
  session.head.label = evil;
  session.head.practice = evil;
  session.head.sensors = {evil};
  session.software = evil;
  session.agreed = {evil, evil, evil, evil};
  session.sensors.push_back({.name = evil, .protocol = evil, .address = evil});
  session.practice.push_back({HostTime{}, evil, "step", evil, 0.0});
  session.marks.push_back({"aa", HostTime{}, evil, false, Whose::person});
  KeptWords words;
  words.words.text = evil;
  session.words.push_back(words);
  return session;
}

void expect_plain(const std::string& text) {
  EXPECT_FALSE(text.empty());
  for (const char c : text) {
    EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20U || c == '\n') << text;
  }
  EXPECT_EQ(text.find("\u009b"), std::string::npos) << text;
}

TEST(PlainText, IsAllThatTheCommandsPrintOfAFile) {
  const KeptSession session = steering();
  expect_plain(show_text(session));
  expect_plain(list_text({.sessions = {{"x.ebb", session.head}}, .troubles = {}}));
  expect_plain(described(session.head));
  NamesRemovedChoices choices;
  choices.labels = {"aa"};
  choices.shipped_practices[session.head.practice] = {session.head.practice};
  expect_plain(preview_text(names_removed(session, choices), session));
}

}  // namespace
}  // namespace ebb
