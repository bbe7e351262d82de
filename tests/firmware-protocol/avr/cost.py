"""What the Ebb link costs an ATmega328P, measured: sketch_use.c, which sends HELLO, STREAM, HEARTBEAT,
SAMPLES and TIME replies and listens, compiled with and without it, as the Arduino build does (-Os,
sections collected) and with its link-time optimisation besides. Fails above 2 KiB of flash or 300
bytes of memory, stack included."""

import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
LINK = HERE.parents[2] / "firmware-protocol"
MOST_FLASH = 2048
MOST_MEMORY = 300
FLAGS = ["-mmcu=atmega328p", "-std=c99", "-Os", "-ffunction-sections", "-fdata-sections", f"-I{LINK}"]


def run(*words):
    return subprocess.run([str(word) for word in words], check=True, text=True, capture_output=True).stdout


def size(program):
    """(flash, memory) of a linked program, in bytes."""
    text, data, bss = map(int, run("avr-size", program).splitlines()[1].split()[:3])
    return text + data, data + bss


def build(folder, name, *more):
    program = folder / name
    run("avr-gcc", *FLAGS, "-Wl,--gc-sections", *more, HERE / "sketch_use.c", LINK / "ebb_link.c", "-o", program)
    return program


def deepest_call(folder):
    """The most stack that a call into ebb_link.c takes, from GCC's own figures and the call graph."""
    compiled = folder / "ebb_link.o"
    run("avr-gcc", *FLAGS, "-fstack-usage", "-c", LINK / "ebb_link.c", "-o", compiled)
    own = {}
    for line in compiled.with_suffix(".su").read_text().splitlines():
        where, used, _ = line.split("\t")
        own[where.split(":")[-1].split(".")[0]] = int(used)
    calls = {}
    caller = ""
    for line in run("avr-objdump", "-dr", compiled).splitlines():
        if found := re.match(r"[0-9a-f]+ <(\w+)", line):
            caller = found[1]
        elif found := re.search(r"R_AVR_(?:CALL|13_PCREL)\s+(\.text\.)?(\w+)", line):
            calls.setdefault(caller, set()).add(found[2])

    def deepest(name):
        return own.get(name, 0) + max((deepest(callee) for callee in calls.get(name, set()) - {name}), default=0)

    return max(map(deepest, own))


with tempfile.TemporaryDirectory(prefix="ebb-avr-") as scratch:
    folder = pathlib.Path(scratch)
    bare, _ = size(build(folder, "bare"))
    stack = deepest_call(folder)
    print(f"compiler: {run('avr-gcc', '--version').splitlines()[0]}")
    print("| what | flash, bytes | memory, bytes |")
    print("|---|---|---|")
    over = False
    for name, more in (("sections collected", []), ("and link-time optimisation, as the Arduino IDE does", ["-flto"])):
        program = build(folder, "used", "-DEBB_LINK_USED", *more)
        flash, memory = size(program)
        # The sketch's own main() is no part of it where it can be told apart.
        symbols = run("avr-nm", "-S", program)
        main = 0 if more else int(re.search(r"^\w+ (\w+) T main$", symbols, re.M)[1], 16)
        cost = flash - bare - main
        print(f"| {name} | {cost} | {memory} + {stack} of stack |")
        over = over or cost > MOST_FLASH or memory + stack > MOST_MEMORY
    compiled = folder / "everything.o"
    run("avr-gcc", *FLAGS, "-c", LINK / "ebb_link.c", "-o", compiled)
    print(f"| every function there is | {size(compiled)[0]} | |")
    if over:
        sys.exit(f"more than {MOST_FLASH} bytes of flash or {MOST_MEMORY} of memory")
