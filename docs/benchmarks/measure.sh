#!/bin/sh
# Measures anew what the pages of this folder show, and writes them: some 20 minutes, on a machine that does nothing else.
# Usage: docs/benchmarks/measure.sh [compare|sparsity|all]     (all)
set -eu

here=$(cd "$(dirname "$0")" && pwd)
what=${1:-all}
case $what in compare | sparsity | all) ;; *)
    echo "measure.sh: '$what' is none of compare, sparsity, all" >&2
    exit 2
    ;;
esac
mkdir -p "$here/results" "$here/images"

if [ "$what" != sparsity ]; then
    # a step of WideResNet takes libtorch half a minute
    "$here/compare.py" --out "$here/results/compare" --minutes 2.5 --without libtorch:wrn-16-8
fi
if [ "$what" != compare ]; then
    for network in lenet-300-100 lenet-5-caffe vgg-16; do
        "$here/../../thresher" bench "$network" --threads 2 --remaining 1,0.5,0.2,0.1,0.05,0.03,0.02,0.01 \
            --chart "$here/images/step-time-$network.svg" --json >"$here/results/$network.json.part"
        mv "$here/results/$network.json.part" "$here/results/$network.json"
    done
fi
"$here/pages.py"
