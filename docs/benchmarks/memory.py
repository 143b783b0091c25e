#!/usr/bin/python3
"""Watches a long training: pauses of the garbage collector, safepoints, heap after collections and resident memory, minute by minute.

    memory.py --minutes 10                                        LeNet-300-100 on what is found here
    memory.py --minutes 10 train vgg-16 --dataset cifar-10        any command of thresher that trains
    memory.py --read gc.log                                       only sums up a log

A log of one's own: JAVA_TOOL_OPTIONS=-Xlog:gc*,safepoint:file=gc.log:uptime thresher train ...
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

THRESHER = Path(__file__).resolve().parent.parent.parent / "thresher"
UPTIME = r"^\[(\d+[.,]\d+)s\]"
PAUSE = re.compile(UPTIME + r".*GC\(\d+\) (Pause .*?) (\d+)M->(\d+)M\(\d+M\) (\d+[.,]\d+)ms")
SAFEPOINT = re.compile(UPTIME + r'.*Safepoint "(\w+)",.* Total:\s*(\d+) ns')


def number(text):
    return float(text.replace(",", "."))


def read(log):
    """Pauses (seconds, what, MiB after, ms) and safepoints (seconds, what, ms) of a log."""
    pauses, safepoints = [], []
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if found := PAUSE.match(line):
                pauses.append((number(found[1]), found[2].strip(), int(found[4]), number(found[5])))
            elif found := SAFEPOINT.match(line):
                safepoints.append((number(found[1]), found[2], int(found[3]) / 1e6))
    return pauses, safepoints


def resident(pid):
    """MiB that a process holds in memory; None once it has ended."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as lines:
            return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), None)
    except OSError:
        return None


def watch(command, minutes, log):
    """Runs the program, then stops it as Ctrl-C does. Returns (seconds, MiB resident) about once a second."""
    options = f"{os.environ.get('JAVA_TOOL_OPTIONS', '')} -Xlog:gc*,safepoint:file={log}:uptime:filecount=0".strip()
    process = subprocess.Popen(command, env={**os.environ, "JAVA_TOOL_OPTIONS": options}, stdout=subprocess.DEVNULL)
    start, samples = time.monotonic(), []
    try:
        while process.poll() is None and time.monotonic() - start < 60 * minutes:
            mib = resident(process.pid)
            if mib is not None:
                samples.append((time.monotonic() - start, mib))
            time.sleep(1)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
    status = process.wait(timeout=120)
    if status not in (0, 130):
        sys.exit(f"memory.py: '{' '.join(command)}' ended with exit code {status} after {time.monotonic() - start:.0f} s")
    return samples


def by_minute(pairs):
    minutes = {}
    for seconds, value in pairs:
        minutes.setdefault(int(seconds // 60), []).append(value)
    return minutes


def summary(pauses, safepoints, samples):
    """All of it for programs."""
    heap = by_minute((seconds, after) for seconds, _, after, _ in pauses)
    rss = by_minute(samples)
    collections = by_minute((seconds, ms) for seconds, _, _, ms in pauses)
    return {
        "collections": len(pauses),
        "longest_pause_ms": max((ms for *_, ms in pauses), default=0.0),
        "longest_pause_after_first_minute_ms": max((ms for seconds, *_, ms in pauses if seconds >= 60), default=0.0),
        "longest_safepoint_ms": max((ms for *_, ms in safepoints), default=0.0),
        "minutes": [{"minute": m + 1, "collections": len(collections.get(m, [])), "longest_pause_ms": max(collections.get(m, [0.0])),
                     "heap_after_mib": max(heap[m]) if m in heap else None, "resident_mib": max(rss[m]) if m in rss else None}
                    for m in sorted(heap.keys() | rss.keys())],
    }


def cell(value, form):
    return "–" if value is None else format(value, form)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--minutes", type=float, default=10, help="how long (10)")
    p.add_argument("--read", metavar="LOG", help="only sum up this log")
    p.add_argument("--log", help="keep the log here")
    p.add_argument("--json", action="store_true", help="also print one JSON object as the last line")
    p.add_argument("command", nargs=argparse.REMAINDER, help="of thresher (train lenet-300-100, epochs without end, into a folder that is removed)")
    args = p.parse_args()
    with tempfile.TemporaryDirectory() as work:
        if args.read:
            log, samples = args.read, []
        else:
            log = os.path.abspath(args.log or os.path.join(work, "gc.log"))
            command = args.command or ["train", "lenet-300-100", "--epochs", "100000", "--out", os.path.join(work, "run")]
            samples = watch([os.environ.get("THRESHER", str(THRESHER)), *command], args.minutes, log)
        try:
            told = summary(*read(log), samples)
        except OSError as e:
            sys.exit(f"memory.py: {log}: {e.strerror}; was the JVM started with -Xlog:gc*,safepoint:file=...?")
    print("| minute | collections | longest pause, ms | heap after, MiB | resident, MiB |\n|---|---|---|---|---|")
    for m in told["minutes"]:
        print(f"| {m['minute']} | {m['collections']} | {m['longest_pause_ms']:.2f} | {cell(m['heap_after_mib'], 'd')} | {cell(m['resident_mib'], '.0f')} |")
    print(f"\n{told['collections']} collections; longest pause {told['longest_pause_ms']:.2f} ms, after the first minute "
          f"{told['longest_pause_after_first_minute_ms']:.2f} ms; longest safepoint {told['longest_safepoint_ms']:.2f} ms")
    if args.json:
        print(json.dumps(told))


if __name__ == "__main__":
    main()
