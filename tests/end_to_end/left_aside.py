"""F52: where a person has left every practice aside, the window opens all the same, for its shelf is where
they are brought back; the terminal, which has no shelf, says so and begins none."""

import json
import os
import subprocess

from house import BIN, LONG, house


def ebb(folder, *words, status=0):
    done = subprocess.run([BIN / "ebb", *words], capture_output=True, text=True, timeout=LONG,
                          env={**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"),
                               "XDG_RUNTIME_DIR": str(folder)})
    assert done.returncode == status, (words, done.returncode, done.stdout, done.stderr)
    return done.stdout + done.stderr


with house() as folder:
    practices = json.loads(ebb(folder, "practice", "list", "--json"))["practices"]
    own = folder / "data" / "ebb"
    own.mkdir(parents=True)
    (own / "screen.toml").write_text(f"never = {json.dumps([one['id'] for one in practices])}\n")
    evening = ["run", "--seconds", "2", "--sensor", "sim:calm"]
    assert "left aside" not in ebb(folder, *evening)
    assert "left aside" in ebb(folder, *evening, "--headless", status=2)
print("the shelf can be reached, and nothing is begun")
