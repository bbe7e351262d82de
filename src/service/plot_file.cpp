#include "service/plot_file.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "report/analysis_plot.hpp"
#include "report/png.hpp"
#include "report/svg.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// EBB_FONT, or the first of the typefaces that the programs write with.
std::string font_file() {
  if (const char* chosen = std::getenv("EBB_FONT"); chosen != nullptr && *chosen != '\0') {
    return chosen;
  }
  constexpr std::array<const char*, 3> kFaces{"/usr/share/fonts/opentype/inter/Inter-Regular.otf",
                                              "/usr/share/fonts/truetype/inter/Inter-Regular.ttf",
                                              "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"};
  for (const char* face : kFaces) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(face, ignored)) {
      return face;
    }
  }
  return {};
}

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

void write_file(const std::string& file, std::span<const std::uint8_t> bytes) {
  std::unique_ptr<std::FILE, Closer> out{std::fopen(file.c_str(), "wb")};
  if (!out || std::fwrite(bytes.data(), 1, bytes.size(), out.get()) != bytes.size() ||
      std::fflush(out.get()) != 0) {
    throw StartError(file + ": " + std::strerror(errno) + "; the picture was not written.");
  }
}

}  // namespace

void check_plot_name(const std::string& file) {
  if (!ends_with(file, ".svg") && !ends_with(file, ".png")) {
    throw StartError("--plot " + file + ": end its name in .svg or .png.");
  }
}

void write_plot(const Analysis& analysis, const std::string& title, const std::string& file) {
  const Drawing drawing = analysis_plot(analysis, title);
  if (ends_with(file, ".svg")) {
    const std::string text = print_svg(drawing);
    write_file(file, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    return;
  }
  const auto png = print_png(drawing, font_file());
  if (!png) {
    throw StartError(png.error());
  }
  write_file(file, *png);
}

}  // namespace ebb
