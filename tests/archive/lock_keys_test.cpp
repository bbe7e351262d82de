#include <algorithm>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "archive/lock/byte_field.hpp"
#include "archive/lock/sealed_box.hpp"
#include "archive/lock/sealed_copy.hpp"
#include "archive/lock/sealed_unit.hpp"
#include "kept_evening.hpp"
#include "locked_person.hpp"

namespace ebb {
namespace {

bool same(const Secret& a, const Secret& b) {
  return std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin(), b.bytes().end());
}

NewKeys keys_of(std::string_view words) {
  auto made = make_keys(Passphrase{words}, kQuick);
  EXPECT_TRUE(made);
  return std::move(made).value();
}

TEST(Passphrase, IsTheBytesAsTheyWereTyped) {
  Passphrase typed;
  for (const char32_t c : U" grün\t🪷x ") {
    typed.push(c);
  }
  EXPECT_EQ(typed.characters(), 8U);  // the tab is no character of it
  typed.drop_last();
  typed.drop_last();
  EXPECT_TRUE(typed.same_as(Passphrase{" grün🪷"}));
  typed.drop_last();
  EXPECT_TRUE(typed.same_as(Passphrase{" grün"}));
  EXPECT_FALSE(typed.same_as(Passphrase{"grün"}));
  EXPECT_FALSE(typed.same_as(Passphrase{" gru\u0308n"}));  // the same to the eye
  typed.clear();
  EXPECT_TRUE(typed.empty());
  EXPECT_TRUE(typed.same_as(Passphrase{}));
}

TEST(Passphrase, TakesNoMoreThanItHasRoomFor) {
  Passphrase typed;
  EXPECT_TRUE(typed.push(std::string(Passphrase::kMost, 'a')));
  EXPECT_FALSE(typed.push(U'a'));
  EXPECT_EQ(typed.characters(), Passphrase::kMost);
}

TEST(KeyFile, GivesTheSecretKeyBackForThePassphraseAlone) {
  const NewKeys made = keys_of(kWords);
  const auto read = decode_key_file(encode(made.file));
  ASSERT_TRUE(read);
  const auto secret = unwrap(*read, Passphrase{kWords});
  ASSERT_TRUE(secret);
  EXPECT_TRUE(same(*secret, made.secret));
  const auto wrong = unwrap(*read, Passphrase{"a lantern by the Water"});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error(), LockFault::wrong_passphrase);
}

TEST(KeyFile, KeepsThePairWhenThePassphraseChanges) {
  const NewKeys made = keys_of("before");
  const auto other = wrap(made.secret, Passphrase{"after"}, kQuick);
  ASSERT_TRUE(other);
  EXPECT_EQ(other->public_key, made.file.public_key);
  const auto secret = unwrap(*other, Passphrase{"after"});
  ASSERT_TRUE(secret);
  EXPECT_TRUE(same(*secret, made.secret));
  EXPECT_FALSE(unwrap(*other, Passphrase{"before"}));
}

TEST(KeyFile, NoticesAnyByteThatIsNotAsItWas) {
  const auto whole = encode(keys_of(kWords).file);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    auto damaged = whole;
    damaged[i] ^= 0x10U;
    EXPECT_FALSE(decode_key_file(damaged)) << "byte " << i;
  }
  EXPECT_FALSE(decode_key_file(std::span{whole}.first(whole.size() - 1)));
  EXPECT_FALSE(decode_key_file({}));
}

TEST(KeyFile, DoesNotAskForMoreThanAMachineHas) {
  KeyFile file = keys_of(kWords).file;
  file.cost.memory = 100ULL << 30U;
  EXPECT_FALSE(decode_key_file(encode(file)));
  file.cost = {1'000'000, 8192};
  EXPECT_FALSE(decode_key_file(encode(file)));
  file.cost = kDearest;
  EXPECT_TRUE(decode_key_file(encode(file)));
}

