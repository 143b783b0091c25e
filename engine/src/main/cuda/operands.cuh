// The operands of products and convolutions, and the geometry of windows over images [C][H][W][n].
//
// A convolution is a sum of products, one a tap of the window: Y(p) = Σ_tap P_tap X(source(p, tap)), and dX(q) = Σ_tap P_tapᵀ dY(source(q, tap));
// a linear layer has one tap and one position, a sequence one tap and a position a step. P_tap is [filters × channels], so P comes as
// [taps][filters][channels]: as it is for a linear layer and a 1×1 window. Columns of the product are positions times the batch.
#pragma once

#include "tiles.cuh"

// Y or dX. 8-byte members first.
struct TapArgs {
    const float *p, *bias; // bias [rows] or null
    const float *in;
    float *out;
    float *parts;
    unsigned *arrivals;
    const int *kept;   // how many non-zeros P has; null where all of it is multiplied
    const int2 *list;  // of them, row by row of the product: value, and place as nonzeros.cuh has it
    const int *starts; // in the list, of each piece of a row
    long long inPlane, outPlane; // floats from a channel (filter) to the next
    int inStep, outStep;         // floats from a position to the next
    int rows, inner;             // of each tap's product
    int taps, kernelWidth;
    int inHeight, inWidth, outHeight, outWidth; // positions that are read, and written
    int strideHeight, strideWidth, padHeight, padWidth;
    int segments; // of a position
    int aligned;  // whether chunks of P begin at multiples of 16 bytes
    int splits, accumulate;
    unsigned innerMagic;
    int limit;  // up to so many non-zeros, they alone are multiplied
    int pieces; // of a row of the product
};

// dP = Σ_p dY(p) X(source(p, tap))ᵀ. 8-byte members first.
struct GradientArgs {
    const float *dy, *x;
    float *dp;
    float *parts;
    unsigned *arrivals;
    long long dyPlane, xPlane;
    int dyStep, xStep;
    int rows, columns; // of dP: filters, channels · taps
    int taps, kernelWidth;
    int inHeight, inWidth, outWidth, positions;
    int strideHeight, strideWidth, padHeight, padWidth;
    int batch, splits;
    unsigned pieceMagic, widthMagic; // for pieces of a batch, and outWidth
};

// Which segments a tile of columns has, and where each tap reads them: taps that none of them reads are left out.
template <int SEGMENTS> struct Columns {
    int all[MOST_TAPS][SEGMENTS];
    int base[MOST_TAPS][SEGMENTS]; // floats from `in`, −1 in the padding of the image; [tap that is read]
    int tap[MOST_TAPS];            // which it is
    int taps;                      // that are read
    long long out[SEGMENTS];       // floats from `out`, −1 beyond the end

    // Fills in `all` and `out`; every thread calls it. In the backward direction a class is what the positions of dX have in common modulo the
    // stride: all of them read the same taps.
    template <bool BACKWARD> __device__ __forceinline__ void locate(const TapArgs &a, int tile, int ofClass) {
        int top = BACKWARD ? ofClass / a.strideWidth : 0;
        int left = BACKWARD ? ofClass % a.strideWidth : 0;
        int height = BACKWARD ? (a.outHeight - top + a.strideHeight - 1) / a.strideHeight : a.outHeight;
        int width = BACKWARD ? (a.outWidth - left + a.strideWidth - 1) / a.strideWidth : a.outWidth;
        for (int i = int(threadIdx.x); i < a.taps * SEGMENTS; i += int(blockDim.x)) {
            int t = i / SEGMENTS;
            int s = i % SEGMENTS;
            int segment = tile * SEGMENTS + s;
            int position = segment / a.segments;
            int from = (segment - position * a.segments) * SEGMENT;
            bool inside = height > 0 && width > 0 && position < height * width;
            int y = inside ? position / width : 0;
            int x = inside ? position - y * width : 0;
            int down = t / a.kernelWidth;
            int right = t - down * a.kernelWidth;
            int readY, readX;
            if (BACKWARD) {
                y = top + y * a.strideHeight;
                x = left + x * a.strideWidth;
                readY = y + a.padHeight - down;
                readX = x + a.padWidth - right;
                bool hit = readY >= 0 && readX >= 0 && readY % a.strideHeight == 0 && readX % a.strideWidth == 0;
                readY = hit ? readY / a.strideHeight : -1;
                readX = hit ? readX / a.strideWidth : -1;
            } else {
                readY = y * a.strideHeight + down - a.padHeight;
                readX = x * a.strideWidth + right - a.padWidth;
            }
            bool read = inside && readY >= 0 && readY < a.inHeight && readX >= 0 && readX < a.inWidth;
            all[t][s] = read ? (readY * a.inWidth + readX) * a.inStep + from : -1;
            if (t == 0) {
                out[s] = inside ? (long long) (y * a.outWidth + x) * a.outStep + from : -1;
            }
        }
        __syncthreads();
    }

    // Fills in the rest too.
    template <bool BACKWARD> __device__ __forceinline__ void place(const TapArgs &a, int tile, int ofClass) {
        locate<BACKWARD>(a, tile, ofClass);
        for (int t = int(threadIdx.x); t < a.taps; t += int(blockDim.x)) {
            int before = 0;
            for (int other = 0; other < t; other++) {
                before += any(other);
            }
            bool mine = any(t);
            if (mine) {
                tap[before] = t;
                for (int s = 0; s < SEGMENTS; s++) {
                    base[before][s] = all[t][s];
                }
            }
            if (t == a.taps - 1) {
                taps = before + mine;
            }
        }
        __syncthreads();
    }

    __device__ __forceinline__ bool any(int t) const {
        bool read = false;
        for (int s = 0; s < SEGMENTS; s++) {
            read |= all[t][s] >= 0;
        }
        return read;
    }
};

