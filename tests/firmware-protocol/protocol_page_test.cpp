// PROTOCOL.md is what firmware is written from, so every frame worked there is run here.
#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "firmware-protocol/ebb_link.h"

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(const std::string& hex) {
  Bytes out;
  std::string pair;
  for (const char c : hex) {
    if (c != ' ') {
      pair += c;
    }
    if (pair.size() == 2) {
      out.push_back(static_cast<std::uint8_t>(std::stoi(pair, nullptr, 16)));
      pair.clear();
    }
  }
  return out;
}

/// What stands behind `    word ` on the lines that begin so, in order.
std::vector<std::string> lines_of(const std::string& word) {
  std::ifstream page{std::string{EBB_SOURCE_DIR} + "/firmware-protocol/PROTOCOL.md"};
  std::vector<std::string> out;
  const std::string begin = "    " + word + " ";
  for (std::string line; std::getline(page, line);) {
    if (line.rfind(begin, 0) == 0) {
      out.push_back(line.substr(begin.size()));
    }
  }
  return out;
}

std::pair<Bytes, Bytes> both_sides(const std::string& line) {
  const auto arrow = line.find(" -> ");
  return {bytes_of(line.substr(0, arrow)), bytes_of(line.substr(arrow + 4))};
}

TEST(ProtocolPage, WorkedFramesHaveTheirChecksumAndTheirCode) {
  const auto raws = lines_of("raw");
  const auto wires = lines_of("wire");
  ASSERT_EQ(raws.size(), wires.size());
  ASSERT_GE(raws.size(), 5U);
  for (std::size_t i = 0; i < raws.size(); ++i) {
    const Bytes raw = bytes_of(raws[i]);
    const Bytes wire = bytes_of(wires[i]);
    EXPECT_EQ(ebb_link_crc16(raw.data(), raw.size() - 2), ebb_link_get_u16(&raw[raw.size() - 2]))
        << raws[i];
    Bytes code(raw.size() + 1);
    code.resize(ebb_link_cobs_encode(raw.data(), raw.size(), code.data()));
    code.push_back(0);
    EXPECT_EQ(code, wire) << raws[i];
  }
}

TEST(ProtocolPage, WorkedFramesAreReceivedAsTheyStand) {
  const auto raws = lines_of("raw");
  const auto wires = lines_of("wire");
  ASSERT_EQ(raws.size(), wires.size());
  ebb_link_receiver receiver;
  ebb_link_receiver_reset(&receiver);
  for (std::size_t i = 0; i < wires.size(); ++i) {
    const Bytes raw = bytes_of(raws[i]);
    ebb_link_frame frame{};
    bool received = false;
    for (const std::uint8_t byte : bytes_of(wires[i])) {
      received = ebb_link_receive(&receiver, byte, &frame);
    }
    ASSERT_TRUE(received) << wires[i];
    EXPECT_EQ(frame.type, raw[1]);
    EXPECT_EQ(frame.t_us, ebb_link_get_u32(&raw[6]));
    EXPECT_TRUE(std::equal(raw.begin() + 10, raw.end() - 2, frame.payload,
                           frame.payload + frame.payload_size));
  }
}

TEST(ProtocolPage, TheEncoderMakesTheWorkedFrames) {
  const auto wires = lines_of("wire");
  ASSERT_GE(wires.size(), 5U);
  ebb_link_encoder encoder;
  ebb_link_encoder_reset(&encoder);
  const auto taken = [&](std::uint8_t size) { return Bytes{encoder.wire, encoder.wire + size}; };
  const std::int16_t before[] = {-120, -118, -111};
  const std::int16_t behind[] = {-101, -90, -78};
  const Bytes strap = bytes_of("10 49 5e 03 96 03");
  encoder.next_seq = 7;
  EXPECT_EQ(taken(ebb_link_encode_heartbeat(&encoder, 1000000, 0x1234ABCD, 100)),
            bytes_of(wires[0]));
  EXPECT_EQ(
      taken(ebb_link_encode_ble_notify(&encoder, 1500000, 1, 0x180D, 0x2A37, -61, strap.data(), 6)),
      bytes_of(wires[1]));
  EXPECT_EQ(taken(ebb_link_encode_samples_i16(&encoder, 4294967290U, 2, 0, 40000, before, 3)),
            bytes_of(wires[2]));
  EXPECT_EQ(taken(ebb_link_encode_samples_i16(&encoder, 119994, 2, 0, 40000, behind, 3)),
            bytes_of(wires[3]));
  encoder.next_seq = 65535;
  EXPECT_EQ(taken(ebb_link_encode_beat(&encoder, 2000000, 3, 0, 833, 0)), bytes_of(wires[4]));
}

TEST(ProtocolPage, ItsChecksumAndCodeExamplesHold) {
  const auto crcs = lines_of("crc");
  ASSERT_EQ(crcs.size(), 1U);
  const auto [digits, check] = both_sides(crcs[0]);
  EXPECT_EQ(ebb_link_crc16(digits.data(), digits.size()), check[0] << 8 | check[1]);
  const auto cobs = lines_of("cobs");
  ASSERT_GE(cobs.size(), 4U);
  for (const std::string& line : cobs) {
    const auto [bytes, code] = both_sides(line);
    Bytes out(bytes.size() + 2);
    out.resize(ebb_link_cobs_encode(bytes.data(), bytes.size(), out.data()));
    EXPECT_EQ(out, code) << line;
    out.resize(ebb_link_cobs_decode(out.data(), out.size(), out.data()));
    EXPECT_EQ(out, bytes) << line;
  }
}

}  // namespace
