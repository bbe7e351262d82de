"""No floor looks up: every #include "floor/..." names a floor that src/CMakeLists.txt allows, and
each foreign library comes in by its own door only. Run by ctest; prints each offence, exits 1."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
uses = {"firmware-protocol": set()}
for table in ("src/CMakeLists.txt", "visualizer/CMakeLists.txt"):
    for name, words in re.findall(r"^ebb_floor\(([\w-]+)([^)]*)\)", (root / table).read_text(), re.M):
        listed = words.split("NEEDS")[0].replace("USES", "").split()
        uses[name] = set(listed)


def below(floor):
    """The floor itself and all that it may look down on, whole way to the ground."""
    seen = {floor}
    waiting = [floor]
    while waiting:
        for lower in uses[waiting.pop()] - seen:
            seen.add(lower)
            waiting.append(lower)
    return seen


# A library and the only places that may include it.
DOORS = [
    (r"<boost/", r"^src/io/(asio|beast)\.hpp$"),
    (r"<SFML/", r"^visualizer/(render|sound|app)/|^visualizer/main\.cpp$"),
    (r"<nlohmann/", r"^src/feed/(.*\.cpp|json_fields\.hpp)$|^src/archive/exports/session_json\.cpp$|^src/io/.*\.cpp$|^src/service/.*\.cpp$"),
    (r"<toml\+\+/|<toml.hpp>", r"^src/guidance/(.*\.cpp|toml_keys\.hpp)$|^visualizer/scene/.*_file\.cpp$"),
    (r"<libserialport\.h>", r"^src/io/.*\.cpp$"),
    (r"<sdbus-c\+\+/", r"^src/io/bluetooth/sdbus\.hpp$"),
    (r"<ft2build|<png.h>", r"^src/report/png\.cpp$"),
    (r"<(cairo|pango)", r"^src/report/page.*$"),
    (r"<sqlite3\.h>", r"^src/archive/(session_file/sqlite|lock/locked_(file|vfs))\.cpp$"),
    (r"<sodium", r"^src/archive/lock/.*\.cpp$"),
    (r"<zlib\.h>", r"^src/archive/session_file/packed_chunks\.cpp$"),
    (r"<edflib\.h>", r"^src/archive/exports/edf_file\.cpp$"),
    (r"<CLI/", r"^src/service/.*\.cpp$|^visualizer/"),
    (r"<(thread|mutex|atomic|future|condition_variable)>", r"^src/(io|archive|service)/|^visualizer/(app|sound)/"),
    (r"<(fstream|filesystem|sys/socket\.h|fcntl\.h|unistd\.h)>",
     r"^src/(io|archive|service|report)/|^visualizer/(app|render|sound)/|^visualizer/main\.cpp$"),
]
CLOCKS = re.compile(r"(steady|system|high_resolution)_clock::now|\btime\(nullptr\)|gettimeofday|clock_gettime")
READS_CLOCK = re.compile(r"^src/(io|service)/|^visualizer/app/")

offences = []
for top in ("src", "visualizer", "firmware-protocol"):
    for path in sorted((root / top).rglob("*")):
        if path.suffix not in {".hpp", ".cpp", ".h", ".c"}:
            continue
        where = path.relative_to(root).as_posix()
        floor = where.split("/")[0] if top == "firmware-protocol" else where.split("/")[1]
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if CLOCKS.search(line) and not READS_CLOCK.search(where):
                offences.append(f"{where}:{number}: reads a clock; time is an argument below io")
            found = re.match(r'\s*#\s*include\s+(?:"([^"]+)"|(<[^>]+>))', line)
            if not found:
                continue
            ours, foreign = found.groups()
            ours = (ours or "").removeprefix("visualizer/")
            if "/" in ours and floor in uses and ours.split("/")[0] not in below(floor):
                offences.append(f"{where}:{number}: {floor} may not look at {ours}")
            for library, door in DOORS:
                if foreign and re.search(library, foreign) and not re.search(door, where):
                    offences.append(f"{where}:{number}: {foreign} has a door elsewhere ({door})")

print("\n".join(offences) or f"{len(uses)} floors, none looks up")
sys.exit(1 if offences else 0)
