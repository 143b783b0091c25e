// Products with a masked P over its non-zeros alone: eight lanes have a row of the product and one to four segments of its columns, four
// neighbouring columns a lane. They go through the row's list, in its order, whose entry all of them read; what it multiplies are whole
// lines of 128 bytes. The rows of a block read the same columns at about the same time, so these come from its cache.
#include "nonzeros.cuh"
#include "operands.cuh"

constexpr int LANES = SEGMENT / 4; // of a row
constexpr int THREADS = 128;
constexpr int ROWS = THREADS / LANES;

// Four numbers, or zeros where they are not to be read. A load with a predicate, not a branch: so those of several segments and entries
// are on their way at the same time.
__device__ __forceinline__ float4 where(bool read, const float *from) {
#ifdef __CUDACC__
    float4 v;
    asm("{\n\t.reg .pred read;\n\tsetp.ne.s32 read, %5, 0;\n\tmov.f32 %0, 0f00000000;\n\tmov.f32 %1, 0f00000000;\n\t"
        "mov.f32 %2, 0f00000000;\n\tmov.f32 %3, 0f00000000;\n\t@read ld.global.nc.v4.f32 {%0, %1, %2, %3}, [%4];\n\t}"
        : "=&f"(v.x), "=&f"(v.y), "=&f"(v.z), "=&f"(v.w)
        : "l"(from), "r"(int(read)));
    return v;
#else
    return read ? *reinterpret_cast<const float4 *>(from) : make_float4(0, 0, 0, 0);
#endif
}

// Numbers of a row of a table that begins at a multiple of 16 bytes: four at once.
template <int COUNT> __device__ __forceinline__ void copy(const int (&from)[COUNT], int (&to)[COUNT]) {
    if constexpr (COUNT == 4) {
        uint4 all = *reinterpret_cast<const uint4 *>(from);
        to[0] = int(all.x);
        to[1] = int(all.y);
        to[2] = int(all.z);
        to[3] = int(all.w);
    } else {
#pragma unroll
        for (int i = 0; i < COUNT; i++) {
            to[i] = from[i];
        }
    }
}

// Grid: x blocks of rows fastest, then tiles of columns; z classes. Does nothing where all of P is multiplied.
template <bool BACKWARD, int SEGMENTS> __device__ __forceinline__ void sparseProduct(const TapArgs &a) {
    __shared__ __align__(16) Columns<SEGMENTS> columns;
    if (!overNonZeros(a.kept, a.limit)) {
        return;
    }
    int rowBlocks = (a.rows + ROWS - 1) / ROWS;
    int tile = int(blockIdx.x) / rowBlocks;
    int row = (int(blockIdx.x) - tile * rowBlocks) * ROWS + int(threadIdx.x) / LANES;
    int column = int(threadIdx.x) % LANES * 4;
    columns.template locate<BACKWARD>(a, tile, int(blockIdx.z));
    if (row >= a.rows) {
        return;
    }
    float sums[SEGMENTS][4] = {};
    const float *in = a.in + column;
    int end = a.starts[(row + 1) * a.pieces];
#pragma unroll 4
    for (int i = a.starts[row * a.pieces]; i < end; i++) {
        int2 entry = a.list[i];
        float value = __int_as_float(entry.x);
        int base[SEGMENTS];
        copy(columns.all[entry.y & ((1 << TAP_BITS) - 1)], base);
        const float *plane = in + (entry.y >> TAP_BITS) * a.inPlane;
        float4 v[SEGMENTS];
#pragma unroll
        for (int s = 0; s < SEGMENTS; s++) {
            v[s] = where(base[s] >= 0, plane + base[s]);
        }
#pragma unroll
        for (int s = 0; s < SEGMENTS; s++) {
            sums[s][0] = fmaf(value, v[s].x, sums[s][0]);
            sums[s][1] = fmaf(value, v[s].y, sums[s][1]);
            sums[s][2] = fmaf(value, v[s].z, sums[s][2]);
            sums[s][3] = fmaf(value, v[s].w, sums[s][3]);
        }
    }
    float start = a.bias == nullptr ? 0.0f : a.bias[row];
#pragma unroll
    for (int s = 0; s < SEGMENTS; s++) {
        if (columns.out[s] >= 0) {
            float4 *to = reinterpret_cast<float4 *>(a.out + row * a.outPlane + columns.out[s] + column);
            float4 v = make_float4(sums[s][0] + start, sums[s][1] + start, sums[s][2] + start, sums[s][3] + start);
            if (a.accumulate) {
                float4 there = *to;
                v = make_float4(there.x + v.x, there.y + v.y, there.z + v.z, there.w + v.w);
            }
            *to = v;
        }
    }
}

#define SPARSE_PRODUCTS(segments)                                                                          \
    KERNEL_BOUNDS(sparseForward##segments, TapArgs, THREADS) { sparseProduct<false, segments>(a); }          \
    KERNEL_BOUNDS(sparseBackward##segments, TapArgs, THREADS) { sparseProduct<true, segments>(a); }

SPARSE_PRODUCTS(1)
SPARSE_PRODUCTS(2)
SPARSE_PRODUCTS(4)
