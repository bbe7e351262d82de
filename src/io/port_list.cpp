#include "io/port_list.hpp"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <tuple>

#include <unistd.h>

#include "io/device.hpp"
#include "io/port_holder.hpp"
#include "io/usb_device.hpp"
#include "io/usb_names.hpp"

namespace ebb::io {
namespace {

namespace fs = std::filesystem;

std::string name_of(const UsbDevice& usb) {
  const std::string_view familiar = familiar_usb_name(usb.vendor, usb.product);
  if (!familiar.empty()) {
    std::string name{familiar};
    return usb.text.empty() ? name : name + ", \"" + usb.text + "\"";
  }
  if (usb.text.empty()) {
    return "USB serial port";
  }
  return usb.maker.empty() ? usb.text : usb.text + " by " + usb.maker;
}

void look_who_may(Port& port, const fs::path& proc) {
  if (::access(port.device.c_str(), R_OK | W_OK) != 0) {
    port.access = PortAccess::forbidden;
    port.note = describe_refusal(port.device, errno);
  } else if (find_port_holder(port.device, proc)) {
    port.access = PortAccess::busy;
    port.note = describe_refusal(port.device, EBUSY, proc);
  }
}

/// The kernel's terminals without a device behind them are no ports, and neither is a place on the
/// board where none is soldered (its UART has the type 0).
std::optional<Port> port_of(const fs::path& tty, const SystemTrees& trees) {
  const std::string called = tty.filename();
  const bool bluetooth = called.rfind("rfcomm", 0) == 0;
  std::error_code ec;
  const fs::path behind = fs::canonical(tty / "device", ec);
  if ((ec && !bluetooth) || first_line(tty / "type") == "0") {
    return std::nullopt;
  }
  Port port;
  port.device = trees.dev / called;
  if (!fs::exists(port.device, ec)) {
    return std::nullopt;
  }
  port.path = lasting_path(port.device, trees.dev / "serial");
  if (const auto usb = usb_device_above(behind)) {
    port.kind = PortKind::usb;
    port.name = name_of(*usb);
  } else {
    port.kind = bluetooth ? PortKind::bluetooth : PortKind::built_in;
    port.name = bluetooth ? "Bluetooth serial port" : "built-in serial port";
  }
  look_who_may(port, trees.proc);
  if (called.rfind("ttyACM", 0) == 0 && port.access == PortAccess::open_to_us &&
      process_runs("ModemManager", trees.proc)) {
    port.hint =
        "ModemManager runs here and may hold a port like this for some seconds after plugging in; "
        "the rule in packaging/ keeps it away.";
  }
  return port;
}

}  // namespace

std::vector<Port> list_ports(const SystemTrees& trees) {
  std::vector<Port> ports;
  std::error_code ec;
  for (fs::directory_iterator tty{trees.sys / "class/tty", ec}, end; !ec && tty != end;
       tty.increment(ec)) {
    if (auto port = port_of(tty->path(), trees)) {
      ports.push_back(std::move(*port));
    }
  }
  // Shorter names first within a kind: ttyUSB2 before ttyUSB10.
  std::sort(ports.begin(), ports.end(), [](const Port& a, const Port& b) {
    return std::tuple{a.kind, a.device.size(), a.device} <
           std::tuple{b.kind, b.device.size(), b.device};
  });
  return ports;
}

std::vector<std::string> adapters_without_port(const SystemTrees& trees) {
  std::vector<fs::path> with_port;
  std::error_code ec;
  for (fs::directory_iterator tty{trees.sys / "class/tty", ec}, end; !ec && tty != end;
       tty.increment(ec)) {
    std::error_code none;
    if (const auto usb = usb_device_above(fs::canonical(tty->path() / "device", none))) {
      with_port.push_back(usb->folder);
    }
  }
  std::vector<std::string> sentences;
  for (fs::directory_iterator entry{trees.sys / "bus/usb/devices", ec}, end; !ec && entry != end;
       entry.increment(ec)) {
    std::error_code gone;
    const auto usb = read_usb_device(fs::canonical(entry->path(), gone));
    if (!usb || !is_serial_adapter(usb->vendor, usb->product) ||
        std::find(with_port.begin(), with_port.end(), usb->folder) != with_port.end()) {
      continue;
    }
    sentences.push_back(name_of(*usb) + ": plugged in, but it has no port. " +
                        (is_taken_by_brltty(usb->vendor, usb->product)
                             ? "On some systems brltty, which serves Braille displays, takes such "
                               "adapters: where nobody uses one, `sudo apt remove brltty`, then "
                               "plug it in again."
                             : "`sudo dmesg | tail -n 30` says what the system made of it."));
  }
  std::sort(sentences.begin(), sentences.end());
  return sentences;
}

std::string lasting_path(const std::string& device, const fs::path& serial_folder) {
  for (const char* by : {"by-id", "by-path"}) {
    std::error_code ec;
    std::string best;
    for (fs::directory_iterator link{serial_folder / by, ec}, end; !ec && link != end;
         link.increment(ec)) {
      std::error_code dangling;
      const std::string path = link->path();
      if (fs::canonical(link->path(), dangling) == device && (best.empty() || path < best)) {
        best = path;
      }
    }
    if (!best.empty()) {
      return best;
    }
  }
  return device;
}

std::string one_printable_line(std::string_view text) {
  constexpr std::size_t kEnough = 60;
  std::string out;
  for (const char c : text.substr(0, kEnough)) {
    out += c >= ' ' && c <= '~' ? c : '?';
  }
  const std::size_t end = out.find_last_not_of(' ');
  out.resize(end == std::string::npos ? 0 : end + 1);
  return out;
}

}  // namespace ebb::io
