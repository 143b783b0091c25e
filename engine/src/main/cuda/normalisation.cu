// Batch norm. A channel is a run of whole rows; it is cut into slices, whose sums meet in a fixed order at the start of the second kernel.
#include "quads.cuh"
#include "reduce.cuh"

constexpr int SLICES = 32; // at most: one a lane

// A channel's place and shape, at the end of every struct.
struct Shape {
    int positions; // rows of a channel
    int columns;
    int stride;
    int slices;
};

// Visits every quad of this block's slice of its channel: visit(where it begins, its first column).
template <typename Visit> __device__ __forceinline__ void onSlice(const Shape &s, Visit visit) {
    int quadsOfRow = s.stride / 4;
    int quads = s.positions * quadsOfRow;
    int share = (quads + s.slices - 1) / s.slices;
    int end = min(quads, int(blockIdx.x + 1) * share);
    long long start = (long long) blockIdx.y * s.positions * s.stride;
    bool whole = s.columns == s.stride;
    for (int q = int(blockIdx.x) * share + int(threadIdx.x); q < end; q += int(blockDim.x)) {
        visit(start + 4LL * q, whole ? 0 : q % quadsOfRow * 4);
    }
}

// Adds up what the slices of a channel found, in the first warp: `which` is 0 or 1.
__device__ __forceinline__ double sumOfSlices(const double *partials, int slices, int which) {
    int lane = int(threadIdx.x);
    return warpSum(lane < slices ? partials[2 * ((long long) blockIdx.y * SLICES + lane) + which] : 0.0);
}

__device__ __forceinline__ void keepSums(double *partials, double first, double second) {
    first = blockSum(first);
    second = blockSum(second);
    if (threadIdx.x == 0) {
        double *own = partials + 2 * ((long long) blockIdx.y * SLICES + blockIdx.x);
        own[0] = first;
        own[1] = second;
    }
}

struct StatisticsArgs {
    const float *x;
    double *partials; // [channels, SLICES, 2]
    Shape shape;
};

// Sums and sums of squares of the distances from the channel's first entry: a mean far from zero costs no digits so.
KERNEL_BOUNDS(batchNormStatistics, StatisticsArgs, 256) {
    double sum = 0;
    double squares = 0;
    double shift = a.x[(long long) blockIdx.y * a.shape.positions * a.shape.stride];
    onSlice(a.shape, [&](long long at, int column) {
        Quad x = load(a.x + at);
        for (int k = 0; k < 4; k++) {
            double away = column + k < a.shape.columns ? x.at[k] - shift : 0;
            sum += away;
            squares += away * away;
        }
    });
    keepSums(a.partials, sum, squares);
}

struct NormaliseArgs {
    const int *guard;
    const float *x;
    const float *gamma;
    const float *beta;
    float *runningMean;
    float *runningVariance;
    float *mean;
    float *inverseDeviation;
    float *y;
    const double *partials; // null in an evaluation, which takes the running statistics
    Shape shape;
    float momentum;
    float epsilon;
};

// The mean in two parts: x - high is exact where x is near the mean, so what is nearly zero falls on the right side of a ReLU.
struct Normaliser {
    float high;
    float low;
    float scale;
    float beta;
};

__device__ __forceinline__ Normaliser normaliser(double mean, float scale, float beta) {
    float high = float(mean);
    return {high, float(mean - high), scale, beta};
}

__device__ Normaliser ofBatch(const NormaliseArgs &a) {
    int channel = int(blockIdx.y);
    double entries = (double) a.shape.positions * a.shape.columns;
    double sum = sumOfSlices(a.partials, a.shape.slices, 0);
    double squares = sumOfSlices(a.partials, a.shape.slices, 1);
    double away = sum / entries;
    double mean = a.x[(long long) channel * a.shape.positions * a.shape.stride] + away;
    double centred = squares - sum * away;
    centred = centred < 0 ? 0 : centred; // NaN stays
    double variance = centred / entries;
    float inverse = float(1 / sqrt(variance + a.epsilon));
    if (blockIdx.x == 0 && threadIdx.x == 0) {
        a.mean[channel] = float(mean);
        a.inverseDeviation[channel] = inverse;
        if (*a.guard == 0) {
            // of a single entry there is no unbiased variance: the biased one, 0, stands in
            double unbiased = entries > 1 ? centred / (entries - 1) : variance;
            a.runningMean[channel] = float((1 - a.momentum) * a.runningMean[channel] + a.momentum * mean);
            a.runningVariance[channel] = float((1 - a.momentum) * a.runningVariance[channel] + a.momentum * unbiased);
        }
    }
    return normaliser(mean, a.gamma[channel] * inverse, a.beta[channel]);
}