// P of each tap, or its transpose: the depth goes over taps that are read, then channels (backward: filters).
template <bool BACKWARD, int SEGMENTS> struct Filters {
    static constexpr bool ALONG_DEPTH = !BACKWARD;
    const TapArgs &a;
    const Columns<SEGMENTS> &columns;
    int firstRow;
    int depth;
    int start; // of the tile of the depth

    __device__ __forceinline__ void begin(int tile, int deep) { start = tile * deep; }
    __device__ __forceinline__ bool aligned() const { return a.aligned != 0; }
    __device__ __forceinline__ const float *anywhere() const { return a.p; }

    // Null beyond the ends.
    __device__ __forceinline__ const float *entry(int line, int k) const {
        int row = firstRow + line;
        int at = start + k;
        if (row >= a.rows || at >= depth) {
            return nullptr;
        }
        int read = quotient(at, a.innerMagic);
        int of = at - read * a.inner;
        int tap = columns.tap[read];
        return BACKWARD ? a.p + (tap * a.inner + of) * a.rows + row : a.p + (tap * a.rows + row) * a.inner + of;
    }

    __device__ __forceinline__ Chunk chunk(int line, int k) const { return {entry(line, k), 4}; }
};

// X at the sources of a tile's columns (backward: dY), across the depth.
template <int SEGMENTS> struct Sources {
    static constexpr bool ALONG_DEPTH = false;
    const TapArgs &a;
    const Columns<SEGMENTS> &columns;
    int depth;
    int start;

    __device__ __forceinline__ void begin(int tile, int deep) { start = tile * deep; }
    __device__ __forceinline__ bool aligned() const { return true; }
    __device__ __forceinline__ const float *anywhere() const { return a.in; }
    __device__ __forceinline__ const float *entry(int, int) const { return nullptr; }

    __device__ __forceinline__ Chunk chunk(int column, int k) const {
        int at = start + k;
        if (at >= depth) {
            return {nullptr, 0};
        }
        int read = quotient(at, a.innerMagic);
        int base = columns.base[read][column / SEGMENT];
        if (base < 0) {
            return {nullptr, 0};
        }
        return {a.in + (at - read * a.inner) * a.inPlane + (base + column % SEGMENT), 4};
    }
};

// dY of a weight's gradient: the depth goes over positions, then the batch, in tiles that begin anew at each position.
struct Deltas {
    static constexpr bool ALONG_DEPTH = true;
    const GradientArgs &a;
    int firstRow;
    long long from;
    int left; // of the batch

    __device__ __forceinline__ void begin(int tile, int deep) {
        int position = quotient(tile, a.pieceMagic);
        int n = (tile - position * ((a.batch + deep - 1) / deep)) * deep;
        from = (long long) position * a.dyStep + n;
        left = a.batch - n;
    }
    __device__ __forceinline__ bool aligned() const { return true; }
    __device__ __forceinline__ const float *anywhere() const { return a.dy; }
    __device__ __forceinline__ const float *entry(int, int) const { return nullptr; }

    __device__ __forceinline__ Chunk chunk(int line, int k) const {
        int row = firstRow + line;
        if (row >= a.rows || k >= left) {
            return {nullptr, 0};
        }
        return {a.dy + row * a.dyPlane + from + k, left - k};
    }
};

// Xᵀ of a weight's gradient; its columns are those of P, z = (c · kernel height + i) · kernel width + j.
struct Taps {
    static constexpr bool ALONG_DEPTH = true;
    const GradientArgs &a;
    const int2 *of; // [column of the tile]: channel, −1 beyond the last; row and column of the window, 16 bits each
    int y, x;       // of the window
    int n;
    int left;

    // Every thread calls it, and then __syncthreads.
    template <int WIDTH> __device__ static __forceinline__ void place(const GradientArgs &a, int firstColumn, int2 *of) {
        for (int i = int(threadIdx.x); i < WIDTH; i += int(blockDim.x)) {
            int z = firstColumn + i;
            int channel = z / a.taps;
            int tap = z - channel * a.taps;
            int down = tap / a.kernelWidth;
            of[i] = z < a.columns ? make_int2(channel, down << 16 | (tap - down * a.kernelWidth)) : make_int2(-1, 0);
        }
    }

    __device__ __forceinline__ void begin(int tile, int deep) {
        int position = quotient(tile, a.pieceMagic);
        n = (tile - position * ((a.batch + deep - 1) / deep)) * deep;
        left = a.batch - n;
        int row = quotient(position, a.widthMagic);
        y = row * a.strideHeight - a.padHeight;
        x = (position - row * a.outWidth) * a.strideWidth - a.padWidth;
    }
    __device__ __forceinline__ bool aligned() const { return true; }
    __device__ __forceinline__ const float *anywhere() const { return a.x; }
    __device__ __forceinline__ const float *entry(int, int) const { return nullptr; }

    __device__ __forceinline__ Chunk chunk(int line, int k) const {
        int2 column = of[line];
        int readY = y + (column.y >> 16);
        int readX = x + (column.y & 0xFFFF);
        bool read = column.x >= 0 && unsigned(readY) < unsigned(a.inHeight) && unsigned(readX) < unsigned(a.inWidth) && k < left;
        if (!read) {
            return {nullptr, 0};
        }
        return {a.x + column.x * a.xPlane + (long long) (readY * a.inWidth + readX) * a.xStep + (n + k), left - k};
    }
};
