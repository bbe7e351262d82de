#include "feed/message.hpp"

#include <cmath>
#include <limits>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feed/words.hpp"

namespace ebb::feed {
namespace {

using testing::HasSubstr;
using testing::Not;

template <class T>
T decoded(const std::string& json) {
  auto message = decode_service(json);
  EXPECT_TRUE(message) << json << " -> " << (message ? "" : message.error().why);
  return message ? std::get<T>(*message) : T{};
}

template <class T>
T decoded_event(const std::string& json) {
  return std::get<T>(decoded<Event>(json));
}

std::string why_not(std::string_view json) {
  const auto message = decode_service(json);
  return message ? "" : message.error().why;
}

class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}
  double number() { return std::uniform_real_distribution{-1e4, 1e4}(random_); }
  double positive() { return std::uniform_real_distribution{1e-6, 1e4}(random_); }
  bool heads() { return std::bernoulli_distribution{0.5}(random_); }
  std::uint64_t count() { return random_(); }
  HostTime time() {
    return HostTime{Microseconds{std::uniform_int_distribution<std::int64_t>{
        -1'000'000'000'000, 900'000'000'000'000}(random_)}};
  }
  template <class Enum>
  Enum any() {
    return static_cast<Enum>(random_() % kWords<Enum>.size());
  }
  std::string text() {
    static const std::vector<std::string> pieces{"a", "\"", "\\", "\n", "é", "😌", "/", "\x01", " "};
    std::string out;
    for (std::uint64_t i = random_() % 12; i > 0; --i) {
      out += pieces[random_() % pieces.size()];
    }
    return out;
  }
  template <class Unit>
  std::optional<Estimate<Unit>> estimate() {
    if (heads()) {
      return std::nullopt;
    }
    const double middle = number();
    const double wide = heads() ? positive() : 0.0;
    return Estimate<Unit>{Unit{middle}, Unit{middle - wide}, Unit{middle + wide},
                          std::uniform_real_distribution{0.0, 1.0}(random_), time()};
  }
  double share() { return std::uniform_real_distribution{0.0, 1.0}(random_); }
  std::optional<Agreement> agreement() {
    if (heads()) {
      return std::nullopt;
    }
    return Agreement{share(), share(), share(), Turns{share()}, count(), time()};
  }
  std::vector<StreamStatus> streams() {
    std::vector<StreamStatus> out(random_() % 3);
    for (StreamStatus& stream : out) {
      stream = {any<StreamKind>(), share(), any<SignalFault>()};
    }
    return out;
  }
  Snapshot snapshot() {
    Snapshot out{.time = time(),
                 .signal = any<SignalWord>(),
                 .heart_rate = estimate<BeatsPerMinute>(),
                 .rmssd = estimate<Milliseconds>(),
                 .breath_rate = estimate<BreathsPerMinute>(),
                 .breath_phase = estimate<Turns>(),
                 .breath_origin = any<BreathOrigin>(),
                 .rsa = estimate<Milliseconds>(),
                 .heart_swing = estimate<BeatsPerMinute>(),
                 .heart_totals = {},
                 .sources = {}};
    out.heart_fault = any<SignalFault>();
    out.breath_fault = any<SignalFault>();
    out.agreement = agreement();
    out.breath_heart = agreement();
    if (heads()) {
      out.coherence = positive();
      out.resonance = Resonance{BreathsPerMinute{positive()},
                                BreathsPerMinute{positive()},
                                BreathsPerMinute{positive()},
                                BeatsPerMinute{positive()},
                                heads(),
                                count(),
                                time()};
    }
    out.variability.resize(random_() % 4);
    for (Variability& window : out.variability) {
      window = {Seconds{positive()},
                time(),
                BeatsPerMinute{positive()},
                Milliseconds{positive()},
                Milliseconds{positive()},
                count(),
                share()};
    }
    if (heads()) {
      out.heart_totals = {count(), count(), positive(), positive(), heads() ? positive() : 0.0};
    }
    for (std::uint64_t i = random_() % 3; i > 0; --i) {
      out.sources.push_back(
          {text(), text(), any<LinkState>(), text(),
           heads() ? std::optional{static_cast<int>(random_() % 101)} : std::nullopt, heads(),
           heads() ? std::optional{heads()} : std::nullopt, streams()});
    }
    return out;
  }

 private:
  std::mt19937_64 random_;
};

