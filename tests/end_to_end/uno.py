"""An Arduino Uno runs its real program (compiled by avr-gcc, executed by simavr) on a pty; the service
recognises it and reads its person's breath and beats, also after its reset button was pressed. Its
crystal is half a percent fast, so it is asked for its time now and then."""

import signal

from house import Program, collect, house

BREATHS = 24.0


def good(snapshot, name):
    return snapshot.get(name, {}).get("quality", 0) >= 0.5


class Told:
    """Keeps what is told until a snapshot tells heart and breath after six beats; then presses the
    reset button and keeps what is told until that is so again."""

    def __init__(self, press):
        self.press = press
        self.parts = [[]]

    def __call__(self, message):
        part = self.parts[-1]
        part.append(message)
        beats = sum(m["type"] == "beat" for m in part)
        if not (beats >= 6 and good(message, "heart_rate") and good(message, "breath_rate")):
            return False
        if len(self.parts) == 2:
            return any(map(is_gap, part))
        self.press()
        self.parts.append([])
        return False


def is_gap(message):
    return message["type"] == "beat" and message["verdict"] == "gap"


with Program("uno_on_pty", 0.005, BREATHS) as uno, house() as folder:
    pty = uno.first_line()
    told = Told(lambda: uno.process.send_signal(signal.SIGUSR1))
    with Program("ebb", "serve", "--sensor", f"serial:{pty}", "--runtime", folder / "run") as service:
        collect(folder / "run", service, told)
        assert uno.first_line() == "asked", "nobody asked the board for its time"
        service.end()

for part in told.parts:
    last = part[-1]
    breath, heart = last["breath_rate"]["value"], last["heart_rate"]["value"]
    source = last["sources"][0]
    print(f"{source['protocol']} {source['name']}: breath {breath:.1f}, heart {heart:.1f} a minute")
    assert source["protocol"] == "ebb-link" and source["name"] == "Arduino Uno", source
    assert abs(breath - BREATHS) < 2.0, breath
    assert 56.0 < heart < 76.0, heart
