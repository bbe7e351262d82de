#include "io/usb_device.hpp"

#include <charconv>
#include <fstream>

#include "io/port_list.hpp"

namespace ebb::io {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 8;  // port, interface, device: three are usual

std::optional<std::uint16_t> hexadecimal(const std::string& text) {
  std::uint16_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number, 16);
  return error == std::errc{} && stop == end ? std::optional{number} : std::nullopt;
}

}  // namespace

std::string first_line(const fs::path& file) {
  constexpr std::size_t kEnough = 512;
  std::ifstream in{file};
  std::string line(kEnough, '\0');
  in.read(line.data(), static_cast<std::streamsize>(kEnough));
  line.resize(static_cast<std::size_t>(in.gcount()));
  return line.substr(0, line.find('\n'));
}

std::optional<UsbDevice> read_usb_device(const fs::path& folder) {
  const auto vendor = hexadecimal(first_line(folder / "idVendor"));
  const auto product = hexadecimal(first_line(folder / "idProduct"));
  if (!vendor || !product) {
    return std::nullopt;
  }
  return UsbDevice{folder, *vendor, *product,
                   one_printable_line(first_line(folder / "manufacturer")),
                   one_printable_line(first_line(folder / "product"))};
}

std::optional<UsbDevice> usb_device_above(fs::path folder) {
  for (int i = 0; i < kDeepest && folder.has_relative_path(); ++i) {
    if (auto device = read_usb_device(folder)) {
      return device;
    }
    folder = folder.parent_path();
  }
  return std::nullopt;
}

}  // namespace ebb::io
