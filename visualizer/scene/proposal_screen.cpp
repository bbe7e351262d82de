#include "visualizer/scene/proposal_screen.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "visualizer/scene/typed_text.hpp"

namespace ebb::scene {
namespace {

constexpr std::array<int, 8> kLengths = {5, 10, 15, 20, 30, 45, 60, 90};  ///< minutes
constexpr std::size_t kLongestPurpose = 90;
constexpr std::size_t kLongestLabel = 40;

enum Row { purpose, length, feedback, record, label, propose };

}  // namespace

ProposalScreen::ProposalScreen(const Texts& texts, SessionAgreement draft, bool can_keep)
    : PageScreen(texts), draft_(std::move(draft)), can_keep_(can_keep) {
  draft_.kept = draft_.kept && can_keep;
  set_focus(purpose);
}

Page ProposalScreen::laid_out() const {
  const Texts& t = texts();
  Page page;
  page.id = "proposal";
  page.title = t("proposal.title");
  const auto input = [&](std::string_view what, const std::string& written, int row) {
    PageRow line = plain(PageRow::Kind::input, written);
    line.note = t(what);
    if (focus() == row) {
      line.text = with_caret(std::move(line.text), texts().right_to_left());
    }
    page.rows.push_back(std::move(line));
  };
  const auto line = [&](std::string_view name, std::string_view value) {
    page.rows.push_back(choice(t(name)));
    page.rows.back().beside = value;
  };
  input("proposal.purpose", draft_.purpose, purpose);
  line("proposal.length", t("proposal.minutes", "minutes", std::to_string(draft_.minutes)));
  line("proposal.feedback", t(draft_.feedback_shown ? "proposal.shown" : "proposal.hidden"));
  line("proposal.record", t(!can_keep_    ? "proposal.cannot"
                            : draft_.kept ? "proposal.kept"
                                          : "proposal.not_kept"));
  input("proposal.label", draft_.label, label);
  page.rows.push_back(choice(t("proposal.propose"), t("proposal.then")));
  page.foot = {hint(t("key.escape"), t("shelf.back")), "", std::string{t("proposal.change")}};
  page.foot_keys = {Key::escape, Key::other, Key::right};
  return page;
}

void ProposalScreen::change(int by) {
  switch (focus()) {
    case length: {
      const auto* at = std::lower_bound(kLengths.begin(), kLengths.end(), draft_.minutes);
      const auto count = static_cast<int>(kLengths.size());
      const int now = std::min(static_cast<int>(at - kLengths.begin()), count - 1);
      draft_.minutes = kLengths[static_cast<std::size_t>((now + by + count) % count)];
      break;
    }
    case feedback:
      draft_.feedback_shown = !draft_.feedback_shown;
      break;
    case record:
      draft_.kept = !draft_.kept && can_keep_;
      break;
    default:
      break;
  }
}

Way ProposalScreen::press(Key key) {
  if (key == Key::left || key == Key::right) {
    change(key == Key::right ? 1 : -1);
    return {};
  }
  if (key == Key::enter && (focus() == purpose || focus() == label)) {
    return PageScreen::press(Key::down);  // a line that is written leads to the next
  }
  return PageScreen::press(key);
}

void ProposalScreen::type(char32_t character) {
  if (focus() == purpose) {
    type_into(draft_.purpose, character, kLongestPurpose);
  } else if (focus() == label) {
    type_into(draft_.label, character, kLongestLabel);
  } else if (character == U' ') {
    press(Key::space);
  }
}

Way ProposalScreen::chosen(int row) {
  if (row == propose) {
    return {Way::To::agree};
  }
  change(1);
  return {};
}

}  // namespace ebb::scene
