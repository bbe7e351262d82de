#include "io/port_list.hpp"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <tuple>

#include <libserialport.h>
#include <unistd.h>

#include "io/device.hpp"
#include "io/port_holder.hpp"
#include "io/usb_names.hpp"

namespace ebb::io {
namespace {

namespace fs = std::filesystem;

struct FreeList {
  void operator()(sp_port** list) const { sp_free_port_list(list); }
};

std::string text_of(const char* text) { return text != nullptr ? printable(text) : std::string{}; }

std::string name_of(const sp_port* port) {
  int vendor = 0;
  int product = 0;
  std::string_view familiar;
  if (sp_get_port_usb_vid_pid(port, &vendor, &product) == SP_OK) {
    familiar =
        familiar_usb_name(static_cast<std::uint16_t>(vendor), static_cast<std::uint16_t>(product));
  }
  const std::string own = text_of(sp_get_port_usb_product(port));
  if (!familiar.empty()) {
    std::string name{familiar};
    return own.empty() ? name : name + ", \"" + own + "\"";
  }
  if (!own.empty()) {
    const std::string maker = text_of(sp_get_port_usb_manufacturer(port));
    return maker.empty() ? own : own + " by " + maker;
  }
  return "built-in serial port";
}

PortKind kind_of(const sp_port* port, const std::string& device) {
  if (sp_get_port_transport(port) == SP_TRANSPORT_USB) {
    return PortKind::usb;
  }
  const bool bluetooth =
      sp_get_port_transport(port) == SP_TRANSPORT_BLUETOOTH || device.rfind("/dev/rfcomm", 0) == 0;
  return bluetooth ? PortKind::bluetooth : PortKind::built_in;
}

void look_who_may(Port& port) {
  if (::access(port.device.c_str(), R_OK | W_OK) != 0) {
    port.access = PortAccess::forbidden;
    port.note = describe_refusal(port.device, errno);
  } else if (find_port_holder(port.device)) {
    port.access = PortAccess::busy;
    port.note = describe_refusal(port.device, EBUSY);
  }
}

}  // namespace

std::vector<Port> list_ports() {
  sp_port** found = nullptr;
  if (sp_list_ports(&found) != SP_OK) {
    return {};
  }
  const std::unique_ptr<sp_port*, FreeList> list{found};
  std::vector<Port> ports;
  for (sp_port** each = found; *each != nullptr; ++each) {
    Port port;
    port.device = sp_get_port_name(*each);
    port.path = lasting_path(port.device);
    port.name = name_of(*each);
    port.kind = kind_of(*each, port.device);
    look_who_may(port);
    ports.push_back(std::move(port));
  }
  // Shorter names first within a kind: ttyUSB2 before ttyUSB10.
  std::sort(ports.begin(), ports.end(), [](const Port& a, const Port& b) {
    return std::tuple{a.kind, a.device.size(), a.device} <
           std::tuple{b.kind, b.device.size(), b.device};
  });
  return ports;
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

std::string printable(std::string_view text) {
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
