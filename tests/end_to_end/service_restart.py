"""The service is killed under a running practice and started again: the screen's cues keep their
time, and what it had to tell is delivered when the service is back. The pace is held by a key: a
guide that follows would meet the new person's breath, as it should."""

import itertools
import signal

from house import Program, collect, house


def cue(message):
    return message["type"] == "practice" and message["what"] == "cue in"


with house() as folder:
    runtime = folder / "run"
    with Program("ebb", "serve", "--sensor", "sim:steady", "--runtime", runtime) as service, \
         Program("ebb-visualizer", "--runtime", runtime, "--begin", "--keys",
                 "0.5:enter,1:-", "--size", "480x270") as screen:
        before = collect(runtime, service, cue)
        assert any(map(cue, before))
        service.end(signal.SIGKILL)
        with Program("ebb", "serve", "--sensor", "sim:steady", "--runtime", runtime) as again:
            times = []
            after = collect(runtime, again, lambda m: cue(m) and times.append(m) or len(times) >= 4)
            assert screen.process.poll() is None, "the screen went with the service"
            again.end()
        screen.end(signal.SIGTERM)

told = [m for m in after if cue(m)]
assert len(told) >= 4
for one, other in itertools.pairwise(told):
    period = other["t"] - one["t"]
    planned = 60.0 / one["rate_per_min"]
    print(f"cue of {one['rate_per_min']:.2f}/min lasted {period:.3f} s of {planned:.3f} s")
    assert abs(period - planned) <= 0.02 * planned