template <class Unit>
void expect_same(const std::optional<Estimate<Unit>>& a, const std::optional<Estimate<Unit>>& b) {
  ASSERT_EQ(a.has_value(), b.has_value());
  if (a) {
    EXPECT_EQ(a->value, b->value);
    EXPECT_EQ(a->low, b->low);
    EXPECT_EQ(a->high, b->high);
    EXPECT_EQ(a->quality, b->quality);
    EXPECT_EQ(a->time, b->time);
  }
}

void expect_same(const std::optional<Agreement>& a, const std::optional<Agreement>& b) {
  ASSERT_EQ(a.has_value(), b.has_value());
  if (a) {
    EXPECT_EQ(a->locking, b->locking);
    EXPECT_EQ(a->chance_low, b->chance_low);
    EXPECT_EQ(a->chance_high, b->chance_high);
    EXPECT_EQ(a->lag, b->lag);
    EXPECT_EQ(a->breaths, b->breaths);
    EXPECT_EQ(a->time, b->time);
  }
}

void expect_same(const std::optional<Resonance>& a, const std::optional<Resonance>& b) {
  ASSERT_EQ(a.has_value(), b.has_value());
  if (a) {
    EXPECT_EQ(a->rate, b->rate);
    EXPECT_EQ(a->low, b->low);
    EXPECT_EQ(a->high, b->high);
    EXPECT_EQ(a->swing, b->swing);
    EXPECT_EQ(a->clear, b->clear);
    EXPECT_EQ(a->breaths, b->breaths);
    EXPECT_EQ(a->time, b->time);
  }
}

TEST(Message, EverySnapshotComesBackAsItWas) {
  Draw draw{1};
  for (int i = 0; i < 500; ++i) {
    const Snapshot sent = draw.snapshot();
    const auto got = decoded<Snapshot>(encode(ServiceMessage{sent}));
    EXPECT_EQ(got.time, sent.time);
    EXPECT_EQ(got.signal, sent.signal);
    expect_same(got.heart_rate, sent.heart_rate);
    expect_same(got.rmssd, sent.rmssd);
    expect_same(got.breath_rate, sent.breath_rate);
    expect_same(got.breath_phase, sent.breath_phase);
    EXPECT_EQ(got.breath_origin, sent.breath_origin);
    EXPECT_EQ(got.heart_fault, sent.heart_fault);
    EXPECT_EQ(got.breath_fault, sent.breath_fault);
    expect_same(got.agreement, sent.agreement);
    expect_same(got.rsa, sent.rsa);
    expect_same(got.heart_swing, sent.heart_swing);
    expect_same(got.breath_heart, sent.breath_heart);
    EXPECT_EQ(got.coherence, sent.coherence);
    expect_same(got.resonance, sent.resonance);
    ASSERT_EQ(got.variability.size(), sent.variability.size());
    for (std::size_t w = 0; w < sent.variability.size(); ++w) {
      EXPECT_EQ(got.variability[w].length, sent.variability[w].length);
      EXPECT_EQ(got.variability[w].time, sent.variability[w].time);
      EXPECT_EQ(got.variability[w].heart_rate, sent.variability[w].heart_rate);
      EXPECT_EQ(got.variability[w].sdnn, sent.variability[w].sdnn);
      EXPECT_EQ(got.variability[w].rmssd, sent.variability[w].rmssd);
      EXPECT_EQ(got.variability[w].intervals, sent.variability[w].intervals);
      EXPECT_EQ(got.variability[w].set_aside_share, sent.variability[w].set_aside_share);
    }
    EXPECT_EQ(got.heart_totals.intervals, sent.heart_totals.intervals);
    EXPECT_EQ(got.heart_totals.set_aside, sent.heart_totals.set_aside);
    EXPECT_EQ(got.heart_totals.mean_hr_bpm, sent.heart_totals.mean_hr_bpm);
    EXPECT_EQ(got.heart_totals.mean_rr_ms, sent.heart_totals.mean_rr_ms);
    EXPECT_EQ(got.heart_totals.rmssd_ms, sent.heart_totals.rmssd_ms);
    ASSERT_EQ(got.sources.size(), sent.sources.size());
    for (std::size_t k = 0; k < sent.sources.size(); ++k) {
      EXPECT_EQ(got.sources[k].name, sent.sources[k].name);
      EXPECT_EQ(got.sources[k].protocol, sent.sources[k].protocol);
      EXPECT_EQ(got.sources[k].state, sent.sources[k].state);
      EXPECT_EQ(got.sources[k].note, sent.sources[k].note);
      EXPECT_EQ(got.sources[k].battery, sent.sources[k].battery);
      EXPECT_EQ(got.sources[k].simulated, sent.sources[k].simulated);
      ASSERT_EQ(got.sources[k].streams.size(), sent.sources[k].streams.size());
      for (std::size_t s = 0; s < sent.sources[k].streams.size(); ++s) {
        EXPECT_EQ(got.sources[k].streams[s].kind, sent.sources[k].streams[s].kind);
        EXPECT_EQ(got.sources[k].streams[s].quality, sent.sources[k].streams[s].quality);
        EXPECT_EQ(got.sources[k].streams[s].fault, sent.sources[k].streams[s].fault);
      }
      EXPECT_EQ(got.sources[k].on_body, sent.sources[k].on_body);
      EXPECT_EQ(got.sources[k].simulated, sent.sources[k].simulated);
    }
  }
}

