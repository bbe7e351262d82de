// What every decoder must stand, whatever it decodes: any cut of the bytes, garbage in front, and
// each byte flipped, dropped or doubled.
#include <algorithm>
#include <array>
#include <functional>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sensors/ant_heart_rate.hpp"
#include "sensors/bitalino_frame.hpp"
#include "sensors/contec_packet.hpp"
#include "sensors/cyton.hpp"
#include "sensors/decoder.hpp"
#include "sensors/go_direct.hpp"
#include "sensors/hex.hpp"
#include "sensors/link_script.hpp"
#include "sensors/osc_packet.hpp"
#include "sensors/polar_frame.hpp"
#include "sensors/readings.hpp"

namespace ebb {
namespace {

using Bytes = std::vector<std::uint8_t>;

struct Stream {
  std::string name;
  std::string protocol;
  Bytes head;        ///< may be damaged by the test
  Bytes tail;        ///< comes whole behind it
  std::string last;  ///< the tail's last reading
};

Stream link_stream() {
  LinkScript device;
  Bytes head = joined({device.hello(1000, 77, "Belt"),
                       device.stream(2000, 2, EBB_LINK_KIND_RESPIRATION, EBB_LINK_I16, 0.5F),
                       device.samples(3000, 2, {-120, 0, 111}),
                       device.notify(150000, 0x180D, 0x2A37, "16 49 5e 03 96 03"),
                       device.heartbeat(160000, 77, 90)});
  Bytes tail = joined({{0},
                       device.heartbeat(170000, 77, 90),
                       device.notify(180000, 0x180D, 0x2A37, "10 49 00 04")});
  return {"Link", "ble-bridge", head, tail, "rr 1000 later 0 @180000"};
}

Stream text_stream(std::string name, std::string protocol, std::string head, std::string tail,
                   std::string last) {
  return {std::move(name), std::move(protocol), bytes_of_text(head), bytes_of_text(tail),
          std::move(last)};
}

Bytes repeated(int times, const std::function<Bytes(int)>& one) {
  Bytes all;
  for (int i = 0; i < times; ++i) {
    const Bytes bytes = one(i);
    all.insert(all.end(), bytes.begin(), bytes.end());
  }
  return all;
}

/// `head` and `tail` of so many frames each.
Stream frame_stream(std::string name, std::string protocol, int head, int tail,
                    const std::function<Bytes(int)>& frame, std::string last) {
  return {std::move(name), std::move(protocol), repeated(head, frame),
          repeated(tail, [&](int i) { return frame(head + i); }), std::move(last)};
}

Bytes contec_5(int i) {
  ContecPulse pulse;
  pulse.wave = static_cast<std::uint8_t>(20 + i);
  const auto packet = encode_contec_5(pulse);
  return {packet.begin(), packet.end()};
}

Bytes contec_9(int i) {
  ContecPulse pulse;
  pulse.wave = static_cast<std::uint8_t>(20 + i);
  const auto packet = encode_contec_9(pulse);
  return {packet.begin(), packet.end()};
}

Bytes nonin_2(int i) {
  const auto status = static_cast<std::uint8_t>(i % 25 == 0 ? 0x81 : 0x80);
  const auto wave = static_cast<std::uint8_t>(20 + i);
  return {1, status, wave, 7, static_cast<std::uint8_t>(1 + status + wave + 7)};
}

Bytes nonin_7(int i) {
  const auto status = static_cast<std::uint8_t>(i % 25 == 0 ? 0x81 : 0x80);
  const auto wave = static_cast<std::uint8_t>(20 + i);
  return {status, 0x40, wave, 7, static_cast<std::uint8_t>(status + 0x40 + wave + 7)};
}

Bytes nonin_8(int i) { return {0x80, static_cast<std::uint8_t>(60 + i), 0x61, 0}; }

template <std::size_t kChannels>
Bytes bitalino(int i) {
  BitalinoFrame frame;
  frame.count = kChannels;
  frame.number = static_cast<std::uint8_t>(i % 16);
  frame.slots[0] = static_cast<std::uint16_t>(400 + (i * i * 37) % 200);  // rough, as a skin is
  for (std::size_t slot = 1; slot < kChannels; ++slot) {
    frame.slots[slot] = slot < 4 ? 512 : 20;
  }
  return encode_bitalino_frame(frame);
}

Bytes cyton(int i) {
  const auto packet = encode_cyton_packet(static_cast<std::uint8_t>(i), {100 * i});
  return {packet.begin(), packet.end()};
}

Bytes go_direct(int i) {
  return encode_go_direct_force(static_cast<std::uint8_t>(i),
                                std::vector<float>{static_cast<float>(i)});
}

Bytes ant(int i) {
  AntHeartPage page;
  page.beats = static_cast<std::uint8_t>(i);
  page.beat_1024ths = static_cast<std::uint16_t>(1024 * i);
  const auto payload = encode_ant_heart_page(page);
  const auto bytes = encode_ant_broadcast(0, payload);
  return {bytes.begin(), bytes.end()};
}

Bytes osc(int i) {
  return encode_slip(
      encode_osc_message("/EmotiBit/0/PPG:IR", std::vector<float>{static_cast<float>(i), 0.5F}));
}

/// Notifications of a Polar sensor in frames of the link; `rest` is what follows a frame's time.
Stream polar_stream(std::string name, std::uint8_t kind, const std::function<Bytes(int)>& rest) {
  LinkScript bridge;
  const auto frame = [&](int i) {
    const std::uint64_t last_ns = 599622173760485265U + 23'000'000U * unsigned(i);
    Bytes payload{kind};
    for (unsigned shift = 0; shift < 64; shift += 8) {
      payload.push_back(static_cast<std::uint8_t>(last_ns >> shift));
    }
    const Bytes more = rest(i);
    payload.insert(payload.end(), more.begin(), more.end());
    return bridge.taken(ebb_link_encode_ble_notify(bridge.encoder(), 0, 1, kPolarService,
                                                   kPolarData, -61, payload.data(),
                                                   static_cast<std::uint8_t>(payload.size())));
  };
  Stream stream = frame_stream(std::move(name), "polar-pmd", 4, 4, frame, "");
  stream.tail.insert(stream.tail.begin(), 0);
  const auto seen = readings_of("polar-pmd", joined({stream.head, stream.tail}));
  stream.last = seen.back();
  return stream;
}

/// One byte that is another in each frame.
std::uint8_t changing(int i) { return static_cast<std::uint8_t>(10 + 3 * i); }

Bytes polar_ecg(int i) { return {0x00, changing(i), 0, 0, changing(i), 1, 0, changing(i), 2, 0}; }
Bytes polar_light(int i) { return {0x00, changing(i), 1, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0}; }
Bytes polar_packed_light(int i) {
  return {0x80, changing(i), 1, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0, 8, 1, 5, 251, 7, 1};
}
Bytes polar_movement(int i) { return {0x01, changing(i), 0, 4, 0, 0xE7, 3}; }
Bytes polar_packed_movement(int i) {
  return {0x80, changing(i), 0, 4, 0, 0xE7, 3, 8, 1, 5, 251, 7};
}
Bytes polar_beat(int i) { return {0x00, 72, changing(i), 3, 12, 0, 6}; }

std::vector<Stream> streams() {
  return {
      // A clip's packet is known once the next one begins; the wave is that of the last but one.
      frame_stream("Contec5", "cms50", 6, 8, contec_5, "wave2.1 32"),
      frame_stream("Contec9", "cms50-v7", 6, 8, contec_9, "wave2.1 32"),
      frame_stream("Nonin2", "nonin", 8, 30, nonin_2, "wave2.1 57"),
      frame_stream("Nonin7", "nonin", 8, 30, nonin_7, "wave2.1 16441"),
      frame_stream("Nonin8", "nonin", 6, 40, nonin_8, "hr 105"),
      frame_stream("Bitalino1", "bitalino", 12, 40, bitalino<1>, "wave1.1 -0.2197265625"),
      frame_stream("Bitalino2", "bitalino", 12, 40, bitalino<2>, "wave3.2 0"),
      frame_stream("Bitalino5", "bitalino", 12, 40, bitalino<5>, "wave3.2 0"),
      frame_stream("Cyton", "cyton", 5, 20, cyton, "wave1.1 0.05364418669"),
      // A length that garbage promises may swallow 255 bytes.
      frame_stream("GoDirect", "gdx", 4, 30, go_direct, "wave3.1 33"),
      frame_stream("Ant", "ant", 4, 12, ant, "rr 1000 later 0"),
      frame_stream("Osc", "osc", 4, 3, osc, "wave2.0 0.5"),
      polar_stream("PolarEcg", 0, polar_ecg),
      polar_stream("PolarLight", 1, polar_light),
      polar_stream("PolarPackedLight", 1, polar_packed_light),
      polar_stream("PolarMovement", 2, polar_movement),
      polar_stream("PolarPackedMovement", 2, polar_packed_movement),
      polar_stream("PolarBeats", 3, polar_beat),
      link_stream(),
      text_stream("Pulse", "pulse-sensor", "\r\nS512\r\nS590\r\nB72\r\nQ833\r\nS571\r\n",
                  "\r\nS600\r\nB71\r\nQ845\r\nS571\r\n", "wave2.1 571"),
      text_stream("PulseStation", "pulse-sensor",
                  "\r\nPSWS,1,LIVE,42,12345,2840,72,833,1,12,OK\r\n"
                  "PSWS,1,LIVE,43,12365,2850,72,833,0,12,OK\r\n",
                  "\r\nPSWS,1,LIVE,44,12385,2860,72,833,0,12,OK\r\nS571\r\n", "wave2.1 571"),
      text_stream("TextColumns", "text", "time_ms,resp,rr\r\n0,1.5,\r\n40,1.6,812\r\n80,1.7,\r\n",
                  "\r\n120,1.8,\r\nrr:800\r\n", "rr 800 later 0"),
      text_stream("TextNames", "text", "\nIR=60000, BPM=72.5, Avg BPM=71\n{\"rr\":812}\n",
                  "\nrr:800\n", "rr 800 later 0"),
  };
}

class WildBytes : public testing::TestWithParam<Stream> {
 protected:
  [[nodiscard]] static Bytes whole() { return joined({GetParam().head, GetParam().tail}); }
  [[nodiscard]] static std::vector<std::string> readings(const Bytes& bytes) {
    return readings_of(GetParam().protocol, bytes);
  }
  /// The head was damaged: whatever it gave, the tail is read.
  static void expect_back_in_step(Bytes head, const std::string& what) {
    const auto seen = readings(joined({std::move(head), GetParam().tail}));
    ASSERT_FALSE(seen.empty()) << what;
    EXPECT_EQ(seen.back(), GetParam().last) << what;
  }
};

TEST_P(WildBytes, AnyCutGivesTheSameReadings) {
  const Bytes bytes = whole();
  const auto expected = readings(bytes);
  EXPECT_EQ(expected.back(), GetParam().last);
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    const auto decoder = make_decoder(GetParam().protocol);
    auto seen = readings_of(*decoder, std::span{bytes}.first(cut));
    const auto rest = readings_of(*decoder, std::span{bytes}.subspan(cut));
    seen.insert(seen.end(), rest.begin(), rest.end());
    ASSERT_EQ(seen, expected) << "cut at " << cut;
  }
  const auto decoder = make_decoder(GetParam().protocol);
  std::vector<std::string> seen;
  for (const std::uint8_t byte : bytes) {
    decoder->push({&byte, 1}, HostTime{}, print_into(seen));
  }
  EXPECT_EQ(seen, expected) << "byte by byte";
}

TEST_P(WildBytes, EveryFlippedDroppedOrDoubledByteIsStood) {
  const Bytes head = GetParam().head;
  for (std::size_t i = 0; i < head.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    const std::string where = " at " + std::to_string(i);
    for (unsigned bit = 0; bit < 8; ++bit) {
      Bytes bent = head;
      bent[i] = static_cast<std::uint8_t>(bent[i] ^ (1U << bit));
      expect_back_in_step(bent, "flipped" + where);
    }
    Bytes shorter = head;
    shorter.erase(shorter.begin() + at);
    expect_back_in_step(shorter, "dropped" + where);
    Bytes longer = head;
    longer.insert(longer.begin() + at, head[i]);
    expect_back_in_step(longer, "doubled" + where);
    expect_back_in_step({head.begin(), head.begin() + at}, "ended" + where);
    expect_back_in_step({head.begin() + at, head.end()}, "began" + where);
  }
}

TEST_P(WildBytes, GarbageInFrontIsStood) {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    Bytes garbage(random() % 700);
    for (auto& byte : garbage) {
      byte = static_cast<std::uint8_t>(random());
    }
    expect_back_in_step(garbage, "round " + std::to_string(round));
  }
}

