// Masks, their gradients, and the sparse loss.
#include "reduce.cuh"

enum ThresholdLayout { ONE, ROW, ENTRY };

constexpr int REFRESH_ENTRIES = 4; // a thread

struct RefreshMaskArgs {
    const int *guard;
    const float *w;
    float *t;
    float *p;
    unsigned long long *counters; // kept, pruned, recovered; and as 4-byte number the ticket: all 0 before and after
    long long *result;            // kept, pruned, recovered; whether thresholds were reset; and then kept and recovered
    int entries;
    int columns;
    int layout;
    int resetPercent;
};

__device__ __forceinline__ int thresholdOf(const RefreshMaskArgs &a, int at) {
    return a.layout == ENTRY ? at : a.layout == ROW ? at / a.columns : 0;
}

__device__ __forceinline__ bool keeps(float w, float t) { return !(fabsf(w) - t <= 0); } // NaN stays, to be seen

// Three counts below 2^21 in one number, so that one sum does.
__device__ __forceinline__ unsigned long long packed(bool kept, bool pruned, bool recovered) {
    return (unsigned long long) kept | (unsigned long long) pruned << 21 | (unsigned long long) recovered << 42;
}

// P = W where |W| > t, else 0, counted against the P that was there. The block that is done last decides on the reset: then all
// thresholds become 0, and it makes the mask anew by itself. That happens once in some hundred steps at most.
KERNEL_BOUNDS(refreshMask, RefreshMaskArgs, 256) {
    unsigned long long count = 0;
    int first = int(blockIdx.x * blockDim.x) * REFRESH_ENTRIES + int(threadIdx.x);
    for (int k = 0; k < REFRESH_ENTRIES; k++) {
        int at = first + k * int(blockDim.x);
        if (at < a.entries) {
            float w = a.w[at];
            bool keep = keeps(w, a.t[thresholdOf(a, at)]);
            bool was = a.p[at] != 0;
            count += packed(keep, was && !keep && w != 0, !was && keep && w != 0);
            a.p[at] = keep ? w : 0;
        }
    }
    count = blockSum(count);
    if (threadIdx.x < 3) {
        atomicAdd(a.counters + threadIdx.x, count >> (21 * threadIdx.x) & 0x1FFFFF);
    }
    if (!lastBlock(reinterpret_cast<unsigned *>(a.counters + 3))) {
        return;
    }
    __shared__ long long total[3];
    if (threadIdx.x < 3) {
        total[threadIdx.x] = (long long) atomicExch(a.counters + threadIdx.x, 0ull);
        a.result[threadIdx.x] = total[threadIdx.x];
    }
    __syncthreads();
    bool reset = a.resetPercent >= 0 && total[0] * 100 <= (long long) a.entries * a.resetPercent && *a.guard == 0;
    if (!reset) {
        if (threadIdx.x == 0) {
            a.result[3] = 0;
        }
        return;
    }
    long long kept = 0;
    long long recovered = 0;
    for (int at = int(threadIdx.x); at < a.entries; at += int(blockDim.x)) {
        float w = a.w[at];
        bool keep = keeps(w, 0);
        bool was = keeps(w, a.t[thresholdOf(a, at)]) && w != 0; // what P holds now, without reading what other blocks wrote
        kept += keep;
        recovered += !was && keep && w != 0;
        a.p[at] = keep ? w : 0;
    }
    kept = blockSum(kept);
    recovered = blockSum(recovered); // a barrier besides: all have read their thresholds
    int thresholds = a.layout == ENTRY ? a.entries : a.layout == ROW ? a.entries / a.columns : 1;
    for (int i = int(threadIdx.x); i < thresholds; i += int(blockDim.x)) {
        a.t[i] = 0;
    }
    if (threadIdx.x == 0) {
        a.result[3] = 1;
        a.result[4] = kept;
        a.result[5] = recovered;
    }
}

struct MaskGradientArgs {
    const float *w;
    const float *t;
    float *gradient;
    float *dt;
    double *rowSums;  // room for one a row, where there is one threshold
    unsigned *ticket; // 0
    int columns;
    int layout;
    int straightThrough;
};

// H(q): the paper's long-tailed estimator, or the straight-through one.
__device__ __forceinline__ float estimate(float q, int straightThrough) {
    float far = fabsf(q);
    if (straightThrough) {
        return far <= 1 ? 1.0f : 0.0f;
    }
    return far <= 0.4f ? 2 - 4 * far : far <= 1 ? 0.4f : 0.0f;
}

// A block a row: dP to dW in place, and the row's dt. W sgn(W) is |W|, so dW = dP M + dP H |W| and dT = -dP H W share dP H.
KERNEL_BOUNDS(maskGradient, MaskGradientArgs, 256) {
    int row = int(blockIdx.x);
    long long start = (long long) row * a.columns;
    float t = a.layout == ENTRY ? 0 : a.t[a.layout == ROW ? row : 0];
    double sum = 0;
    for (int j = int(threadIdx.x); j < a.columns; j += int(blockDim.x)) {
        float w = a.w[start + j];
        float dp = a.gradient[start + j];
        if (a.layout == ENTRY) {
            t = a.t[start + j];
        }
        float magnitude = fabsf(w);
        float q = magnitude - t;
        float slope = dp * estimate(q, a.straightThrough);
        a.gradient[start + j] = fmaf(slope, magnitude, q > 0 ? dp : 0.0f);
        if (a.layout == ENTRY) {
            a.dt[start + j] = -(slope * w);
        } else {
            sum -= slope * w;
        }
    }
    if (a.layout == ENTRY) {
        return;
    }
    sum = blockSum(sum);
    if (threadIdx.x == 0) {
        if (a.layout == ROW) {
            a.dt[row] = float(sum);
        } else {
            a.rowSums[row] = sum;
        }
    }
    if (a.layout == ROW || !lastBlock(a.ticket)) {
        return;
    }
    double all = 0;
    for (int i = int(threadIdx.x); i < int(gridDim.x); i += int(blockDim.x)) {
        all += __ldcg(a.rowSums + i);
    }
    all = blockSum(all);
    if (threadIdx.x == 0) {
        a.dt[0] = float(all);
    }
}

struct SparseLossArgs {
    int *guard;
    const float *t;
    float *dt;
    double *blockSums; // room for one a block
    unsigned *ticket;  // 0
    double *result;
    long long entries;
    float alpha;
};

// The sum of exp(-t), and dt -= alpha exp(-t).
KERNEL_BOUNDS(sparseLoss, SparseLossArgs, 256) {
    double sum = 0;
    long long threads = (long long) gridDim.x * blockDim.x;
    for (long long i = (long long) blockIdx.x * blockDim.x + threadIdx.x; i < a.entries; i += threads) {
        float e = expf(-a.t[i]);
        sum += e;
        a.dt[i] -= a.alpha * e;
    }
    sum = blockSum(sum);
    if (threadIdx.x == 0) {
        a.blockSums[blockIdx.x] = sum;
    }
    if (!lastBlock(a.ticket)) {
        return;
    }
    double all = 0;
    for (int i = int(threadIdx.x); i < int(gridDim.x); i += int(blockDim.x)) {
        all += __ldcg(a.blockSums + i);
    }
    all = blockSum(all);
    if (threadIdx.x == 0) {
        a.result[0] = all;
        if (!isfinite(all)) {
            *a.guard = 1;
        }
    }
}
