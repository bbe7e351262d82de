"""Breath from real recordings, through a device's bytes and a pty, as a viewer of the feed sees it.
M1-M7 breathed to a metronome at 15 a minute and only their beats are known; NeuroKit's belt is a
belt."""

import statistics

from house import Program, collect, house, recording


def rates(path, protocol, *words):
    """The breathing rates that a viewer was told with some confidence, in order."""
    with house() as folder:
        with Program("ebb", "simulate", "--from", path, "--as", protocol, "--to", "pty", "--speed",
                     100, *words) as device:
            pty = device.first_line()
            with Program("ebb", "serve", "--sensor", f"serial:{pty}", "--runtime", folder / "run") as service:
                told = collect(folder / "run", service, lambda message: device.process.poll() is not None)
                service.end()
    return [message["breath_rate"]["value"] for message in told
            if message["type"] == "snapshot" and message.get("breath_rate", {}).get("quality", 0) >= 0.5]


near = 0
for number in range(1, 8):
    heard = rates(recording(f"rr/meditation/M{number}.qrs"), "ble-bridge")
    middle = statistics.median(heard) if heard else None
    near += middle is not None and abs(middle - 15.0) <= 0.5
    print(f"M{number}: median {middle and round(middle, 2)} of {len(heard)} snapshots")
assert near >= 5, f"{near} of 7 within 15 +- 0.5"

belt = rates(recording("multi/neurokit/bio_resting_5min_100hz.csv"), "ebb-link", "--kind", "resp",
             "--rate", 100, "--column", "RSP")
middle = statistics.median(belt)
print(f"NeuroKit's belt: median {middle:.2f} of {len(belt)} snapshots")
# A peak count by hand over the five minutes gives 82-83 breaths, 16.4-16.6 a minute.
assert abs(middle - 16.4) < 0.6, middle
