"""F43: a practice is tried out, written while it runs, run again in another tone, and with a journal
key, a star and a mark on the way. Every file of every XDG folder is afterwards what it was before, to
the byte and the second; a file that cannot be read gets its sentence and stops nothing. Without
--try the same keys do change something, or this would prove nothing."""

import hashlib
import os
import shutil
import time

from house import BIN, LONG, SOURCE, Program, house

XVFB = ["xvfb-run", "-a", "-s", "-screen 0 1280x720x24 -noreset"]
KEYS = ("0.5:c,0.7:down,0.8:right,0.9:escape,1:space,1.3:m,1.6:-,2:h,2.4:escape,2.6:j,2.8:space,3:l,"
        "3.2:down,3.4:k,3.6:x,3.8:escape,4:space,4.3:e,4.6:escape")


def hashed(folders):
    """Names, modes, times and contents of all there is."""
    all_of_it = hashlib.sha256()
    for folder in folders:
        for path in sorted([folder, *folder.rglob("*")]):
            about = path.lstat()
            all_of_it.update(f"{path} {about.st_mode} {about.st_mtime_ns}".encode())
            if path.is_file():
                all_of_it.update(path.read_bytes())
    return all_of_it.hexdigest()


def window(folder, *words):
    environment = {**os.environ, "HOME": str(folder / "home"), "XDG_RUNTIME_DIR": str(folder / "run"),
                   "ASAN_OPTIONS": "detect_leaks=0"}
    for kind in ["data", "config", "cache", "state"]:
        environment[f"XDG_{kind.upper()}_HOME"] = str(folder / kind)
    return Program("ebb-visualizer", "--size", "360x240", "--seconds", "7", "--keys", KEYS, *words,
                   on=XVFB, env=environment)


def folders_of_somebody(folder):
    folders = [folder / kind for kind in ["data", "config", "cache", "state", "run"]]
    for one in [*folders, folder / "home", folder / "written"]:
        one.mkdir(mode=0o700)
    (folder / "data/ebb").mkdir(mode=0o700)
    (folder / "data/ebb/screen.toml").write_text('colours = "light"\nfirm_tone = true\n')
    return folders


with house() as folder:
    folders = folders_of_somebody(folder)
    tried = folder / "written/steady-place.practice"
    shutil.copy(SOURCE / "practices/steady-place.practice", tried)
    text = tried.read_text()
    before = hashed(folders)
    with window(folder, "--try", tried) as trying:
        time.sleep(2.5)  # the file is written while it is open: it cannot say that it is
        tried.write_text(text.replace("lasts", "last", 1))
        time.sleep(1.5)
        tried.write_text(text.replace("title = ", 'title = "Tried: " # ', 1))
        out, err, status = trying.until_over()
    assert status == 0, err
    assert '"lasts"' in err, f"the broken file was read again, and its sentence said: {err!r}"
    assert hashed(folders) == before, "a try-out left something behind"

    with window(folder, "--practice", tried) as kept:
        out, err, status = kept.until_over()
    assert status == 0, err
    assert hashed(folders) != before, "the keys would have changed something"

    with window(folder, "--try", "nobody-wrote-this") as refused:
        out, err, status = refused.until_over()
    assert status == 2 and "nobody-wrote-this" in err, (status, err)
print("a try-out left everything as it was")
