// Sums over blocks and grids whose order depends on nothing but the launch, so that every run gives the same bits.
#pragma once

#include "kernels.cuh"

constexpr unsigned ALL_LANES = 0xFFFFFFFF;

__device__ __forceinline__ int threadOfBlock() { return int(threadIdx.y * blockDim.x + threadIdx.x); }

// The sum over a whole warp, the same bits in every lane.
template <typename T> __device__ __forceinline__ T warpSum(T value) {
    for (int by = 16; by > 0; by /= 2) {
        value += __shfl_xor_sync(ALL_LANES, value, by);
    }
    return value;
}

// The sum over a block of whole warps; every thread calls it, and gets it.
template <typename T> __device__ T blockSum(T value) {
    __shared__ T ofWarps[32];
    int thread = threadOfBlock();
    int warps = int(blockDim.x * blockDim.y) / 32;
    value = warpSum(value);
    if (warps == 1) {
        return value;
    }
    if (thread % 32 == 0) {
        ofWarps[thread / 32] = value;
    }
    __syncthreads();
    T sum = ofWarps[0];
    for (int warp = 1; warp < warps; warp++) {
        sum += ofWarps[warp];
    }
    __syncthreads(); // the next sum writes there again
    return sum;
}

// Whether this block is the last of the grid to come here; what the others wrote before is visible to it then. Every thread calls it.
// `ticket` is 0 before the launch, and after it. The first barrier puts what all threads of the block wrote before the one thread's
// fence, the fence puts it before the ticket; and the other way round behind the ticket.
__device__ __forceinline__ bool lastBlock(unsigned *ticket) {
    __shared__ bool last;
    __syncthreads();
    if (threadOfBlock() == 0) {
        __threadfence();
        last = atomicAdd(ticket, 1u) == gridDim.x * gridDim.y - 1;
        if (last) {
            *ticket = 0;
        }
        __threadfence();
    }
    __syncthreads();
    return last;
}
