#include "service/kept/whole_file.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/kept/interruption.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

class WholeFileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "ebb-whole-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }
  [[nodiscard]] std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator{folder_}, fs::directory_iterator{});
  }
  fs::path folder_;
};

TEST_F(WholeFileTest, HasItsNameOnlyWhenItIsWhole) {
  const fs::path to = folder_ / "evening.json";
  {
    WholeFile file{to};
    write_private(file.being_made(), "half");
    EXPECT_FALSE(fs::exists(to));
  }
  EXPECT_EQ(files(), 0);
  WholeFile file{to};
  write_private(file.being_made(), "whole");
  file.keep();
  EXPECT_EQ(fs::file_size(to), 5U);
  EXPECT_EQ(fs::status(to).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(files(), 1);
}

TEST_F(WholeFileTest, NeverWritesOverWhatIsThere) {
  const fs::path to = folder_ / "evening.json";
  std::ofstream(to) << "earlier";
  EXPECT_THROW(WholeFile{to}, StartError);
  const fs::path later = folder_ / "later.json";
  WholeFile file{later};
  write_private(file.being_made(), "mine");
  std::ofstream(later) << "somebody was quicker";
  EXPECT_THROW(file.keep(), StartError);
  EXPECT_EQ(fs::file_size(later), 20U);
}

TEST_F(WholeFileTest, LeavesNothingBehindWhenItIsInterrupted) {
  const auto work = [this] {
    const Interruption interruption;
    WholeFile made{folder_ / "tables"};
    fs::create_directory(made.being_made());
    write_private(made.being_made() / "beats.csv", "time_s\n");
    interruption.check();
    std::raise(SIGINT);
    interruption.check();
    made.keep();
  };
  EXPECT_THROW(work(), Interrupted);
  EXPECT_EQ(files(), 0);
}

}  // namespace
}  // namespace ebb