TEST_P(WildBytes, NoGarbageStopsADecoderForGood) {
  std::mt19937 random(5);
  const auto decoder = make_decoder(GetParam().protocol);
  Bytes garbage(200'000);
  for (auto& byte : garbage) {
    byte = static_cast<std::uint8_t>(random());
  }
  std::size_t readings = 0;
  decoder->push(garbage, HostTime{}, [&](const Reading&) { ++readings; });
  EXPECT_GT(decoder->damage().frames + decoder->damage().bytes, 0U);
  decoder->reset();
  const auto seen = readings_of(*decoder, whole());
  EXPECT_EQ(seen.back(), GetParam().last);
}

/// A reading without the time that the frames around it give it, and without how many follow it.
std::string told(const std::string& line) {
  const std::string until_time = line.substr(0, line.find(" @"));
  return until_time.substr(0, until_time.find(" later"));
}

bool follows_from_damage(const std::string& line) {
  return line == "on" || line == "off" || line.starts_with("loss") || line.starts_with("hello");
}

// Those with a checksum, or numbers and a CRC, that sees every single bit.
TEST_P(WildBytes, AFlippedBitNeverMakesAReadingWhereThereIsAChecksum) {
  constexpr std::array<std::string_view, 5> kChecked{"nonin", "bitalino", "gdx", "ant",
                                                     "polar-pmd"};
  const Stream& stream = GetParam();
  if (std::find(kChecked.begin(), kChecked.end(), stream.protocol) == kChecked.end() ||
      stream.name == "Nonin8") {
    return;
  }
  std::set<std::string> sent;
  for (const std::string& line : readings(whole())) {
    sent.insert(told(line));
  }
  for (std::size_t bit = 0; bit < 8 * stream.head.size(); ++bit) {
    Bytes bent = stream.head;
    bent[bit / 8] = static_cast<std::uint8_t>(bent[bit / 8] ^ (1U << (bit % 8)));
    for (const std::string& line : readings(joined({bent, stream.tail}))) {
      EXPECT_TRUE(follows_from_damage(line) || sent.count(told(line)) > 0)
          << line << " by bit " << bit;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Decoders, WildBytes, testing::ValuesIn(streams()),
                         [](const auto& stream) { return stream.param.name; });

TEST(LinkDamage, AFlippedBitNeverMakesAReadingThatWasNotSent) {
  const Stream stream = link_stream();
  const auto sent = readings_of("ble-bridge", joined({stream.head, stream.tail}));
  for (std::size_t i = 0; i < stream.head.size(); ++i) {
    Bytes bent = stream.head;
    bent[i] = static_cast<std::uint8_t>(bent[i] ^ 0x10U);
    for (const std::string& line : readings_of("ble-bridge", joined({bent, stream.tail}))) {
      const bool consequence = line.starts_with("loss") || line.starts_with("hello") ||
                               line.starts_with("wave3.2");  // its scale may be in the lost frame
      EXPECT_TRUE(consequence || std::count(sent.begin(), sent.end(), line) > 0) << line;
    }
  }
}

}  // namespace
}  // namespace ebb
