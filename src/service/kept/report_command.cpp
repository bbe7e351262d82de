#include "service/kept/report_command.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "archive/session_file/session_reader.hpp"
#include "report/page.hpp"
#include "report/session_page.hpp"
#include "service/kept/kept_place.hpp"
#include "service/kept/long_work.hpp"
#include "service/kept/passphrase_words.hpp"
#include "service/kept/whole_file.hpp"
#include "service/practice_text.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

struct ReportWords {
  KeptPlace place;
  PassphraseSource passphrase;
  std::string to;
  bool letter = false;
  bool undated = false;
};

std::string title_of(const std::string& practice) {
  for (const ShelfEntry& entry : read_shelf().entries) {
    if (entry.practice.id == practice) {
      return entry.practice.title;
    }
  }
  return {};
}

std::string report(const ReportWords& words, const std::function<void(double)>& progress) {
  const std::filesystem::path to{words.to};
  const bool pdf = to.extension() == ".pdf";
  if (!pdf && to.extension() != ".png") {
    throw StartError("--to " + words.to + ": end its name in .pdf or .png.");
  }
  const auto session = read_session(words.place.anywhere().file);
  if (!session) {
    throw StartError(session.error());
  }
  WholeFile file{to};
  const SessionPage page =
      session_page(*session, title_of(session->head.practice), {.dated = !words.undated});
  progress(0.3);
  const Paper paper = words.letter ? Paper::letter : Paper::a4;
  const std::vector<std::uint8_t> bytes =
      pdf ? print_page_pdf(page, paper) : print_page_png(page, paper);
  progress(0.8);
  write_private(file.being_made(),
                std::string_view{reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  progress(1.0);
  file.keep();
  return words.to + "\n";
}

}  // namespace

void add_report_command(CLI::App& app, int& status) {
  auto words = std::make_shared<ReportWords>();
  CLI::App* command = app.add_subcommand("report", "One printed page about a kept session");
  command->add_option("id", words->place.id, "The beginning of its id, or a file")->required();
  command->add_option("--to", words->to, "FILE.pdf or FILE.png; it must not be there yet")
      ->required();
  command->add_option("--folder", words->place.folder,
                      "Where sessions are kept, if not the usual place");
  words->passphrase.add_option(*command);
  command->add_flag("--letter", words->letter, "US Letter instead of A4");
  command->add_flag("--no-date", words->undated, "Do not say when it was");
  command->callback([words, &status] {
    const auto keys = open_kept(words->place.file(), words->passphrase);
    with_progress(words->to, status,
                  [&words](const auto& progress) { return report(*words, progress); });
  });
}

}  // namespace ebb
