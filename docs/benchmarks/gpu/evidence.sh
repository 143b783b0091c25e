#!/bin/sh
# Real training on a GPU: LeNet-300-100 and LeNet-5-Caffe with five seeds at three α on MNIST, then VGG-16 on CIFAR-10 for as many minutes as
# are given, its decays of the learning rate at half and three quarters. Ends with the last line of every run's epochs.csv.
# Usage: ./evidence.sh DATA [MINUTES]     (8)     in the folder that bundle.sh made; DATA holds the data sets. Run folders go to results/ or OUT.
set -u

here=$(cd "$(dirname "$0")" && pwd)
data=${1:?the folder of the data sets}
minutes=${2:-8}
out=${OUT:-$here/results}/evidence
mkdir -p "$out" || exit 2
started=$(date +%s)
thresher() { "$here/runtime/bin/java" -XX:MaxRAMPercentage=70 -jar "$here/thresher.jar" "$@"; }
left() { echo $((60 * minutes - $(date +%s) + started)); }

for network in lenet-300-100 lenet-5-caffe; do
    for alpha in 1e-4 5e-4 1e-3; do
        for seed in 1 2 3 4 5; do
            [ "$(left)" -gt 0 ] || break 3
            thresher train $network --device cuda --dataset mnist --data "$data" --alpha $alpha --epochs 20 --seed $seed --quiet \
                --out "$out/$network-$alpha-$seed" || echo "$network, α = $alpha, seed $seed: failed" >&2
        done
    done
done
# One epoch tells how many fit into what is left.
if [ "$(left)" -gt 30 ]; then
    before=$(date +%s)
    thresher train vgg-16 --device cuda --dataset cifar-10 --data "$data" --epochs 1 --quiet --out "$out/vgg-16-pace"
    epochs=$(($(left) / ($(date +%s) - before + 1)))
    if [ "$epochs" -ge 4 ]; then
        thresher train vgg-16 --device cuda --dataset cifar-10 --data "$data" --learning-rate 0.05 --warm-up 1 --augment pad-crop-flip \
            --epochs $epochs --lr-decay $((epochs / 2)),$((3 * epochs / 4)) --quiet --out "$out/vgg-16-$epochs"
    fi
fi
for run in "$out"/*/; do
    printf '%s: %s\n' "$(basename "$run")" "$(tail -n 1 "$run/epochs.csv")"
done
