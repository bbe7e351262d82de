#pragma once

#include <cstdint>

namespace ebb::io {

// Settings of an open tty, by the kernel's own termios2: glibc's termios knows only the named
// speeds. Each returns 0 or an errno.

/// Raw, eight bits, no or odd parity, no flow control of either kind, at any speed; reading waits
/// for one byte (VMIN = 1: an idle tty with VMIN = 0 reads as 0 bytes, which looks like the end),
/// and closing leaves DTR alone (no HUPCL: a board that restarts on DTR would restart at every
/// opening).
[[nodiscard]] int make_raw(int fd, std::uint32_t baud, bool odd_parity = false);

/// Only the last two of these, for a port that somebody else has set up.
[[nodiscard]] int wait_for_bytes(int fd);

/// Throws away what was received and not read.
void drop_unread(int fd);

/// At how many bits a second it receives; of a pseudo-terminal, either end tells what its reader
/// has set. 0 when it is no tty.
[[nodiscard]] std::uint32_t speed_of(int fd);

/// DTR = RTS = on. Unequal, the reset circuit of many boards holds them in their boot loader. What
/// has no such lines is left as it is.
void raise_modem_lines(int fd);

}  // namespace ebb::io
