#!/bin/sh
# Times a masked training step of LeNet-300-100 in PyTorch and in Thresher by turns, and prints the ratio of the medians.
# Usage: docs/benchmarks/compare.sh [ROUNDS] [THREADS]     (5 rounds, 2 threads)
# PYTHON and THRESHER name other programs than /usr/bin/python3 and the checkout's ./thresher.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}
thresher=${THRESHER:-$here/../../thresher}
rounds=${1:-5}
threads=${2:-2}

fail() {
    echo "compare.sh: $1" >&2
    exit 2
}

for number in "$rounds" "$threads"; do
    case $number in '' | *[!0-9]* | 0*) fail "'$number' is not a whole number above 0; usage: compare.sh [ROUNDS] [THREADS]" ;; esac
done
command -v "$python" >/dev/null || fail "no $python; on Debian: apt-get install --no-install-recommends python3-torch libopenblas0-pthread"
"$python" -c 'import torch' 2>/dev/null ||
    fail "$python has no torch; on Debian: apt-get install --no-install-recommends python3-torch libopenblas0-pthread"
[ -x "$thresher" ] || fail "no program at $thresher; set THRESHER to the launcher"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# $1: name, the rest: a command whose last line of output is a JSON object with step_ms_median
measure() {
    name=$1
    shift
    "$@" >"$work/out" 2>"$work/err" || fail "$name failed: $(tail -n 1 "$work/err")"
    tail -n 1 "$work/out" >>"$work/$name"
    tail -n 1 "$work/out" | "$python" -c '
import json, sys
try:
    value = json.load(sys.stdin)["step_ms_median"]
    print(f"{sys.argv[1]:10} round {sys.argv[2]}: {value:.3f} ms a step")
except (ValueError, KeyError, TypeError):
    sys.exit(1)' "$name" "$round" || fail "the last line of $name is no JSON object with a number step_ms_median"
}

round=1
while [ "$round" -le "$rounds" ]; do
    measure pytorch "$python" "$here/pytorch_lenet.py" --threads "$threads" --repeats 3 --json
    measure thresher "$thresher" bench lenet-300-100 --threads "$threads" --json
    round=$((round + 1))
done

"$python" - "$work/pytorch" "$work/thresher" <<'END'
import json
import statistics
import sys

medians, lowest = {}, {}
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as lines:
        values = [json.loads(line)["step_ms_median"] for line in lines]
    name = path.rsplit("/", 1)[1]
    medians[name], lowest[name] = statistics.median(values), min(values)
    print(f"{name:10} median {medians[name]:.3f} ms, lowest {lowest[name]:.3f}, highest {max(values):.3f}")
print(f"pytorch / thresher, medians: {medians['pytorch'] / medians['thresher']:.2f}")
# other work on the machine only ever adds time, so the quietest rounds are a second, steadier witness
print(f"pytorch / thresher, lowest:  {lowest['pytorch'] / lowest['thresher']:.2f}")
END
