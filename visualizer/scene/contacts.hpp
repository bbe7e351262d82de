#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/expected.hpp"

namespace ebb::scene {

/// Somebody to turn to.
struct Contact {
  std::string name;
  std::string reach;  ///< a number, an address; may be empty
  std::string note;
  bool own = false;  ///< of the person's own
  bool operator==(const Contact&) const = default;
};

/// People to contact, the person's own first.
struct Contacts {
  std::vector<Contact> people;
};

/// A file of contacts is a page at most.
inline constexpr std::size_t kLargestContacts = 65'536;

/// The people of a file of the person's own, and after them the shipped ones unless the file says
/// `shipped = false`. The error is a sentence with file and line.
[[nodiscard]] Expected<Contacts, std::string> parse_contacts(std::string_view text,
                                                             std::string_view file);

/// Those that are built in.
[[nodiscard]] const Contacts& shipped_contacts();

}  // namespace ebb::scene