TEST(Message, EveryEventComesBackAsItWas) {
  Draw draw{2};
  for (int i = 0; i < 500; ++i) {
    const Beat beat{draw.time(), Milliseconds{draw.heads() ? draw.positive() : 0.0},
                    draw.any<IntervalVerdict>(), Milliseconds{draw.number()}};
    const auto beat_back = decoded_event<Beat>(encode(ServiceMessage{Event{beat}}));
    EXPECT_EQ(beat_back.time, beat.time);
    EXPECT_EQ(beat_back.interval, beat.interval);
    EXPECT_EQ(beat_back.verdict, beat.verdict);
    EXPECT_EQ(beat_back.lag, beat.lag);

    const Breath breath{draw.time(), Seconds{draw.positive()}, draw.number(), 0.25,
                        draw.any<BreathOrigin>()};
    const auto breath_back = decoded_event<Breath>(encode(ServiceMessage{Event{breath}}));
    EXPECT_EQ(breath_back.start, breath.start);
    EXPECT_EQ(breath_back.period, breath.period);
    EXPECT_EQ(breath_back.depth, breath.depth);
    EXPECT_EQ(breath_back.quality, breath.quality);
    EXPECT_EQ(breath_back.origin, breath.origin);

    const LinkEvent link{draw.time(), draw.text(), draw.any<LinkState>(), draw.text(),
                         static_cast<std::uint32_t>(i % 7)};
    const auto link_back = decoded_event<LinkEvent>(encode(ServiceMessage{Event{link}}));
    EXPECT_EQ(link_back.time, link.time);
    EXPECT_EQ(link_back.source, link.source);
    EXPECT_EQ(link_back.state, link.state);
    EXPECT_EQ(link_back.note, link.note);
  }
}

TEST(Message, APersonsOwnWordsComeBackAsTheyWereSaid) {
  const Words words{at_seconds<HostTime>(81.5),
                    WordsKind::answer,
                    "\xC3\xA9toile\n",
                    "own",
                    "in",
                    Whose::therapist,
                    true};
  const auto back = decode_viewer(encode(ViewerMessage{words}));
  ASSERT_TRUE(back);
  const auto& read = std::get<Words>(*back);
  EXPECT_EQ(read.time, words.time);
  EXPECT_EQ(read.kind, words.kind);
  EXPECT_EQ(read.text, words.text);
  EXPECT_EQ(read.practice, words.practice);
  EXPECT_EQ(read.step, words.step);
  EXPECT_EQ(read.whose, words.whose);
  EXPECT_TRUE(read.together);
  EXPECT_FALSE(decode_viewer(R"({"type":"words","kind":"score","text":"7"})"));
}

TEST(Message, AMarkSaysWhoseItIs) {
  const Mark mark{at_seconds<HostTime>(2.0), "sister", Whose::therapist};
  const auto back = decode_viewer(encode(ViewerMessage{mark}));
  ASSERT_TRUE(back);
  EXPECT_EQ(std::get<Mark>(*back).whose, Whose::therapist);
}

