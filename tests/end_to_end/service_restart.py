"""The service is killed under a running practice and started again: the screen's cues keep their
time, and what it had to tell is delivered when the service is back. The pace is held by a key: a
guide that follows would meet the new person's breath, as it should.

Then a service that stands still for ever, with its socket open: a window that waited for an answer, or
for room to write into, would stand still with it. It goes through a practice of scripted keys
and ends by itself. Its longest time from one frame to the next is printed,
and belongs to the machine; that it never waits does not."""

import itertools
import re
import signal

from house import Program, address, collect, house


def cue(message):
    return message["type"] == "practice" and message["what"] == "cue in"


def longest_gap(report):
    return re.search(r"(\d+) ms at most from one frame to the next", report)[1]


with house() as folder:
    runtime = folder / "run"
    with Program("ebb", "serve", "--sensor", "sim:steady", "--runtime", runtime) as service, \
         Program("ebb-visualizer", "--runtime", runtime, "--begin", "--keys",
                 "0.5:enter,1:-", "--size", "480x270", "--fps-report") as screen:
        before = collect(runtime, service, cue)
        assert any(map(cue, before))
        service.end(signal.SIGKILL)
        with Program("ebb", "serve", "--sensor", "sim:steady", "--runtime", runtime) as again:
            times = []
            after = collect(runtime, again, lambda m: cue(m) and times.append(m) or len(times) >= 4)
            assert screen.process.poll() is None, "the screen went with the service"
            again.end()
        drawn, _, _ = screen.end(signal.SIGTERM)

told = [m for m in after if cue(m)]
assert len(told) >= 4
for one, other in itertools.pairwise(told):
    period = other["t"] - one["t"]
    planned = 60.0 / one["rate_per_min"]
    print(f"cue of {one['rate_per_min']:.2f}/min lasted {period:.3f} s of {planned:.3f} s")
    assert abs(period - planned) <= 0.02 * planned
print(f"{longest_gap(drawn)} ms at most from one frame to the next while the service died and came back")

with house() as folder:
    runtime = folder / "run"
    with Program("ebb", "serve", "--sensor", "sim:steady", "--runtime", runtime) as service:
        address(runtime, service)
        with Program("ebb-visualizer", "--runtime", runtime, "--begin", "--seconds", "5", "--keys",
                     "0.5:enter,1:-,2:m,3:m,4:m", "--size", "480x270", "--fps-report") as screen:
            collect(runtime, service, lambda m: m["type"] == "practice")
            service.process.send_signal(signal.SIGSTOP)
            drawn, said, status = screen.until_over()
        assert service.process.poll() is None, "the service was to stand still"
        assert status == 0, said
        service.process.send_signal(signal.SIGCONT)
        service.end()
print(f"{longest_gap(drawn)} ms at most from one frame to the next while the service stood still")
