#include "io/bluetooth/refusal.hpp"

#include <initializer_list>

#include "sensors/printable.hpp"

namespace ebb::io {
namespace {

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_one_of(std::string_view error, std::initializer_list<std::string_view> ends) {
  for (const std::string_view end : ends) {
    if (ends_with(error, end)) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string no_bluez_sentence() {
  return "Bluetooth: the system's Bluetooth service is not running. `sudo apt install bluez` if it "
         "is missing, then `sudo systemctl start bluetooth`.";
}

std::string describe_bluez_error(std::string_view error, std::string_view message,
                                 std::string_view who) {
  if (is_one_of(error, {".ServiceUnknown", ".NameHasNoOwner", ".Disconnected", ".FileNotFound",
                        ".NoServer", ".Spawn.ServiceNotFound"})) {
    return no_bluez_sentence();
  }
  if (is_one_of(error, {".AccessDenied", ".InteractiveAuthorizationRequired"})) {
    return "Bluetooth: permission denied. It is for whoever sits at the machine, or for the group "
           "bluetooth: `sudo usermod -aG bluetooth $USER`, then log in again.";
  }
  if (is_one_of(error, {".NotReady"})) {
    return "Bluetooth is switched off. `bluetoothctl power on` switches it on.";
  }
  const std::string name = who.empty() ? std::string{"Bluetooth"} : std::string{who};
  if (is_one_of(error, {".NotAuthorized", ".AuthenticationFailed", ".AuthenticationRejected",
                        ".AuthenticationCanceled", ".AuthenticationTimeout"})) {
    return name + " wants to be paired first: `bluetoothctl`, then `pair` and its address.";
  }
  if (is_one_of(error, {".NotPermitted", ".InProgress"})) {
    return name + " is busy with another program on this machine. Close that, and it is had here.";
  }
  if (is_one_of(error, {".NoReply", ".Timeout", ".TimedOut"})) {
    return name + " did not answer. Is it worn, damp where it touches, and near?";
  }
  if (is_one_of(error, {".UnknownObject", ".UnknownMethod", ".DoesNotExist", ".NotConnected"})) {
    return name + " went away while it was being connected. It is tried again.";
  }
  const std::string why = printable(message, 120);
  return name + " could not be connected" + (why.empty() ? "" : " (" + why + ")") +
         ". Wear it, damp it where it touches, and close apps on phones and watches that use it.";
}

}  // namespace ebb::io
