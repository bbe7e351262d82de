// Scores every estimate against the recordings of EBB_RECORDINGS and against made-up people with
// known truth: `evaluate [SECTION...]` prints tables, `evaluate --write docs/accuracy.md` runs all
// sections and writes the page as well.
#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "evaluation/intro.hpp"
#include "evaluation/sections.hpp"

namespace {

using ebb::evaluation::Report;

struct Section {
  std::string_view name;
  void (*run)(Report&);
};

constexpr std::array kSections{
    Section{"ecg", ebb::evaluation::ecg_section},
    Section{"ppg", ebb::evaluation::ppg_section},
    Section{"intervals", ebb::evaluation::intervals_section},
    Section{"hrv", ebb::evaluation::hrv_section},
    Section{"breath", ebb::evaluation::breath_section},
    Section{"waves", ebb::evaluation::waves_section},
    Section{"several", ebb::evaluation::several_section},
    Section{"synchrony", ebb::evaluation::synchrony_section},
};

int usage(const std::string& why) {
  std::string names;
  for (const Section& section : kSections) {
    names += " " + std::string(section.name);
  }
  std::fprintf(stderr,
               "evaluate: %s\nevaluate [SECTION...] or evaluate --write FILE; sections:%s\n",
               why.c_str(), names.c_str());
  return 2;
}

bool known(const std::string& name) {
  return std::any_of(kSections.begin(), kSections.end(),
                     [&](const Section& section) { return section.name == name; });
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  std::string page;
  if (!words.empty() && words.front() == "--write") {
    if (words.size() != 2) {
      return usage("--write takes one file, and all sections are run for it");
    }
    page = words.back();
    words.clear();
  }
  for (const std::string& word : words) {
    if (!known(word)) {
      return usage("no section is called " + word);
    }
  }
  Report report;
  for (const Section& section : kSections) {
    if (words.empty() || std::find(words.begin(), words.end(), section.name) != words.end()) {
      section.run(report);
    }
  }
  if (!page.empty()) {
    std::ofstream out{page};
    out << ebb::evaluation::kIntro << report.markdown();
    if (!out.flush()) {
      std::fprintf(stderr, "evaluate: %s could not be written\n", page.c_str());
      return 1;
    }
  }
  return 0;
}
