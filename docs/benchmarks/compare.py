#!/usr/bin/python3
"""Compares a training step in Thresher with PyTorch's and libtorch's: long-lived processes that take turns, on the same machine.

Writes a table (Markdown) and all that was measured (JSON). Debian: apt-get install --no-install-recommends python3-torch libopenblas0-pthread maven
"""

import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
NETWORKS = ["lenet-300-100", "lenet-5-caffe", "lstm-a", "lstm-b", "vgg-16", "wrn-16-8"]
LEAST = 3  # rounds
SLOW_ROUND = 60  # seconds: where a round takes longer, two must do
REST = 0.4  # seconds between turns: thread pools of OpenMP and of MKL spin for a while after their work, on the cores of whoever comes next
TITLES = {"pytorch": "PyTorch", "libtorch": "libtorch", "thresher": "Thresher"}


class Failure(Exception):
    """One line on what went wrong."""


class Program:
    """A process that answers 'ITEM SECONDS' with JSON."""

    def __init__(self, name, command, environment, errors):
        self.name, self.errors = name, errors
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=open(errors, "w", encoding="utf-8"),
                                        env={**os.environ, **environment}, text=True, encoding="utf-8")
        self.offer = self.read()

    def ask(self, item, seconds):
        time.sleep(REST)
        self.process.stdin.write(f"{item} {seconds}\n")
        self.process.stdin.flush()
        return self.read()["milliseconds"]

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            said = Path(self.errors).read_text(encoding="utf-8").strip().splitlines()
            raise Failure(f"{self.name} ended: {said[-1] if said else 'it said nothing'}")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)


def parse():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("networks", nargs="*", metavar="NETWORK", help=f"of {', '.join(NETWORKS)}; all of them if none is named")
    p.add_argument("--threads", type=int, default=2, help="of every program (2)")
    p.add_argument("--remaining", default="1,0.1,0.03", help="remaining ratios of Thresher's masked steps (1,0.1,0.03)")
    p.add_argument("--rounds", type=int, default=7, help="at most so many (7)")
    p.add_argument("--minutes", type=float, default=3, help="for each network, about; at least three rounds, or two where one takes over a minute (3)")
    p.add_argument("--seconds", type=float, default=1, help="of a turn; a step that takes longer is taken once (1)")
    p.add_argument("--lstm-masks", choices=("step", "batch"), default="step",
                   help="PyTorch's LSTM masks: made at every time step, as the published implementation does (default), or once a batch")
    p.add_argument("--without", default="", help="programs to leave out: pytorch, libtorch; for one network alone: libtorch:wrn-16-8")
    p.add_argument("--device", choices=("cpu", "cuda"), default="cpu", help="what computes; cuda leaves libtorch out (cpu)")
    p.add_argument("--precision", choices=("fp32", "tf32"), default="fp32", help="of products and convolutions on the GPU (fp32)")
    p.add_argument("--out", default="compare", help="name of the files written, without .md and .json (compare)")
    args = p.parse_args()
    for network in args.networks:
        if network not in NETWORKS:
            p.error(f"no network '{network}'; known: {', '.join(NETWORKS)}")
    args.networks = args.networks or NETWORKS
    args.without = [name for name in args.without.split(",") if name] + (["libtorch"] if args.device == "cuda" else [])
    for name in args.without:
        program, _, network = name.partition(":")
        if program not in ("pytorch", "libtorch") or network and network not in NETWORKS:
            p.error(f"--without {name}: not pytorch or libtorch, alone or with one of the networks behind a colon")
    return args


def left_out(args, program, network):
    return program in args.without or f"{program}:{network}" in args.without


def commands(args, network):
    """Name, command and environment of each program that is compared."""
    place = ["--device", "cuda", "--precision", args.precision] if args.device == "cuda" else []
    threads = {"OMP_NUM_THREADS": str(args.threads), "OPENBLAS_NUM_THREADS": str(args.threads), "MKL_NUM_THREADS": str(args.threads)}
    if not left_out(args, "pytorch", network):
        yield ("pytorch", [os.environ.get("PYTHON", "/usr/bin/python3"), str(HERE / "pytorch_turns.py"), network, "--threads", str(args.threads), "--remaining",
                           "1,0.03", "--lstm-masks", args.lstm_masks, *place], threads)
    if not left_out(args, "libtorch", network):
        folder = HERE / "libtorch"
        yield ("libtorch", ["java", "-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true", f"-Dai.djl.pytorch.num_threads={args.threads}",
                            "-Dai.djl.pytorch.num_interop_threads=1", f"-DDJL_CACHE_DIR={folder / 'target' / 'djl'}", "-cp",
                            f"{folder / 'target' / 'classes'}:{(folder / 'target' / 'classpath').read_text()}", "LibtorchTurns", network], threads)
    yield ("thresher", [os.environ.get("THRESHER", str(HERE.parent.parent / "thresher")), "bench", network, "--threads", str(args.threads),
                        "--remaining", args.remaining, "--by-turns", *place], {})


