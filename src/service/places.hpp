#pragma once

#include <filesystem>
#include <vector>

namespace ebb {

/// The folder this program lies in, for the programs beside it. Empty if the kernel will not say.
[[nodiscard]] std::filesystem::path program_folder();

/// Where the shipped practices may lie, first that is there: $EBB_PRACTICES, the share folder
/// beside the program, the folder it was built from. Empty if none is there.
[[nodiscard]] std::filesystem::path shipped_practices();
/// Practices that several people share: $EBB_PRACTICE_FOLDER. Empty if it names none.
[[nodiscard]] std::filesystem::path shared_practices();
/// The person's own: practices in io::persons_folder(). Empty if there is no home.
[[nodiscard]] std::filesystem::path persons_practices();

/// A person's own words for practices: slots.toml beside that folder. Empty if there is no home.
[[nodiscard]] std::filesystem::path persons_slots();

/// What the person's screen remembers, and how they want to be kept company: screen.toml beside
/// those practices. Empty if there is no home.
[[nodiscard]] std::filesystem::path persons_screen();

/// Where sessions are kept: sessions beside those practices. Empty if there is no home.
[[nodiscard]] std::filesystem::path persons_sessions();

}  // namespace ebb
