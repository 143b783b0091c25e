// Pooling, channel by channel: a thread for four examples of one entry. Gradients are gathered, so that each entry adds up in one order.
#include "quads.cuh"

struct PoolingArgs {
    const float *x;
    const float *dy;
    float *to;
    int channels;
    int height;
    int width;
    int kernelHeight;
    int kernelWidth;
    int strideHeight;
    int strideWidth;
    int padHeight;
    int padWidth;
    int outHeight;
    int outWidth;
    int stride; // floats of a row
};

struct Range {
    int from;
    int to;
};

// Input rows (or columns) under position `out`, padding left out.
__device__ __forceinline__ Range under(int out, int step, int pad, int kernel, int size) {
    int start = out * step - pad;
    return {max(0, start), min(size, start + kernel)};
}

// Positions whose window covers input row (or column) `in`.
__device__ __forceinline__ Range over(int in, int step, int pad, int kernel, int positions) {
    int last = in + pad;
    return {max(0, (last - kernel + step) / step), min(positions, last / step + 1)};
}

// An entry of the input or output: which one, and where its four examples begin.
struct Place {
    int channel;
    int y;
    int x;
    int n;
    bool inside;
};

__device__ __forceinline__ Place placeOf(int channels, int height, int width, int stride) {
    unsigned quads = unsigned(stride) / 4;
    unsigned row = threadOfGrid() / quads;
    unsigned n = threadOfGrid() % quads * 4;
    unsigned channel = row / unsigned(height * width);
    unsigned line = row / unsigned(width);
    return {int(channel), int(line - channel * height), int(row - line * width), int(n), channel < unsigned(channels)};
}

__device__ __forceinline__ long long entry(int channel, int y, int x, int height, int width, int stride) {
    return ((long long) (channel * height + y) * width + x) * stride;
}

// The greatest of what was seen, and where it was first; NaN is greater than all.
struct Greatest {
    float value;
    int place;
    __device__ __forceinline__ void see(float v, int at) {
        if (!(v <= value)) { // greater or NaN
            bool number = v == v && value == value;
            value = value == value ? v : value;
            place = number ? at : -1;
        }
    }
};

KERNEL(maxPool, PoolingArgs) {
    Place p = placeOf(a.channels, a.outHeight, a.outWidth, a.stride);
    if (!p.inside) {
        return;
    }
    Range rows = under(p.y, a.strideHeight, a.padHeight, a.kernelHeight, a.height);
    Range columns = under(p.x, a.strideWidth, a.padWidth, a.kernelWidth, a.width);
    Quad best = {{-INFINITY, -INFINITY, -INFINITY, -INFINITY}};
    for (int y = rows.from; y < rows.to; y++) {
        for (int x = columns.from; x < columns.to; x++) {
            Quad v = load(a.x + entry(p.channel, y, x, a.height, a.width, a.stride) + p.n);
            for (int k = 0; k < 4; k++) {
                best.at[k] = best.at[k] >= v.at[k] || best.at[k] != best.at[k] ? best.at[k] : v.at[k];
            }
        }
    }
    store(a.to + entry(p.channel, p.y, p.x, a.outHeight, a.outWidth, a.stride) + p.n, best);
}

KERNEL(maxPoolGradient, PoolingArgs) {
    Place p = placeOf(a.channels, a.height, a.width, a.stride);
    if (!p.inside) {
        return;
    }
    int own = p.y * a.width + p.x;
    Range outRows = over(p.y, a.strideHeight, a.padHeight, a.kernelHeight, a.outHeight);
    Range outColumns = over(p.x, a.strideWidth, a.padWidth, a.kernelWidth, a.outWidth);
    Quad sum = {{0, 0, 0, 0}};
    for (int outY = outRows.from; outY < outRows.to; outY++) {
        for (int outX = outColumns.from; outX < outColumns.to; outX++) {
            Range rows = under(outY, a.strideHeight, a.padHeight, a.kernelHeight, a.height);
            Range columns = under(outX, a.strideWidth, a.padWidth, a.kernelWidth, a.width);
            int first = rows.from * a.width + columns.from;
            Greatest best[4] = {{-INFINITY, first}, {-INFINITY, first}, {-INFINITY, first}, {-INFINITY, first}};
            for (int y = rows.from; y < rows.to; y++) {
                for (int x = columns.from; x < columns.to; x++) {
                    Quad v = load(a.x + entry(p.channel, y, x, a.height, a.width, a.stride) + p.n);
                    for (int k = 0; k < 4; k++) {
                        best[k].see(v.at[k], y * a.width + x);
                    }
                }
            }
            Quad dy = load(a.dy + entry(p.channel, outY, outX, a.outHeight, a.outWidth, a.stride) + p.n);
            for (int k = 0; k < 4; k++) {
                sum.at[k] += best[k].place == own ? dy.at[k] : 0;
            }
        }
    }
    store(a.to + entry(p.channel, p.y, p.x, a.height, a.width, a.stride) + p.n, sum);
}

KERNEL(averagePool, PoolingArgs) {
    Place p = placeOf(a.channels, a.outHeight, a.outWidth, a.stride);
    if (!p.inside) {
        return;
    }
    Range rows = under(p.y, a.strideHeight, a.padHeight, a.kernelHeight, a.height);
    Range columns = under(p.x, a.strideWidth, a.padWidth, a.kernelWidth, a.width);
    double sum[4] = {0, 0, 0, 0};
    for (int y = rows.from; y < rows.to; y++) {
        for (int x = columns.from; x < columns.to; x++) {
            Quad v = load(a.x + entry(p.channel, y, x, a.height, a.width, a.stride) + p.n);
            for (int k = 0; k < 4; k++) {
                sum[k] += v.at[k];
            }
        }
    }
    Quad mean;
    for (int k = 0; k < 4; k++) {
        mean.at[k] = float(sum[k] / (a.kernelHeight * a.kernelWidth));
    }
    store(a.to + entry(p.channel, p.y, p.x, a.outHeight, a.outWidth, a.stride) + p.n, mean);
}

KERNEL(averagePoolGradient, PoolingArgs) {
    Place p = placeOf(a.channels, a.height, a.width, a.stride);
    if (!p.inside) {
        return;
    }
    Range outRows = over(p.y, a.strideHeight, a.padHeight, a.kernelHeight, a.outHeight);
    Range outColumns = over(p.x, a.strideWidth, a.padWidth, a.kernelWidth, a.outWidth);
    Quad sum = {{0, 0, 0, 0}};
    for (int outY = outRows.from; outY < outRows.to; outY++) {
        for (int outX = outColumns.from; outX < outColumns.to; outX++) {
            Quad dy = load(a.dy + entry(p.channel, outY, outX, a.outHeight, a.outWidth, a.stride) + p.n);
            for (int k = 0; k < 4; k++) {
                sum.at[k] += dy.at[k] / (a.kernelHeight * a.kernelWidth);
            }
        }
    }
    store(a.to + entry(p.channel, p.y, p.x, a.height, a.width, a.stride) + p.n, sum);
}
