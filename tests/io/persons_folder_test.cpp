#include "io/persons_folder.hpp"

#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

namespace ebb::io {
namespace {

/// With variables that say where a person's folder is.
class PersonsFolder : public testing::Test {
 protected:
  void SetUp() override {
    ::setenv("XDG_DATA_HOME", "/data", 1);
    ::setenv("HOME", "/home/somebody", 1);
    ::unsetenv(kPersonVariable);
  }
  void TearDown() override {
    ::unsetenv(kPersonVariable);
    ::unsetenv("XDG_DATA_HOME");
    ::setenv("HOME", home_.c_str(), 1);
  }

 private:
  std::string home_ = std::getenv("HOME") != nullptr ? std::getenv("HOME") : "";
};

TEST_F(PersonsFolder, LiesWhereTheDesktopKeepsData) {
  EXPECT_EQ(persons_folder(), "/data/ebb");
  ::setenv("XDG_DATA_HOME", "not/absolute", 1);
  EXPECT_EQ(persons_folder(), "/home/somebody/.local/share/ebb");
  ::unsetenv("HOME");
  EXPECT_TRUE(persons_folder().empty());
}

TEST_F(PersonsFolder, OfSomebodyWhoIsNamedLiesApart) {
  EXPECT_FALSE(choose_person("Zo\u00eb B."));
  EXPECT_EQ(persons_folder(), "/data/ebb/people/Zo\u00eb B.");
}

TEST_F(PersonsFolder, ANameLeadsNowhereElse) {
  for (const std::string& name :
       {std::string{}, std::string{".."}, std::string{".hidden"}, std::string{"a/b"},
        std::string{"../other"}, std::string{"a\nb"}, std::string(121, 'a')}) {
    const auto trouble = choose_person(name);
    ASSERT_TRUE(trouble) << name;
    EXPECT_NE(trouble->find("name of a folder"), std::string::npos);
    EXPECT_EQ(persons_folder(), "/data/ebb") << "nothing was chosen";
  }
  ::setenv(kPersonVariable, "../other", 1);
  EXPECT_TRUE(persons_folder().empty());
  ASSERT_TRUE(trouble_with_person());
  EXPECT_NE(trouble_with_person()->find("EBB_PERSON"), std::string::npos);
}

}  // namespace
}  // namespace ebb::io
