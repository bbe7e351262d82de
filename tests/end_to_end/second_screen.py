"""4.5: the window opens in the middle of the screen that was asked for, or fills it; where that screen
is not plugged in it says so and opens on the first. Two screens beside each other, on a server of our own."""

import contextlib
import os
import re
import select
import subprocess
import time

from house import LONG, Program, house

LEFT, RIGHT = (0, 0, 960, 720), (960, 40, 800, 600)


@contextlib.contextmanager
def two_screens():
    ours, server = os.pipe()
    process = subprocess.Popen(["Xvfb", "-displayfd", str(server), "-screen", "0", "1760x720x24",
                                "-nolisten", "tcp", "-noreset"], pass_fds=[server],
                               stderr=subprocess.DEVNULL)
    os.close(server)
    try:
        with os.fdopen(ours) as said:
            environment = {**os.environ, "DISPLAY": f":{said.readline().strip()}"}
        for name, (left, top, width, height), output in [("left", LEFT, "screen"), ("right", RIGHT, "none")]:
            subprocess.run(["xrandr", "--setmonitor", name, f"{width}/254x{height}/190+{left}+{top}", output],
                           env=environment, check=True, timeout=LONG)
        yield environment
    finally:
        process.terminate()
        process.wait()


def window_of(environment, folder, *words):
    """Where the window lies once it is drawn, and what was said on standard error."""
    own = {**environment, "HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"),
           "XDG_CONFIG_HOME": str(folder / "config"), "XDG_RUNTIME_DIR": str(folder)}
    with Program("ebb-visualizer", *words, env=own) as window:
        place, found, until = None, None, time.monotonic() + LONG
        while place is None and window.process.poll() is None and time.monotonic() < until:
            # A window that goes while it is listed is no listing.
            tree = subprocess.run(["xwininfo", "-root", "-tree"], env=environment, text=True,
                                  capture_output=True, timeout=LONG).stdout
            found = re.search(r'"Ebb":.*?(\d+)x(\d+)\+-?\d+\+-?\d+\s+\+(-?\d+)\+(-?\d+)', tree)
            # It is created in one place and moved at once.
            if found and place_of(found) in expected(words):
                place = place_of(found)
            select.select([], [], [], 0.05)
        _, err, status = window.end()
        assert status == 0, err
        assert place is not None, f"{words}: last seen at {found and place_of(found)}"
        return err


def place_of(found):
    width, height, left, top = map(int, found.groups())
    return left, top, width, height


def middle(screen, width, height):
    left, top, wide, high = screen
    return left + (wide - width) // 2, top + (high - height) // 2, width, height


def expected(words):
    screen = RIGHT if "2" in words else LEFT
    return [screen if "--full-screen" in words else middle(screen, 640, 480)]


with house() as folder, two_screens() as environment:
    assert not window_of(environment, folder, "--size", "640x480")
    assert not window_of(environment, folder, "--size", "640x480", "--display", "2")
    assert not window_of(environment, folder, "--full-screen", "--display", "2")
    said = window_of(environment, folder, "--size", "640x480", "--display", "3")
    assert "no screen 3" in said and "opens on the first" in said, said
print("the window opens where it was asked to")
