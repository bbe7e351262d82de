"""An Arduino Uno runs its real program (compiled by avr-gcc, executed by simavr) on a pty; the service
recognises it and reads its person's breath and beats. Its crystal is half a percent fast, or slow, so
it is asked for its time now and then, and its beats come to be told at the pace of the person's. One
more has its reset button pressed, and is read again."""

import concurrent.futures
import contextlib
import signal
import time

from house import Program, collect, house

BREATHS = 24.0
ROW = 6  # beats


@contextlib.contextmanager
def served(drift):
    """A board, when its person's pulses come, and what is to be called to hear what the service tells."""
    with Program("uno_on_pty", drift, BREATHS) as uno, house() as folder:
        pty, *pulses = uno.first_line().split()
        with Program("ebb", "serve", "--sensor", f"serial:{pty}", "--runtime", folder / "run") as service:
            yield uno, [float(at) for at in pulses], lambda until: collect(folder / "run", service, until)
            assert uno.first_line() == "asked", "nobody asked the board for its time"
            service.end()


def good(snapshot, name):
    return snapshot.get(name, {}).get("quality", 0) >= 0.5


def is_gap(message):
    return message["type"] == "beat" and message["verdict"] == "gap"


def slope(points):
    """Of the straight line through them."""
    middle = sum(x for x, _ in points) / len(points)
    return sum((x - middle) * y for x, y in points) / sum((x - middle) ** 2 for x, _ in points)


class Pace:
    """By what share the time between the last few beats is told longer than the person's was."""

    def __init__(self, pulses):
        self.pulses, self.late, self.share = pulses, [], None

    def __call__(self, message):
        if message["type"] == "welcome":
            self.ahead = time.monotonic() - message["t"]  # of the service's clock
        elif message["type"] == "beat":
            at = message["t"] + self.ahead
            pulse = min(self.pulses, key=lambda each: abs(each - at))
            self.late = [*self.late, (pulse, at - pulse)][-ROW:]
            if len(self.late) == ROW:
                self.share = slope(self.late)


def followed(drift):
    """Until the crystal's half percent is gone from the beats, to less than half of it."""
    with served(drift) as (_, pulses, listen):
        pace = Pace(pulses)

        def keeps_pace(message):
            pace(message)
            settled = pace.share is not None and abs(pace.share) < 0.002
            return settled and good(message, "heart_rate") and good(message, "breath_rate")

        told = listen(keeps_pace)
    return f"crystal {100 * drift:+.1f} %, time told {100 * pace.share:+.2f} %", [told]


def pressed(drift):
    """Until heart and breath are told after six beats, and again after the reset button was pressed."""
    parts = [[]]
    with served(drift) as (uno, _, listen):

        def told_again(message):
            part = parts[-1]
            part.append(message)
            beats = sum(m["type"] == "beat" for m in part)
            if not (beats >= ROW and good(message, "heart_rate") and good(message, "breath_rate")):
                return False
            if len(parts) == 2:
                return any(map(is_gap, part))
            uno.process.send_signal(signal.SIGUSR1)
            parts.append([])
            return False

        listen(told_again)
    return "reset", parts


with concurrent.futures.ThreadPoolExecutor() as together:
    runs = [together.submit(followed, 0.005), together.submit(followed, -0.005), together.submit(pressed, 0.005)]
    for run in runs:
        what, parts = run.result()
        for part in parts:
            last = part[-1]
            breath, heart = last["breath_rate"]["value"], last["heart_rate"]["value"]
            source = last["sources"][0]
            print(f"{what}: {source['name']}: breath {breath:.1f}, heart {heart:.1f} a minute")
            assert source["protocol"] == "ebb-link" and source["name"] == "Arduino Uno", source
            assert abs(breath - BREATHS) < 2.0, breath
            assert 56.0 < heart < 76.0, heart
