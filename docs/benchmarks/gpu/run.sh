#!/bin/sh
# One command for a machine with an NVIDIA GPU and its driver: checks every kernel against the plain EJML backend, meets the golden files, runs
# the memory checker on a short training, times the networks beside PyTorch where Python has it, and own products beside cuBLAS's where that is found,
# and ends with one table.
# Usage: ./run.sh [fp32|tf32|both]     (both)     in the folder that bundle.sh made; or docs/benchmarks/gpu/run.sh, which makes it first.
# What is measured lies in the folder results, or where OUT points. Exit 1 where a check failed.
set -u

here=$(cd "$(dirname "$0")" && pwd)
if [ ! -d "$here/runtime" ]; then
    [ -d "$here/bundle" ] || "$here/bundle.sh" || exit
    exec "$here/bundle/run.sh" "$@"
fi
case ${1:-both} in
    both) precisions="fp32 tf32" ;;
    fp32 | tf32) precisions=$1 ;;
    *)
        echo "run.sh: '$1' is none of fp32, tf32, both" >&2
        exit 2
        ;;
esac
out=${OUT:-$here/results}
mkdir -p "$out" || exit 2
java=$here/runtime/bin/java
thresher="$here/thresher"
started=$(date +%s)
failed=$out/failed # a file, since what is piped runs in a shell of its own
rm -f "$failed"

say() { printf '\n== %s (%s s)\n' "$1" $(($(date +%s) - started)); }
check() { # name, log, command: one line of what came of it
    name=$1 log=$2
    shift 2
    if "$@" >"$log" 2>&1; then
        echo "ok      $name"
    else
        echo "FAILED  $name: see $log"
        tail -n 5 "$log"
        : >"$failed"
    fi
}

cat >"$thresher" <<'LAUNCHER'
#!/bin/sh
home=$(cd "$(dirname "$0")" && pwd)
exec "$home/runtime/bin/java" -XX:MaxRAMPercentage=70 -jar "$home/thresher.jar" "$@"
LAUNCHER
chmod +x "$thresher"

say "Machine"
"$thresher" doctor | tee "$out/doctor.txt"

say "Kernels against the plain EJML backend, golden files"
cd "$here/house/engine" || exit 2
check "every kernel, golden files, resuming from CPU to GPU and back" "$out/kernels.txt" "$java" -Dthresher.real-gpu=true -Dthresher.sparse=always -Xmx8g \
    --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -jar "$here/junit.jar" execute --disable-banner --details=tree --fail-if-no-tests \
    --class-path "tests:$here/thresher.jar:$(echo "$here"/lib/*.jar | tr ' ' ':')" --scan-class-path tests \
    --include-classname 'dev\.thresher\.engine\.(backend\.cpu\.(\w+AgainstOracle|MaskRules|MaskChanges|Adam|Dropout|BatchNorm|Lstm|Pooling)|backend\.cuda\.(Cublas|Guard|Launch|SparseProducts|TileAgainstOracle|Unpacking)|golden\.\w+|train\.(Divergence|Commands|Resume|Reset|RunEvaluation|OnGpu))Test'
grep -E "tests (successful|failed|skipped|aborted)" "$out/kernels.txt"
cd "$here" || exit 2

say "The same seed, the same bits; memory checker"
run() { "$thresher" train lenet-300-100 --dataset synth-digits --device cuda --threads 2 --batch 64 --steps "$1" --out "$2"; }
rm -rf "$out/bits-1" "$out/bits-2" "$out/checked"
check "a training of 200 steps" "$out/bits-1.txt" run 200 "$out/bits-1"
check "the same again" "$out/bits-2.txt" run 200 "$out/bits-2"
check "the same parameters, bit by bit" "$out/bits.txt" cmp "$out/bits-1/weights-last.safetensors" "$out/bits-2/weights-last.safetensors"
sanitizer=$(command -v compute-sanitizer || ls /usr/local/cuda*/bin/compute-sanitizer 2>/dev/null | tail -n 1)
if [ -n "$sanitizer" ]; then
    for tool in memcheck racecheck; do
        check "$tool on 20 steps" "$out/$tool.txt" timeout 120 "$sanitizer" --tool $tool --target-processes all --error-exitcode 9 \
            "$java" -jar "$here/thresher.jar" train lenet-5-caffe --dataset synth-digits --device cuda --batch 64 --steps 20 --out "$out/checked-$tool"
    done
else
    echo "skipped  memory checker: no compute-sanitizer on this machine"
fi

python=${PYTHON:-python3}
for precision in $precisions; do
    say "Steps, $precision"
    if "$python" -c 'import torch, sys; sys.exit(not torch.cuda.is_available())' 2>/dev/null; then
        PYTHON=$python THRESHER=$thresher "$python" "$here/compare.py" --device cuda --precision "$precision" --rounds 3 --minutes 0.3 --seconds 0.3 \
            --threads 4 --out "$out/compare-$precision" 2>>"$out/compare.txt" || : >"$failed"
    else
        echo "no PyTorch with a GPU for $python: Thresher alone"
        for network in lenet-300-100 lenet-5-caffe lstm-a lstm-b vgg-16 wrn-16-8; do
            "$thresher" bench $network --device cuda --precision "$precision" --threads 1 --seconds 0.5 || : >"$failed"
        done | tee "$out/bench-$precision.txt"
    fi
done

if "$thresher" doctor | grep -q 'cuBLAS [0-9]'; then
    for precision in $precisions; do
        say "Own products beside cuBLAS's, $precision"
        for network in lenet-300-100 lstm-a lstm-b vgg-16; do
            for use in off on; do
                echo "-- $network, --cublas $use"
                "$thresher" bench $network --device cuda --precision "$precision" --cublas $use --threads 1 --seconds 0.5 --remaining 1 || : >"$failed"
            done
        done | tee "$out/cublas-$precision.txt"
    done
    echo "-- what trials found, a product a line"
    cat "${XDG_CACHE_HOME:-$HOME/.cache}"/thresher/cublas/*.txt 2>/dev/null | tee "$out/cublas-verdicts.txt"
else
    say "No cuBLAS on this machine: own products alone"
fi

for precision in $precisions; do
    say "Over non-zeros, $precision: steps by what remains; never, wherever lists have room, where measured"
    : >"$out/sparse-$precision.txt"
    for network in lenet-5-caffe lstm-b vgg-16 wrn-16-8; do
        for way in never always measured; do
            echo "$network, $way" >>"$out/sparse-$precision.txt"
            XDG_CACHE_HOME=$out/cache JAVA_TOOL_OPTIONS=-Dthresher.sparse=$way "$thresher" bench $network --device cuda --precision "$precision" --threads 1 \
                --seconds 0.3 --remaining 1,0.2,0.1,0.05,0.02,0.01 >>"$out/sparse-$precision.txt" 2>>"$out/sparse.txt" || : >"$failed"
        done
    done
    cat "$out/sparse-$precision.txt"
done

say "What was measured"
echo "Products over all entries and over non-zeros, lists included; entries to a non-zero from which on they are multiplied alone (0: never):"
cat "$out"/cache/thresher/sparse/*.txt
"$thresher" doctor | grep -i gpu
for precision in $precisions; do
    [ ! -f "$out/compare-$precision.md" ] || cat "$out/compare-$precision.md"
done
if [ -e "$failed" ]; then
    say "Something failed, see above"
    exit 1
fi
say "Everything passed"
