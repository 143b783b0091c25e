// What lies on the device already, laid out anew, and looked through.
#include "kernels.cuh"

// A batch as the host pads it, to rows as the device pads them; padding becomes zero.
struct SpreadArgs {
    const float *from;
    float *to;
    int rows, columns, fromStride, toStride;
};
KERNEL(spread_batch, SpreadArgs) {
    int column = blockIdx.x * blockDim.x + threadIdx.x;
    if (column >= a.toStride) {
        return;
    }
    for (int row = blockIdx.y * blockDim.y + threadIdx.y; row < a.rows; row += gridDim.y * blockDim.y) {
        a.to[(long long) row * a.toStride + column] = column < a.columns ? a.from[(long long) row * a.fromStride + column] : 0.0f;
    }
}

// As many numbers, one after the other; from a null pointer zeros.
struct CopyArgs {
    const float *from;
    float *to;
    long long count;
};
KERNEL(copy_numbers, CopyArgs) {
    long long step = (long long) gridDim.x * blockDim.x;
    for (long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x; i < a.count; i += step) {
        a.to[i] = a.from ? a.from[i] : 0.0f;
    }
}

// Whether all numbers of the columns that mean something are finite: 1 or 0. One block.
struct FiniteArgs {
    const float *values;
    long long *answer;
    long long count; // padding included
    int columns, stride;
};
KERNEL(all_finite, FiniteArgs) {
    int bad = 0;
    for (long long i = threadIdx.x; i < a.count; i += blockDim.x) {
        float value = a.values[i];
        bad |= !(value - value == 0.0f) && i % a.stride < a.columns;
    }
    bad = __syncthreads_or(bad);
    if (threadIdx.x == 0) {
        *a.answer = !bad;
    }
}
