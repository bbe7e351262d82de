"""A real strap's intervals, through a strap's bytes and a pty, as a headless run tells them."""

import re

from house import Program, house, recording

with house() as folder:
    intervals = recording("rr/hrvanalysis/test_nn_intervals.txt")
    with Program("ebb", "simulate", "--from", intervals, "--as", "ble-bridge", "--to", "pty",
                 "--speed", 100) as strap:
        pty = strap.first_line()
        with Program("ebb", "run", "--headless", "--sensor", f"serial:{pty}", "--runtime",
                     folder / "run") as run:
            strap.until_over()
            said, errors, status = run.end()

assert status == 0, (status, errors)
heart = re.search(r"mean ([\d.]+)/min over (\d+) intervals, RMSSD ([\d.]+) ms, (\d+) set aside", said)
assert heart, said[-500:]
mean, count, rmssd, aside = (float(figure) for figure in heart.groups())
print(heart.group(0))
# The recordings' README: mean of 60000/NN 83.847, RMSSD 19.519 over 1000 intervals.
assert abs(mean - 83.847) < 1.0, mean
assert abs(rmssd - 19.519) < 0.5, rmssd
assert count >= 990, count
