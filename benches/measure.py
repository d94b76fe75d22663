"""What the benchmarks share: running a program and seeing what it used, comparing folders, tables, scratch folders."""
import contextlib
import json
import os
import pathlib
import platform
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent


def say(text):
    """A line for whoever waits; results alone go to standard output."""
    print(text, file=sys.stderr, flush=True)


def stop(text):
    say(f"benches: {text}")
    raise SystemExit(1)


# Runs a program and writes what it used to file 3. The kernel counts what a process held before it became the program as the
# program's, so it is started by something small and not by a benchmark that holds lists of files.
STARTER = """
import json, os, sys, time
begun = time.perf_counter()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - begun
os.write(3, json.dumps([wall, os.waitstatus_to_exitcode(status), usage.ru_utime, usage.ru_stime, usage.ru_maxrss]).encode())
"""


class Use:
    """What one run of a program used. Times in seconds, memory in megabytes."""

    def __init__(self, wall, user, sys_, peak, out, told):
        self.wall, self.user, self.sys = wall, user, sys_
        # The kernel counts in kilobytes, on a Mac in bytes.
        self.peak = peak / (1e6 if sys.platform == "darwin" else 1e3)
        self.out, self.told = out, told
        self.written = self.removed = 0

    def stages(self):
        """Where the time went, if the program says so: lines such as `  read    0.12 s`."""
        lines = re.findall(r"^\s+(\S[^\n]*?)\s+(\d+(?:\.\d+)?)\s*(ms|s)\b", self.told, re.M)
        return {stage: float(time) / (1000 if unit == "ms" else 1) for stage, time, unit in lines}


def run(command, **options):
    """Runs a program to its end. One that fails ends the benchmark: its time would mean nothing."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as used:
        starter = [sys.executable, "-I", "-S", "-c", f"import os; os.dup2({used.fileno()}, 3)\n{STARTER}"]
        subprocess.run([*starter, *(str(word) for word in command)], stdin=subprocess.DEVNULL, stdout=out, stderr=told,
                       pass_fds=[used.fileno()], check=False, **options)
        texts = []
        for file in (out, told, used):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    if not texts[2]:
        stop(f"{command[0]} cannot be started\n{texts[1][-2000:]}")
    wall, code, user, sys_, peak = json.loads(texts[2])
    if code != 0:
        stop(f"{' '.join(str(word) for word in command)} ended with {code}\n{texts[0][-2000:]}{texts[1][-2000:]}")
    return Use(wall, user, sys_, peak, *texts[:2])


def settle():
    """What earlier steps left to be written must not be paid for by the next."""
    if hasattr(os, "sync"):
        os.sync()


def files(folder):
    """Every file beneath a folder with what tells that it was written again."""
    found, open_folders = {}, [str(folder)]
    while open_folders:
        with os.scandir(open_folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    open_folders.append(entry.path)
                elif not entry.name.startswith(".newsprint"):
                    stat = entry.stat(follow_symlinks=False)
                    found[entry.path] = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
    return found


def compare(before, after):
    """Files written and files removed."""
    return sum(before.get(path) != mark for path, mark in after.items()), len(before.keys() - after.keys())


def size(folder):
    """Files and megabytes of a folder."""
    found = files(folder)
    return len(found), sum(mark[2] for mark in found.values()) / 1e6


def remove(folder):
    if os.path.lexists(folder):
        shutil.rmtree(folder)


def copy_tree(source, target):
    """The yardstick: what it costs this machine, now, to make so many files with these bytes."""
    remove(target)
    settle()
    used = run(["cp", "-r", source, target])
    remove(target)
    return used


def median(uses, what):
    return statistics.median(getattr(use, what) for use in uses)


@contextlib.contextmanager
def scratch(place):
    """A folder in memory or on disk that is gone afterwards, however the benchmark ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if place == "tmpfs":
        parent = pathlib.Path("/dev/shm")
        if not (parent.is_dir() and os.access(parent, os.W_OK)):
            stop("there is no /dev/shm on this machine; use --on disk")
    else:
        # The system's temporary folder is often in memory; where the build is, there is a disk.
        parent = REPOSITORY / "target"
        parent.mkdir(exist_ok=True)
    folder = tempfile.mkdtemp(prefix="newsprint-bench-", dir=parent)
    try:
        yield pathlib.Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def program(given, profile="release"):
    """The program to measure, built first unless one is given."""
    if given:
        path = pathlib.Path(given).resolve()
        if not path.is_file():
            stop(f"--bin {given}: there is no such file")
        return path
    say(f"cargo build --profile {profile}")
    if subprocess.run(["cargo", "build", "--locked", "--profile", profile], cwd=REPOSITORY).returncode != 0:
        stop("the program cannot be built")
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target"))
    return target / profile / ("newsprint.exe" if os.name == "nt" else "newsprint")


def paper(folder, **options):
    """Writes a paper, in a process of its own."""
    words = []
    for name, value in options.items():
        if value is True:
            words.append(f"--{name.replace('_', '-')}")
        elif value not in (None, False):
            words += [f"--{name.replace('_', '-')}", str(value)]
    remove(folder)
    run([sys.executable, HERE / "corpus.py", folder, *words])


def machine():
    """In a line: how many processors, which kernel."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{count} processors, {platform.machine()}, {platform.system()} {platform.release()}"


def number(value):
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 100 else f"{value:,.0f}"


def table(title, heads, rows, markdown):
    """Prints a table for people, or one for docs/performance.md."""
    cells = [[number(value) for value in row] for row in rows]
    print()
    if markdown:
        print(f"**{title}**\n")
        print("| " + " | ".join(heads) + " |")
        print("|---" + "|--:" * (len(heads) - 1) + "|")
        for row in cells:
            print("| " + " | ".join(row) + " |")
    else:
        widths = [max(len(row[at]) for row in [heads, *cells]) for at in range(len(heads))]
        print(title)
        for row in [heads, *cells]:
            print("  ".join(cell.ljust(width) if at == 0 else cell.rjust(width) for at, (cell, width) in enumerate(zip(row, widths))).rstrip())
    sys.stdout.flush()
