#!/bin/sh
# Compiles the kernels beside this file to PTX, which is committed: who builds or runs Thresher needs no CUDA toolkit.
#
#     engine/src/main/cuda/compile.sh [--changed] [FOLDER]
#
# FOLDER is where the resources lie; by default those of the engine. With --changed only what is older than its sources is compiled.
# NAME.cu becomes NAME.sm_75.ptx, for every GPU from Turing on; a tf32*.cu becomes NAME.sm_80.ptx, for those with tensor cores for tf32.
# Needs nvcc 13 (another one: NVCC=/path/to/nvcc), which tells its version in the text that it writes.
#
# The PTX says version 7.0, so that drivers from CUDA 11.0 on load it. nvcc writes its own version; nothing that the kernels use is newer
# but hints on which bytes of a load are used, which are left out. The assembler at the end refuses whatever else would be.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
changed=false
if [ "${1:-}" = --changed ]; then
    changed=true
    shift
fi
to=${1:-$here/../resources/dev/thresher/engine/backend/cuda}
nvcc=${NVCC:-nvcc}
command -v "$nvcc" > /dev/null || { echo "compile.sh: no nvcc on the PATH; name one with NVCC=/path/to/nvcc" >&2; exit 2; }
mkdir -p "$to"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$here"
for source in *.cu; do
    name=${source%.cu}
    case $name in tf32*) architecture=80 ;; *) architecture=75 ;; esac
    made=$to/$name.sm_$architecture.ptx
    if $changed && [ -e "$made" ] && [ -z "$(find "$source" *.cuh compile.sh -newer "$made")" ]; then
        continue
    fi
    "$nvcc" -std=c++17 -O3 -arch=compute_$architecture -ptx "$source" -o "$work/$name.ptx"
    sed -e 's/^\.version .*/.version 7.0/' -e '/\.pragma "used_bytes_mask/d' "$work/$name.ptx" > "$work/$name.lowered"
    ptxas=$(dirname "$(command -v "$nvcc")")/ptxas
    "$ptxas" -arch=sm_$architecture --warn-on-spills -o "$work/$name.cubin" "$work/$name.lowered" 2> "$work/$name.log" \
        || { cat "$work/$name.log" >&2; exit 1; }
    grep -v "^ *$" "$work/$name.log" >&2 || true
    mv "$work/$name.lowered" "$made"
    echo "$made"
done
