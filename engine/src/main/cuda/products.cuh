// The bodies of the kernels of products, over a Tile: how a block multiplies. See Fp32Tile in products.cu and Tf32Tile in tf32.cu.
#pragma once

#include "nonzeros.cuh"
#include "operands.cuh"

// Y = Σ_tap P_tap X_tap (+ bias), or dX = Σ_tap P_tapᵀ dY_tap; added to what is there where a.accumulate. Nothing where the kernel of
// the non-zeros, which is launched beside it, does that.
// Grid: x row tiles fastest, then column tiles; z classes, then splits fastest.
template <typename Tile, bool BACKWARD> __device__ __forceinline__ void tapProduct(const TapArgs &a) {
    constexpr int SEGMENTS = Tile::COLUMNS / SEGMENT;
    __shared__ Columns<SEGMENTS> columns;
    if (overNonZeros(a.kept, a.limit)) {
        return;
    }
    int rowTiles = (a.rows + Tile::ROWS - 1) / Tile::ROWS;
    int columnTile = int(blockIdx.x) / rowTiles;
    int firstRow = (int(blockIdx.x) - columnTile * rowTiles) * Tile::ROWS;
    int ofClass = int(blockIdx.z) / a.splits;
    int split = int(blockIdx.z) - ofClass * a.splits;
    columns.template place<BACKWARD>(a, columnTile, ofClass);
    int depth = columns.taps * a.inner;
    int deep = (depth + Tile::DEPTH - 1) / Tile::DEPTH;
    float sums[Tile::SUMS] = {};
    Tile::multiply(Filters<BACKWARD, SEGMENTS>{a, columns, firstRow, depth, 0}, Sources<SEGMENTS>{a, columns, depth, 0},
                   int((long long) deep * split / a.splits), int((long long) deep * (split + 1) / a.splits), sums);
    int tile = ofClass * int(gridDim.x) + int(blockIdx.x);
    int tiles = int(gridDim.x * gridDim.z) / a.splits;
    if (!whole<Tile::SUMS, Tile::THREADS>(sums, a.parts, a.arrivals, tile, tiles, split, a.splits)) {
        return;
    }
    Tile::template rows<!BACKWARD, false>(sums, [&](int line, int column, auto &values) {
        constexpr int COUNT = int(sizeof(values) / sizeof(float));
        int row = firstRow + line;
        long long at = columns.out[column / SEGMENT];
        if (row >= a.rows || at < 0) {
            return;
        }
        float *to = a.out + row * a.outPlane + at + column % SEGMENT;
        float start = a.bias == nullptr ? 0.0f : a.bias[row];
        if constexpr (COUNT == 4) {
            float4 v = make_float4(values[0] + start, values[1] + start, values[2] + start, values[3] + start);
            if (a.accumulate) {
                float4 there = *reinterpret_cast<float4 *>(to);
                v = make_float4(there.x + v.x, there.y + v.y, there.z + v.z, there.w + v.w);
            }
            *reinterpret_cast<float4 *>(to) = v;
        }
    });
}

// dP. Grid: x row tiles fastest, then column tiles; z splits.
template <typename Tile> __device__ __forceinline__ void weightGradient(const GradientArgs &a) {
    __shared__ int2 taps[Tile::COLUMNS];
    int rowTiles = (a.rows + Tile::ROWS - 1) / Tile::ROWS;
    int columnTile = int(blockIdx.x) / rowTiles;
    int firstRow = (int(blockIdx.x) - columnTile * rowTiles) * Tile::ROWS;
    int firstColumn = columnTile * Tile::COLUMNS;
    Taps::place<Tile::COLUMNS>(a, firstColumn, taps);
    __syncthreads();
    int deep = a.positions * ((a.batch + Tile::DEPTH - 1) / Tile::DEPTH);
    int split = int(blockIdx.z);
    float sums[Tile::SUMS] = {};
    Tile::multiply(Deltas{a, firstRow, 0, 0}, Taps{a, taps, 0, 0, 0, 0}, int((long long) deep * split / a.splits),
                   int((long long) deep * (split + 1) / a.splits), sums);
    if (!whole<Tile::SUMS, Tile::THREADS>(sums, a.parts, a.arrivals, int(blockIdx.x), int(gridDim.x), split, a.splits)) {
        return;
    }
    Tile::template rows<true, true>(sums, [&](int line, int column, auto &values) {
        constexpr int COUNT = int(sizeof(values) / sizeof(float));
        int row = firstRow + line;
        if (row < a.rows) {
#pragma unroll
            for (int i = 0; i < COUNT; i++) {
                if (firstColumn + column + i < a.columns) {
                    a.dp[(long long) row * a.columns + firstColumn + column + i] = values[i];
                }
            }
        }
    });
}
