#include "guidance/offer_meaning.hpp"

#include <algorithm>
#include <iterator>

#include "guidance/spoken_lines.hpp"

namespace ebb {
namespace {

struct Known {
  std::string_view words;
  OfferMeaning meaning;
};
constexpr Known kKnown[] = {
    {"stay with this", OfferMeaning::stay},
    {"just the quiet screen", OfferMeaning::quiet},
    {"rest quietly", OfferMeaning::quiet},
    {"feet and room", OfferMeaning::grounding},
    {"people to contact", OfferMeaning::contacts},
    {"return to what we were doing", OfferMeaning::back},
    {"stop for today", OfferMeaning::stop},
};

}  // namespace

OfferMeaning meaning_of(std::string_view offer) {
  const auto low = lowered(offer);
  const auto* const found = std::find_if(std::begin(kKnown), std::end(kKnown),
                                         [&low](const Known& known) { return known.words == low; });
  return found == std::end(kKnown) ? OfferMeaning::on : found->meaning;
}

}  // namespace ebb
