#include "signal/sample_entropy.hpp"

#include <algorithm>
#include <limits>
#include <vector>

namespace ebb {
namespace {

/// Values as their places among all distinct values, so that "no more than r apart" is a range of
/// whole numbers, decided once for each value in doubles.
struct Ranks {
  std::vector<double> distinct;
  std::vector<std::uint32_t> lowest;   ///< the smallest alike
  std::vector<std::uint32_t> highest;  ///< the largest alike

  Ranks(std::span<const std::span<const double>> runs, double r) {
    for (const auto run : runs) {
      distinct.insert(distinct.end(), run.begin(), run.end());
    }
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    lowest.resize(distinct.size());
    highest.resize(distinct.size());
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    for (std::uint32_t i = 0; i < distinct.size(); ++i) {
      while (distinct[i] - distinct[low] > r) {
        ++low;
      }
      while (high + 1 < distinct.size() && distinct[high + 1] - distinct[i] <= r) {
        ++high;
      }
      lowest[i] = low;
      highest[i] = high;
    }
  }

  [[nodiscard]] std::uint32_t of(double value) const {
    return static_cast<std::uint32_t>(std::lower_bound(distinct.begin(), distinct.end(), value) -
                                      distinct.begin());
  }

  /// Bands of values no more than r wide; values of a band and of the next but one are further
  /// apart than r.
  [[nodiscard]] std::vector<std::uint32_t> bands() const {
    std::vector<std::uint32_t> band(distinct.size(), 0);
    std::uint32_t first = 0;
    for (std::uint32_t i = 1; i < band.size(); ++i) {
      const bool same = i <= highest[first];
      first = same ? first : i;
      band[i] = band[i - 1] + (same ? 0U : 1U);
    }
    return band;
  }
};

struct Place {
  std::uint32_t band, first, second, third;
};

std::vector<Place> places(std::span<const std::span<const double>> runs, const Ranks& ranks) {
  const std::vector<std::uint32_t> band = ranks.bands();
  std::vector<Place> all;
  all.reserve(ranks.distinct.size());
  for (const auto run : runs) {
    if (run.size() < 3) {
      continue;
    }
    std::uint32_t first = ranks.of(run[0]);
    std::uint32_t second = ranks.of(run[1]);
    for (const double value : run.subspan(2)) {
      const std::uint32_t third = ranks.of(value);
      all.push_back({band[first], first, second, third});
      first = second;
      second = third;
    }
  }
  std::sort(all.begin(), all.end(), [](const Place& a, const Place& b) {
    return a.band != b.band ? a.band < b.band : a.second < b.second;
  });
  return all;
}

/// One column each, in numbers as narrow as the ranks allow, so that many are compared at once.
template <class Rank>
class Counter {
 public:
  Counter(const std::vector<Place>& places, const Ranks& ranks) : places_(places), ranks_(ranks) {
    first_.reserve(places.size());
    third_.reserve(places.size());
    for (const Place& place : places) {
      first_.push_back(narrow(place.first));
      third_.push_back(narrow(place.third));
    }
  }

  AlikePairs count() {
    pairs_.beginnings = places_.size();
    for (std::size_t begin = 0; begin < places_.size();) {
      const std::size_t end = band_end(begin);
      within(begin, end);
      if (end < places_.size() && places_[end].band == places_[begin].band + 1) {
        between(begin, end, band_end(end));
      }
      begin = end;
    }
    return pairs_;
  }

 private:
  // A block of constant size is what compilers compare many at a time of, even with little
  // optimisation.
  static constexpr std::size_t kBlock = 64;

  static Rank narrow(std::uint32_t rank) {
    return static_cast<Rank>(static_cast<std::int64_t>(rank) + std::numeric_limits<Rank>::min());
  }

  [[nodiscard]] std::size_t band_end(std::size_t begin) const {
    std::size_t end = begin;
    while (end < places_.size() && places_[end].band == places_[begin].band) {
      ++end;
    }
    return end;
  }

  /// Firsts of a band are all alike, and its seconds are in order.
  void within(std::size_t begin, std::size_t end) {
    std::size_t alike = begin;
    for (std::size_t i = begin; i < end; ++i) {
      while (alike < end && places_[alike].second <= ranks_.highest[places_[i].second]) {
        ++alike;
      }
      pairs_.of_two += alike - i - 1;
      pairs_.of_three += thirds(i, i + 1, alike);
    }
  }

  void between(std::size_t begin, std::size_t next, std::size_t next_end) {
    std::size_t from = next;
    std::size_t to = next;
    for (std::size_t i = begin; i < next; ++i) {
      const std::uint32_t second = places_[i].second;
      while (from < next_end && places_[from].second < ranks_.lowest[second]) {
        ++from;
      }
      while (to < next_end && places_[to].second <= ranks_.highest[second]) {
        ++to;
      }
      both(i, from, to);
    }
  }

  std::uint64_t thirds(std::size_t i, std::size_t from, std::size_t to) const {
    const Rank low = narrow(ranks_.lowest[places_[i].third]);
    const Rank high = narrow(ranks_.highest[places_[i].third]);
    std::uint64_t all = 0;
    for (; from + kBlock <= to; from += kBlock) {
      const Rank* const z = third_.data() + from;
      Rank sum = 0;
      for (std::size_t j = 0; j < kBlock; ++j) {
        sum = static_cast<Rank>(sum + ((z[j] >= low) & (z[j] <= high)));
      }
      all += static_cast<std::uint64_t>(sum);
    }
    for (; from < to; ++from) {
      all += static_cast<unsigned>(third_[from] >= low && third_[from] <= high);
    }
    return all;
  }

  void both(std::size_t i, std::size_t from, std::size_t to) {
    const Rank furthest = narrow(ranks_.highest[places_[i].first]);
    const Rank low = narrow(ranks_.lowest[places_[i].third]);
    const Rank high = narrow(ranks_.highest[places_[i].third]);
    for (; from + kBlock <= to; from += kBlock) {
      const Rank* const x = first_.data() + from;
      const Rank* const z = third_.data() + from;
      Rank two = 0;
      Rank three = 0;
      for (std::size_t j = 0; j < kBlock; ++j) {
        const auto alike = static_cast<Rank>(x[j] <= furthest);
        two = static_cast<Rank>(two + alike);
        three = static_cast<Rank>(three + (alike & (z[j] >= low) & (z[j] <= high)));
      }
      pairs_.of_two += static_cast<std::uint64_t>(two);
      pairs_.of_three += static_cast<std::uint64_t>(three);
    }
    for (; from < to; ++from) {
      const bool alike = first_[from] <= furthest;
      pairs_.of_two += static_cast<unsigned>(alike);
      pairs_.of_three +=
          static_cast<unsigned>(alike && third_[from] >= low && third_[from] <= high);
    }
  }

  const std::vector<Place>& places_;
  const Ranks& ranks_;
  std::vector<Rank> first_;
  std::vector<Rank> third_;
  AlikePairs pairs_;
};

}  // namespace

AlikePairs count_alike_pairs(std::span<const std::span<const double>> runs, double r) {
  const Ranks ranks{runs, r};
  const std::vector<Place> all = places(runs, ranks);
  constexpr std::size_t kNarrow = 65536;
  return ranks.distinct.size() <= kNarrow ? Counter<std::int16_t>{all, ranks}.count()
                                          : Counter<std::int32_t>{all, ranks}.count();
}

}  // namespace ebb
