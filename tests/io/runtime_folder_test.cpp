#include "io/runtime_folder.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/temporary_folder.hpp"

namespace ebb::io {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

feed::Address some_address() { return {40321, make_token(), ::getpid(), feed::kVersion}; }

mode_t mode_of(const fs::path& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0);
  return status.st_mode & 07777U;
}

std::string why_not(const fs::path& path) {
  try {
    const RuntimeFolder taken{path};
    return "";
  } catch (const std::runtime_error& trouble) {
    return trouble.what();
  }
}

TEST(RuntimeFolder, IsMadeForTheUserAlone) {
  const TemporaryFolder place;
  RuntimeFolder folder{place.path() / "deep" / "ebb"};
  const feed::Address address = some_address();
  folder.publish(address);
  EXPECT_EQ(mode_of(folder.path()), 0700U);
  EXPECT_EQ(mode_of(folder.path() / "feed.json"), 0600U);
  const auto read = read_feed_address(folder.path());
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->port, address.port);
  EXPECT_EQ(read->token, address.token);
  EXPECT_EQ(read->pid, address.pid);
}

TEST(RuntimeFolder, TheFileGoesWithTheServiceThatWroteIt) {
  const TemporaryFolder place;
  const fs::path file = place.path() / "feed.json";
  {
    RuntimeFolder folder{place.path()};
    folder.publish(some_address());
    EXPECT_TRUE(fs::exists(file));
  }
  EXPECT_FALSE(fs::exists(file));
  EXPECT_FALSE(read_feed_address(place.path()));
}

TEST(RuntimeFolder, AFileThatIsNoLongerItsOwnIsLeftAlone) {
  const TemporaryFolder place;
  const fs::path file = place.path() / "feed.json";
  {
    RuntimeFolder folder{place.path()};
    folder.publish(some_address());
    std::ofstream{file} << feed::encode(some_address());
  }
  EXPECT_TRUE(fs::exists(file));
}

TEST(RuntimeFolder, ASecondServiceIsToldWhoIsThere) {
  const TemporaryFolder place;
  RuntimeFolder first{place.path()};
  first.publish(some_address());
  EXPECT_THAT(why_not(place.path()), HasSubstr("process " + std::to_string(::getpid())));
  EXPECT_THAT(why_not(place.path()), HasSubstr("--runtime"));
  EXPECT_EQ(why_not(place.path() / "another"), "");
  EXPECT_TRUE(fs::exists(place.path() / "feed.json"));
}

TEST(RuntimeFolder, WhatAKilledServiceLeftIsReplaced) {
  const TemporaryFolder place;
  const pid_t child = ::fork();
  if (child == 0) {
    RuntimeFolder killed{place.path()};
    killed.publish(some_address());
    ::_exit(0);  // without any destructor, like a kill
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(read_feed_address(place.path()));
  RuntimeFolder next{place.path()};
  const feed::Address address = some_address();
  next.publish(address);
  EXPECT_EQ(read_feed_address(place.path())->token, address.token);
}

TEST(RuntimeFolder, ALinkInItsPlaceIsRefused) {
  const TemporaryFolder place;
  const TemporaryFolder elsewhere;
  fs::create_symlink(elsewhere.path(), place.path() / "ebb");
  EXPECT_THAT(why_not(place.path() / "ebb"), HasSubstr("a link"));
  EXPECT_FALSE(read_feed_address(place.path() / "ebb"));
}

TEST(RuntimeFolder, AFolderThatOthersCanEnterIsRefused) {
  const TemporaryFolder place;
  fs::permissions(place.path(), fs::perms::group_exec, fs::perm_options::add);
  EXPECT_THAT(why_not(place.path()), HasSubstr("chmod 700"));
}

TEST(RuntimeFolder, AFolderOfAnotherUserIsRefused) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "Only root can make a folder that belongs to somebody else.";
  }
  const TemporaryFolder place;
  ASSERT_EQ(::chown(place.path().c_str(), 65534, 65534), 0);
  EXPECT_THAT(why_not(place.path()), HasSubstr("belongs to another user"));
  EXPECT_THAT(read_feed_address(place.path()).error(), HasSubstr("belongs to another user"));
}

TEST(RuntimeFolder, ALinkInTheFilesPlaceIsNotFollowed) {
  const TemporaryFolder place;
  std::ofstream{place.path() / "precious"} << "kept";
  fs::create_symlink(place.path() / "precious", place.path() / "feed.json");
  fs::create_symlink(place.path() / "precious", place.path() / "feed.json.new");
  EXPECT_FALSE(read_feed_address(place.path()));
  RuntimeFolder folder{place.path()};
  folder.publish(some_address());
  EXPECT_TRUE(read_feed_address(place.path()));
  EXPECT_EQ(fs::file_size(place.path() / "precious"), 4U);
}

TEST(RuntimeFolder, AFifoInTheFilesPlaceDoesNotHoldTheReader) {
  const TemporaryFolder place;
  ASSERT_EQ(::mkfifo((place.path() / "feed.json").c_str(), 0600), 0);
  EXPECT_FALSE(read_feed_address(place.path()));
}

TEST(RuntimeFolder, TokensAreLongAndNeverTheSame) {
  const std::string token = make_token();
  EXPECT_EQ(token.size(), 64U);
  EXPECT_NE(token, make_token());
}

TEST(RuntimeFolder, TheEnvironmentNamesIt) {
  ::setenv("EBB_RUNTIME_DIR", "/a/b", 1);
  EXPECT_EQ(default_runtime_folder(), "/a/b");
  ::unsetenv("EBB_RUNTIME_DIR");
  ::setenv("XDG_RUNTIME_DIR", "/run/user/1", 1);
  EXPECT_EQ(default_runtime_folder(), "/run/user/1/ebb");
  ::setenv("EBB_PERSON", "ines", 1);
  EXPECT_EQ(default_runtime_folder(), "/run/user/1/ebb-ines") << "a service of her own";
  ::setenv("EBB_PERSON", "../ines", 1);
  EXPECT_EQ(default_runtime_folder(), "/run/user/1/ebb");
  ::unsetenv("EBB_PERSON");
  ::unsetenv("XDG_RUNTIME_DIR");
  EXPECT_EQ(default_runtime_folder(), "/tmp/ebb-" + std::to_string(::geteuid()));
}

}  // namespace
}  // namespace ebb::io
