#include "visualizer/scene/agreement_screen.hpp"

#include <array>
#include <utility>

namespace ebb::scene {
namespace {

constexpr std::array<std::pair<int, std::string_view>, 8> kLengths = {
    {{5, "agreement.five"},
     {10, "agreement.ten"},
     {15, "agreement.fifteen"},
     {20, "agreement.twenty"},
     {30, "agreement.thirty"},
     {45, "agreement.forty_five"},
     {60, "agreement.hour"},
     {90, "agreement.hour_and_half"}}};
constexpr int kFirstChoice = 6;

}  // namespace

std::string_view length_words(const Texts& texts, int minutes) {
  for (const auto& [length, words] : kLengths) {
    if (length == minutes) {
      return texts(words);
    }
  }
  return texts("agreement.as_said");
}

AgreementScreen::AgreementScreen(const Texts& texts, SessionAgreement proposed)
    : PageScreen(texts), proposed_(std::move(proposed)) {}

Page AgreementScreen::laid_out() const {
  using Kind = PageRow::Kind;
  const Texts& t = texts();
  Page page;
  page.id = "agreement";
  page.title = t("agreement.title");
  page.centred = true;
  page.rows = {
      plain(Kind::text, proposed_.purpose),
      plain(Kind::text, length_words(t, proposed_.minutes)),
      plain(Kind::text, t(proposed_.feedback_shown ? "agreement.shown" : "agreement.hidden")),
      plain(Kind::text, t(proposed_.kept ? "agreement.kept" : "agreement.not_kept")),
      plain(Kind::quiet, t("agreement.until_then")),
      plain(Kind::gap, ""),
      choice(t("agreement.yes")),
      choice(t("agreement.no"))};
  page.foot = {hint(t("key.escape"), t("agreement.later")), "", hint("P", t("start.people"))};
  page.foot_keys = {Key::escape, Key::other, Key::people};
  return page;
}

Way AgreementScreen::chosen(int row) {
  return {row == kFirstChoice ? Way::To::agree : Way::To::decline};
}

}  // namespace ebb::scene
