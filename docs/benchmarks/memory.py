#!/usr/bin/python3
"""Watches a long training: pauses of the garbage collector, safepoints, heap after collections and resident memory, minute by minute.

    memory.py --minutes 10                                        LeNet-300-100 on what is found here
    memory.py --minutes 10 train vgg-16 --dataset cifar-10        any command of thresher that trains
    memory.py --minutes 70 bench --window --minutes 60            LeNet-300-100 in the window, without a display where there is none
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
PAUSE = re.compile(UPTIME + r".*GC\(\d+\) (?:[YOyo]: )?(Pause .*?) (\d+[.,]\d+)ms")
AFTER = re.compile(UPTIME + r".*GC\(\d+\) (?:Pause|Minor|Major) .*? \d+M(?:\(\d+%\))?->(\d+)M")  # G1's and Serial's pauses, ZGC's collections
AT_END = {"PopulateDumpSharedSpace"}  # the JVM writes its image of classes when all is done
SAFEPOINT = re.compile(UPTIME + r'.*Safepoint "(\w+)",.* Total:\s*(\d+) ns')


def number(text):
    return float(text.replace(",", "."))


def read(log):
    """Pauses (seconds, ms), collections (seconds, MiB after) and safepoints (seconds, ms) of a log."""
    pauses, collections, safepoints = [], [], []
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if found := PAUSE.match(line):
                pauses.append((number(found[1]), number(found[3])))
            if found := AFTER.match(line):
                collections.append((number(found[1]), int(found[2])))
            elif (found := SAFEPOINT.match(line)) and found[2] not in AT_END:
                safepoints.append((number(found[1]), int(found[3]) / 1e6))
    return pauses, collections, safepoints


def resident(pid):
    """MiB that a process holds in memory; None once it has ended."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as lines:
            return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), None)
    except OSError:
        return None


def watch(command, minutes, log):
    """Runs the program, then stops it as Ctrl-C would. Returns (seconds, MiB resident) about once a second."""
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
            process.send_signal(signal.SIGTERM)  # a job of the background is deaf to SIGINT; the run ends as with it
    status = process.wait(timeout=120)
    if status not in (0, 130, 143, -signal.SIGTERM):
        sys.exit(f"memory.py: '{' '.join(command)}' ended with exit code {status} after {time.monotonic() - start:.0f} s")
    return samples


def by_minute(pairs):
    minutes = {}
    for seconds, value in pairs:
        minutes.setdefault(int(seconds // 60), []).append(value)
    return minutes


def summary(pauses, collections, safepoints, samples):
    """All of it for programs."""
    heap, rss, paused = by_minute(collections), by_minute(samples), by_minute(pauses)
    return {
        "collections": len(collections),
        "longest_pause_ms": max((ms for _, ms in pauses), default=0.0),
        "longest_pause_after_first_minute_ms": max((ms for seconds, ms in pauses if seconds >= 60), default=0.0),
        "pauses_above_5_ms": sum(ms > 5 for _, ms in pauses),
        "longest_safepoint_ms": max((ms for _, ms in safepoints), default=0.0),
        "minutes": [{"minute": m + 1, "collections": len(heap.get(m, [])), "longest_pause_ms": max(paused.get(m, [0.0])),
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
          f"{told['longest_pause_after_first_minute_ms']:.2f} ms, {told['pauses_above_5_ms']} above 5 ms; longest safepoint {told['longest_safepoint_ms']:.2f} ms")
    if args.json:
        print(json.dumps(told))


if __name__ == "__main__":
    main()
