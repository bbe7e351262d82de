"""`ebb sensors --watch` in a pipe: a line at once for each port, and Ctrl-C ends it cleanly."""

import os
import select
import signal

from house import Program, LONG

with Program("ebb", "sensors", "--watch") as watch:
    ready, _, _ = select.select([watch.process.stderr], [], [], LONG)
    assert ready and "Watching" in watch.process.stderr.readline()
    # What was there before has been told and flushed by now: it needs no end to be read.
    ready, _, _ = select.select([watch.process.stdout], [], [], 0)
    lines = os.read(watch.process.stdout.fileno(), 65536).decode().splitlines() if ready else []
    lines = [line for line in lines if line.startswith("here")]  # an adapter may have no port
    assert all(line.startswith("here  /dev/") for line in lines), lines
    out, errors, status = watch.end(signal.SIGINT)
assert status == 0 and out == "", (status, out, errors)

with Program("ebb", "sensors") as once:
    out, _, status = once.until_over()
assert status == 0
for line in lines:
    assert line.split("  ")[1] in out, (line, out)
print(f"{len(lines)} ports were there")