__device__ Normaliser ofRun(const NormaliseArgs &a) {
    int channel = int(blockIdx.y);
    float inverse = float(1 / sqrt(a.runningVariance[channel] + (double) a.epsilon));
    return normaliser(a.runningMean[channel], a.gamma[channel] * inverse, a.beta[channel]);
}

KERNEL_BOUNDS(batchNormApply, NormaliseArgs, 256) {
    __shared__ Normaliser ofChannel;
    if (threadIdx.x < 32) { // one warp works it out for all
        Normaliser made = a.partials != nullptr ? ofBatch(a) : ofRun(a);
        if (threadIdx.x == 0) {
            ofChannel = made;
        }
    }
    __syncthreads();
    Normaliser c = ofChannel;
    onSlice(a.shape, [&](long long at, int column) {
        Quad x = load(a.x + at);
        for (int k = 0; k < 4; k++) {
            x.at[k] = column + k < a.shape.columns ? fmaf(x.at[k] - c.high - c.low, c.scale, c.beta) : 0.0f;
        }
        store(a.y + at, x);
    });
}

struct GradientArgs {
    const float *x;
    const float *gamma;
    const float *mean;
    const float *inverseDeviation;
    const float *dy;
    float *dGamma;
    float *dBeta;
    float *dx;
    double *partials; // [channels, SLICES, 2]
    Shape shape;
};

// The sums of dY and of dY x', where x' is the normalised X.
KERNEL_BOUNDS(batchNormGradientSums, GradientArgs, 256) {
    float mean = a.mean[blockIdx.y];
    float inverse = a.inverseDeviation[blockIdx.y];
    double sum = 0;
    double along = 0;
    onSlice(a.shape, [&](long long at, int column) {
        Quad x = load(a.x + at);
        Quad dy = load(a.dy + at);
        for (int k = 0; k < 4; k++) {
            if (column + k < a.shape.columns) {
                sum += dy.at[k];
                along += dy.at[k] * ((x.at[k] - mean) * inverse);
            }
        }
    });
    keepSums(a.partials, sum, along);
}

// dBeta = sum of dY; dGamma = sum of dY x'; dX = gamma / deviation (dY - dBeta / m - x' dGamma / m) for m entries.
KERNEL_BOUNDS(batchNormGradientApply, GradientArgs, 256) {
    __shared__ float means[2];
    int channel = int(blockIdx.y);
    if (threadIdx.x < 32) {
        double sum = sumOfSlices(a.partials, a.shape.slices, 0);
        double along = sumOfSlices(a.partials, a.shape.slices, 1);
        if (threadIdx.x == 0) {
            double entries = (double) a.shape.positions * a.shape.columns;
            means[0] = float(sum / entries);
            means[1] = float(along / entries);
            if (blockIdx.x == 0) {
                a.dBeta[channel] = float(sum);
                a.dGamma[channel] = float(along);
            }
        }
    }
    __syncthreads();
    float mean = a.mean[channel];
    float inverse = a.inverseDeviation[channel];
    float scale = a.gamma[channel] * inverse;
    float ofDy = means[0];
    float ofAlong = means[1];
    onSlice(a.shape, [&](long long at, int column) {
        Quad x = load(a.x + at);
        Quad dy = load(a.dy + at);
        for (int k = 0; k < 4; k++) {
            float normalised = (x.at[k] - mean) * inverse;
            dy.at[k] = column + k < a.shape.columns ? scale * (dy.at[k] - ofDy - normalised * ofAlong) : 0.0f;
        }
        store(a.dx + at, dy);
    });
}
