#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "feed/message.hpp"
#include "feed/words.hpp"

namespace ebb::feed {
namespace {

std::string page() {
  const std::ifstream file{EBB_SOURCE_DIR "/docs/live-feed.md"};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// What stands between ```json and ``` on the page.
std::vector<std::string> examples() {
  std::vector<std::string> out;
  const std::string text = page();
  const std::string open = "```json\n";
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    out.push_back(text.substr(at, text.find("```", at) - at));
  }
  return out;
}

std::string type_of(const std::string& json) {
  const std::string open = R"("type": ")";
  const std::size_t at = json.find(open) + open.size();
  return json.substr(at, json.find('"', at) - at);
}

TEST(LiveFeedPage, EveryExampleIsAMessageAndEveryMessageHasAnExample) {
  std::set<std::string> seen;
  for (const std::string& json : examples()) {
    const std::string type = type_of(json);
    seen.insert(type);
    const bool from_service = type != "command" && type != "words";
    const bool from_viewer = type == "practice" || type == "mark" || !from_service ||
                             type == "offer" || type == "showing" || type == "agreement";
    if (from_service) {
      const auto message = decode_service(json);
      EXPECT_TRUE(message) << json << (message ? "" : message.error().why);
    }
    if (from_viewer) {
      const auto message = decode_viewer(json);
      EXPECT_TRUE(message) << json << (message ? "" : message.error().why);
    }
  }
  EXPECT_EQ(seen, (std::set<std::string>{"welcome", "taken", "snapshot", "beat", "breath", "link",
                                         "practice", "mark", "command", "offer", "showing",
                                         "agreement", "words", "record"}));
}

/// Field names of an encoded message: what stands in quotes before a colon.
std::set<std::string> fields(const std::string& json) {
  std::set<std::string> out;
  for (std::size_t at = json.find("\":"); at != std::string::npos; at = json.find("\":", at + 1)) {
    const std::size_t start = json.rfind('"', at - 1) + 1;
    out.insert(json.substr(start, at - start));
  }
  return out;
}

TEST(LiveFeedPage, NamesEveryFieldThatIsSent) {
  Snapshot full;
  full.heart_rate = {BeatsPerMinute{60}, BeatsPerMinute{59}, BeatsPerMinute{61}, 1.0, {}};
  full.rmssd = {Milliseconds{40}, Milliseconds{39}, Milliseconds{41}, 1.0, {}};
  full.breath_rate.emplace();
  full.breath_phase.emplace();
  full.heart_totals = {1, 1, 1.0, 1.0, 1.0};
  full.heart_fault = full.breath_fault = SignalFault::motion;
  full.agreement.emplace();
  full.rsa.emplace();
  full.heart_swing.emplace();
  full.breath_heart.emplace();
  full.coherence = 1.0;
  full.resonance.emplace();
  full.sources.push_back({"a",
                          "b",
                          LinkState::streaming,
                          "c",
                          50,
                          true,
                          true,
                          {{StreamKind::ecg, 0.5, SignalFault::mains}},
                          true});
  full.second_breath.emplace();
  const std::vector<std::string> messages{
      encode(ServiceMessage{Welcome{}}),
      encode(ServiceMessage{Taken{}}),
      encode(ServiceMessage{full}),
      encode(ServiceMessage{Event{Beat{.time = {}, .interval = Milliseconds{900}}}}),
      encode(ServiceMessage{Event{Breath{.start = {}, .in_breath = Seconds{2}}}}),
      encode(ServiceMessage{Event{LinkEvent{{}, "a", LinkState::lost, "b"}}}),
      encode(ViewerMessage{PracticeEvent{{}, "a", "b", "c", 1.0}}, Ticket{"d", 1}),
      encode(ViewerMessage{Mark{{}, "a", Whose::therapist}}),
      encode(ViewerMessage{Words{{}, WordsKind::answer, "a", "b", "c", Whose::therapist, true}}),
      encode(ViewerMessage{Command{}}),
      encode(ViewerMessage{Offer{{}, {ConsoleOffer::Kind::pace}}}),
      encode(ViewerMessage{Offer{{}, {.kind = ConsoleOffer::Kind::words, .words = "a"}}}),
      encode(ViewerMessage{Showing{.practice = "a",
                                   .guide = BreathsPerMinute{6.0},
                                   .visible = {"shape"},
                                   .together = true,
                                   .offered = ConsoleOffer::Kind::pause,
                                   .answers = {{.offer = ConsoleOffer::Kind::pause}}}}),
      encode(ViewerMessage{SessionAgreement{.label = "a"}})};
  const std::string text = page();
  for (const std::string& message : messages) {
    for (const std::string& field : fields(message)) {
      EXPECT_NE(text.find("`" + field + "`"), std::string::npos) << field;
    }
  }
}

template <class Enum>
void expect_words_on(const std::string& text) {
  for (const std::string_view word : kWords<Enum>) {
    EXPECT_NE(text.find("`" + std::string{word} + "`"), std::string::npos) << word;
  }
}

TEST(LiveFeedPage, NamesEveryWordThatIsSent) {
  const std::string text = page();
  expect_words_on<SignalWord>(text);
  expect_words_on<LinkState>(text);
  expect_words_on<Whose>(text);
  expect_words_on<WordsKind>(text);
  expect_words_on<BreathOrigin>(text);
  expect_words_on<IntervalVerdict>(text);
  expect_words_on<SignalFault>(text);
  expect_words_on<StreamKind>(text);
  expect_words_on<ConsoleOffer::Kind>(text);
  expect_words_on<RunState>(text);
  expect_words_on<OfferAnswer::What>(text);
  expect_words_on<SessionAgreement::Stage>(text);
}

}  // namespace
}  // namespace ebb::feed
