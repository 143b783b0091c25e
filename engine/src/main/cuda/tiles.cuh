// What the tiled products share: how an operand's tile lies in shared memory, where its numbers come from, and how the parts of a sum
// that is cut along its length become one.
//
// A product C = A B has A [rows × depth] and B [depth × columns]. An operand whose numbers follow each other along the depth in memory is
// ALONG_DEPTH, else they follow each other across it (along rows of C for A, along columns for B). Numbers come in chunks of four.
#pragma once

#include "kernels.cuh"

constexpr int SEGMENT = 32;   // columns of a batch that are always together: rows of activations are padded to whole ones
constexpr int MOST_TAPS = 64; // of a window; larger ones go the plain way

// Four numbers from `from` on, those from `numbers` on being zero; null: all are zero.
struct Chunk {
    const float *from;
    int numbers;
};

// A tile across the depth lies in shared memory as [depth][width], its quads exchanged so that these touch each bank once: eight threads
// that store chunks along the depth, number by number; a row read in quads; and the fragments of tensor cores in tf32.cu, whose quads lie in rows
// k, k + 1, k + 2, k + 3 or k, k + 4, k + 8, k + 12. Works for widths that are multiples of 32.
__device__ __forceinline__ int exchanged(int k) { return 2 * ((k ^ (k >> 2)) & 3); }

template <int WIDTH> __device__ __forceinline__ int across(int k, int quad) { return k * WIDTH + (quad ^ exchanged(k)) * 4; }

// n / d for magic = ⌈2³² / d⌉, 0 for d = 1; exact where n · d < 2³².
__device__ __forceinline__ int quotient(int n, unsigned magic) { return magic == 0 ? n : int(__umulhi(unsigned(n), magic)); }

__device__ __forceinline__ float4 fetch(const Chunk &chunk) {
    float4 v = make_float4(0, 0, 0, 0);
    if (chunk.from != nullptr) {
        v = *reinterpret_cast<const float4 *>(chunk.from);
        if (chunk.numbers < 4) {
            v.w = 0;
            v.z = chunk.numbers < 3 ? 0 : v.z;
            v.y = chunk.numbers < 2 ? 0 : v.y;
        }
    }
    return v;
}

// Whether this block holds the whole sums of its tile. Where the depth is cut into `splits`, each block leaves its part in memory and
// the last to come adds them up, in their order: so the bits depend on nothing but the shape.
//
// `parts` has splits · tiles · COUNT · THREADS floats; `arrivals` an int a tile, 0 before and after.
template <int COUNT, int THREADS>
__device__ __forceinline__ bool whole(float (&sums)[COUNT], float *parts, unsigned *arrivals, int tile, int tiles, int split, int splits) {
    if (splits == 1) {
        return true;
    }
    const long long apart = (long long) tiles * COUNT * THREADS;
    float *ofTile = parts + (long long) tile * COUNT * THREADS + threadIdx.x;
    for (int i = 0; i < COUNT; i++) {
        ofTile[split * apart + i * THREADS] = sums[i];
    }
    __shared__ bool last;
    __syncthreads();
    if (threadIdx.x == 0) {
        __threadfence();
        last = atomicAdd(arrivals + tile, 1u) == unsigned(splits - 1);
        if (last) {
            arrivals[tile] = 0;
        }
        __threadfence();
    }
    __syncthreads();
    if (!last) {
        return false;
    }
#pragma unroll
    for (int i = 0; i < COUNT; i++) {
        sums[i] = __ldcg(ofTile + i * THREADS);
    }
    for (int s = 1; s < splits; s++) {
#pragma unroll
        for (int i = 0; i < COUNT; i++) {
            sums[i] += __ldcg(ofTile + s * apart + i * THREADS);
        }
    }
    return true;
}
