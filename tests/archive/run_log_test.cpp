#include "archive/run_log.hpp"

#include <limits>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// What Event's alternatives lack in the product, told to gtest alone.
namespace ebb {
static bool operator==(const Beat& a, const Beat& b) {
  return a.time == b.time && a.interval == b.interval && a.verdict == b.verdict && a.lag == b.lag;
}
static bool operator==(const Breath& a, const Breath& b) {
  return a.start == b.start && a.period == b.period && a.depth == b.depth &&
         a.quality == b.quality && a.origin == b.origin;
}
static bool operator==(const LinkEvent& a, const LinkEvent& b) {
  return a.time == b.time && a.source == b.source && a.state == b.state && a.note == b.note &&
         a.number == b.number;
}
static bool operator==(const PracticeEvent& a, const PracticeEvent& b) {
  return a.time == b.time && a.practice == b.practice && a.what == b.what && a.step == b.step &&
         a.rate == b.rate;
}
static bool operator==(const Mark& a, const Mark& b) {
  return a.time == b.time && a.label == b.label;
}

namespace {

using testing::HasSubstr;

struct Read {
  std::vector<RunItem> items;
  RunReader reader;

  /// Reads a text in pieces of at most `piece` bytes.
  explicit Read(std::string_view text, std::size_t piece = std::string_view::npos) {
    const RunSink sink = [this](const RunItem& item) { items.push_back(item); };
    while (!text.empty()) {
      reader.push(text.substr(0, piece), sink);
      text.remove_prefix(std::min(piece, text.size()));
    }
    reader.finish(sink);
  }
};

/// Items of every kind with everything in them that is awkward.
class Inventor {
 public:
  RunItem item() {
    switch (below(9)) {
      case 0:
        return RunStart{kRunVersion, text()};
      case 1:
        return RunSource{static_cast<std::uint32_t>(random_()), text(), text(), text()};
      case 2:
        return Event{Beat{time(), Milliseconds{real()}, static_cast<IntervalVerdict>(below(7)),
                          Milliseconds{real()}}};
      case 3:
        return Event{
            Breath{time(), Seconds{real()}, real(), real(), static_cast<BreathOrigin>(below(3))}};
      case 4:
        return Event{LinkEvent{time(), text(), static_cast<LinkState>(below(3)), text(),
                               static_cast<std::uint32_t>(below(9))}};
      case 5:
        return Event{PracticeEvent{time(), text(), text(), text(), real()}};
      case 6:
        return Event{Mark{time(), text()}};
      default: {
        RunChunk chunk{static_cast<std::uint32_t>(below(3)), time(), {}};
        chunk.bytes.resize(below(64));
        for (auto& byte : chunk.bytes) {
          byte = static_cast<std::uint8_t>(random_());
        }
        return chunk;
      }
    }
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  HostTime time() {
    return HostTime{Microseconds{static_cast<std::int64_t>(random_() % 200'000'000'000) - 1000}};
  }
  double real() { return std::ldexp(static_cast<double>(random_()), -70) - 1.0 / 3.0; }
  std::string text() {
    std::string out;
    for (std::size_t n = below(12); n > 0; --n) {
      out += "\t\n\r\\#tnr a\xc3\xa9\0"[below(14)];
    }
    return out;
  }

  std::mt19937_64 random_{7};
};

TEST(RunLog, GivesBackEveryItemHoweverTheTextIsCut) {
  Inventor inventor;
  std::vector<RunItem> items{RunStart{}};
  std::string text = encode(items[0]);
  for (int i = 0; i < 500; ++i) {
    items.push_back(inventor.item());
    text += encode(items.back());
  }
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{4096}, text.size()}) {
    const Read back{text, piece};
    EXPECT_EQ(back.items, items) << "pieces of " << piece;
    EXPECT_EQ(back.reader.damage().lines, 0U);
    EXPECT_FALSE(back.reader.damage().cut_short);
    EXPECT_EQ(back.reader.trouble(), "");
  }
}

TEST(RunLog, IsTextThatAPersonCanRead) {
  EXPECT_EQ(encode(RunChunk{2, HostTime{Microseconds{1'250'417}}, {0x55, 0xAA, 0x03}}),
            "bytes\t2\t1250417\t55aa03\t#e047fd00\n");
  EXPECT_THAT(encode(Event{Mark{HostTime{Microseconds{5}}, "a\tkind\nword"}}),
              testing::StartsWith("mark\t5\ta\\tkind\\nword\t#"));
}

TEST(RunLog, WritesALongChunkAsSeveralLinesOfOneArrival) {
  RunChunk chunk{1, HostTime{Microseconds{9}}, {}};
  for (std::size_t i = 0; i < 2 * kLongestChunk + 3; ++i) {
    chunk.bytes.push_back(static_cast<std::uint8_t>(i * 31));
  }
  const Read back{encode(RunStart{}) + encode(chunk)};
  ASSERT_EQ(back.items.size(), 4U);
  std::vector<std::uint8_t> joined;
  for (std::size_t i = 1; i < back.items.size(); ++i) {
    const auto& part = std::get<RunChunk>(back.items[i]);
    EXPECT_EQ(part.arrival, chunk.arrival);
    joined.insert(joined.end(), part.bytes.begin(), part.bytes.end());
  }
  EXPECT_EQ(joined, chunk.bytes);
}

TEST(RunLog, CutsATextThatIsTooLongBetweenCharacters) {
  std::string label(kLongestText - 1, 'a');
  label += "\xc3\xa9";  // the limit lies within this character
  const Read back{encode(Event{Mark{{}, label}})};
  ASSERT_EQ(back.items.size(), 1U);
  EXPECT_EQ(std::get<Mark>(std::get<Event>(back.items[0])).label,
            std::string(kLongestText - 1, 'a'));
  const Read worst{encode(
      RunSource{0, std::string(9999, '\\'), std::string(9999, '\t'), std::string(9999, '\n')})};
  EXPECT_EQ(worst.items.size(), 1U) << "the longest line must still be read";
}

TEST(RunLog, LosesOneLineAtMostToAnyFlippedBit) {
  Inventor inventor;
  std::vector<RunItem> items{RunStart{}};
  std::string text = encode(items[0]);
  for (int i = 0; i < 8; ++i) {
    items.push_back(inventor.item());
    text += encode(items.back());
  }
  for (std::size_t n = 0; n < text.size(); ++n) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string hurt = text;
      hurt[n] = static_cast<char>(hurt[n] ^ (1 << bit));
      const Read back{hurt};
      const std::size_t at_most_lost = text[n] == '\n' ? 2 : 1;  // two lines become one
      ASSERT_GE(back.items.size() + at_most_lost, items.size()) << n;
      ASSERT_LT(back.items.size(), items.size()) << n << ": damage that nobody noticed";
      ASSERT_TRUE(back.reader.damage().lines > 0 || back.reader.damage().cut_short) << n;
      for (const auto& item : back.items) {
        ASSERT_THAT(items, testing::Contains(item)) << n << ": damage that was believed";
      }
    }
  }
}

TEST(RunLog, ReadsToTheLastWholeLineWhereverTheWriterWasKilled) {
  const std::vector<RunItem> items{RunStart{}, RunChunk{0, HostTime{Microseconds{5}}, {1, 2, 3}},
                                   Event{Mark{HostTime{Microseconds{6}}, "calm"}}};
  std::string text;
  std::vector<std::size_t> line_ends;
  for (const auto& item : items) {
    text += encode(item);
    line_ends.push_back(text.size());
  }
  for (std::size_t n = 1; n <= text.size(); ++n) {
    const Read back{text.substr(0, n)};
    std::size_t whole = 0;
    for (const std::size_t end : line_ends) {
      whole += n + 1 >= end ? 1 : 0;  // a line that lacks only its end is whole
    }
    ASSERT_EQ(back.items.size(), whole) << n;
    EXPECT_EQ(back.reader.damage().cut_short, text[n - 1] != '\n') << n;
    EXPECT_EQ(back.reader.damage().lines, 0U) << n;
  }
}

TEST(RunLog, NamesTheFirstDamagedLine) {
  const std::string good = encode(Event{Mark{{}, "good"}});
  const Read back{encode(RunStart{}) + good + "noise\n" + good + "\n" + good};
  EXPECT_EQ(back.items.size(), 4U);
  EXPECT_EQ(back.reader.damage().lines, 2U);
  EXPECT_EQ(back.reader.damage().first_line, 3U);
}

TEST(RunLog, KnowsWhatIsNoRecording) {
  EXPECT_THAT(Read{""}.reader.trouble(), HasSubstr("empty"));
  EXPECT_THAT(Read{"812\n815\n"}.reader.trouble(), HasSubstr("not a recording"));
  EXPECT_THAT(Read{std::string(1'000'000, 'x')}.reader.trouble(), HasSubstr("not a recording"));
  EXPECT_THAT(Read{std::string(1'000'000, '\n')}.reader.trouble(), HasSubstr("not a recording"));
  const Read later{encode(RunStart{kRunVersion + 1, ""}) + encode(Event{Mark{{}, "x"}})};
  EXPECT_THAT(later.reader.trouble(), HasSubstr("version 2"));
  EXPECT_TRUE(later.items.empty());
}

TEST(RunLog, TakesNoNumberThatIsNone) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Read back{encode(RunStart{}) + encode(Event{Beat{{}, Milliseconds{nan}}}) +
                  encode(RunChunk{0, HostTime::max(), {1}})};
  EXPECT_EQ(back.items.size(), 1U);
  EXPECT_EQ(back.reader.damage().lines, 2U);
}

}  // namespace
}  // namespace ebb