TEST(Message, EveryViewerMessageComesBackWithItsTicket) {
  Draw draw{3};
  for (int i = 0; i < 500; ++i) {
    const PracticeEvent sent{draw.time(), draw.text(), draw.text(), draw.text(),
                             draw.heads() ? draw.positive() : 0.0};
    const Ticket ticket{"abc", draw.count()};
    const auto received = decode_received(encode(ViewerMessage{sent}, ticket), HostTime{});
    ASSERT_TRUE(received) << received.error().why;
    const auto& got = std::get<PracticeEvent>(received->message);
    EXPECT_EQ(got.time, sent.time);
    EXPECT_EQ(got.practice, sent.practice);
    EXPECT_EQ(got.what, sent.what);
    EXPECT_EQ(got.step, sent.step);
    EXPECT_EQ(got.rate, sent.rate);
    ASSERT_TRUE(received->ticket);
    EXPECT_EQ(received->ticket->client, "abc");
    EXPECT_EQ(received->ticket->number, ticket.number);

    const Mark mark{draw.time(), draw.text()};
    const auto mark_back = decode_viewer(encode(ViewerMessage{mark}));
    ASSERT_TRUE(mark_back);
    EXPECT_EQ(std::get<Mark>(*mark_back).time, mark.time);
    EXPECT_EQ(std::get<Mark>(*mark_back).label, mark.label);
  }
  const auto command = decode_viewer(encode(ViewerMessage{Command{"end-session"}}));
  ASSERT_TRUE(command);
  EXPECT_EQ(std::get<Command>(*command).name, "end-session");
}

TEST(Message, RelayedEventsReadTheSameInBothDirections) {
  const Mark mark{at_seconds<HostTime>(81.5), "mentioned sister"};
  EXPECT_EQ(encode(ViewerMessage{mark}), encode(ServiceMessage{Event{mark}}));
  EXPECT_EQ(encode(ViewerMessage{mark}), R"({"type":"mark","t":81.5,"label":"mentioned sister"})");
}

TEST(Message, MicrosecondsPrintAsTheDecimalTheyAre) {
  const std::string json = encode(ServiceMessage{Welcome{1, HostTime{Microseconds{12'345'678}}}});
  EXPECT_EQ(json, R"({"type":"welcome","t":12.345678,"version":1})");
}

TEST(Message, AValueThatHasNotBeenEarnedIsAbsent) {
  const std::string json = encode(ServiceMessage{Snapshot{}});
  for (const char* field :
       {"heart_rate", "rmssd", "breath_rate", "breath_phase", "heart_totals", "null"}) {
    EXPECT_THAT(json, Not(HasSubstr(field)));
  }
}

TEST(Message, ANumberThatIsNotFiniteIsLeftOut) {
  Snapshot snapshot;
  snapshot.heart_rate.emplace().value = BeatsPerMinute{std::nan("")};
  snapshot.breath_rate.emplace().value = BreathsPerMinute{12.0};
  snapshot.breath_rate->high = BreathsPerMinute{std::numeric_limits<double>::infinity()};
  const std::string json = encode(ServiceMessage{snapshot});
  EXPECT_THAT(json, Not(HasSubstr("heart_rate")));
  EXPECT_THAT(json, Not(HasSubstr("null")));
  EXPECT_EQ(decoded<Snapshot>(json).breath_rate->value, BreathsPerMinute{12.0});
}

TEST(Message, ADeviceNameThatIsNoUtf8StillGivesValidText) {
  Snapshot snapshot;
  snapshot.sources.emplace_back().name =
      "Str\xFF"
      "ap";
  EXPECT_EQ(decoded<Snapshot>(encode(ServiceMessage{snapshot})).sources.at(0).name,
            "Str\xEF\xBF\xBD"
            "ap");
}

TEST(Message, FieldsThatAreNotKnownAreSkipped) {
  const auto mark = decoded_event<Mark>(
      R"({"type":"mark","t":1,"label":"x","colour":[1,{"deep":null}],"mood":{"a":1}})");
  EXPECT_EQ(mark.label, "x");
}

TEST(Message, TypesThatAreNotKnownAreToldApartFromDamage) {
  const auto newer = decode_service(R"({"type":"aurora","t":1})");
  ASSERT_FALSE(newer);
  EXPECT_TRUE(newer.error().unknown_type);
  const auto from_viewer = decode_viewer(R"({"type":"beat","t":1})");
  ASSERT_FALSE(from_viewer);
  EXPECT_TRUE(from_viewer.error().unknown_type);
  const auto damaged = decode_service(R"({"type":7})");
  ASSERT_FALSE(damaged);
  EXPECT_FALSE(damaged.error().unknown_type);
}

