"""A1, F71: nothing is connected to but what is on this machine. strace follows the window by itself
without a service, and a whole `ebb run` with its window: every address that any of them or their
threads and children connects or sends to is a local socket or this machine's own loopback."""

import os
import re
import subprocess

from house import BIN, LONG, house, skip_without_strace

STRACE = ["strace", "-f", "-qq", "-s", "256", "-e",
          "trace=connect,sendto,sendmsg,sendmmsg", "-e", "signal=none"]
HERE = re.compile(r'sa_family=AF_(UNIX|NETLINK|UNSPEC)\b'
                  r'|sa_family=AF_INET, sin_port=htons\(\d+\), sin_addr=inet_addr\("127\.'
                  r'|sa_family=AF_INET6, .*inet_pton\(AF_INET6, "::1"')


def addressed(folder, name, *command):
    """Every call of a run that names an address."""
    trace = folder / f"{name}.trace"
    environment = {**os.environ, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder),
                   "XDG_DATA_HOME": str(folder / "data"), "ASAN_OPTIONS": "detect_leaks=0"}
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1280x720x24 -noreset"]
    done = subprocess.run([*screen, *STRACE, "-o", trace, *map(str, command)],
                          env=environment, capture_output=True, text=True, timeout=LONG)
    assert done.returncode == 0, (command, done.stderr)
    return [line for line in trace.read_text(errors="replace").splitlines() if "sa_family=" in line]


def all_here(name, calls):
    # A resolver on this machine asks others: a question to it has left already.
    outside = [call for call in calls if not HERE.search(call) or "htons(53)" in call]
    assert not outside, (name, outside)
    assert any(".X11-unix/X" in call for call in calls), f"{name}: strace saw the window's own"
    return len(calls)


skip_without_strace(STRACE)
assert not HERE.search('connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("9.9.9.9")}')
with house() as folder:
    window = addressed(folder, "window", BIN / "ebb-visualizer", "--begin", "--seconds", 4, "--size",
                       "480x270", "--keys", "1:p,2:escape,2.5:?,3:escape")
    whole = addressed(folder, "run", BIN / "ebb", "run", "--sensor", "sim:calm", "--seconds", 5)
    assert any('"127.0.0.1"' in call for call in whole), "the window found its own service"
    print(f"{all_here('window', window)} and {all_here('run', whole)} addresses, all of them here")
