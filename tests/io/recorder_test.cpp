#include "io/recorder.hpp"

#include <csignal>
#include <fstream>
#include <sstream>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

namespace ebb::io {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class RecorderInFolder : public testing::Test {
 protected:
  RecorderInFolder() {
    std::string folder = fs::temp_directory_path() / "ebb-recorder-XXXXXX";
    folder_ = ::mkdtemp(folder.data());
  }
  ~RecorderInFolder() override { fs::remove_all(folder_); }

  Expected<Recorder, std::string> create(const fs::path& file) {
    return Recorder::create(file, [this](const std::string& text) { said_.push_back(text); });
  }
  static std::string content(const fs::path& file) {
    std::ostringstream out;
    out << std::ifstream{file}.rdbuf();
    return out.str();
  }

  fs::path folder_;
  std::vector<std::string> said_;
};

TEST_F(RecorderInFolder, KeepsLinesWhereOnlyThisPersonReadsThem) {
  const fs::path file = folder_ / "runs" / "today" / "one.run";
  auto recorder = create(file);
  ASSERT_TRUE(recorder) << recorder.error();
  recorder->push("one\n");
  recorder->push("two\nthree\n");
  EXPECT_EQ(content(file), "one\ntwo\nthree\n") << "at once, not when it is closed";
  EXPECT_EQ(fs::status(file).permissions(), fs::perms{0600});
  EXPECT_EQ(fs::status(file.parent_path()).permissions(), fs::perms{0700});
  EXPECT_TRUE(said_.empty());
}

TEST_F(RecorderInFolder, NeverOverwritesNorFollowsALink) {
  const fs::path file = folder_ / "one.run";
  std::ofstream{file} << "precious";
  const auto again = create(file);
  ASSERT_FALSE(again);
  EXPECT_THAT(again.error(), HasSubstr("Choose another name"));
  EXPECT_EQ(content(file), "precious");

  fs::create_symlink(folder_ / "elsewhere", folder_ / "link.run");
  EXPECT_FALSE(create(folder_ / "link.run"));
  EXPECT_FALSE(fs::exists(folder_ / "elsewhere"));

  const auto nowhere = create(file / "below-a-file" / "x.run");
  ASSERT_FALSE(nowhere);
  EXPECT_THAT(nowhere.error(), HasSubstr("Choose another place"));
}

/// For as long as it lives, no file of this process may grow beyond `size`.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t size) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{size, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

TEST_F(RecorderInFolder, GoesOnWhenTheDiskIsFullSaysSoOnceAndResumes) {
  const fs::path file = folder_ / "one.run";
  auto recorder = create(file);
  ASSERT_TRUE(recorder);
  {
    const SmallDisk disk{10};
    recorder->push("123456\n");
    recorder->push("abcdef\n");
    recorder->push("ghijkl\n");
  }
  EXPECT_EQ(content(file), "123456\nabc");
  EXPECT_EQ(recorder->left_out(), 2U);
  ASSERT_EQ(said_.size(), 1U);
  EXPECT_THAT(said_[0], HasSubstr("Everything else goes on"));
  recorder->push("again\n");
  EXPECT_EQ(content(file), "123456\nabc\nagain\n");
  EXPECT_EQ(said_.size(), 1U);
}

}  // namespace
}  // namespace ebb::io
