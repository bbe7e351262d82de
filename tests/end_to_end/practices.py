"""The shipped practices through two readers that know nothing of each other: Ebb's, and Python's
tomllib with the rules of docs/practices.md written down a second time."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

BIN, SOURCE = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
EBB = BIN / "ebb"

TOP = {"format", "id", "title", "about", "seed", "length_hint", "tenderness", "suggest", "role",
       "anchors", "anchor_lines", "eyes", "slots", "tags", "imagery", "quiet", "sensor", "tone",
       "step"}
STEP = {"id", "kind", "say", "say_firm", "say_every", "pillar", "breath", "touch", "lasts",
        "at_most", "move_on", "ask", "tally", "on_key", "mark", "skippable", "skip_line", "voice",
        "ease_watch", "visual", "sound", "imagery", "offers"}
LENGTH = re.compile(r"^(until ready|\d+(\.\d+)? ?(s|min|breaths?))$")
PUSHING = re.compile(
    r"\b(you|your|yours|i|me|my|mine|must|should|always|never|try|fail\w*|success\w*|score|goals?|"
    r"target|streak|well done|perfect|relax|calm down|deep breaths?|hold\w* (the|our) breath|"
    r"remaining|keep going|therapy|treatment|diagnos\w*|fight|defeat|kill|color|center)\b|!|\d",
    re.IGNORECASE)
BREATH = re.compile(r"\b(breath\w*|inhal\w*|exhal\w*)\b", re.IGNORECASE)


def lines_of(practice):
    """Every line that is read out, with the person's slots left to their fallbacks."""
    for step in practice["step"]:
        said = step.get("say", []) + step.get("say_firm", [])
        if "ask" in step:
            said = said + [step["ask"]["text"]]
        for line in said:
            yield step, re.sub(r"\{\w+\|([^}]*)\}", r"\1", line)


def check(path):
    practice = tomllib.loads(path.read_text("utf-8"))
    where = path.name
    assert set(practice) <= TOP, (where, set(practice) - TOP)
    assert practice["format"] == 1 and practice["id"] == path.stem, where
    assert practice["tenderness"] in ("light", "medium", "tender"), where
    assert any(anchor != "breath" for anchor in practice["anchors"]), where
    assert "open" in practice.get("eyes", "open"), where
    assert practice["step"][-1]["kind"] == "close", where
    for step in practice["step"]:
        assert set(step) <= STEP, (where, step["id"], set(step) - STEP)
        assert LENGTH.match(step["lasts"]), (where, step["lasts"])
        breath = step.get("breath", {"mode": "none"})
        if breath["mode"] in ("ramp", "pace"):
            rate = breath.get("to", breath.get("rate"))
            assert 4.5 <= rate <= 12, (where, rate)
            whole = breath.get("in", 4) + breath.get("out", 6)
            assert breath.get("out", 6) >= breath.get("in", 4), where
            assert 60 / rate * breath.get("in", 4) / whole >= 1.5, where
            assert breath.get("slow_by", 4) <= 5, where
        if "move_on" in step:
            assert {"or_after", "without_sensor"} <= set(step["move_on"]), where
        if "touch" in step:
            assert "no touch" in step["touch"], where
        if practice.get("role") == "ease-off":
            assert breath["mode"] == "none", where
    for step, line in lines_of(practice):
        assert not PUSHING.search(line), (where, line, PUSHING.search(line))
        assert len(line) <= 88 and len(line.split()) <= 16, (where, line)
        assert step["kind"] != "ground" or not BREATH.search(line), (where, line)
    return practice


def ebb(home, *words, status=0):
    env = {"PATH": os.environ["PATH"], "HOME": home, "EBB_PRACTICES": str(SOURCE / "practices")}
    run = subprocess.run([EBB, "practice", *words], env=env, capture_output=True, text=True,
                         timeout=60)
    assert run.returncode == status, (words, run.returncode, run.stdout, run.stderr)
    return run.stdout + run.stderr


def never_begun(home):
    """What a person left aside is begun neither in the terminal nor in the window."""
    screen = pathlib.Path(home) / ".local/share/ebb/screen.toml"
    screen.write_text('never = ["kind-companion", "own-rhythm"]\n', "utf-8")
    env = {"PATH": os.environ["PATH"], "HOME": home, "EBB_PRACTICES": str(SOURCE / "practices"),
           "XDG_RUNTIME_DIR": home}

    def run(program, *words):
        return subprocess.run([BIN / program, *words], env=env, capture_output=True, text=True,
                              timeout=60, stdin=subprocess.DEVNULL)

    file = str(SOURCE / "practices/kind-companion.practice")
    for words in (("ebb", "run", "--headless", "--practice", "kind-companion"),
                  ("ebb", "run", "--headless", "--practice", file),
                  ("ebb-visualizer", "--practice", file, "--begin", "--seconds", "1")):
        refused = run(*words)
        assert refused.returncode == 2, (words, refused)
        assert '"kind-companion" was left aside (`never` in ' + str(screen) in refused.stderr, refused
        assert "X on the window's shelf" in refused.stderr, refused
    begun = run("ebb", "run", "--headless", "--seconds", "2")
    assert begun.returncode == 0, begun
    assert "Finding our own rhythm" not in begun.stdout and "minute" in begun.stdout, begun
    screen.unlink()


def main():
    files = sorted((SOURCE / "practices").glob("*.practice"))
    assert len(files) == 12
    by_id = {path.stem: check(path) for path in files}
    for pillar in ("mindfulness", "common-humanity", "self-kindness"):
        assert sum(any(pillar in (s.get("pillar"), *p.get("tags", [])) for s in p["step"])
                   for p in by_id.values()) >= 3, pillar

    with tempfile.TemporaryDirectory() as home:
        shelf = json.loads(ebb(home, "list", "--json"))
        assert shelf["set_aside"] == []
        assert {one["id"] for one in shelf["practices"]} == set(by_id)
        for one in shelf["practices"]:
            other = by_id[one["id"]]
            for key in ("title", "about", "length_hint", "tenderness", "anchors"):
                assert one[key] == other[key], (one["id"], key)
            assert one["steps"] == [step["id"] for step in other["step"]]
            assert one["pillars"] == [s["pillar"] for s in other["step"] if "pillar" in s]

        said = ebb(home, "check", *map(str, files))
        assert said.count("can be used.") == 12 and "note" not in said, said

        own = pathlib.Path(home) / ".local/share/ebb/practices"
        own.mkdir(parents=True)
        copy = own / "steady-place.practice"
        text = (SOURCE / "practices/steady-place.practice").read_text("utf-8")
        copy.write_text(text.replace('lasts = "4 min"', 'last = "4 min"'), "utf-8")
        said = ebb(home, "check", str(copy), status=2)
        assert re.search(r'steady-place\.practice:\d+: .*"last".*"lasts"', said), said
        shelf = json.loads(ebb(home, "list", "--json"))
        assert len(shelf["practices"]) == 12 and len(shelf["set_aside"]) == 1
        copy.write_text(text.replace("near and far?", "far and near?"), "utf-8")
        shelf = {one["id"]: one for one in json.loads(ebb(home, "list", "--json"))["practices"]}
        assert shelf["steady-place"]["replaces"] and shelf["steady-place"]["place"] == "person"
        assert "aside" in ebb(home, "restore", "steady-place")
        assert not copy.exists() and (own / "steady-place.practice.aside").exists()

        never_begun(home)

        said = ebb(home, "preview", "pocket-minute", "--speed", "1000")
        assert "A minute on our own side." in said and "Off we go, as we are." in said, said


main()
