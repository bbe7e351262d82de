#include <algorithm>
#include <array>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <zlib.h>

#include "archive/session_file/schema.hpp"
#include "archive/session_file/session_reader.hpp"
#include "tests/archive/kept_evening.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

/// A file that an Ebb of then kept: seven seconds of the simulated person (`ebb run --seconds 7
/// --sensor sim:calm --record`). None of these is ever made anew.
fs::path kept_then(const fs::path& folder, const std::string& name) {
  const std::string from = EBB_SOURCE_DIR "/tests/archive/data/" + name + ".gz";
  const fs::path file = folder / name;
  std::ofstream out(file, std::ios::binary);
  gzFile in = ::gzopen(from.c_str(), "rb");
  std::array<char, 4096> piece{};
  for (int size = 1; in != nullptr && size > 0;) {
    size = ::gzread(in, piece.data(), static_cast<unsigned>(piece.size()));
    out.write(piece.data(), std::max(size, 0));
  }
  if (in != nullptr) {
    ::gzclose(in);
  }
  return file;
}

void expect_all_of_it(const fs::path& file) {
  const auto session = read_session(file);
  ASSERT_TRUE(session) << session.error();
  EXPECT_EQ(session->head.id, "3fb8200ab233a3dd");
  EXPECT_EQ(session->software, "ebb 0.1.0");
  EXPECT_TRUE(session->finished);
  EXPECT_TRUE(session->head.simulated);
  EXPECT_EQ(session->head.length, Microseconds{7'016'097});
  ASSERT_EQ(session->beats.size(), 5U);
  EXPECT_EQ(session->beats[1].time, HostTime{Microseconds{3'016'320}});
  EXPECT_EQ(session->beats[1].interval, Milliseconds{998.046875});
  EXPECT_EQ(session->practice.size(), 6U);
  EXPECT_EQ(session->quality.size(), 10U);
  auto playback = SessionPlayback::open(file);
  ASSERT_TRUE(playback);
  int chunks = 0;
  while (const auto item = playback->next()) {
    chunks += std::holds_alternative<KeptChunk>(*item) ? 1 : 0;
  }
  EXPECT_EQ(chunks, 101);
}

TEST(SessionVersions, AFileOfTheFirstIsReadAsItIsAndLedToTheNewestWhenItIsChanged) {
  const OwnFolder folder;
  const fs::path file = kept_then(folder.path(), "version-1.ebb");
  const auto version = [&file] {
    return Database{file, Database::Access::look}.integer("PRAGMA user_version");
  };
  EXPECT_EQ(version(), 1);
  expect_all_of_it(file);
  EXPECT_EQ(version(), 1) << "who only looks changes nothing";
  { const Database changed = open_session_to_change(file); }
  EXPECT_EQ(version(), static_cast<std::int64_t>(kSessionSchema.size()));
  expect_all_of_it(file);
}

}  // namespace
}  // namespace ebb
