// Four neighbouring floats, read and written at once. Tensors begin at multiples of 256 bytes, rows of activations at multiples of 128.
#pragma once

#include "kernels.cuh"

struct Quad {
    float at[4];
};

__device__ __forceinline__ Quad load(const float *from) {
    float4 v = *reinterpret_cast<const float4 *>(from);
    return {{v.x, v.y, v.z, v.w}};
}

__device__ __forceinline__ void store(float *to, const Quad &q) {
    *reinterpret_cast<float4 *>(to) = make_float4(q.at[0], q.at[1], q.at[2], q.at[3]);
}

// Which thread of a grid of one dimension this is: fewer than 2^32.
__device__ __forceinline__ unsigned threadOfGrid() { return blockIdx.x * blockDim.x + threadIdx.x; }

// Calls whole(from) where four entries begin at `from`, else single(entry) for each that is left: a thread a quad.
template <typename Whole, typename Single> __device__ __forceinline__ void onQuads(long long entries, Whole whole, Single single) {
    long long from = 4LL * threadOfGrid();
    if (from + 4 <= entries) {
        whole(from);
    } else {
        for (; from < entries; from++) {
            single(from);
        }
    }
}