def build_libtorch():
    folder = HERE / "libtorch"
    done = subprocess.run(["mvn", "-q", "compile", "dependency:build-classpath", "-Dmdep.outputFile=target/classpath"], cwd=folder, text=True,
                          capture_output=True, check=False)
    if done.returncode:
        raise Failure(f"the build of {folder} failed: {next((l for l in done.stdout.splitlines() if 'ERROR' in l), done.stderr.strip())}; --without libtorch leaves it out")


def compare(args, network, work):
    """Milliseconds of every round by 'program item'."""
    programs = []
    try:
        for name, command, environment in commands(args, network):
            programs.append(Program(name, command, environment, work / f"{name}.errors"))
        items = [(program, item) for program in programs for item in program.offer["items"] if not item.startswith("evaluation")]
        started = time.monotonic()
        for program, item in items:  # compilers, caches and memory settle
            warm = time.monotonic()
            for _ in range(3):
                program.ask(item, args.seconds)
                if time.monotonic() - warm > 4 * args.seconds:
                    break
        rounds = {f"{program.name} {item}": [] for program, item in items}
        took = 0
        for number in range(args.rounds):
            now = time.monotonic()
            if number >= (LEAST - 1 if took > SLOW_ROUND else LEAST) and now - started > 60 * args.minutes:
                break
            for program, item in items:
                rounds[f"{program.name} {item}"].append(program.ask(item, args.seconds))
            took = time.monotonic() - now
            print(f"{network}: round {number + 1}, {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
        offers = {program.name: {k: v for k, v in program.offer.items() if k != "items"} for program in programs}
        for program in programs:
            program.close()
        return {"rounds": rounds, "programs": offers}
    finally:
        for program in programs:
            if program.process.poll() is None:
                program.process.kill()


def table(results):
    """Markdown: one row a network and item; ratios of the medians, and in brackets of the lowest rounds, which other work disturbs least."""
    lines = ["| network | step | median ms | lowest | highest | PyTorch masked / this | PyTorch dense / this | libtorch dense / this |",
             "|---|---|---|---|---|---|---|---|"]
    for network, result in results.items():
        rounds = result["rounds"]
        for name, values in rounds.items():
            program, item = name.split()
            version = result["programs"][program].get({"pytorch": "torch", "libtorch": "libtorch"}.get(program), "").split("a0")[0].split("+")[0]
            what = "dense" if item == "dense" else f"masked, {float(item.removeprefix('masked-')):.0%} remaining"
            ratios = [f"{statistics.median(rounds[peer]) / statistics.median(values):.2f} ({min(rounds[peer]) / min(values):.2f})"
                      if peer in rounds and peer != name else "" for peer in ("pytorch masked-1", "pytorch dense", "libtorch dense")]
            lines.append(f"| {network} | {' '.join(filter(None, (TITLES[program], version)))}, {what} | {statistics.median(values):.3f} | {min(values):.3f} | {max(values):.3f} | {' | '.join(ratios)} |")
    return "\n".join(lines) + "\n"


def cpu():
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as lines:
        return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.processor())


def where(results, args):
    """The GPU, as PyTorch calls it, where one computes."""
    gpus = [offer["gpu"] for result in results.values() for offer in result["programs"].values() if "gpu" in offer]
    return f"{gpus[0] if gpus else 'GPU'}, {args.precision}; " if args.device == "cuda" else ""


def main():
    args = parse()
    work = HERE / "libtorch" / "target"
    work.mkdir(parents=True, exist_ok=True)
    if not all(left_out(args, "libtorch", network) for network in args.networks):
        build_libtorch()
    machine = {"date": datetime.date.today().isoformat(), "cpu": cpu(), "cores": os.cpu_count(), "threads": args.threads, "turn_seconds": args.seconds,
               "lstm_masks": args.lstm_masks, "load_before": os.getloadavg()[0]}
    results = {}
    for network in args.networks:
        results[network] = compare(args, network, work)
        machine["load_after"] = os.getloadavg()[0]
        # after every network: what is measured is not lost with what comes after
        Path(args.out + ".json").write_text(json.dumps({"machine": machine, "networks": results}, indent=1) + "\n", encoding="utf-8")
        heading = (f"Measured {machine['date']} by `compare.py`: {where(results, args)}{machine['cpu']}, {machine['cores']} cores, {args.threads} threads, turns of about {args.seconds:g} s; "
                   f"load average {machine['load_before']:.1f} before, {machine['load_after']:.1f} after.\n\n")
        Path(args.out + ".md").write_text(heading + table(results), encoding="utf-8")
    print(table(results))


if __name__ == "__main__":
    try:
        main()
    except (Failure, OSError) as problem:
        sys.exit(f"compare.py: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)