TEST(KeyFile, VouchesForItsCostToo) {
  const NewKeys made = keys_of(kWords);
  KeyFile cheaper = made.file;
  cheaper.public_key[3] ^= 1U;
  EXPECT_FALSE(unwrap(cheaper, Passphrase{kWords}));
}

TEST(LockedHead, GivesTheFilesKeyToItsPersonAlone) {
  const NewKeys person = keys_of("one");
  const NewKeys other = keys_of("two");
  const NewFileKey made = make_file_key(person.file.public_key);
  const auto read = decode_locked_head(encode(made.head));
  ASSERT_TRUE(read);
  const auto key = file_key(*read, person.secret);
  ASSERT_TRUE(key);
  EXPECT_TRUE(same(*key, made.key));
  EXPECT_FALSE(file_key(*read, other.secret));
}

TEST(LockedHead, NoticesAnyByteThatIsNotAsItWas) {
  const HeadBytes whole = encode(make_file_key(keys_of("one").file.public_key).head);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    HeadBytes damaged = whole;
    damaged[i] ^= 0x80U;
    EXPECT_FALSE(decode_locked_head(damaged)) << "byte " << i;
  }
}

TEST(LockedCopy, IsTheSameDatabaseThereAndBack) {
  const NewKeys person = keys_of("one");
  std::mt19937 random{7};
  for (const std::size_t size : {0U, 1U, 4096U, 5000U, 40'960U}) {
    std::vector<std::uint8_t> database(size);
    std::generate(database.begin(), database.end(),
                  [&] { return static_cast<std::uint8_t>(random() & 0xFFU); });
    const auto locked = locked_copy(database, person.file.public_key);
    const auto back = plain_copy(locked, person.secret);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->damaged, 0U);
    database.resize((size + kLockedBlock - 1) / kLockedBlock * kLockedBlock);
    EXPECT_EQ(back->database, database);
  }
}

TEST(LockedCopy, NoticesAnyByteThatIsNotAsItWas) {
  const NewKeys person = keys_of("one");
  const auto whole =
      locked_copy(std::vector<std::uint8_t>(3 * kLockedBlock, 0x5A), person.file.public_key);
  for (std::size_t i = 0; i < whole.size(); i += 7) {
    auto damaged = whole;
    damaged[i] ^= 1U;
    const auto back = plain_copy(damaged, person.secret);
    EXPECT_TRUE(!back || back->damaged == 1) << "byte " << i;
  }
}

TEST(LockedCopy, NoticesPagesThatAreCutOffOrChangePlaces) {
  const NewKeys person = keys_of("one");
  const auto whole =
      locked_copy(std::vector<std::uint8_t>(2 * kLockedBlock, 0x5A), person.file.public_key);
  const auto cut = plain_copy(std::span{whole}.first(whole.size() - 1), person.secret);
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->damaged, 1U);
  auto swapped = whole;
  const auto first = swapped.begin() + kLockedBlock;
  std::swap_ranges(first, first + kLockedBlock + kSealing, first + kLockedBlock + kSealing);
  const auto back = plain_copy(swapped, person.secret);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->damaged, 2U);
}

TEST(SealedBox, TellsNeitherItsWordsNorQuiteHowLongTheyAre) {
  const NewKeys person = keys_of("one");
  const NewKeys other = keys_of("two");
  const std::vector<std::uint8_t> words{'s', 't', 'i', 'l', 'l'};
  const auto sealed = seal_for(person.file.public_key, words);
  EXPECT_EQ(sealed.size(), seal_for(person.file.public_key, {}).size());
  const auto opened = open_sealed(person.file.public_key, person.secret, sealed);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(std::equal(words.begin(), words.end(), opened->begin()));
  EXPECT_FALSE(open_sealed(other.file.public_key, other.secret, sealed));
  EXPECT_FALSE(open_sealed(person.file.public_key, person.secret, {}));
}

}  // namespace
}  // namespace ebb
