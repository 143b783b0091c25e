#!/usr/bin/python3
"""Puts what was measured into the pages: the table of compare.py into README.md, those of `thresher bench` into sparsity.md.

    pages.py                    from results/compare.md and results/NETWORK.json
"""

import datetime
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
BEGIN, END = "<!-- compare.py: begin -->\n", "<!-- compare.py: end -->\n"
TITLES = {"lenet-300-100": "LeNet-300-100", "lenet-5-caffe": "LeNet-5-Caffe", "vgg-16": "VGG-16"}


def readme():
    page, table = HERE / "README.md", RESULTS / "compare.md"
    if not table.is_file():
        print(f"{table} is not there: README.md stays as it is", file=sys.stderr)
        return
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    page.write_text(before + BEGIN + table.read_text(encoding="utf-8") + END + after, encoding="utf-8")


def section(network, report, day):
    first = report["measured"][0]
    evaluations = {run["asked"]: run for run in first["evaluations"] if run["method"] == "dst"}
    lines = [f"## {TITLES[network]}, batch {report['batch']}\n", f"![Time of a step against the remaining ratio](images/step-time-{network}.svg)\n",
             f"{day}; {report['cpu']}; {report['backend']}, {first['threads']} threads, about {report['seconds']:g} s each; {report['jvm']}; Thresher {report['thresher']}.\n",
             f"| remaining | step, median ms | lowest | highest | times as fast as the dense step | evaluation of {report['evaluation_batch']}, times as fast as dense |",
             "|---|---|---|---|---|---|"]
    for run in first["steps"]:
        ms = run["milliseconds"]
        name = "dense" if run["method"] == "dense" else f"{run['remaining']:.2%}"
        evaluation = f"{evaluations[run['asked']]['times_as_fast_as_dense']:.2f}" if run["method"] == "dst" else ""
        faster = f"{run['times_as_fast_as_dense']:.2f}" if run["method"] == "dst" else ""
        lines.append(f"| {name} | {ms['median']:.3f} | {ms['min']:.3f} | {ms['max']:.3f} | {faster} | {evaluation} |")
    masking = first["masking"]
    lines.append(f"\nMasking adds {masking['added_ms']:.3f} ms to a step in which it removes nothing: {masking['share_of_step']:.1%} of it.\n")
    return "\n".join(lines)


def sparsity():
    parts = []
    for network in TITLES:
        file = RESULTS / f"{network}.json"
        if file.is_file():
            day = datetime.date.fromtimestamp(file.stat().st_mtime).isoformat()
            parts.append(section(network, json.loads(file.read_text(encoding="utf-8")), day))
    if not parts:
        print(f"no reports in {RESULTS}: sparsity.md will say so", file=sys.stderr)
        parts = ["Not measured yet.\n"]
    introduction = """# Step time against remaining ratio

What a training step takes as masks leave fewer weights: as measured (line with marks), the same network trained dense (dashed), and what
it would take were time in proportion to the weights that remain (dotted). Steps of all densities took turns in one process; the masks
are set by thresholds, each row keeps its greatest weights, and a learning rate of 0 keeps them. Activations, batch norm, the update of all
weights and thresholds do not shrink with the masks, so the ideal line is not to be reached.

Made by `docs/benchmarks/measure.sh sparsity`, that is for each network

    ./thresher bench NETWORK --threads 2 --remaining 1,0.5,0.2,0.1,0.05,0.03,0.02,0.01 --chart NETWORK.svg --json

"""
    (HERE / "sparsity.md").write_text(introduction + "\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    try:
        readme()
        sparsity()
    except (OSError, ValueError, KeyError) as problem:
        sys.exit(f"pages.py: {problem}")
