#include "report/page.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <png.h>

namespace ebb {
namespace {

using testing::HasSubstr;

SessionPage a_page() {
  SessionPage page;
  page.title = "A kind pause";
  page.label = "Tuesday A";
  page.about = "11 min";
  page.own_words = {"weather: drizzle"};
  page.seconds = 660.0;
  for (int i = 0; i < 130; ++i) {
    const double rate = 70.0 + 8.0 * std::exp(-i / 20.0);
    page.curve.push_back({5.0 * i, rate, rate - 2.0, rate + 2.0, i == 60});
  }
  page.guided = {{60.0, 300.0}};
  page.moments = {{60.0, "notice"}, {62.0, "mark"}, {64.0, "another"}, {66.0, "fourth"}};
  page.caption = "The heart came down along one curve.";
  page.facts = {"Clear signal 94 % of the time"};
  page.footer = {"Estimated from a consumer sensor."};
  return page;
}

/// Far more of everything than a page can hold.
SessionPage an_endless_page() {
  SessionPage page = a_page();
  page.title = std::string(400, 'T');
  page.label = std::string(400, 'L');
  page.about = std::string(400, 'a');
  page.own_words.assign(500, "the same long sentence, over and over, until the page is full of it");
  for (int i = 0; i < 300; ++i) {
    page.moments.push_back({2.0 * i, "step number " + std::to_string(i)});
  }
  page.caption = std::string(3000, 'c');
  page.facts.assign(100, "a fact");
  page.footer.assign(100, "a foot");
  return page;
}

/// What a file may say of a heart and of a session's length.
SessionPage a_wild_page() {
  SessionPage page = a_page();
  page.seconds = 1e12;
  const double beyond = std::numeric_limits<double>::infinity();
  for (const double rate : {1e9, -1e9, 1e300, beyond, -beyond, std::nan("")}) {
    page.curve.push_back({1e11, rate, rate, rate, false});
    page.curve.insert(page.curve.begin(), {-1.0, rate, rate, rate, false});
  }
  return page;
}

std::string text_of(const std::vector<std::uint8_t>& bytes) { return {bytes.begin(), bytes.end()}; }

TEST(Page, A27_IsOnePageOfPdfHoweverMuchThereIsToSay) {
  for (const Paper paper : {Paper::a4, Paper::letter}) {
    for (const SessionPage& page : {a_page(), an_endless_page(), a_wild_page(), SessionPage{}}) {
      const std::string pdf = text_of(print_page_pdf(page, paper));
      EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
      EXPECT_THAT(pdf, HasSubstr("/Count 1\n"));
      EXPECT_EQ(pdf.find("/CreationDate"), std::string::npos);
    }
  }
}

TEST(Page, IsTheSameWheneverItIsPrinted) {
  EXPECT_EQ(print_page_pdf(a_page(), Paper::a4), print_page_pdf(a_page(), Paper::a4));
}

TEST(Page, A27_IsInGreysAloneAndAsLargeAsThePaperAt300Dots) {
  const std::vector<std::uint8_t> bytes = print_page_png(a_page(), Paper::letter);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  ASSERT_NE(png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()), 0);
  EXPECT_EQ(image.width, 2550U);
  EXPECT_EQ(image.height, 3300U);
  image.format = PNG_FORMAT_RGB;
  std::vector<std::uint8_t> pixels(PNG_IMAGE_SIZE(image));
  ASSERT_NE(png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr), 0);
  std::size_t coloured = 0;
  std::size_t dark = 0;
  for (std::size_t i = 0; i < pixels.size(); i += 3) {
    const bool grey = pixels[i] == pixels[i + 1] && pixels[i] == pixels[i + 2];
    coloured += grey ? 0U : 1U;
    dark += pixels[i] < 80 ? 1U : 0U;
  }
  EXPECT_EQ(coloured, 0U);
  EXPECT_GT(dark, 10'000U);
}

TEST(Page, BearsTextThatIsNoText) {
  SessionPage page = a_page();
  page.own_words = {"broken \xff\xfe text", std::string("a\0b", 3)};
  EXPECT_FALSE(print_page_pdf(page, Paper::a4).empty());
}

}  // namespace
}  // namespace ebb