TEST(Message, SaysInASentenceWhatIsWrong) {
  EXPECT_EQ(why_not(""), "The message is not JSON.");
  EXPECT_EQ(why_not("[]"), "The message is not a JSON object.");
  EXPECT_EQ(why_not("{}"), "message: 'type' is missing.");
  EXPECT_EQ(why_not(R"({"type":"mark","t":1})"), "mark: 'label' is missing.");
  EXPECT_EQ(why_not(R"({"type":"mark","t":"1","label":""})"),
            "mark: 't' is not a number in its range.");
  EXPECT_EQ(why_not(R"({"type":"mark","t":1e300,"label":""})"),
            "mark: 't' is not a number in its range.");
  EXPECT_EQ(why_not(R"({"type":"mark","t":1,"label":null})"), "mark: 'label' is not a text.");
  EXPECT_EQ(why_not(R"({"type":"beat","t":1,"verdict":"odd"})"),
            "beat: 'verdict' is not one of the words of this version.");
  EXPECT_EQ(why_not(R"({"type":"taken","n":-1})"),
            "taken: 'n' is not a whole number from zero up.");
}

TEST(Message, NumbersBeyondAllMeasureAreRefused) {
  EXPECT_EQ(why_not(R"({"type":"mark","t":NaN,"label":""})"), "The message is not JSON.");
  EXPECT_EQ(why_not(R"({"type":"mark","t":1e999,"label":""})"), "The message is not JSON.");
  EXPECT_NE(why_not(R"({"type":"breath","t":1,"period_s":1,"quality":2,"origin":"heart"})"), "");
}

TEST(Message, LongAndDeepMessagesAreRefusedBeforeTheyCostAnything) {
  EXPECT_EQ(why_not(std::string(kMaxServiceBytes + 1, ' ')),
            "The message is longer than 1048576 bytes.");
  EXPECT_EQ(decode_viewer(std::string(kMaxViewerBytes + 1, ' ')).error().why,
            "The message is longer than 65536 bytes.");
  EXPECT_EQ(why_not(R"({"type":)" + std::string(30'000, '[')), "The message is nested too deeply.");
  EXPECT_EQ(why_not(R"({"type":"mark","t":1,"label":")" + std::string(5000, 'a') + "\"}"),
            "mark: 'label' is longer than 4096 bytes.");
}

TEST(Message, ATimeThatAViewerLeavesOutIsThatOfArrival) {
  const auto received =
      decode_received(R"({"type":"mark","label":"x"})", at_seconds<HostTime>(42.0));
  ASSERT_TRUE(received);
  EXPECT_EQ(std::get<Mark>(received->message).time, at_seconds<HostTime>(42.0));
  EXPECT_FALSE(received->ticket);
}

TEST(Message, ATicketWithoutANumberOrWithAnEndlessNameIsRefused) {
  EXPECT_FALSE(decode_received(R"({"type":"mark","label":"x","client":"a"})", HostTime{}));
  EXPECT_FALSE(decode_received(R"({"type":"mark","label":"x","client":"","n":1})", HostTime{}));
  EXPECT_FALSE(decode_received(
      R"({"type":"mark","label":"x","n":1,"client":")" + std::string(65, 'a') + "\"}", HostTime{}));
}

TEST(Message, CutShortAtAnyByteItIsRefused) {
  Draw draw{4};
  const std::string whole = encode(ServiceMessage{draw.snapshot()});
  for (std::size_t n = 0; n < whole.size(); ++n) {
    EXPECT_FALSE(decode_service(whole.substr(0, n))) << n;
  }
}

TEST(Message, AFlippedBitIsEitherRefusedOrStillAMessage) {
  Draw draw{5};
  const std::string whole = encode(ServiceMessage{draw.snapshot()});
  for (std::size_t n = 0; n < whole.size() * 8; ++n) {
    std::string damaged = whole;
    damaged[n / 8] = static_cast<char>(static_cast<unsigned char>(damaged[n / 8]) ^ (1U << n % 8));
    if (const auto message = decode_service(damaged)) {
      EXPECT_TRUE(decode_service(encode(*message))) << damaged;
    } else {
      EXPECT_FALSE(message.error().why.empty());
    }
  }
}

}  // namespace
}  // namespace ebb::feed
